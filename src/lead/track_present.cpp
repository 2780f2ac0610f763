// SPDX-License-Identifier: Apache-2.0

// A Track's present: the lead as it stands, and what passing time gives out.
#include <algorithm>
#include <functional>
#include <iterator>
#include <new>

#include "lead/corrections.hpp"
#include "lead/life.hpp"
#include "lead/track.hpp"

namespace leadscore::lead {

namespace {

bool is_earlier(const Output& a, const Output& b) { return a.at < b.at; }

}  // namespace

// From the base, through the recent facts, to `until`.
void Track::build_live(Time until) {
  const auto editions = this->editions(until);
  if (until == Time::min()) {
    live_.emplace(begun(model_, editions.back()));
    return;
  }
  Told told = lead::told(model_, std::string(), editions, until);
  if (!told.stepper.keeps_tallies()) told.stepper.keep_tallies();
  told.stepper.set_outputs(std::move(told.outputs));
  live_.emplace(std::move(told.stepper));
}

// Through the facts since the mark, if nothing before it is disturbed.
bool Track::go_on_from_mark() {
  if (!stale_ || !mark_ || next_cut(Time::min())) return false;
  const Time begin = mark_->state().now;
  Story since = story(std::nullopt);
  std::erase_if(since, [&](const OrderedFact& fact) { return fact.at <= begin; });
  live_.emplace(*mark_);
  live_->suppose(since);
  live_->run_until(now_);
  std::vector<Output> outputs;
  std::copy_if(given_.begin(), given_.end(), std::back_inserter(outputs),
               [&](const Output& output) { return output.at <= begin; });
  outputs.insert(outputs.end(), live_->outputs().begin(), live_->outputs().end());
  live_->set_outputs(std::move(outputs));
  return true;
}

// As far as what was given; corrections where a fact came late.
void Track::make_live() {
  if (live_ && !stale_) return;
  if (!go_on_from_mark()) build_live(now_);
  if (!stale_) return;
  correct(given_, live_->outputs(), now_, ready_);
  stale_ = false;
  given_.clear();
}

// Facts change from an instant on that `live_` has stepped through.
void Track::disturb(Time from) {
  rouse(from);
  if (mark_ && from <= mark_->state().now) mark_.reset();
  if (stale_) return;
  if (now_ != Time::min()) {
    make_live();
    given_ = live_->outputs();
    stale_ = true;
  }
  live_.reset();
}

// Should memory run out on the way, the lead is built again as it was.
void Track::run_live(Time until) {
  const auto cut = next_cut(live_->state().now);
  try {
    if (cut && *cut <= until) {
      build_live(until);
    } else if (!live_->is_undated()) {
      live_->run_until(until);
    }
  } catch (...) {
    live_.reset();
    throw;
  }
}

std::vector<Output> Track::advance_to(Time now) {
  see(now);
  make_live();
  const Time until = std::max(now, now_);
  run_live(until);
  // Facts may have moved the checkpoint beyond the present: what was made there waits.
  std::vector<Output> outputs;
  const auto is_ahead = [&](const Output& output) { return output.at > until; };
  std::copy_if(ready_.begin(), ready_.end(), std::back_inserter(outputs), std::not_fn(is_ahead));
  for (const Output& output : live_->outputs()) {
    if (output.at > now_) outputs.push_back(output);
  }
  std::erase_if(ready_, std::not_fn(is_ahead));
  now_ = until;
  try {
    fold_if_worth_it();
  } catch (const std::bad_alloc&) {
    // That can wait; outputs are given once.
  }
  return outputs;
}

std::optional<Time> Track::next_due() {
  if (stale_) return std::max(now_, kEarliestTime);
  if (!ready_.empty()) {
    const auto first = std::min_element(ready_.begin(), ready_.end(), is_earlier);
    return std::max({first->at, now_, kEarliestTime});
  }
  const bool begins = checkpoint_ == Time::min() && now_ == Time::min();
  if (!live_ && begins && !recent_.empty()) return recent_.front()->at;
  make_live();
  if (live_->is_undated()) return std::nullopt;
  auto due = live_->next_due();
  const auto fact = live_->next_fact();
  if (fact) due = due ? std::min(*due, *fact) : *fact;
  if (const auto cut = next_cut(live_->state().now)) due = due ? std::min(*due, *cut) : *cut;
  return due;
}

std::optional<Stepper> Track::stepped_to(Time at) {
  if (at < checkpoint_) return std::nullopt;
  const bool onwards =
      live_ && !stale_ && at >= live_->state().now && !next_cut(live_->state().now);
  if (!onwards) return lead::stepped_to(model_, editions(at), at);
  Stepper stepper = *live_;
  stepper.clear_outputs();
  stepper.run_until(at);
  return stepper;
}

}  // namespace leadscore::lead
