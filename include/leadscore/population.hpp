// SPDX-License-Identifier: Apache-2.0

// The facts of many leads, and what they answer: leads that merge and separate, ids that are
// unique over all leads.
//
// Keeps every fact and answers by replaying a lead's facts, so that merges, retractions and facts
// that come late are exact.
//
// Threads: apply() from one thread; then any number of threads may ask at once.
//
//     leadscore::Population leads(rules);
//     for (const auto& fact : facts) leads.apply(fact);
//     for (const auto& id : leads.at(now)) auto snapshot = leads.snapshot(id, now);
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/explain.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/history.hpp>
#include <leadscore/output.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

namespace lead {
class Stepper;
struct Told;
}  // namespace lead

class Population {
 public:
  explicit Population(RuleSet rules);
  ~Population();
  Population(Population&&) noexcept;
  Population& operator=(Population&&) noexcept;

  [[nodiscard]] const RuleSet& rules() const;

  // Takes a fact of any kind. A lead exists from its first fact on, in the order of first mention.
  Applied apply(const Fact& fact);

  // The instant of the latest fact; nothing where no fact has a time.
  [[nodiscard]] std::optional<Time> latest() const;

  // The leads that stand for themselves at an instant: all that were named but those erased or
  // merged into another by then. In the order in which they were first named.
  [[nodiscard]] std::vector<std::string> at(Time at) const;

  [[nodiscard]] bool contains(std::string_view lead) const;

  // As of History. Precondition: contains(lead).
  [[nodiscard]] Snapshot snapshot(std::string_view lead, Time at) const;
  [[nodiscard]] std::vector<Output> outputs(std::string_view lead, Time until) const;
  [[nodiscard]] Explanation explain(std::string_view lead, Time at) const;
  [[nodiscard]] std::optional<WhyNot> why_not(std::string_view lead, std::string_view signal,
                                              Time at) const;
  [[nodiscard]] std::vector<Change> next_changes(std::string_view lead, Time after,
                                                 std::size_t most) const;
  [[nodiscard]] std::vector<Drop> drops(std::string_view lead, Time after,
                                        std::size_t most = 1'000) const;

  // Every lead that was ever named, in the order of first mention.
  [[nodiscard]] std::vector<std::string> names() const;

  // For the library's own parts.
  [[nodiscard]] lead::Stepper stepped(std::string_view lead, Time at) const;
  [[nodiscard]] lead::Told told(std::string_view lead, Time until) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace leadscore
