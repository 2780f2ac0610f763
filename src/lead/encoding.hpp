// SPDX-License-Identifier: Apache-2.0

// A lead as bytes: the same on every machine, little-endian, with a version and a checksum.
//
//     4 bytes  "LSL" and the version of the format
//     8 bytes  the hash of the rules it was encoded under
//     8 bytes  xxHash of all that follows
//     the lead: its id, then its Track, as fields.hpp writes numbers and texts
//
// Reading takes nothing on trust: whatever the bytes are, it ends with a lead that can be stepped
// or with what is wrong. tests/unit/lead/encoding_test.cpp tries every cut and every flipped bit.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leadscore/lead.hpp>
#include <leadscore/ruleset.hpp>

#include "lead/track.hpp"

namespace leadscore::lead {

inline constexpr char kMagic[3] = {'L', 'S', 'L'};
inline constexpr char kVersion = 3;
// A lead of more bytes loses the details of its older events.
inline constexpr std::size_t kMostBytes = 64 * 1024;

[[nodiscard]] std::string encode(Track& track, const RuleSet& rules, std::string_view id);

using DecodedLead = std::pair<std::string, Track>;
[[nodiscard]] std::variant<DecodedLead, std::string> decode(const RuleSet& rules,
                                                            std::string_view bytes,
                                                            const LeadOptions& options);

// Facts by themselves, one behind the other, to be read under the same rules in the same process.
struct WaitingFact {
  BoundFact fact;
  bool quiet = false;
};
[[nodiscard]] std::string encode_fact(const model::Model& model, BoundFact fact, bool quiet);
[[nodiscard]] std::vector<WaitingFact> decode_facts(const model::Model& model,
                                                    std::string_view bytes);

}  // namespace leadscore::lead
