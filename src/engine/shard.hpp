// SPDX-License-Identifier: Apache-2.0

// A share of an Engine's leads behind one lock: each ready or as bytes, and when it is due.
#pragma once

#include <atomic>
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
#include <utility>
#include <vector>

#include <leadscore/engine.hpp>

#include "base/text_codes.hpp"
#include "lead/track.hpp"

namespace leadscore::engine {

// A lead's name, and what it is looked up by.
struct Name {
  std::string_view text;
  std::uint64_t hash = 0;
};

// The facts that wait until their lead is opened, and what is known of those that may come. For a
// lead that is ready none wait.
struct Inbox {
  bool told = false;                 // the rest is known, since the lead was last opened
  Time newest = Time::min();         // of the lead's facts, and of those that wait
  Time since = Time::min();          // of the quiet ones that wait
  std::optional<lead::Slack> slack;  // none: what comes is not quiet
  std::vector<std::uint64_t> ids;    // hashes of theirs, and of those that the closed lead knows
  std::string facts;                 // encoded, in the order in which they came

  // Assignment would keep the memory of a text.
  void clear() {
    Inbox empty;
    std::swap(*this, empty);
  }
};

struct Slot {
  explicit Slot(std::size_t index) : place(index) {}

  std::string_view id;                // kept by its shard
  const std::size_t place;            // in its shard
  std::unique_ptr<lead::Track> open;  // null: `bytes` is the lead
  std::string bytes;
  std::string into;         // the lead that this one was merged into; empty: it stands for itself
  Time due = Time::max();   // no output comes before; Time::max(): never
  std::size_t waiting = 0;  // outputs made before they were asked for
  bool touched = false;     // since it was last thought of closing it
  bool changed = false;     // by a fact, and not told yet
  bool over = false;        // the lead is gone, and nothing but that is left to tell of it
  Inbox inbox;
};

// Members are called with lock() held. If memory runs out, outputs may be lost, but every lead is
// whole and will be woken.
class Shard {
 public:
  Shard(RuleSet rules, const EngineOptions& options, std::size_t most_open);

  [[nodiscard]] std::mutex& lock() const { return lock_; }

  [[nodiscard]] Slot* find(const Name& name);
  Slot& at(const Name& name);
  // A lead is found faster after three steps, each some time after the one before.
  void announce(const Name& name) const { names_.announce(name.hash); }
  void fetch(const Name& name) const;
  void fetch_text(const Name& name) const;
  // The slot's lead, ready to be asked, the present being `now`. It is there until another slot's
  // lead is opened.
  lead::Track& open(Slot& slot, Time now);
  // After a change of its lead, which is open.
  void schedule(Slot& slot);
  // Takes a fact for which the lead need not be opened, the present being `now`, and leaves nothing
  // of it behind; false: it must be, and the fact is as it was.
  bool let_wait(Slot& slot, lead::BoundFact& fact, Time now);
  // Other leads than before; they are due at once if that gives outputs.
  void put(Slot& slot, lead::Track track);
  // Likewise, whatever it was due for.
  void put_anew(Slot& slot, lead::Track track);

  // A fact has changed its lead.
  void note_change(Slot& slot);
  // Adds the names of leads that have changed until there are `most`, and forgets that they have;
  // of those that are over, everything.
  void take_changed(std::size_t most, std::vector<std::string>& names);

  // The outputs of leads that are due up to `now`, until there are about `most`.
  void drain(Time now, std::size_t most, std::vector<Output>& outputs);
  [[nodiscard]] std::optional<Time> next_due();
  [[nodiscard]] std::size_t waiting() const { return waiting_; }

  // Those without a name are free.
  [[nodiscard]] std::deque<Slot>& slots() { return slots_; }

  Counters counters;  // of what lock() was held for
  // Of facts that no lead is asked for; lock() need not be held.
  void count_dropped(Applied::Status status) {
    (status == Applied::Status::ignored ? ignored_ : rejected_)
        .fetch_add(1, std::memory_order_relaxed);
  }
  [[nodiscard]] Counters counted() const {
    Counters all = counters;
    all.ignored += ignored_.load(std::memory_order_relaxed);
    all.rejected += rejected_.load(std::memory_order_relaxed);
    return all;
  }

 private:
  using Timer = std::pair<Time, std::size_t>;  // when, and which slot

  [[nodiscard]] std::unique_ptr<lead::Track> opened(const Slot& slot) const;
  void close_some();
  void close(Slot& slot);

  // shard_inbox.cpp
  void apply_waiting(const Inbox& inbox, lead::Track& track) const;
  void tell_inbox(Slot& slot) const;
  void put_in(Inbox& inbox, const lead::BoundFact& fact, bool quiet) const;
  [[nodiscard]] bool is_quiet(Slot& slot, const lead::BoundFact& fact, Time now) const;
  [[nodiscard]] bool has_fact_at(const Slot& slot, Time at) const;
  [[nodiscard]] bool may_know(const Slot& slot, const std::string& id) const;
  [[nodiscard]] std::uint64_t hash_of(std::string_view id) const;
  void count_waiting(Slot& slot);
  [[nodiscard]] static std::optional<Time> due_of(lead::Track& track);
  void forget(Slot& slot);
  void set_timer(Slot& slot, Time due);
  void mark(std::string_view id, std::vector<Output>& outputs) const;

  std::atomic<std::uint64_t> ignored_ = 0, rejected_ = 0;
  mutable std::mutex lock_;
  RuleSet rules_;
  const EngineOptions& options_;
  std::size_t most_open_;
  std::deque<Slot> slots_;  // addresses stay; free ones are used again
  TextCodes names_;         // of slots, by place
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers_;
  std::deque<std::size_t> opened_;    // the open ones, those thought of longest ago first
  std::vector<std::size_t> changed_;  // slots of which it is not told yet, if they still say so
  bool is_asked_for_changes_ = false;
  std::size_t waiting_ = 0;  // of all slots
};

}  // namespace leadscore::engine
