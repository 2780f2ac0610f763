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
#include "base/shared.hpp"
#include "eval/sparse.hpp"
#include "model/model.hpp"

namespace leadscore::eval {

using expr::Datum;

// An event that counts: of a declared type, not ignored.
struct EventRecord {
  Time at;
  std::uint32_t type = 0;
  std::vector<Datum> properties;  // by the type's slots
  std::string id;
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
  EventPtr event;    // null: a silence
  std::string each;  // the value of `each` as text
};

// Occurrences of one book that are no longer kept one by one.
struct Past {
  std::uint32_t book = 0;
  std::uint32_t lasting = 0;  // how many count for ever
  std::uint32_t over = 0;     // how many are worth nothing any more
  Points points;              // of the lasting ones
  Points withheld;            // likewise
  Time first, last;           // of the lasting ones
};

struct RuleMemory {
  std::vector<Occurrence> occurrences;
  std::vector<Past> past;           // by book
  std::vector<Counted> counted;     // only where the rule has a limit
  std::vector<std::string> values;  // of `each`, those seen last at the end
  std::uint32_t left_out = 0;       // occurrences that the limit did not count
  std::uint32_t without_value = 0;  // occurrences whose points had no value
  std::uint32_t not_given = 0;      // events that `where` took and `given` did not
};

// The book of the latest occurrence; nothing where there was none.
[[nodiscard]] std::optional<std::uint32_t> latest_book(const RuleMemory& memory);

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

// The lead's latest enrolment in a programme.
struct Enrolment {
  std::uint32_t program = 0;
  std::uint32_t touches = 0;    // given
  bool wanted = false;          // `enter` was true when it was judged last
  Time since;                   // when `enter` became true
  std::optional<Time> left;     // none: enrolled; where `exit` was true at entry, that instant
  std::optional<Time> stopped;  // since when the programme's clock has stood still
  Duration stood{};             // how long it stood still before that
};

struct RejectionRecord {
  Time at;
  Datum reason;  // missing where the event has none
};

// The events under one event key. Those that a window can no longer reach, or for which there is no
// room, are let go: of them their number, the first and the last, and sums remain.
struct Run {
  std::vector<EventPtr> events;  // in order of time, then as processed
  std::uint64_t gone = 0;
  EventPtr first_gone, last_gone;
  std::vector<ExactSum> sums_gone;  // by what the key's Retention sums

  [[nodiscard]] const EventRecord* first() const {
    if (first_gone) return first_gone.get();
    return events.empty() ? nullptr : events.front().get();
  }
  [[nodiscard]] const EventRecord* last() const {
    return events.empty() ? last_gone.get() : events.back().get();
  }
};

// An event that a window, limit, decay, `distinct`, `min` or `max` can still need, until then.
struct Retained {
  EventPtr event;
  Time until;
};

// How much of a lead's history is remembered.
struct Room {
  std::size_t events = 4'096;  // retained ones, all types together
  std::size_t values = 1'024;  // of one `each` or `distinct`: those seen last
};

struct State {
  explicit State(const model::Model& rules);

  const model::Model* model;
  Room room;
  Time now{};
  std::optional<Time> first_fact;    // none: the lead has not begun
  std::vector<Datum> attributes;     // defaults filled in
  std::vector<Time> attributes_set;  // when each was set last; Time::min(): never
  Sparse<Shared<Run>> runs;          // by event key
  std::vector<Retained> retained;    // in order of time, then as processed
  std::uint64_t no_room = 0;         // events that left though something needed them
  std::vector<std::optional<Time>> last_of_type;
  Sparse<Shared<RuleMemory>> rules;
  std::vector<ScoreMemory> scores;
  std::vector<SignalMemory> signals;
  std::optional<StageMemory> stage;         // once the lead has begun
  std::vector<RejectionRecord> rejections;  // counted ones only (under `feedback`)
  std::optional<Time> last_rejection;       // of any kind: held signals wait for activity
  std::optional<Time> hold_until;           // the latest end of all holds
  std::optional<std::uint32_t> route;
  std::vector<Enrolment> enrolments;  // by program; only those whose `enter` was ever true
};

// The latest behaviour event; nothing where there was none.
[[nodiscard]] std::optional<Time> last_activity(const State& state);
// The latest event of these types.
[[nodiscard]] std::optional<Time> last_of(const State& state, const std::vector<bool>& types);

}  // namespace leadscore::eval
