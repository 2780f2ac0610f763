// SPDX-License-Identifier: Apache-2.0
#include <cassert>
#include <utility>

#include <leadscore/population.hpp>

#include "lead/life.hpp"
#include "lead/people.hpp"

namespace leadscore {

struct Population::State {
  RuleSet rules;
  lead::People people;

  explicit State(RuleSet loaded) : rules(std::move(loaded)), people(rules.model()) {}

  lead::Stepper stepped(std::string_view lead, Time at) const {
    return lead::stepped_to(rules.model(), people.editions(std::string(lead), at), at);
  }
};

Population::Population(RuleSet rules) : state_(std::make_unique<State>(std::move(rules))) {}
Population::~Population() = default;
Population::Population(Population&&) noexcept = default;
Population& Population::operator=(Population&&) noexcept = default;

const RuleSet& Population::rules() const { return state_->rules; }

Applied Population::apply(const Fact& fact) { return state_->people.apply(fact); }

std::optional<Time> Population::latest() const { return state_->people.latest(); }

std::vector<std::string> Population::names() const { return state_->people.names(); }

std::vector<std::string> Population::at(Time at) const {
  std::vector<std::string> standing;
  for (const std::string& name : state_->people.names()) {
    if (state_->people.stands(name, at)) standing.push_back(name);
  }
  return standing;
}

bool Population::contains(std::string_view lead) const { return state_->people.contains(lead); }

Snapshot Population::snapshot(std::string_view lead, Time at) const {
  assert(contains(lead));
  return lead::snapshot_of(state_->stepped(lead, at).state());
}

std::vector<Output> Population::outputs(std::string_view lead, Time until) const {
  return told(lead, until).outputs;
}

Explanation Population::explain(std::string_view lead, Time at) const {
  assert(contains(lead));
  return lead::explain(state_->stepped(lead, at).state());
}

std::optional<WhyNot> Population::why_not(std::string_view lead, std::string_view signal,
                                          Time at) const {
  assert(contains(lead));
  const std::string name(lead);
  return lead::why_not(state_->rules.model(), name, state_->people.editions(name, at), signal, at);
}

std::vector<Change> Population::next_changes(std::string_view lead, Time after,
                                             std::size_t most) const {
  assert(contains(lead));
  return lead::changes_of(state_->stepped(lead, after), most);
}

std::vector<Drop> Population::drops(std::string_view lead, Time after, std::size_t most) const {
  assert(contains(lead));
  return lead::drops_of(state_->stepped(lead, after), most);
}

lead::Stepper Population::stepped(std::string_view lead, Time at) const {
  return state_->stepped(lead, at);
}

lead::Told Population::told(std::string_view lead, Time until) const {
  assert(contains(lead));
  const std::string name(lead);
  return lead::told(state_->rules.model(), name, state_->people.editions(name, until), until);
}

}  // namespace leadscore
