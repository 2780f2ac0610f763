// SPDX-License-Identifier: Apache-2.0

// The base of a track: what facts no longer reach becomes part of it.
#include <algorithm>
#include <iterator>
#include <utility>

#include "lead/life.hpp"
#include "lead/track.hpp"

namespace leadscore::lead {

namespace {

// Below so many recent facts the checkpoint is not worth moving.
constexpr std::size_t kWorthFolding = 32;
// So many are kept until the mark can become the base.
constexpr std::size_t kWorthReplaying = 128;
// So many recent facts are replayed for a late one.
constexpr std::size_t kMostRecent = 1'024;

Time before(Time at) { return at == Time::min() ? at : at - Duration(1); }

}  // namespace

Track::Track(const model::Model& model, const LeadOptions& options,
             const std::vector<Edition>& editions, Time now)
    : Track(model, options) {
  const Edition& last = editions.back();
  now_ = now;
  if (last.gone) {
    checkpoint_ = forgotten_ = last.from.value_or(now);
    return;
  }
  for (const OrderedFact& one : last.story) {
    if (!one.undated) newest_ = std::max(newest_, one.at);
  }
  Time checkpoint = before(edge());
  if (now != Time::min()) checkpoint = std::min(checkpoint, now);
  checkpoint = std::max(last.from.value_or(Time::min()), checkpoint);
  bool any = last.from.has_value();
  for (const OrderedFact& one : last.story) {
    any = any || one.at <= checkpoint;
    if (one.at <= checkpoint) continue;
    auto fact = std::make_shared<const BoundFact>(*one.fact);
    if (one.undated) {
      undated_.push_back(std::move(fact));
    } else {
      add_recent(std::move(fact));
    }
  }
  if (!any) return;
  std::vector<Edition> told_of = editions;
  for (Edition& edition : told_of) {
    edition.room = {options_.retained_events, options_.retained_values};
  }
  Stepper base = told(model_, std::string(), told_of, checkpoint).stepper;
  base.forget_future();  // it is recent
  base.forget_past();
  base.clear_outputs();
  base.keep_tallies();
  base_.emplace(std::move(base));
  checkpoint_ = checkpoint;
}

void Track::prepare() {
  if (stale_) make_live();
  fold();
}

// As far as no fact reaches; an event that is retracted later is not passed without its retraction.
Time Track::next_checkpoint() const {
  Time checkpoint = before(edge());
  // Outputs ahead of the present wait for it; with too many facts ahead they wait ready made.
  if (now_ != Time::min() && recent_.size() <= kMostRecent) checkpoint = std::min(checkpoint, now_);
  for (bool again = !retractions_.empty(); again;) {
    again = false;
    for (const FactPtr& fact : recent_) {
      const auto retracted = retracted_at(*fact);
      if (!retracted || *retracted <= checkpoint || *fact->at > checkpoint) continue;
      checkpoint = before(*fact->at);
      again = true;
    }
  }
  return checkpoint;
}

void Track::fold() {
  const Time checkpoint = next_checkpoint();
  if (checkpoint <= checkpoint_) return;
  const bool any = !recent_.empty() && *recent_.front()->at <= checkpoint;
  const bool cut = !erasures_.empty() && erasures_.front() <= checkpoint;
  if (!any && !cut) return;
  if (stale_) make_live();
  fold_before(checkpoint);
}

// Going on from the mark costs nothing; else the facts since the base are replayed.
void Track::fold_if_worth_it() {
  if (recent_.size() <= kWorthFolding || *recent_[recent_.size() / 2]->at >= edge()) return;
  if (mark_ && mark_->state().now <= next_checkpoint()) {
    fold_to_mark();
  } else if (recent_.size() > kWorthReplaying) {
    fold();
  }
  set_mark();
}

void Track::set_mark() {
  const bool told = live_ && !stale_ && now_ != Time::min() && live_->state().now == now_;
  if (mark_ || !told || live_->is_undated() || next_cut(Time::min())) return;
  Stepper mark = *live_;
  mark.forget_future();
  mark.forget_past();
  mark.clear_outputs();
  mark.keep_tallies();  // from the beginning: they take room
  mark_.emplace(std::move(mark));
}

void Track::fold_to_mark() {
  // What was given out is compared with what stands before anything of that is forgotten.
  if (stale_) make_live();
  Stepper mark = *std::move(mark_);
  const Time checkpoint = mark.state().now;
  mark_.reset();
  set_base(std::move(mark), checkpoint);
}

void Track::fold_before(Time checkpoint) {
  Told told = lead::told(model_, std::string(), editions(checkpoint), checkpoint);
  std::erase_if(told.outputs, [&](const Output& output) { return output.at <= now_; });
  Stepper base = std::move(told.stepper);
  base.forget_future();  // they are still recent
  ready_.reserve(ready_.size() + told.outputs.size());
  if (const auto erased = erased_at(checkpoint)) forgotten_ = *erased;
  if (mark_ && mark_->state().now < checkpoint) mark_.reset();
  set_base(std::move(base), checkpoint);
  std::move(told.outputs.begin(), told.outputs.end(), std::back_inserter(ready_));
}

// What can fail comes first: then nothing has changed.
void Track::set_base(Stepper base, Time checkpoint) {
  base.forget_past();
  base.clear_outputs();
  base.keep_tallies();  // from the beginning: they take room
  const bool stays = live_ && live_->state().now >= checkpoint;
  if (stays) live_->forget_past();

  const bool begun = base.state().first_fact.has_value();
  base_.emplace(std::move(base));
  checkpoint_ = checkpoint;
  if (stays) {
    live_->drop_outputs(checkpoint);
  } else {
    live_.reset();
  }
  forget_recent(checkpoint, begun);
}

// The retraction of an event that may yet come is kept.
void Track::forget_recent(Time checkpoint, bool begun) {
  const auto is_past = [&](const FactPtr& fact) { return *fact->at <= checkpoint; };
  std::erase_if(retractions_, [&](const auto& one) {
    const auto event = ids_.find(one.first);
    return event != ids_.end() && is_past(event->second);
  });
  std::erase_if(ids_, [&](const auto& one) { return is_past(one.second); });
  std::erase_if(recent_, is_past);
  std::erase_if(quiet_, [&](const Quiet& one) { return one.at <= checkpoint; });
  std::erase_if(erasures_, [&](Time at) { return at <= checkpoint; });
  if (begun || forgotten_ != Time::min()) undated_.clear();
}

}  // namespace leadscore::lead
