// SPDX-License-Identifier: Apache-2.0

// Facts of any number of leads on their way through an Engine, in the memory of the leads' states.
//
// Leads that need all of their facts (merges, facts later than the engine allows, retractions of
// old events, ids that several leads use) are marked on the way; what they give out comes from a
// Population, which is handed their facts in a second reading.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <leadscore/engine.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/output.hpp>
#include <leadscore/population.hpp>
#include <leadscore/ruleset.hpp>

#include "cli/console.hpp"

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

  // Of all leads, up to and at an instant, in order of time, then lead, then as they happened.
  [[nodiscard]] std::vector<Output> outputs(Time until, const Console& console);

 private:
  struct Lead {
    bool marked = false;
    std::uint32_t duplicates = 0;  // of the first reading
  };

  std::uint32_t number_of(const std::string& lead);
  void mark(std::uint32_t lead);
  void look_at_id(const Fact& fact, std::uint32_t lead, Applied::Status status);

  RuleSet rules_;
  unsigned threads_;
  Engine engine_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<Lead> leads_;
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;  // a hash of the id, who used it first
  std::size_t marked_ = 0;
  Population whole_;  // the marked leads
  std::int64_t duplicates_again_ = 0;
};

// In order of time, then lead, then as they happened.
void sort_outputs(std::vector<Output>& outputs);

}  // namespace leadscore::cli
