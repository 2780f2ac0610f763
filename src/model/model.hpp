// SPDX-License-Identifier: Apache-2.0

// A rule file, understood: everything resolved and checked, each thing with its place in the file.
// It is what all evaluators read; nothing in it changes after loading.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

#include "base/calendar.hpp"
#include "base/exact.hpp"
#include "base/zone.hpp"
#include "expr/check.hpp"
#include "expr/expr.hpp"
#include "expr/syntax.hpp"

namespace leadscore::model {

using expr::Datum;
using expr::Expr;

// --- what may be known and done ---------------------------------------------------------------

enum class ValueType : std::uint8_t { text, integer, number, boolean, time, list };

// An attribute of a lead, or a property of an event.
struct Field {
  std::string name;  // as written
  ValueType type = ValueType::text;
  bool exact = false;
  std::vector<Datum> one_of;  // empty: any value
  Datum fallback;             // `default`; missing: none
  Span span;
};

struct EventType {
  std::string name;
  bool feedback = false;
  std::vector<Field> properties;
  std::optional<Expr> ignore;  // over the event's properties
  Span span;
};

struct NamedExpression {
  std::string name;
  Expr expr;
  Span span;
};

// --- scores -----------------------------------------------------------------------------------

// What a rule gives: an exact constant or an expression.
using Worth = std::variant<Points, Expr>;

enum class Combine : std::uint8_t { sum, first, max, min };

struct Row {
  std::string text;  // the left side as written
  bool unknown = false;
  bool otherwise = false;
  // Else the condition over the table's value: any of these ranges or values.
  struct Test {
    expr::Comparison comparison = expr::Comparison::equal;
    Datum value;
  };
  // A row matches where all tests of one alternative hold ("50 .. 199" is one of two tests).
  std::vector<std::vector<Test>> alternatives;
  Worth worth;
  Span span;
};

struct Table {
  Expr by;             // over the lead, or over the event's properties
  bool exact = false;  // texts compare byte by byte
  Combine combine = Combine::first;
  std::vector<Row> rows;
};

struct Limit {
  std::uint32_t count = 1;
  std::optional<Duration> per;
  std::optional<Calendar> per_calendar;  // neither: for ever
  std::shared_ptr<const expr::PropertyRef> each;
  bool each_exact = false;
  std::string text;
};

struct Decay {
  expr::DecayKind kind = expr::DecayKind::half;
  Decimal amount;  // linear: the fraction lost per interval (0.25); lose: points
  Duration every{};
  std::string text;
};

// Which events a rule looks for.
struct EventSource {
  std::vector<bool> types;            // by event type; of a silence: those that end it
  bool any = false;                   // every behaviour event
  std::vector<std::uint32_t> listed;  // the types, where it is not any
  std::optional<Duration> silence;    // silence(D)
  std::string text;
};

struct Rule {
  std::string name;
  std::string reason;
  std::optional<EventSource> event;  // none: an attribute rule
  std::optional<Expr> when;
  std::vector<Expr> where;  // the rule's own and those of its groups; all must hold
  std::vector<Expr> given;
  Worth worth;
  std::optional<Table> table;  // in place of `worth`
  Decimal weight;              // 1 where none is given
  std::optional<Limit> limit;
  std::optional<Decay> decay;
  std::optional<Duration> expires;
  std::optional<Points> min, max;
  std::optional<Time> active_from, active_until;
  bool enabled = true;
  std::uint32_t score = 0;
  Span span;  // of the rule's name
  Place place;
};

struct Item {
  bool is_group = false;
  std::uint32_t index = 0;  // of Model::groups or Model::rules
};

struct Group {
  std::string name;
  std::optional<Expr> when;
  Combine combine = Combine::sum;
  std::optional<Points> min, max;
  std::vector<Item> items;
  std::uint32_t score = 0;
  Span span;
  Place place;
};

struct Score {
  std::string name;
  std::optional<Points> min, max;
  Points initial;
  std::vector<Item> items;
  std::optional<Expr> expression;  // in place of all the above
  Span span;
  Place place;
  std::string text;  // of the expression, as written
};

// --- bands and signals ------------------------------------------------------------------------

struct Band {
  std::string name;
  // A range of a score: names with their lower bounds, highest first; `otherwise` is the index of
  // the name below all bounds.
  std::optional<std::uint32_t> of;
  std::vector<std::string> names;  // in the order of the file
  struct Bound {
    Points from;
    std::uint32_t name = 0;
  };
  std::vector<Bound> bounds;
  std::optional<std::uint32_t> otherwise;
  // Or a text with other bands in it: parts are literal texts and bands, alternating as needed.
  struct Part {
    std::string text;
    std::optional<std::uint32_t> band;
  };
  std::vector<Part> parts;
  Span span;
};

struct Signal {
  std::string name;
  Expr when;
  std::optional<Expr> until;  // none: goes off when `when` is not true
  bool until_never = false;
  std::optional<Duration> holds_for;  // `for`
  std::optional<Duration> cooldown;
  Span span;
  Place place;
};

// --- lifecycle --------------------------------------------------------------------------------

struct Stage {
  std::string name;
  std::string phase;
  std::optional<Duration> within;
  bool off_path = false;
  Span span;
};

struct StageMove {
  std::uint32_t to = 0;
  std::vector<std::uint32_t> from;  // empty: forward only
  std::optional<Expr> when;
  std::optional<std::vector<bool>> event;  // by event type
  std::string event_text;
  std::optional<std::uint32_t> signal;
  Span span;
  Span to_span;  // of the stage it leads to
  Place place;
};

// What a rejection does to the books of one score.
struct BookChange {
  enum class Kind : std::uint8_t { lower, scale, reset };
  Kind kind = Kind::reset;
  std::uint32_t score = 0;
  Points lower;
  Decimal scale;
};

struct RejectionEffect {
  std::vector<BookChange> changes;
  std::optional<std::uint32_t> to;
  std::optional<Duration> hold;
  bool hold_forever = false;
};

struct RejectionRule {
  std::vector<bool> event;  // by event type
  std::optional<Expr> where;
  std::vector<std::uint32_t> from;  // empty: any stage
  RejectionEffect general;
  // By folded reason; each already complete (general keys filled in).
  std::map<std::string, RejectionEffect, std::less<>> by_reason;
  Span span;
};

struct Route {
  std::string to;
  std::optional<Expr> when;
  Span span;
};

// --- programmes -------------------------------------------------------------------------------

struct Program {
  std::string name;
  Expr enter;
  std::optional<Expr> exit;
  std::uint32_t touches = 1;
  Duration over{};
  // Touches wait in this stage and in those below it in the list; finish() fills in the default.
  // None: they never wait.
  std::optional<std::uint32_t> pause_from;
  Span span;
};

// --- accounts: checked, not yet run -----------------------------------------------------------

struct Accounts {
  std::uint32_t key = 0;  // an attribute
  std::optional<std::uint32_t> role;
  std::vector<std::string> wanted_roles;
  std::vector<Field> attributes;
  std::vector<std::pair<std::string, Expr>> scores;
  std::vector<Band> bands;
  std::vector<Signal> signals;
  std::vector<Route> journey;
};

// --- tests in the file ------------------------------------------------------------------------

struct TestCase;  // model/test_case.hpp

// --- lints that the file silences --------------------------------------------------------------

// `# lint: allow CODE, CODE because REASON`: behind a line, for that line; alone on a line, for the
// entry below it.
struct Allowance {
  std::vector<std::string> codes;
  std::string reason;
  Span span;     // of the comment
  Span covered;  // of what it is about
};

// --- what the events of a lead are needed for ---------------------------------------------------

// How long the events under one event key are needed, beyond how many there were, the sums of their
// properties, and the first and last of them.
struct Retention {
  bool always = false;              // distinct values, extremes, `after`: as long as there is room
  Duration within{};                // the longest window; 0: none
  std::vector<Calendar> calendars;  // the calendar units of windows
  std::vector<std::shared_ptr<const expr::PropertyRef>> read;  // the properties that are asked
  // The properties of which a plain `sum` or `avg` is asked.
  std::vector<std::shared_ptr<const expr::PropertyRef>> summed;
};

// --- what must be worked out anew ---------------------------------------------------------------

// A part of a score that is a sum: one of its items, or (behind the last of them) its closed books.
struct ScorePart {
  std::uint32_t score = 0;
  std::uint32_t place = 0;
};

// The parts that read something of a lead and so may change with it.
struct Readers {
  std::vector<std::vector<ScorePart>> of_attribute;
  std::vector<std::vector<ScorePart>> of_key;    // the events under an event key
  std::vector<std::vector<ScorePart>> of_rule;   // what an event rule has earned
  std::vector<std::vector<ScorePart>> of_score;  // that is a sum
  std::vector<ScorePart> of_journey;             // stages, signals, rejections
  // Of each score, the places of the parts that may give something though no event has earned
  // anything: those that no passing of time changes, and all others (the closed books too).
  std::vector<std::vector<std::uint32_t>> still, moving;
  bool complete = true;  // else any part may read anything
};

// --- what an event can do to scores -------------------------------------------------------------

// What one occurrence under an event rule adds to its score at most, at any time from then on: from
// `least`, at most 0, to `most`, at least 0.
struct Gain {
  Points least, most;
};

struct Gains {
  std::vector<std::optional<Gain>> of_rule;  // none: not bounded, or no event rule
  // By event type, whether its events change nothing that is watched but by the points they earn,
  // and those are bounded.
  std::vector<bool> only_points;
};

// --- what is judged again and again --------------------------------------------------------------

// How the truth of a condition, or a number, may move while scores rise and all else stays.
struct Trend {
  bool may_rise = false, may_fall = false;
};

struct Watched {
  enum class Of : std::uint8_t { exclusion, signal, until, move, route, entry, exit };

