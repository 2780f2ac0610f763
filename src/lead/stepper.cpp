// SPDX-License-Identifier: Apache-2.0
#include "lead/stepper.hpp"

#include <algorithm>
#include <tuple>

namespace leadscore::lead {

using eval::Horizon;
using eval::Moment;

namespace {

// Attributes, then events, then corrections; within events the order of the rule file, then ids,
// then texts.
auto order_of(const OrderedFact& fact) {
  const BoundFact& bound = *fact.fact;
  const std::uint32_t type = bound.event ? bound.event->type : 0;
  return std::make_tuple(fact.at, !fact.undated, bound.kind != FactKind::set,
                         bound.kind != FactKind::event, type, std::string_view(bound.id),
                         std::string_view(bound.text));
}

}  // namespace

void sort_story(Story& story) {
  std::sort(story.begin(), story.end(),
            [](const OrderedFact& a, const OrderedFact& b) { return order_of(a) < order_of(b); });
}

Stepper::Stepper(const model::Model& model, Story story)
    : model_(model), story_(std::move(story)), state_(model) {
  undated_ = std::all_of(story_.begin(), story_.end(),
                         [](const OrderedFact& fact) { return fact.undated; });
}

void Stepper::forget_future() { story_.resize(next_fact_); }

void Stepper::suppose(const Story& facts) {
  story_.insert(story_.end(), facts.begin(), facts.end());
  sort_story(story_);
  undated_ = undated_ && facts.empty();
}

std::optional<Time> Stepper::next_step() const {
  if (next_fact_ == story_.size()) return due_;
  const Time fact = story_[next_fact_].at;
  return due_ ? std::min(*due_, fact) : fact;
}

void Stepper::run_until(Time until) {
  if (undated_ && !state_.first_fact) {
    for (OrderedFact& fact : story_) fact.at = until;
    step(until);
  }
  for (auto at = next_step(); at && *at <= until; at = next_step()) step(*at);
  state_.now = std::max(state_.now, until);
}

void Stepper::step(Time at) {
  const std::size_t first = next_fact_;
  while (next_fact_ < story_.size() && story_[next_fact_].at <= at) ++next_fact_;
  const std::span<const OrderedFact> facts(story_.data() + first, next_fact_ - first);

  state_.now = at;
  once_.came_on.assign(model_.signals.size(), false);
  once_.went_off.assign(model_.signals.size(), false);
  once_.stage_entered.assign(model_.stages.size(), false);
  once_.event_types.assign(model_.events.size(), false);
  if (!state_.first_fact) begin();

  const std::size_t given = outputs_.size();
  excluded_ = false;
  take_silences_and_attributes(facts);
  take_events(facts);
  apply_adjustments(facts);
  excluded_ = is_excluded();
  take_rejections(events_of(facts));
  excluded_ = is_excluded();
  if (excluded_) {
    rest(given);
  } else {
    judge();
  }

  Moment moment(state_);
  for (std::size_t i = given; i < outputs_.size(); ++i) {
    if (auto* crossing = std::get_if<Crossing>(&outputs_[i].what)) {
      crossing->scores = named_scores(moment);
    }
  }
  find_due();
  if (watch_ != nullptr) watch_->sees_instant(state_);
}

void Stepper::begin() {
  state_.first_fact = state_.now;
  if (model_.stages.empty()) return;
  state_.stage.emplace();
  state_.stage->since = state_.now;
  state_.stage->entered.assign(model_.stages.size(), 0);
  state_.stage->entered[0] = 1;
  once_.stage_entered[0] = true;
}

// An excluded lead is not judged and gives nothing out; no condition holds on without a break.
void Stepper::rest(std::size_t given) {
  outputs_.resize(given);
  for (eval::SignalMemory& signal : state_.signals) signal.true_since.reset();
}

// Silence comes before the attributes of its instant; only its `given` sees the lead after them.
void Stepper::take_silences_and_attributes(std::span<const OrderedFact> facts) {
  std::vector<Datum> later = state_.attributes;
  for (const OrderedFact& ordered : facts) {
    for (const auto& [index, datum] : ordered.fact->attributes) {
      later[index] = datum.is_missing() ? model_.attributes[index].fallback : datum;
    }
  }
  std::swap(state_.attributes, later);
  const std::vector<std::uint32_t> silences = silences_due();
  std::swap(state_.attributes, later);
  for (const std::uint32_t rule : silences) take_occurrence(rule, nullptr);
  state_.attributes = std::move(later);
}

void Stepper::apply_adjustments(std::span<const OrderedFact> facts) {
  for (const OrderedFact& ordered : facts) {
    const BoundFact& fact = *ordered.fact;
    if (fact.kind != FactKind::adjust) continue;
    auto& memory = state_.scores[fact.score];
    const Points kept = taken(fact.score, fact.adjustment.by);
    memory.adjustments.push_back({state_.now, fact.adjustment, kept, fact.adjustment.by - kept,
                                  static_cast<std::uint32_t>(memory.books.size())});
  }
}

bool Stepper::is_excluded() { return Moment(state_).excluded(); }

// Evaluates everything that may change with time alone, and keeps the earliest instant noted.
void Stepper::find_due() {
  Horizon horizon(state_.now);
  Moment moment(state_, &horizon);
  for (std::uint32_t score = 0; score < model_.scores.size(); ++score) (void)moment.score(score);
  (void)moment.excluded();
  note_journey(moment, horizon);
  note_silences(horizon);
  due_ = horizon.next();
}

}  // namespace leadscore::lead
