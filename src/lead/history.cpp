// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <leadscore/history.hpp>

#include "lead/life.hpp"
#include "lead/people.hpp"

namespace leadscore {

struct History::State {
  RuleSet rules;
  std::string id;
  std::vector<Fact> facts;  // as given, to make a copy from
  lead::People people;
  std::optional<Time> advanced_to;

  State(RuleSet loaded, std::string name)
      : rules(std::move(loaded)), id(std::move(name)), people(rules.model()) {}

  Applied apply(Fact fact) {
    fact.lead = id;
    Applied applied = people.apply(fact);
    facts.push_back(std::move(fact));
    return applied;
  }

  std::vector<lead::Edition> editions(Time until) const {
    if (people.contains(id)) return people.editions(id, until);
    return std::vector<lead::Edition>(1);  // nothing is known of it
  }
  lead::Stepper stepped(Time at) const { return lead::stepped_to(rules.model(), editions(at), at); }
};

History::History(RuleSet rules, std::string id)
    : state_(std::make_unique<State>(std::move(rules), std::move(id))) {}
History::~History() = default;
History::History(History&&) noexcept = default;

History::History(const History& other)
    : state_(std::make_unique<State>(other.state_->rules, other.state_->id)) {
  for (const Fact& fact : other.state_->facts) (void)state_->apply(fact);
  state_->advanced_to = other.state_->advanced_to;
}

History& History::operator=(History other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

const std::string& History::id() const { return state_->id; }
const RuleSet& History::rules() const { return state_->rules; }

Applied History::apply(const Fact& fact) {
  if (fact.kind == FactKind::merge || fact.kind == FactKind::unmerge) {
    Applied applied;
    applied.status = Applied::Status::rejected;
    applied.problem = "a lead alone cannot be merged: use a Population";
    return applied;
  }
  return state_->apply(fact);
}

Snapshot History::snapshot(Time at) const { return lead::snapshot_of(state_->stepped(at).state()); }

std::vector<Output> History::outputs(Time until) const {
  return lead::outputs_of(state_->rules.model(), state_->id, state_->editions(until), until);
}

std::vector<Output> History::advance_to(Time now) {
  std::vector<Output> all = outputs(now);
  const auto given = [&](const Output& output) {
    return state_->advanced_to && output.at <= *state_->advanced_to;
  };
  std::erase_if(all, given);
  state_->advanced_to = std::max(state_->advanced_to, std::optional<Time>(now));
  return all;
}

Explanation History::explain(Time at) const { return lead::explain(state_->stepped(at).state()); }

std::optional<WhyNot> History::why_not(std::string_view signal, Time at) const {
  return lead::why_not(state_->rules.model(), state_->id, state_->editions(at), signal, at);
}

std::optional<Time> History::next_change(Time after) const {
  const auto changes = next_changes(after, 1);
  return changes.empty() ? std::nullopt : std::optional<Time>(changes.front().at);
}

std::vector<Change> History::next_changes(Time after, std::size_t most) const {
  return lead::changes_of(state_->stepped(after), most);
}

std::vector<Drop> History::drops(Time after, std::size_t most) const {
  return lead::drops_of(state_->stepped(after), most);
}

}  // namespace leadscore
