// SPDX-License-Identifier: Apache-2.0

// Sleeping through idle time: when is there something to judge next? Facts, silences and timers are
// known; the truths of watched conditions are told over whole stretches, and halving finds the
// instant at which one changes.
#include <algorithm>
#include <iterator>

#include "eval/stretch.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

using eval::Horizon;
using eval::Moment;

namespace {

constexpr Duration kTick{1};

// For so long a lead is always tried to be left alone.
constexpr Duration kWorthSleeping = eval::Tallies::kLongest / 4;

Time later(Time at, Duration by) { return at > Time::max() - by ? Time::max() : at + by; }

}  // namespace

std::optional<Time> Stepper::next_step(Time until) {
  std::optional<Time> known = next_timer();
  if (next_fact_ < story_.size()) {
    const Time fact = story_[next_fact_].at;
    known = known ? std::min(*known, fact) : fact;
  }
  if (known && *known > until) known.reset();
  const Time last = known ? *known - kTick : until;
  if (watch_ == nullptr && renews(last)) return state_.now;
  const auto by_itself = watch_ != nullptr ? next_horizon() : next_flip(last);
  return by_itself && *by_itself <= last ? by_itself : known;
}

// Behind an outlook another one begins, if not much lies ahead: it is kept, what a stretch tells is
// not. Whether something has changed where it begins.
bool Stepper::renews(Time last) {
  while (tallies_ && asleep_until_ == later(tallies_->outlook(), kTick) && asleep_until_ <= last &&
         last - asleep_until_ < eval::Tallies::kLongest) {
    state_.now = asleep_until_;
    if (look(state_.now) == truths_) continue;
    asleep_until_ = state_.now;
    return true;
  }
  return false;
}

// The first instant up to `last` at which a watched condition is not as true as it was; nothing
// comes until then.
std::optional<Time> Stepper::next_flip(Time last) {
  if (asleep_until_ > last) return std::nullopt;
  if (is_at_edge()) (void)look(state_.now);
  Time from = asleep_until_;
  if (from > last) return std::nullopt;
  Duration usual = from - state_.now;  // between one horizon and the next
  Duration length = last - from;       // of the stretch to try
  std::optional<Time> failed;          // something may change from `from` to here
  for (; from <= last; from = asleep_until_) {
    if (failed && *failed - from <= usual) {
      if (look(from) != truths_) {
        asleep_until_ = from;
        return from;
      }
      usual = asleep_until_ - from;
    } else {
      const Duration half = failed ? (*failed - from) / 2 : length;
      const Time to = last - from <= half ? last : from + half;
      if (may_flip(from, to)) {
        failed = to;
      } else {
        asleep_until_ = later(to, kTick);
        if (!failed) length = 2 * (to - from + kTick);
      }
    }
    if (asleep_until_ > last) break;
    if (failed && asleep_until_ > *failed) {
      failed.reset();
      length = 2 * (asleep_until_ - from);
    }
  }
  return std::nullopt;
}

// Nothing is known of the next tick: what was told of a stretch ends here.
bool Stepper::is_at_edge() const { return asleep_until_ == later(state_.now, kTick); }

// The truths of the watched conditions at an instant to which nothing comes; also finds how long
// they stay so.
std::vector<bool> Stepper::look(Time at) {
  ++evaluations_;
  Horizon horizon(at);
  Moment moment(state_, at, &horizon, tallies());
  std::vector<bool> truths;
  for (std::uint32_t place = 0; place < model_.watched.size(); ++place) {
    if (!matters(place, truths)) {
      truths.push_back(false);
      continue;
    }
    const auto foreseen = at == state_.now ? this->foreseen(place) : std::nullopt;
    if (foreseen) horizon.note(later(outlook().end(), kTick));
    truths.push_back(foreseen ? *foreseen : moment.holds(*model_.watched[place].condition));
  }
  asleep_until_ = horizon.next().value_or(Time::max());
  return truths;
}

