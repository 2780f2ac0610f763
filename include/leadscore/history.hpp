// SPDX-License-Identifier: Apache-2.0

// One lead through time: give it facts in any order, ask it at any instant.
//
// What a lead answers is a pure function of its rules, its facts and the instant: the order in
// which facts came and repeated facts change nothing. A History keeps all its facts and answers by
// replaying them in time order.
//
// Not for facts that concern several leads (merge, unmerge): those go through a Population
// (population.hpp), which knows the other lead.
//
// Threads: a History is a value; one thread at a time.
//
//     leadscore::History lead(rules, "L1");
//     lead.apply(leadscore::event("L1", "page_view", at).with("url", "/pricing"));
//     leadscore::Snapshot now = lead.snapshot(at);
//     now.scores[0].second->to_text();              // "10"
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leadscore/explain.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/output.hpp>
#include <leadscore/points.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/snapshot.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

class History {
 public:
  History(RuleSet rules, std::string id);
  ~History();
  History(const History& other);
  History(History&&) noexcept;
  History& operator=(History other) noexcept;

  [[nodiscard]] const std::string& id() const;
  [[nodiscard]] const RuleSet& rules() const;

  // Takes a fact, whatever lead it names; merge and unmerge are rejected here.
  Applied apply(const Fact& fact);

  // The lead at an instant, before or after facts it holds.
  [[nodiscard]] Snapshot snapshot(Time at) const;

  // All outputs up to and at `until`, in time order.
  [[nodiscard]] std::vector<Output> outputs(Time until) const;

  // The outputs since the last call, each exactly once; `now` must not go back. A fact that comes
  // after advance_to() has passed its instant changes all answers, but what it would have given out
  // before is not given out any more.
  [[nodiscard]] std::vector<Output> advance_to(Time now);

  [[nodiscard]] Explanation explain(Time at) const;
  [[nodiscard]] std::optional<WhyNot> why_not(std::string_view signal, Time at) const;

  // When a value changes next, exactly, if no fact comes; nothing where none ever does.
  [[nodiscard]] std::optional<Time> next_change(Time after) const;
  // The first changes after an instant, at most `most`.
  [[nodiscard]] std::vector<Change> next_changes(Time after, std::size_t most) const;
  // When each signal that is on goes off if no fact comes, in the order of the rule file. Looks at
  // most at that many instants at which something may change.
  [[nodiscard]] std::vector<Drop> drops(Time after, std::size_t most = 1'000) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace leadscore
