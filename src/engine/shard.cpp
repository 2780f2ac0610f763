// SPDX-License-Identifier: Apache-2.0
#include "engine/shard.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <variant>

#include "base/hash.hpp"
#include "lead/encoding.hpp"

namespace leadscore::engine {

namespace {

// So many timers that stand for nothing are not worth looking for.
constexpr std::size_t kSpareTimers = 64;

constexpr std::size_t kCacheLine = 64;

}  // namespace

Shard::Shard(RuleSet rules, const EngineOptions& options, std::size_t most_open)
    : rules_(std::move(rules)),
      options_(options),
      most_open_(std::max<std::size_t>(most_open, 1)) {}

Slot* Shard::find(const Name& name) {
  const auto place = names_.find(name.text, name.hash);
  return place ? &slots_[*place] : nullptr;
}

Slot& Shard::at(const Name& name) {
  if (Slot* slot = find(name)) return *slot;
  const std::size_t place = names_.next_code();
  const bool is_new = place == slots_.size();
  if (is_new) slots_.emplace_back(place);
  try {
    slots_[place].id = names_.texts()[names_.add(name.text, name.hash).code];
  } catch (...) {
    if (is_new) slots_.pop_back();
    throw;
  }
  return slots_[place];
}

void Shard::fetch(const Name& name) const {
  const auto place = names_.fetch(name.hash);
  if (!place) return;
  const auto* const slot = reinterpret_cast<const char*>(&slots_[*place]);
  for (std::size_t at = 0; at < sizeof(Slot); at += kCacheLine) __builtin_prefetch(slot + at);
}

void Shard::fetch_text(const Name& name) const {
  const auto place = names_.fetch(name.hash);
  if (!place) return;
  const Slot& slot = slots_[*place];
  __builtin_prefetch(slot.id.data());
  __builtin_prefetch(slot.inbox.facts.data() + slot.inbox.facts.size());
}

// --- ready or as bytes ---------------------------------------------------------------------------

lead::Track& Shard::open(Slot& slot, Time now) {
  slot.touched = true;
  if (slot.open) {
    slot.inbox.clear();  // what it tells of the lead may not be so any more
  } else {
    std::unique_ptr<lead::Track> track = opened(slot);
    opened_.push_back(slot.place);
    slot.open = std::move(track);
    std::string().swap(slot.bytes);
    slot.inbox.clear();
    close_some();
  }
  slot.open->see(now);
  // Time passes for a lead to which nothing happened when it passed for all.
  if (now > Time::min() && slot.due > now) slot.open->catch_up(now);
  return *slot.open;
}

// As its bytes and the facts that wait for it say, which stay as they are.
std::unique_ptr<lead::Track> Shard::opened(const Slot& slot) const {
  std::unique_ptr<lead::Track> track;
  if (slot.bytes.empty()) {
    track = std::make_unique<lead::Track>(rules_.model(), options_.lead);
  } else {
    auto decoded = lead::decode(rules_, slot.bytes, options_.lead);
    auto* lead = std::get_if<lead::DecodedLead>(&decoded);
    assert(lead != nullptr);  // they are our own
    track = std::make_unique<lead::Track>(std::move(lead->second));
  }
  apply_waiting(slot.inbox, *track);
  return track;
}

// Closes those that were not touched since it was last their turn.
void Shard::close_some() {
  for (std::size_t tried = 0; opened_.size() > most_open_ && tried < 2 * opened_.size(); ++tried) {
    Slot& slot = slots_[opened_.front()];
    const bool newest = opened_.size() == 1;
    if (slot.touched || newest) {
      slot.touched = newest;
      opened_.push_back(slot.place);
    } else {
      close(slot);
    }
    opened_.pop_front();
  }
}

void Shard::close(Slot& slot) {
  tell_inbox(slot);
  for (const auto& [id, fact] : slot.open->ids()) slot.inbox.ids.push_back(hash_of(id));
  std::string bytes = lead::encode(*slot.open, rules_, slot.id);
  bytes.shrink_to_fit();
  slot.bytes = std::move(bytes);
  count_waiting(slot);  // the outputs of what facts no longer reach are ready now
  slot.open.reset();
}

void Shard::put(Slot& slot, lead::Track track) {
  auto made = std::make_unique<lead::Track>(std::move(track));
  const auto due = due_of(*made);
  if (due && *due < slot.due) set_timer(slot, *due);
  if (!slot.open) opened_.push_back(slot.place);
  slot.open = std::move(made);
  std::string().swap(slot.bytes);
  slot.inbox.clear();
  slot.touched = true;
  note_change(slot);
  count_waiting(slot);
  close_some();
}

void Shard::put_anew(Slot& slot, lead::Track track) {
  slot.due = Time::max();
  put(slot, std::move(track));
}

// --- what facts have changed ---------------------------------------------------------------------

void Shard::note_change(Slot& slot) {
  slot.over = false;
  if (slot.changed) return;
  changed_.push_back(slot.place);
  slot.changed = true;
}

void Shard::take_changed(std::size_t most, std::vector<std::string>& names) {
  is_asked_for_changes_ = true;
  while (!changed_.empty() && names.size() < most) {
    Slot& slot = slots_[changed_.back()];
    if (slot.changed) names.emplace_back(slot.id);
    slot.changed = false;
    changed_.pop_back();
    if (slot.over) forget(slot);
  }
}

// As if it had never been there.
void Shard::forget(Slot& slot) {
  names_.remove(slot.id, hash_of(slot.id));
  std::erase(opened_, slot.place);
  slot.id = {};
  slot.open.reset();
  std::string().swap(slot.bytes);
  slot.inbox.clear();
  slot.due = Time::max();
  slot.touched = slot.changed = slot.over = false;
}

// --- time ----------------------------------------------------------------------------------------

void Shard::count_waiting(Slot& slot) {
  waiting_ += slot.open->waiting() - slot.waiting;
  slot.waiting = slot.open->waiting();
}

// A timer that is not what its slot is due for any more stands for nothing. There are never more
// of them than slots, and a few.
void Shard::set_timer(Slot& slot, Time due) {
  if (timers_.size() > 2 * slots_.size() + kSpareTimers) {
    std::vector<Timer> timers;
    for (const Slot& one : slots_) {
      if (one.due != Time::max()) timers.emplace_back(one.due, one.place);
    }
    timers_ = decltype(timers_)(std::greater<>(), std::move(timers));
  }
  timers_.emplace(due, slot.place);
  slot.due = due;
}

// An output, or that nothing of the lead is left to remember.
std::optional<Time> Shard::due_of(lead::Track& track) {
  const auto due = track.next_due();
  const auto over = track.over_at();
  return due && (!over || *due < *over) ? due : over;
}

void Shard::schedule(Slot& slot) {
  count_waiting(slot);
  const auto due = due_of(*slot.open);
  if (due && *due < slot.due) set_timer(slot, *due);  // a timer may be early
}

void Shard::mark(std::string_view id, std::vector<Output>& outputs) const {
  for (Output& output : outputs) {
    output.lead = id;
    const bool history = options_.backfill_until && output.at <= *options_.backfill_until;
    output.backfill = output.backfill || history;
  }
}

void Shard::drain(Time now, std::size_t most, std::vector<Output>& outputs) {
  while (!timers_.empty() && timers_.top().first <= now && outputs.size() < most) {
    const auto [due, place] = timers_.top();
    Slot& slot = slots_[place];
    if (slot.due != due) {  // it was set anew
      timers_.pop();
      continue;
    }
    lead::Track& track = open(slot, now);
    std::vector<Output> given = track.advance_to(now);
    mark(slot.id, given);
    std::move(given.begin(), given.end(), std::back_inserter(outputs));
    count_waiting(slot);
    const auto over = track.over_at();
    const bool is_over = over && *over <= now;
    const auto next = is_over ? track.next_due() : due_of(track);
    slot.over = is_over && !next && slot.into.empty();
    if (slot.over && !(slot.changed && is_asked_for_changes_)) forget(slot);
    // Its old timer goes last: should memory run out before, it is still there.
    if (next) {
      set_timer(slot, std::max(*next, now + Duration(1)));
    } else {
      slot.due = Time::max();
    }
    timers_.pop();
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
