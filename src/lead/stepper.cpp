// SPDX-License-Identifier: Apache-2.0
#include "lead/stepper.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "lead/retention.hpp"

namespace leadscore::lead {

using eval::Moment;

// Attributes, then events, then corrections; within events the order of the rule file, then ids,
// then texts.
std::tuple<Time, bool, bool, bool, std::uint32_t, std::string_view, std::string_view> order_of(
    const OrderedFact& fact) {
  const BoundFact& bound = *fact.fact;
  const std::uint32_t type = bound.event ? bound.event->type : 0;
  return std::make_tuple(fact.at, !fact.undated, bound.kind != FactKind::set,
                         bound.kind != FactKind::event, type, std::string_view(bound.id),
                         std::string_view(bound.text));
}

void sort_story(Story& story) {
  std::sort(story.begin(), story.end(),
            [](const OrderedFact& a, const OrderedFact& b) { return order_of(a) < order_of(b); });
}

namespace {

bool are_undated(const Story& story) {
  return std::all_of(story.begin(), story.end(),
                     [](const OrderedFact& fact) { return fact.undated; });
}

}  // namespace

Stepper::Stepper(const model::Model& model, Story story)
    : model_(model), story_(std::move(story)), state_(model) {
  undated_ = are_undated(story_);
  truths_.assign(model.watched.size(), false);
}

void Stepper::forget_future() { story_.resize(next_fact_); }

void Stepper::suppose(const Story& facts) {
  undated_ = undated_ && are_undated(facts);
  for (const OrderedFact& fact : facts) {
    const bool last = story_.empty() || order_of(story_.back()) < order_of(fact);
    // What was quiet as the lead was need not be so behind another fact.
    for (auto later = story_.rbegin(); !last && later != story_.rend(); ++later) {
      if (!fact.quiet_since && later->at >= fact.at) later->quiet_since.reset();
    }
    story_.push_back(fact);
    if (!last) sort_story(story_);
  }
}

void Stepper::forget_past() {
  story_.erase(story_.begin(), story_.begin() + static_cast<std::ptrdiff_t>(next_fact_));
  next_fact_ = 0;
  trim(state_);
}

void Stepper::resume(bool settled) {
  everything_changed();
  settled_ = settled;
  undated_ = !state_.first_fact;
  if (!state_.first_fact) return;
  // No watched condition has changed since the lead was last judged, or it would have been judged.
  truths_ = look(state_.now);
  judged_ = state_.now;
}

void Stepper::judge_again() {
  everything_changed();
  settled_ = false;
  begin_instant();
  excluded_ = is_excluded();
  if (!excluded_) judge();
  truths_ = look(state_.now);
  judged_ = state_.now;
  standing_.reset();
}

void Stepper::drop_outputs(Time until) {
  std::erase_if(outputs_, [&](const Output& output) { return output.at <= until; });
}

void Stepper::run_until(Time until) {
  if (undated_ && !state_.first_fact) {
    for (OrderedFact& fact : story_) fact.at = until;
    step(until);
  }
  while (step_ahead(until)) {
  }
  state_.now = std::max(state_.now, until);
}

std::optional<Time> Stepper::step_ahead(Time until) {
  const bool quiet = is_quiet_next(until);
  const Time since = quiet ? *story_[next_fact_].quiet_since : until;
  const auto at = since > state_.now || !quiet ? next_step(since) : std::nullopt;
  if (at) {
    step(*at);
    return at;
  }
  if (!quiet) return std::nullopt;
  step_quietly();
  return state_.now;
}

void Stepper::step_at(Time at) {
  run_until(at - Duration(1));
  asleep_until_ = std::min(asleep_until_, at);
  step(at);
}

void Stepper::step(Time at) {
  const std::size_t first = next_fact_;
  while (next_fact_ < story_.size() && story_[next_fact_].at <= at) ++next_fact_;
  const std::span<const OrderedFact> facts(story_.data() + first, next_fact_ - first);

  state_.now = at;
  begin_instant();
  const bool begins = !state_.first_fact;
  if (begins) begin();
  const bool silence = take_silences_and_attributes(facts);
  const bool brings = begins || !facts.empty() || silence || is_timer_due();
  const bool slept = asleep_until_ > at;
  if (brings || (!slept && look(at) != truths_)) judge_or_rest(facts);
  standing_.reset();
  if (watch_ != nullptr) watch_->sees_instant(state_);
}

bool Stepper::is_quiet_next(Time until) const {
  if (next_fact_ == story_.size() || !state_.first_fact || !tallies_ || watch_ != nullptr) {
    return false;
  }
  const OrderedFact& next = story_[next_fact_];
  const bool alone = next_fact_ + 1 == story_.size() || story_[next_fact_ + 1].at > next.at;
  return next.quiet_since && next.fact->event && alone && next.at <= until;
}

// What it earns is remembered; nothing else changes.
void Stepper::step_quietly() {
  const OrderedFact& next = story_[next_fact_++];
  state_.now = judged_ = next.at;
  quietly_ = true;
  take_events({&next, 1});
  quietly_ = false;
  unsettle();
  // Behind what was foreseen, what was earned may bring changes.
  const Time behind = state_.now + Duration(1);
  asleep_until_ = std::max(behind, std::min(asleep_until_, quiet_until_ + Duration(1)));
}

void Stepper::judge_or_rest(std::span<const OrderedFact> facts) {
  const std::size_t given = outputs_.size();
  quiet_until_ = Time();
  excluded_ = false;
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

  for (std::size_t i = given; i < outputs_.size(); ++i) {
    if (auto* crossing = std::get_if<Crossing>(&outputs_[i].what)) {
      crossing->scores = named_scores(standing());
    }
  }
  const auto none = [](const std::vector<bool>& some) {
    return std::find(some.begin(), some.end(), true) == some.end();
  };
  // What happens only once in an instant may have been held up until the next.
  settled_ = none(once_.came_on) && none(once_.went_off) && none(once_.stage_entered);
  truths_ = look(state_.now);
  judged_ = state_.now;
}

void Stepper::begin_instant() {
  standing_.reset();
  once_.came_on.assign(model_.signals.size(), false);
  once_.went_off.assign(model_.signals.size(), false);
  once_.stage_entered.assign(model_.stages.size(), false);
  once_.event_types.assign(model_.events.size(), false);
}

void Stepper::begin() {
  unsettle();
  state_.first_fact = state_.now;
  if (model_.stages.empty()) return;
  state_.stage.emplace();
  state_.stage->since = state_.now;
  state_.stage->entered.assign(model_.stages.size(), 0);
  state_.stage->entered[0] = 1;
  once_.stage_entered[0] = true;
  journey_changed();
}

// An excluded lead is not judged and gives nothing out; no condition holds on without a break.
void Stepper::rest(std::size_t given) {
  outputs_.resize(given);
  for (eval::SignalMemory& signal : state_.signals) signal.true_since.reset();
  stop_clocks();
}

// Silence comes before the attributes of its instant; only its `given` sees the lead after them.
bool Stepper::take_silences_and_attributes(std::span<const OrderedFact> facts) {
  std::vector<std::pair<std::uint32_t, Datum>> others;  // the values that do not hold
  for (const OrderedFact& ordered : facts) {
    for (const auto& [index, datum] : ordered.fact->attributes) {
      state_.attributes_set[index] = state_.now;
      others.emplace_back(index, datum.is_missing() ? model_.attributes[index].fallback : datum);
    }
  }
  const auto exchange = [&](auto begin, auto end) {
    if (begin == end) return;
    for (auto other = begin; other != end; ++other) {
      std::swap(state_.attributes[other->first], other->second);
      if (tallies_) tallies_->attribute_changed(other->first);
    }
    unsettle();
  };
  exchange(others.begin(), others.end());
  const std::vector<std::uint32_t> silences = silences_due();
  if (silences.empty()) return false;
  exchange(others.rbegin(), others.rend());
  for (const std::uint32_t rule : silences) take_occurrence(rule, nullptr);
  exchange(others.begin(), others.end());
  return true;
}

void Stepper::apply_adjustments(std::span<const OrderedFact> facts) {
  for (const OrderedFact& ordered : facts) {
    const BoundFact& fact = *ordered.fact;
    if (fact.kind != FactKind::adjust) continue;
    auto& memory = state_.scores[fact.score];
    const Points kept = taken(fact.score, fact.adjustment.by);
    memory.adjustments.push_back({state_.now, fact.adjustment, kept, fact.adjustment.by - kept,
                                  static_cast<std::uint32_t>(memory.books.size())});
    everything_changed();
  }
}

bool Stepper::is_excluded() { return model_.exclude && holds(*model_.exclude); }

void Stepper::everything_changed() {
  unsettle();
  if (tallies_) tallies_->everything_changed();
}

}  // namespace leadscore::lead