Time Stepper::next_change_of_watched() {
  ++evaluations_;
  Horizon horizon(state_.now);
  Moment moment(state_, &horizon, tallies());
  for (std::uint32_t place = 0; place < model_.watched.size(); ++place) {
    if (matters(place, truths_)) (void)moment.holds(*model_.watched[place].condition);
  }
  return horizon.next().value_or(Time::max());
}

bool Stepper::may_flip(Time from, Time to) {
  ++evaluations_;
  eval::Stretch stretch(state_, from, to, tallies());
  const bool within_outlook = tallies_ && is_ahead() && to <= outlook().end();
  for (std::uint32_t i = 0; i < model_.watched.size(); ++i) {
    if (!matters(i, truths_) || (within_outlook && foreseen(i))) continue;
    const eval::Hull truth = stretch.value(*model_.watched[i].condition);
    if (truths_[i] ? truth.may_not_hold() : truth.may_hold()) return true;
  }
  return false;
}

// Time alone shortens it; another one begins where it ends.
bool Stepper::is_ahead() const {
  return ahead_ && ahead_->outlook.end() > state_.now &&
         ahead_->outlook.end() == tallies_->outlook();
}

Stepper::Ahead& Stepper::ahead() {
  if (!is_ahead()) ahead_.emplace(state_, *tallies_, model_.watched.size());
  return *ahead_;
}

std::optional<bool> Stepper::foreseen(std::uint32_t watched) {
  using Truth = Ahead::Truth;
  if (!tallies_ || watch_ != nullptr) return std::nullopt;
  Ahead& ahead = this->ahead();
  Truth& truth = ahead.truths[watched];
  if (truth == Truth::not_asked) {
    const eval::Hull hull = ahead.outlook.value(*model_.watched[watched].condition);
    truth = !hull.may_hold() ? Truth::no : !hull.may_not_hold() ? Truth::yes : Truth::either;
    if (truth == Truth::either) tallies_->is_too_wide();
  }
  return truth == Truth::either ? std::nullopt : std::optional<bool>(truth == Truth::yes);
}

bool Stepper::holds(const expr::Expr& condition) {
  const auto foreseen = this->foreseen(model_.watched_places.at(&condition));
  return foreseen ? *foreseen : standing().holds(condition);
}

std::optional<Time> Stepper::next_timer() const {
  if (!state_.first_fact) return std::nullopt;
  Horizon horizon(state_.now);
  visit_timers([&](Time at) { horizon.note(at); });
  note_silences(horizon);
  return horizon.next();
}

bool Stepper::is_timer_due() const {
  bool due = false;
  visit_timers([&](Time at) { due = due || at == state_.now; });
  return due;
}

std::optional<Time> Stepper::next_due() {
  const Time timer = next_timer().value_or(Time::max());
  // Who has outslept an outlook may have nothing left that changes.
  const bool overslept = tallies_ && tallies_->outlook() <= state_.now;
  // Who has slept for so long may sleep as long again.
  const Time as_long = later(state_.now, std::max(state_.now - judged_, kWorthSleeping));
  if (is_at_edge()) (void)next_flip(std::min({as_long, timer - kTick, kLatestTime}));
  if (overslept && asleep_until_ != Time::max() && !tallies_->moves()) {
    asleep_until_ = std::max(asleep_until_, next_change_of_watched());
  }
  const Time next = std::min(timer, asleep_until_);
  return next == Time::max() ? std::nullopt : std::optional<Time>(next);
}

std::optional<Time> Stepper::next_horizon() const {
  if (!state_.first_fact) return std::nullopt;
  Horizon horizon(state_.now);
  Moment moment(state_, &horizon);
  for (std::uint32_t score = 0; score < model_.scores.size(); ++score) (void)moment.score(score);
  for (const model::Watched& one : model_.watched) (void)moment.holds(*one.condition);
  visit_timers([&](Time at) { horizon.note(at); });
  note_silences(horizon);
  return horizon.next();
}

}  // namespace leadscore::lead
