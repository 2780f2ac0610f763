// SPDX-License-Identifier: Apache-2.0

// What is remembered of one lead at one moment. Lead/ writes it as facts come in; eval/ reads it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <leadscore/fact.hpp>
#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

#include "base/exact.hpp"
#include "model/model.hpp"

namespace leadscore::eval {

using expr::Datum;

// An event that counts: of a declared type, not ignored.
struct EventRecord {
  Time at;
  std::uint32_t type = 0;
  std::vector<Datum> properties;  // by the type's slots
  std::string id;
  std::string text;  // canonical: orders events of one instant
};
using EventPtr = std::shared_ptr<const EventRecord>;

// What one event (or full interval of silence) earned under one rule.
struct Occurrence {
  Time at;
  EventPtr event;  // null: a silence
  Amount amount;   // before weight and decay
  Decimal weight;
  Points original;         // amount x weight, rounded
  Points withheld;         // what the score's minimum kept it from taking (<= 0)
  std::uint32_t book = 0;  // how often the score's books had been closed before
};

// An occurrence that a limit has counted.
struct Counted {
  Time at;
  std::string each;  // the value of `each` as text
};

struct RuleMemory {
  std::vector<Occurrence> occurrences;
  std::vector<Counted> counted;     // only where the rule has a limit
  std::uint32_t left_out = 0;       // occurrences that the limit did not count
  std::uint32_t without_value = 0;  // occurrences whose points had no value
  std::uint32_t not_given = 0;      // events that `where` took and `given` did not
};

// A person's correction, in force.
struct AdjustmentRecord {
  Time at;
  Adjustment adjustment;
  Points original;  // after what the minimum withheld
  Points withheld;
  std::uint32_t book = 0;
};

// A closed book: what events gave until a rejection, older books included.
struct Book {
  Time closed;
  std::string reason;
  Points cap;                  // what it counted at that instant
  Points below;                // what it kept the score from by more than its own points (<= 0)
  std::vector<bool> left_out;  // by rule: not chosen by its groups at that instant
  std::vector<bool> groups_chosen;  // by group: it held then, and chose
  model::BookChange change;
  Points taken;  // of a `lower`: what was taken from the book
};

// What a rejection took from the score beyond what the book had.
struct Deduction {
  Time at;
  std::string reason;
  Points points;  // >= 0
};

struct ScoreMemory {
  std::vector<Book> books;  // each holds the one before it
  std::vector<Deduction> deductions;
  std::vector<AdjustmentRecord> adjustments;
};

struct SignalMemory {
  bool on = false;
  std::uint32_t passes = 0;
  std::optional<Time> since;       // when it last came on
  std::optional<Time> true_since;  // when `when` became true and `until` was not
  bool pass_used = false;          // a move has used this pass
};

struct StageMemory {
  std::uint32_t stage = 0;
  Time since;
  std::vector<std::uint32_t> entered;  // by stage
};

struct RejectionRecord {
  Time at;
  Datum reason;  // missing where the event has none
};

struct State {
  explicit State(const model::Model& rules);

  const model::Model* model;
  Time now{};
  std::optional<Time> first_fact;           // none: the lead has not begun
  std::vector<Datum> attributes;            // defaults filled in
  std::vector<EventPtr> events;             // in order of time, then as processed
  std::vector<std::vector<EventPtr>> runs;  // by event key
  std::vector<std::optional<Time>> last_of_type;
  std::vector<RuleMemory> rules;
  std::vector<ScoreMemory> scores;
  std::vector<SignalMemory> signals;
  std::optional<StageMemory> stage;         // once the lead has begun
  std::vector<RejectionRecord> rejections;  // counted ones only (under `feedback`)
  std::optional<Time> last_rejection;       // of any kind: held signals wait for activity
  std::optional<Time> hold_until;           // the latest end of all holds
  std::optional<std::uint32_t> route;
};

// The latest behaviour event; nothing where there was none.
[[nodiscard]] std::optional<Time> last_activity(const State& state);
// The latest event of these types.
[[nodiscard]] std::optional<Time> last_of(const State& state, const std::vector<bool>& types);

}  // namespace leadscore::eval
