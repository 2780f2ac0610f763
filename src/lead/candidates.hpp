// SPDX-License-Identifier: Apache-2.0

// Facts that could make a difference to a signal: a value for an attribute, or an event.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/value.hpp>

#include "lead/constants.hpp"

namespace leadscore::lead {

// One fact, not yet dated.
struct Candidate {
  std::optional<std::uint32_t> attribute;  // else an event of this type:
  std::uint32_t event = 0;
  std::vector<std::pair<std::string, eval::Datum>> values;  // of the attribute, or properties
};

struct Candidates {
  std::vector<Candidate> all;         // attributes, then events, each in the order of the rule file
  std::vector<std::uint32_t> counts;  // how often an event may be wanted, from 2 up
  std::vector<std::string> left_out;  // what could not be built, in words
};

[[nodiscard]] Candidates candidates_of(eval::Moment& moment, const Needs& needs);

}  // namespace leadscore::lead
