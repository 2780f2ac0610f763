// SPDX-License-Identifier: Apache-2.0

// Which watched conditions can make a difference to a lead as it stands, and how much events may
// earn before one of them does.
#include <algorithm>
#include <iterator>

#include "eval/stretch.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

namespace {

constexpr Duration kTick{1};

// A shorter time is not worth a look.
constexpr Duration kWorthWaiting = std::chrono::hours(24);

// Tried one after the other; the last is always fine.
constexpr Points kSlacks[] = {Points::whole(Points::kMostWhole),
                              Points::whole(1'024),
                              Points::whole(256),
                              Points::whole(64),
                              Points::whole(16),
                              Points::whole(4),
                              Points()};

// How often what is between two of them is halved.
constexpr int kHalvings = 3;

// The most that fits, about; nothing always does.
template <class Fits>
Points most_that(const Fits& fits) {
  const auto* const found = std::find_if(std::begin(kSlacks), std::end(kSlacks) - 1, fits);
  Points most = *found;
  if (found == std::begin(kSlacks)) return most;
  Points too_much = *(found - 1);
  for (int i = 0; i < kHalvings; ++i) {
    const Points half = Points::thousandths((most.count() + too_much.count()) / 2);
    (fits(half) ? most : too_much) = half;
  }
  return most;
}

}  // namespace

// To who watches everything does. What happens only once in an instant may have been held up: then
// every instant counts.
bool Stepper::matters(std::uint32_t place, const std::vector<bool>& truths) const {
  using Of = model::Watched::Of;
  const model::Watched& watched = model_.watched[place];
  if (watch_ != nullptr || !settled_ || watched.of == Of::exclusion) return true;
  if (model_.exclude && truths[0]) return false;
  switch (watched.of) {
    case Of::signal: {
      const model::Signal& signal = model_.signals[watched.index];
      const bool goes_off_by_itself = !signal.until && !signal.until_never;
      // Where a rejection turns it off, it counts since when the condition has held.
      const bool since_counts = signal.holds_for && !model_.rejections.empty();
      return !state_.signals[watched.index].on || goes_off_by_itself || since_counts;
    }
    case Of::until: return state_.signals[watched.index].on || truths[place - 1];
    case Of::move: {
      const model::StageMove& move = model_.moves[watched.index];
      return !move.event && state_.stage && is_open(move);
    }
    case Of::route: return is_no_route_before(place, truths);
    case Of::exit: return is_enrolled(watched.index);
    default: return true;
  }
}

// The first route that holds is the lead's.
bool Stepper::is_no_route_before(std::uint32_t place, const std::vector<bool>& truths) const {
  const std::uint32_t index = model_.watched[place].index;
  for (std::uint32_t before = 1; before <= index; ++before) {
    if (!model_.routing[index - before].when || truths[place - before]) return false;
  }
  return true;
}

// Until when nothing that matters changes, though events give points: to the end of the outlook
// where that tells all, or for some time where no condition gets less true than it is by them.
std::optional<Time> Stepper::stays_until() {
  bool all = true;
  for (std::uint32_t place = 0; place < model_.watched.size(); ++place) {
    if (!matters(place, truths_) || foreseen(place)) continue;
    const model::Trend& trend = model_.watched[place].trend;
    if (truths_[place] ? trend.may_fall : trend.may_rise) return std::nullopt;
    all = false;
  }
  const Time end = outlook().end();
  if (all) return end;
  constexpr int kShare = 4;
  for (Duration some = (end - state_.now) / kShare; some >= kWorthWaiting; some /= kShare) {
    const Time to = state_.now + some;
    if (asleep_until_ <= to && may_flip(state_.now, to)) continue;
    asleep_until_ = std::max(asleep_until_, to + kTick);
    return to;
  }
  return std::nullopt;
}

bool Stepper::stands(Points lost, Points gained) {
  eval::Stretch stretch(state_, *tallies_);
  stretch.allow(lost, gained);
  for (std::uint32_t place = 0; place < model_.watched.size(); ++place) {
    if (!matters(place, truths_)) continue;
    if (!foreseen(place)) {  // it stays if events only give points
      if (lost != Points()) return false;
      continue;
    }
    const eval::Hull truth = stretch.value(*model_.watched[place].condition);
    if (truths_[place] ? truth.may_not_hold() : truth.may_hold()) return false;
  }
  return true;
}

std::optional<Slack> Stepper::slack() {
  const bool plain = tallies_ && watch_ == nullptr && settled_ && !holds_signals(state_);
  if (!plain || !state_.first_fact || !model_.readers.complete) return std::nullopt;
  const std::size_t room = state_.room.events;
  if (state_.retained.size() >= room) return std::nullopt;
  const auto until = stays_until();
  if (!until) return std::nullopt;
  quiet_until_ = *until;
  Slack slack{state_.now, state_.now, quiet_until_, {}, {}, room - state_.retained.size()};
  if (const auto due = next_due()) slack.until = std::min(slack.until, *due - kTick);
  slack.up = most_that([&](Points up) { return stands({}, up); });
  slack.down = most_that([&](Points down) { return stands(down, slack.up); });
  return slack;
}

}  // namespace leadscore::lead
