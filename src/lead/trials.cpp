// SPDX-License-Identifier: Apache-2.0
#include "lead/trials.hpp"

#include <algorithm>

#include "lead/distance.hpp"
#include "lead/value_classes.hpp"

namespace leadscore::lead {

using eval::Moment;
using eval::State;

namespace {

// What is known at an instant. A lead without an earlier dated fact begins with what is tried.
Story known_by(const Story& story, Time at) {
  Story known;
  for (OrderedFact fact : story) {
    if (fact.undated && fact.at > at) fact.at = at;
    if (fact.at <= at) known.push_back(fact);
  }
  return known;
}

bool sets_at(const Story& story, Time at) {
  return std::any_of(story.begin(), story.end(), [&](const OrderedFact& fact) {
    return !fact.undated && fact.at == at && fact.fact->kind == FactKind::set;
  });
}

}  // namespace

Trials::Trials(const model::Model& model, const std::string& lead, const Story& story,
               std::uint32_t signal, Time at)
    : model_(model), lead_(lead), signal_(signal), from_(at) {
  Story known = known_by(story, at);
  Stepper asked(model, known);
  asked.run_until(at);
  find_from(asked, known, at);
  base_.emplace(before(std::move(known)));
  quiet_.emplace(*base_);
  quiet_->run_until(from_);
}

void Trials::find_from(const Stepper& asked, const Story& story, Time at) {
  const State& state = asked.state();
  const model::Signal& signal = model_.signals[signal_];
  const eval::SignalMemory& memory = state.signals[signal_];
  if (model_.held_signals[signal_] && state.last_rejection && state.hold_until) {
    held_for_ever_ = *state.hold_until >= kLatestTime;
    if (!held_for_ever_) from_ = std::max(from_, *state.hold_until);
  }
  if (signal.cooldown && memory.since) from_ = std::max(from_, *memory.since + *signal.cooldown);
  from_ = std::min(from_, kLatestTime);
  waits_ = from_ > at;
  // Of two values that are set at one instant one would hide the other.
  if (!waits_ && sets_at(story, at)) from_ += Duration(1);
}

Stepper Trials::before(Story story) const {
  for (OrderedFact& fact : story) {
    const bool begins = fact.undated && std::all_of(story.begin(), story.end(),
                                                    [](const auto& each) { return each.undated; });
    if (begins) fact.at = from_;
  }
  const bool begun = std::any_of(story.begin(), story.end(),
                                 [this](const OrderedFact& fact) { return fact.at < from_; });
  Stepper stepper(model_, std::move(story));
  if (begun) stepper.run_until(from_ - Duration(1));
  stepper.clear_outputs();
  return stepper;
}

Outcome Trials::run(const std::vector<Fact>& facts) {
  ++count_;
  std::vector<BoundFact> bound;
  for (const Fact& fact : facts) {
    if (auto taken = bind(fact, model_).fact) bound.push_back(std::move(*taken));
  }
  Story story;
  for (const BoundFact& fact : bound) story.push_back({from_, false, &fact});
  Stepper stepper = *base_;
  stepper.suppose(story);
  const std::uint32_t passes = stepper.state().signals[signal_].passes;
  stepper.run_until(from_);

  Outcome out;
  Moment moment(stepper.state());
  for (std::uint32_t i = 0; i < model_.scores.size(); ++i) {
    out.scores.emplace_back(model_.scores[i].name, moment.score(i));
  }
  out.distance = distance_to(moment, signal_);
  const auto& holds_for = model_.signals[signal_].holds_for;
  if (holds_for && from_ <= kLatestTime - *holds_for) stepper.run_until(from_ + *holds_for);
  const eval::SignalMemory& memory = stepper.state().signals[signal_];
  const bool came_on = memory.on || memory.passes > passes;
  if (came_on && !Moment(stepper.state()).excluded()) out.on_at = memory.since;
  return out;
}

Fact Trials::fact_of(const Candidate& candidate, std::size_t number) const {
  Fact fact = candidate.attribute ? set(lead_, from_)
                                  : event(lead_, model_.events[candidate.event].name, from_);
  for (const auto& [name, value] : candidate.values) fact.with(name, value_of(value));
  if (!candidate.attribute) fact.id = "why-not " + std::to_string(number);
  return fact;
}

}  // namespace leadscore::lead
