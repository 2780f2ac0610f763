// SPDX-License-Identifier: Apache-2.0

// A checked expression: every name resolved, every type right. Evaluating one is total.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/time.hpp>

#include "base/calendar.hpp"
#include "expr/datum.hpp"
#include "text/regex.hpp"

namespace leadscore::expr {

enum class Op : std::uint8_t {
  constant,       // constant
  attribute,      // slot
  property,       // property: of the event at hand
  named,          // slot: a `{is: ...}` of define
  score,          // slot
  band,           // slot
  stage,          //
  stage_since,    //
  now,            //
  signal_on,      // slot
  passes,         // slot
  since,          // slot
  entered,        // slot: a stage
  rejections,     // constant: the reason, or missing for all
  aggregate,      // aggregate
  coverage,       // of an account
  reach,          // of an account
  all,            // args
  any,            // args
  negate,         // args[0]
  minus,          // args[0]
  sum,            // args, ops; times and durations too
  product,        // args, ops
  compare,        // args[0..1], comparison, exact
  in,             // args[0], literals; `negated`
  between,        // args[0..2]
  contains,       // args[0] a text or list, literals
  contains_word,  //
  contains_any,   //
  contains_all,   //
  starts_with,    //
  ends_with,      //
  matches,        // args[0], regex
  known,          // args[0]; `negated` for is unknown
  domain,
  length,
  min,
  max,
  round,
  floor,
  abs,
  sqrt,
  coalesce,
  age,
  days,  // args
};

enum class Comparison : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

enum class AggregateKind : std::uint8_t { count, sum, avg, min, max, distinct, first, last, top };

struct Aggregate;

// The constants of `in` and of tests on texts; one defined list is shared by all who name it.
using Literals = std::shared_ptr<const std::vector<Datum>>;

// A property, by event type: events of several types may each have it in another slot.
struct PropertyRef {
  struct Place {
    std::uint32_t type = 0;
    std::uint32_t slot = 0;
  };
  std::string name;
  std::vector<Place> places;  // by type; events of other types do not have it

  [[nodiscard]] std::optional<std::uint32_t> slot_of(std::uint32_t type) const {
    const auto place = std::lower_bound(places.begin(), places.end(), type,
                                        [](const Place& a, std::uint32_t b) { return a.type < b; });
    if (place == places.end() || place->type != type) return std::nullopt;
    return place->slot;
  }
};

// Whether a value may change though no fact comes: unknown until the whole expression is checked.
enum class Motion : std::uint8_t { unknown, still, moving };

struct Expr {
  Op op = Op::constant;
  Type type = Type::boolean;
  Motion motion = Motion::unknown;
  bool negated = false;  // in, known
  bool exact = false;    // texts compare byte by byte
  Comparison comparison = Comparison::equal;
  std::uint32_t slot = 0;
  Span span;  // of the whole expression, in the rule file
  Datum constant;
  std::vector<Expr> args;
  std::vector<char> ops;  // of sum and product
  Literals literals;
  std::optional<text::Regex> regex;
  std::shared_ptr<const PropertyRef> property;
  std::shared_ptr<const Aggregate> aggregate;
};

// What an aggregate is taken over. Aggregates with the same key share one run of events.
struct EventKey {
  std::vector<bool> types;  // by event type
  std::optional<Expr> where;
  std::string text;  // canonical: `page_view where url contains "/pricing"`
};

struct Aggregate {
  AggregateKind kind = AggregateKind::count;
  bool members = false;   // of an account, not of events; then `where` and `value` hold
  std::uint32_t key = 0;  // of the model's event keys
  std::shared_ptr<const PropertyRef> property;
  bool exact = false;  // distinct: texts differ byte by byte
  std::optional<Duration> within;
  std::optional<Calendar> within_calendar;
  std::optional<Expr> after;
  std::optional<Expr> where;  // members: which of them
  std::optional<Expr> value;  // members: what of them
  std::uint32_t top = 0;
};

// Calls `visit(const Expr&)` for the expression and all in it, named ones not followed.
template <class Visit>
void walk(const Expr& expr, const Visit& visit) {
  visit(expr);
  for (const Expr& arg : expr.args) walk(arg, visit);
  if (!expr.aggregate) return;
  if (expr.aggregate->after) walk(*expr.aggregate->after, visit);
  if (expr.aggregate->where) walk(*expr.aggregate->where, visit);
  if (expr.aggregate->value) walk(*expr.aggregate->value, visit);
}

}  // namespace leadscore::expr
