// SPDX-License-Identifier: Apache-2.0

// Expressions over a stretch: what each operation makes of all that its parts may be.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "eval/stretch.hpp"
#include "expr/ops.hpp"
#include "expr/text_test.hpp"

namespace leadscore::eval {

using expr::Expr;
using expr::Op;
using expr::Type;

namespace {

Hull points_as_number(const TallyHull& points) {
  Hull hull;
  hull.missing = points.none;
  hull.present = points.some;
  hull.least = points.least.to_double();
  hull.most = points.most.to_double();
  return hull;
}

Hull negative(const Hull& number) {
  Hull hull = number;
  hull.least = -number.most;
  hull.most = -number.least;
  return hull;
}

Hull logical_not(const Hull& inner) {
  return hull_of_condition(inner.may_be_false(), inner.may_hold(), inner.missing);
}

Duration negated(Duration length) { return length == Duration::min() ? Duration::max() : -length; }

// Functions that never fall as their argument grows.
double rising(Op op, double x) {
  if (op == Op::round) return std::round(x);
  return op == Op::floor ? std::floor(x) : std::sqrt(x);
}

Hull number_function(Op op, const Hull& a) {
  Hull hull = a;
  if (op == Op::abs) {
    const bool both_signs = a.least < 0 && a.most > 0;
    hull.least = both_signs ? 0 : std::min(std::fabs(a.least), std::fabs(a.most));
    hull.most = std::max(std::fabs(a.least), std::fabs(a.most));
    return hull;
  }
  if (op == Op::sqrt && a.least < 0) {
    hull.missing = true;
    hull.present = a.present && a.most >= 0;
    hull.least = 0;
    hull.most = std::max(a.most, 0.0);
  }
  hull.least = rising(op, hull.least);
  hull.most = rising(op, hull.most);
  return hull;
}

// `min(a, b)` and `max(a, b)` of numbers.
Hull chosen(Op op, const Hull& a, const Hull& b) {
  Hull hull;
  hull.missing = a.missing || b.missing;
  hull.present = a.present && b.present;
  const bool least = op == Op::min;
  hull.least = least ? std::min(a.least, b.least) : std::max(a.least, b.least);
  hull.most = least ? std::min(a.most, b.most) : std::max(a.most, b.most);
  return hull;
}

}  // namespace

Hull Stretch::value(const std::optional<Expr>& condition) {
  return condition ? value(*condition) : hull_of_condition(true, false, false);
}

Hull Stretch::value(const Expr& expr) {
  switch (expr.op) {
    case Op::named: return named(expr.slot);
    case Op::score: return points_as_number(score(expr.slot));
    case Op::band: return band(expr.slot);
    case Op::aggregate: return aggregate(expr);
    case Op::now: return hull_of(first_.value(expr));
    default: return expr::stands_still(expr) ? hull_of(first_.value(expr)) : of_parts(expr);
  }
}

Hull Stretch::named(std::uint32_t slot) {
  if (named_.empty()) named_.resize(model().named.size());
  auto& memo = named_[slot];
  if (!memo) memo = value(model().named[slot].expr);
  return *memo;
}

Hull Stretch::of_parts(const Expr& expr) {
  switch (expr.op) {
    case Op::all: return all_of(expr);
    case Op::any: return any_of(expr);
    case Op::compare: return comparison(expr);
    case Op::between: return between(expr);
    case Op::in: return membership(expr);
    case Op::sum: return expr.type == Type::time ? time_sum(expr) : arithmetic(expr);
    case Op::product: return arithmetic(expr);
    default: break;
  }
  if (expr::is_text_test(expr.op)) return text_test(expr);
  const Hull a = value(expr.args[0]);
  switch (expr.op) {
    case Op::negate: return logical_not(a);
    case Op::minus: return negative(a);
    case Op::known:
      return hull_of_condition(expr.negated ? a.missing : a.present,
                               expr.negated ? a.present : a.missing, false);
    case Op::age: return age(a);
    case Op::days: return days(a);
    case Op::coalesce: {
      Hull first = a;
      first.missing = false;
      return a.missing ? either(first, value(expr.args[1]), length()) : a;
    }
    case Op::min:
    case Op::max: return chosen(expr.op, a, value(expr.args[1]));
    case Op::round:
    case Op::floor:
    case Op::abs:
    case Op::sqrt: return number_function(expr.op, a);
    default: return hull_of_all(expr.type);
  }
}

Hull Stretch::all_of(const Expr& expr) {
  bool may_be_true = true, may_be_false = false, unknown = false, never_false = true;
  for (const Expr& arg : expr.args) {
    const Hull part = value(arg);
    may_be_true = may_be_true && part.may_hold();
    may_be_false = may_be_false || part.may_be_false();
    unknown = unknown || part.missing;
    never_false = never_false && (part.missing || part.may_hold());
  }
  return hull_of_condition(may_be_true, may_be_false, unknown && never_false);
}

Hull Stretch::any_of(const Expr& expr) {
  bool may_be_true = false, may_be_false = true, unknown = false, never_true = true;
  for (const Expr& arg : expr.args) {
    const Hull part = value(arg);
    may_be_true = may_be_true || part.may_hold();
    may_be_false = may_be_false && part.may_be_false();
    unknown = unknown || part.missing;
    never_true = never_true && (part.missing || part.may_be_false());
  }
  return hull_of_condition(may_be_true, may_be_false, unknown && never_true);
}

Orders Stretch::compared(Type type, const Hull& a, const Hull& b, bool exact) const {
  if (is_textual(type)) return orders_of_texts(a, b, exact);
  if (type == Type::time || type == Type::duration) return orders_of_times(a, b, length());
  return orders_of_numbers(a, b);
}

Hull Stretch::comparison(const Expr& expr) {
  const Hull a = value(expr.args[0]);
  const Hull b = value(expr.args[1]);
  const bool unknown = a.missing || b.missing;
  if (!a.present || !b.present) return hull_of_condition(false, false, unknown);
  const Orders orders = compared(expr.args[0].type, a, b, expr.exact);
  return hull_of_condition(may_satisfy(orders, expr.comparison), may_fail(orders, expr.comparison),
                           unknown);
}

Hull Stretch::between(const Expr& expr) {
  const Hull x = value(expr.args[0]);
  const Hull low = value(expr.args[1]);
  const Hull high = value(expr.args[2]);
  if (!x.present) return hull_of_condition(false, false, x.missing);
  const auto none = Orders{};
  const Orders to_low = low.present ? compared(expr.args[0].type, x, low, false) : none;
  const Orders to_high = high.present ? compared(expr.args[0].type, x, high, false) : none;
  const bool within_low = to_low.equal || to_low.greater;
  const bool within_high = to_high.equal || to_high.less;
  const bool unknown = (low.missing && (high.missing || within_high)) ||
                       (high.missing && (low.missing || within_low));
  return hull_of_condition(within_low && within_high, to_low.less || to_high.greater,
                           unknown || x.missing);
}

Hull Stretch::membership(const Expr& expr) {
  const Hull x = value(expr.args[0]);
  if (!x.present) return hull_of_condition(false, false, x.missing);
  bool may_be_in = false, may_be_out = true;
  for (const Datum& literal : *expr.literals) {
    const Orders orders = compared(expr.args[0].type, x, hull_of(literal), expr.exact);
    may_be_in = may_be_in || orders.equal;
    may_be_out = may_be_out && (orders.less || orders.greater);
  }
  if (expr.negated) std::swap(may_be_in, may_be_out);
  return hull_of_condition(may_be_in, may_be_out, x.missing);
}

Hull Stretch::text_test(const Expr& expr) {
  const Hull subject = value(expr.args[0]);
  bool may_hold = subject.any_text, may_fail = subject.any_text;
  for (const Datum& datum : subject.among) {
    (expr::holds(expr, datum) ? may_hold : may_fail) = true;
  }
  return hull_of_condition(may_hold, may_fail, subject.missing);
}

Hull Stretch::arithmetic(const Expr& expr) {
  Hull result = value(expr.args[0]);
  for (std::size_t i = 1; i < expr.args.size(); ++i) {
    result = calculated(expr.ops[i - 1], result, value(expr.args[i]));
  }
  return result;
}

// What is beyond all times is missing.
Hull Stretch::time_sum(const Expr& expr) {
  Hull sum;
  sum.present = true;
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    const Hull term = value(expr.args[i]);
    const bool minus = i > 0 && expr.ops[i - 1] == '-';
    sum.missing = sum.missing || term.missing;
    sum.present = sum.present && term.present;
    sum.early = saturated_sum(sum.early, minus ? negated(term.late) : term.early);
    sum.late = saturated_sum(sum.late, minus ? negated(term.early) : term.late);
    sum.slope = static_cast<std::int8_t>(sum.slope + term.slope);
    const Hull rest = at_rest(sum, length());
    const bool beyond = rest.early == Duration::min() || rest.late == Duration::max();
    sum.missing = sum.missing || beyond;
  }
  return sum;
}

Hull Stretch::age(const Hull& time) const {
  Hull hull = time;
  const Duration now = first_.now().time_since_epoch();
  hull.early = saturated_sum(now, negated(time.late));
  hull.late = saturated_sum(now, negated(time.early));
  hull.slope = static_cast<std::int8_t>(1 - time.slope);
  return hull;
}

// The whole days, rounded down.
Hull Stretch::days(const Hull& length_of) const {
  using Days = std::chrono::duration<std::int64_t, std::ratio<86'400>>;
  const Hull rest = at_rest(length_of, length());
  Hull hull;
  hull.missing = rest.missing;
  hull.present = rest.present;
  hull.least = static_cast<double>(std::chrono::floor<Days>(rest.early).count());
  hull.most = static_cast<double>(std::chrono::floor<Days>(rest.late).count());
  return hull;
}

}  // namespace leadscore::eval
