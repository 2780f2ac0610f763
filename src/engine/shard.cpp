// SPDX-License-Identifier: Apache-2.0
#include "engine/shard.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <iterator>
#include <variant>

#include "base/hash.hpp"
#include "lead/encoding.hpp"

namespace leadscore::engine {

std::size_t Shard::Hash::operator()(std::string_view id) const {
  return static_cast<std::size_t>(stable_hash(id, seed));
}

Shard::Shard(const RuleSet& rules, const EngineOptions& options, std::size_t most_open)
    : rules_(rules),
      options_(options),
      most_open_(std::max<std::size_t>(most_open, 1)),
      places_(0, Hash{options.hash_seed}) {}

Slot* Shard::find(std::string_view id) {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : &slots_[found->second];
}

Slot& Shard::at(std::string_view id) {
  if (Slot* slot = find(id)) return *slot;
  places_.emplace(std::string(id), slots_.size());
  slots_.emplace_back();
  slots_.back().id = id;
  return slots_.back();
}

lead::Track& Shard::open(Slot& slot, Time now) {
  slot.touched = true;
  if (!slot.open) {
    if (slot.bytes.empty()) {
      slot.open = std::make_unique<lead::Track>(rules_.model(), options_.lead);
    } else {
      auto decoded = lead::decode(rules_, slot.bytes, options_.lead);
      auto* lead = std::get_if<lead::DecodedLead>(&decoded);
      assert(lead != nullptr);  // they are our own
      slot.open = std::make_unique<lead::Track>(std::move(lead->second));
      slot.bytes.clear();
    }
    opened_.push_back(places_.find(slot.id)->second);
    close_some();
  }
  slot.open->see(now);
  return *slot.open;
}

// Closes those that were not touched since it was last their turn.
void Shard::close_some() {
  for (std::size_t tried = 0; opened_.size() > most_open_ && tried < 2 * opened_.size(); ++tried) {
    const std::size_t place = opened_.front();
    opened_.pop_front();
    Slot& slot = slots_[place];
    const bool newest = opened_.empty();
    if (slot.touched || newest) {
      slot.touched = newest;
      opened_.push_back(place);
    } else {
      close(slot);
    }
  }
}

void Shard::close(Slot& slot) {
  slot.bytes = lead::encode(*slot.open, rules_, slot.id);
  slot.bytes.shrink_to_fit();
  slot.open.reset();
}

void Shard::schedule(Slot& slot) {
  waiting_ += slot.open->waiting() - slot.waiting;
  slot.waiting = slot.open->waiting();
  const auto due = slot.open->next_due();
  if (!due || *due >= slot.due) return;  // a timer may be early
  slot.due = *due;
  timers_.emplace(slot.due, places_.find(slot.id)->second);
}

void Shard::put(Slot& slot, lead::Track track) {
  if (!slot.open) opened_.push_back(places_.find(slot.id)->second);
  slot.bytes.clear();
  slot.open = std::make_unique<lead::Track>(std::move(track));
  slot.touched = true;
  schedule(slot);
}

void Shard::mark(const std::string& id, std::vector<Output>& outputs) const {
  for (Output& output : outputs) {
    output.lead = id;
    const bool history = options_.backfill_until && output.at <= *options_.backfill_until;
    output.backfill = output.backfill || history;
  }
}

void Shard::drain(Time now, std::size_t most, std::vector<Output>& outputs) {
  while (!timers_.empty() && timers_.top().first <= now && outputs.size() < most) {
    const auto [due, place] = timers_.top();
    timers_.pop();
    Slot& slot = slots_[place];
    if (slot.due != due) continue;  // it was set anew
    lead::Track& track = open(slot, now);
    std::vector<Output> given = track.advance_to(now);
    waiting_ -= slot.waiting;
    slot.waiting = 0;
    mark(slot.id, given);
    std::move(given.begin(), given.end(), std::back_inserter(outputs));
    slot.due = Time::max();
    const auto next = track.next_due();
    if (!next) continue;
    slot.due = std::max(*next, now + Duration(1));
    timers_.emplace(slot.due, place);
  }
}

std::optional<Time> Shard::next_due() {
  while (!timers_.empty() && slots_[timers_.top().second].due != timers_.top().first) {
    timers_.pop();
  }
  if (timers_.empty()) return std::nullopt;
  return timers_.top().first;
}

}  // namespace leadscore::engine
