// SPDX-License-Identifier: Apache-2.0

// Facts of any number of leads on their way through an Engine, in the memory of the leads' states.
//
// Leads that need all of their facts (merges, facts later than the engine allows, retractions of
// old events, ids that several leads use) are marked on the way; what they give out comes from a
// Population, which is handed their facts in a second reading.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <leadscore/engine.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/population.hpp>
#include <leadscore/ruleset.hpp>

#include "base/text_codes.hpp"
#include "cli/console.hpp"
#include "cli/replayed.hpp"

namespace leadscore::cli {

class ReplayStream {
 public:
  ReplayStream(const RuleSet& rules, unsigned threads);

  // Of the first reading.
  Applied apply(const Fact& fact);
  // Whether there is a second reading to be made.
  [[nodiscard]] bool needs_second() const { return marked_ > 0; }
  // Of the second reading.
  void apply_again(const Fact& fact);
  // How many facts more than the first reading said were known already.
  [[nodiscard]] std::int64_t more_duplicates() const;

  // Of all leads, up to and at an instant.
  [[nodiscard]] Replayed replay(Time until, const Console& console);

 private:
  struct Lead {
    bool marked = false;
    std::uint32_t duplicates = 0;  // of the first reading
    std::uint32_t events = 0;      // likewise
  };

  std::uint32_t number_of(std::string_view lead);
  [[nodiscard]] bool is_marked(std::string_view lead) const;
  void mark(std::uint32_t lead);
  void look_at_id(const Fact& fact, std::uint32_t lead, Applied::Status status);
  [[nodiscard]] WithoutRoom without_room(Time until) const;

  RuleSet rules_;
  unsigned threads_;
  Engine engine_;
  TextCodes names_;
  std::vector<Lead> leads_;                               // by code of their names
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;  // a hash of the id, who used it first
  std::size_t marked_ = 0;
  Time latest_ = Time::min();  // of all facts
  Population whole_;           // the marked leads
  std::int64_t duplicates_again_ = 0;
};

}  // namespace leadscore::cli
