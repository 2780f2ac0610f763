// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <leadscore/lead.hpp>

#include "lead/life.hpp"
#include "lead/people.hpp"

namespace leadscore {

struct Lead::State {
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

Lead::Lead(RuleSet rules, std::string id)
    : state_(std::make_unique<State>(std::move(rules), std::move(id))) {}
Lead::~Lead() = default;
Lead::Lead(Lead&&) noexcept = default;

Lead::Lead(const Lead& other)
    : state_(std::make_unique<State>(other.state_->rules, other.state_->id)) {
  for (const Fact& fact : other.state_->facts) (void)state_->apply(fact);
  state_->advanced_to = other.state_->advanced_to;
}

Lead& Lead::operator=(Lead other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

const std::string& Lead::id() const { return state_->id; }
const RuleSet& Lead::rules() const { return state_->rules; }

Applied Lead::apply(const Fact& fact) {
  if (fact.kind == FactKind::merge || fact.kind == FactKind::unmerge) {
    Applied applied;
    applied.status = Applied::Status::rejected;
    applied.problem = "a lead alone cannot be merged: use a Population";
    return applied;
  }
  return state_->apply(fact);
}

Snapshot Lead::snapshot(Time at) const { return lead::snapshot_of(state_->stepped(at).state()); }

std::vector<Output> Lead::outputs(Time until) const {
  return lead::outputs_of(state_->rules.model(), state_->id, state_->editions(until), until);
}

std::vector<Output> Lead::advance_to(Time now) {
  std::vector<Output> all = outputs(now);
  const auto given = [&](const Output& output) {
    return state_->advanced_to && output.at <= *state_->advanced_to;
  };
  std::erase_if(all, given);
  state_->advanced_to = std::max(state_->advanced_to, std::optional<Time>(now));
  return all;
}

Explanation Lead::explain(Time at) const { return lead::explain(state_->stepped(at).state()); }

std::optional<WhyNot> Lead::why_not(std::string_view signal, Time at) const {
  return lead::why_not(state_->rules.model(), state_->id, state_->editions(at), signal, at);
}

std::optional<Time> Lead::next_change(Time after) const {
  const auto changes = next_changes(after, 1);
  return changes.empty() ? std::nullopt : std::optional<Time>(changes.front().at);
}

std::vector<Change> Lead::next_changes(Time after, std::size_t most) const {
  return lead::changes_of(state_->stepped(after), most);
}

std::vector<Drop> Lead::drops(Time after, std::size_t most) const {
  return lead::drops_of(state_->stepped(after), most);
}

}  // namespace leadscore
