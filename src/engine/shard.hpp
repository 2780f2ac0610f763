// SPDX-License-Identifier: Apache-2.0

// A share of an Engine's leads behind one lock: each ready or as bytes, and when it is due.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <leadscore/engine.hpp>

#include "lead/track.hpp"

namespace leadscore::engine {

struct Slot {
  Slot(std::string_view name, std::size_t index) : id(name), place(index) {}

  const std::string id;
  const std::size_t place;            // in its shard
  std::unique_ptr<lead::Track> open;  // null: `bytes` is the lead
  std::string bytes;
  std::string into;         // the lead that this one was merged into; empty: it stands for itself
  Time due = Time::max();   // no output comes before; Time::max(): never
  std::size_t waiting = 0;  // outputs made before they were asked for
  bool touched = false;     // since it was last thought of closing it
  bool changed = false;     // by a fact, and not told yet

  // Quiet events that came since the lead was last opened, and how many more may come.
  std::string pending;
  std::vector<std::uint64_t> ids;    // hashes of theirs, and of those that the closed lead knows
  std::optional<lead::Slack> slack;  // none: no event may wait
  bool slack_told = false;           // since the lead was last opened
};

// Members are called with lock() held. If memory runs out, outputs may be lost, but every lead is
// whole and will be woken.
class Shard {
 public:
  Shard(RuleSet rules, const EngineOptions& options, std::size_t most_open);

  [[nodiscard]] std::mutex& lock() const { return lock_; }

  [[nodiscard]] Slot* find(std::string_view id);
  Slot& at(std::string_view id);
  // The slot's lead, ready to be asked, the present being `now`. It is there until another slot's
  // lead is opened.
  lead::Track& open(Slot& slot, Time now);
  // After a change of its lead, which is open.
  void schedule(Slot& slot);
  // Takes an event that can wait until the lead is opened; false: it cannot.
  bool let_wait(Slot& slot, const lead::BoundFact& fact, Time now);
  // Other leads than before; they are due at once if that gives outputs.
  void put(Slot& slot, lead::Track track);
  // Likewise, whatever it was due for.
  void put_anew(Slot& slot, lead::Track track);

  // A fact has changed its lead.
  void note_change(Slot& slot);
  // Adds the names of leads that have changed until there are `most`, and forgets that they have.
  void take_changed(std::size_t most, std::vector<std::string>& names);

  // The outputs of leads that are due up to `now`, until there are about `most`.
  void drain(Time now, std::size_t most, std::vector<Output>& outputs);
  [[nodiscard]] std::optional<Time> next_due();
  [[nodiscard]] std::size_t waiting() const { return waiting_; }

  [[nodiscard]] std::deque<Slot>& slots() { return slots_; }

  Counters counters;

 private:
  struct Hash {
    std::uint64_t seed = 0;
    std::size_t operator()(std::string_view id) const;
  };
  using Timer = std::pair<Time, std::size_t>;  // when, and which slot

  void close_some();
  void close(Slot& slot);
  void apply_pending(Slot& slot);
  void tell_slack(Slot& slot) const;
  [[nodiscard]] bool may_know(const Slot& slot, const std::string& id) const;
  [[nodiscard]] std::uint64_t hash_of(std::string_view id) const;
  void count_waiting(Slot& slot);
  void set_timer(Slot& slot, Time due);
  void mark(const std::string& id, std::vector<Output>& outputs) const;

  mutable std::mutex lock_;
  RuleSet rules_;
  const EngineOptions& options_;
  std::size_t most_open_;
  std::deque<Slot> slots_;                                          // addresses stay
  std::unordered_map<std::string_view, std::size_t, Hash> places_;  // their ids
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers_;
  std::deque<std::size_t> opened_;    // the open ones, those thought of longest ago first
  std::vector<std::size_t> changed_;  // slots of which it is not told yet
  std::size_t waiting_ = 0;           // of all slots
};

}  // namespace leadscore::engine