  const Expr* condition = nullptr;
  Of of = Of::exclusion;
  std::uint32_t index = 0;  // of the signal, move, route or programme
  Trend trend;
};

class EventIndex;  // event_index.hpp

// --- the whole --------------------------------------------------------------------------------

struct Model {
  Model() = default;
  Model(const Model&) = delete;  // `watched` points into it
  Model& operator=(const Model&) = delete;

  Source source;
  std::string name;
  std::uint64_t hash = 0;
  Zone zone;
  expr::Vocabulary vocabulary;  // with the event keys of all aggregates
  std::vector<Field> attributes;
  std::vector<EventType> events;  // behaviour, then feedback, each in the order of the file
  std::vector<NamedExpression> named;
  std::optional<Expr> exclude;
  std::vector<Rule> rules;
  std::vector<Group> groups;
  std::vector<Score> scores;
  std::vector<Band> bands;
  std::vector<Signal> signals;
  std::vector<Stage> stages;
  std::vector<StageMove> moves;
  std::vector<RejectionRule> rejections;
  std::vector<Route> routing;
  std::vector<Program> programs;
  std::optional<Accounts> accounts;
  std::vector<std::shared_ptr<const TestCase>> tests;
  std::vector<Allowance> allowances;

  // --- worked out from the above by finish() ---
  // Signals that moves name; all where none does. Rejections turn these off and hold them.
  std::vector<bool> held_signals;
  // The conditions that are judged again and again, in the order in which a lead meets them, and
  // the place of each.
  std::vector<Watched> watched;
  std::unordered_map<const Expr*, std::uint32_t> watched_places;
  std::vector<std::uint32_t> signal_order;  // each after the signals that it rests on
  std::vector<std::vector<std::uint32_t>> rules_of_event;  // enabled event rules, by event type
  std::vector<std::uint32_t> rules_of_any;  // those on every behaviour event, which are not above
  // By event type: which of its own rules, and which event keys, may take an event.
  std::vector<std::shared_ptr<const EventIndex>> rule_index, key_index;
  std::vector<std::uint32_t> silence_rules;  // enabled ones
  std::vector<Retention> retention;          // by event key
  Readers readers;
  Gains gains;

  [[nodiscard]] std::optional<std::uint32_t> attribute_named(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> event_named(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> score_named(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> signal_named(std::string_view name) const;
  // Of rules for events of that type, `own` being all others, with those on every behaviour event;
  // ascending.
  [[nodiscard]] std::vector<std::uint32_t> with_rules_of_any(std::uint32_t type,
                                                             std::vector<std::uint32_t> own) const;
};

// Fills in what is worked out; called once, after everything else is read.
void finish(Model& model);

}  // namespace leadscore::model
