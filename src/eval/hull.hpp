// SPDX-License-Identifier: Apache-2.0

// All that a value may be while time passes: at least what it is, as little more as is easily told.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

#include "expr/datum.hpp"
#include "expr/expr.hpp"

namespace leadscore::eval {

using expr::Datum;

// Of an expression. Its type says which of the members speak.
struct Hull {
  bool missing = false;        // it may be missing
  bool present = false;        // it may have a value, and only one of these:
  double least = 0, most = 0;  // a number; of a condition false is 0 and true is 1
  Duration early{}, late{};    // a time (since 1970) or duration, at the first instant
  std::int8_t slope = 0;       // 1: it moves with the clock
  bool any_text = false;       // texts and lists: anything, or one of these
  std::vector<Datum> among;

  [[nodiscard]] bool may_hold() const { return present && most > 0; }
  [[nodiscard]] bool may_not_hold() const { return missing || may_be_false(); }
  [[nodiscard]] bool may_be_false() const { return present && least <= 0; }
};

// Of points that a rule, a group or a score gives.
struct TallyHull {
  bool none = false;   // it may give nothing
  bool some = false;   // it may give something: between these
  Points least, most;  // where some

  // As it goes into a sum, in which nothing is 0.
  [[nodiscard]] Points least_part() const;
  [[nodiscard]] Points most_part() const;
  void add(const TallyHull& other);  // or what the other is
  void clamp(const std::optional<Points>& min, const std::optional<Points>& max);
  // Becomes their sum, which gives nothing only where neither gives anything.
  void add_to_sum(const TallyHull& part);
};

// Whether `among` speaks.
[[nodiscard]] bool is_textual(expr::Type type);
[[nodiscard]] Hull hull_of(const Datum& datum);
// Anything that an expression of this type can be.
[[nodiscard]] Hull hull_of_all(expr::Type type);
[[nodiscard]] Hull hull_of_condition(bool may_be_true, bool may_be_false, bool unknown);
[[nodiscard]] TallyHull hull_of(const std::optional<Points>& tally);

// Either, over a stretch of that length.
[[nodiscard]] Hull either(const Hull& a, const Hull& b, Duration length);
// A time or duration that does not move with the clock and may be all that this may be.
[[nodiscard]] Hull at_rest(const Hull& hull, Duration length);

// How two values may compare; both may have one.
struct Orders {
  bool less = false, equal = false, greater = false;
};
[[nodiscard]] Orders orders_of_numbers(const Hull& a, const Hull& b);
[[nodiscard]] Orders orders_of_times(const Hull& a, const Hull& b, Duration length);
[[nodiscard]] Orders orders_of_texts(const Hull& a, const Hull& b, bool exact);
[[nodiscard]] bool may_satisfy(const Orders& orders, expr::Comparison comparison);
[[nodiscard]] bool may_fail(const Orders& orders, expr::Comparison comparison);

// What `sum` and `product` do to doubles; the bounds of each operation are exact.
[[nodiscard]] Hull calculated(char op, const Hull& a, const Hull& b);

// a + b, at most the largest duration there is.
[[nodiscard]] Duration saturated_sum(Duration a, Duration b);

}  // namespace leadscore::eval
