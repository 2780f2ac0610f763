// SPDX-License-Identifier: Apache-2.0
#include "eval/hull.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/exact.hpp"
#include "eval/bounds.hpp"
#include "eval/moment.hpp"

namespace leadscore::eval {

namespace {

constexpr double kMost = std::numeric_limits<double>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// More texts than these are as good as any.
constexpr std::size_t kMostTexts = 32;

// The doubles around an integer: itself, where it is one.
void set_integer(Hull& hull, std::int64_t integer) {
  const auto nearest = static_cast<double>(integer);
  const int order = leadscore::compare(integer, nearest);
  hull.least = order < 0 ? std::nextafter(nearest, -kInfinity) : nearest;
  hull.most = order > 0 ? std::nextafter(nearest, kInfinity) : nearest;
}

bool contains(const std::vector<Datum>& among, const Datum& datum) {
  if (datum.kind != Datum::Kind::text) return false;
  return std::any_of(among.begin(), among.end(), [&](const Datum& known) {
    return known.kind == Datum::Kind::text &&
           (known.text == datum.text || known.text->written == datum.text->written);
  });
}

}  // namespace

Points TallyHull::least_part() const {
  if (!some) return Points();
  return none ? std::min(least, Points()) : least;
}

Points TallyHull::most_part() const {
  if (!some) return Points();
  return none ? std::max(most, Points()) : most;
}

void TallyHull::add(const TallyHull& other) {
  none = none || other.none;
  if (!other.some) return;
  least = some ? std::min(least, other.least) : other.least;
  most = some ? std::max(most, other.most) : other.most;
  some = true;
}

void TallyHull::add_to_sum(const TallyHull& part) {
  none = none && part.none;
  some = some || part.some;
  least += part.least_part();
  most += part.most_part();
}

void TallyHull::clamp(const std::optional<Points>& min, const std::optional<Points>& max) {
  least = eval::clamp(least, min, max);
  most = eval::clamp(most, min, max);
}

Hull hull_of(const Datum& datum) {
  Hull hull;
  hull.missing = datum.is_missing();
  hull.present = !hull.missing;
  switch (datum.kind) {
    case Datum::Kind::missing: break;
    case Datum::Kind::boolean:
    case Datum::Kind::integer: set_integer(hull, datum.integer); break;
    case Datum::Kind::number: hull.least = hull.most = datum.number; break;
    case Datum::Kind::text:
    case Datum::Kind::list: hull.among.push_back(datum); break;
    case Datum::Kind::time:
    case Datum::Kind::duration:
      hull.early = hull.late = Duration(datum.integer);
      hull.slope = datum.slope;
      break;
  }
  return hull;
}

Hull hull_of_all(expr::Type type) {
  Hull hull;
  hull.missing = hull.present = true;
  hull.any_text = is_textual(type);
  const bool condition = type == expr::Type::boolean;
  hull.least = condition ? 0 : -kMost;
  hull.most = condition ? 1 : kMost;
  hull.early = Duration::min();
  hull.late = Duration::max();
  return hull;
}

Hull hull_of_condition(bool may_be_true, bool may_be_false, bool unknown) {
  Hull hull;
  hull.missing = unknown;
  hull.present = may_be_true || may_be_false;
  hull.least = may_be_false ? 0 : 1;
  hull.most = may_be_true ? 1 : 0;
  return hull;
}

bool is_textual(expr::Type type) {
  return type == expr::Type::text || type == expr::Type::list || type == expr::Type::symbol;
}

TallyHull hull_of(const std::optional<Points>& tally) {
  if (!tally) return {true, false, {}, {}};
  return {false, true, *tally, *tally};
}

Duration saturated_sum(Duration a, Duration b) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a.count(), b.count(), &sum)) return Duration(sum);
  return b.count() > 0 ? Duration::max() : Duration::min();
}

Hull at_rest(const Hull& hull, Duration length) {
  Hull rest = hull;
  if (rest.slope > 0) rest.late = saturated_sum(rest.late, length);
  if (rest.slope < 0) rest.early = saturated_sum(rest.early, -length);
  rest.slope = 0;
  return rest;
}

Hull either(const Hull& a, const Hull& b, Duration length) {
  Hull hull = a.present ? a : b;
  hull.missing = a.missing || b.missing;
  if (!a.present || !b.present) return hull;
  Hull other = b;
  if (hull.slope != other.slope) {
    hull = at_rest(hull, length);
    other = at_rest(other, length);
  }
  hull.least = std::min(hull.least, other.least);
  hull.most = std::max(hull.most, other.most);
  hull.early = std::min(hull.early, other.early);
  hull.late = std::max(hull.late, other.late);
  hull.any_text = hull.any_text || other.any_text;
  for (const Datum& datum : other.among) {
    if (hull.among.size() > kMostTexts) hull.any_text = true;
    if (hull.any_text) break;
    if (!contains(hull.among, datum)) hull.among.push_back(datum);
  }
  return hull;
}

Orders orders_of_texts(const Hull& a, const Hull& b, bool exact) {
  if (a.any_text || b.any_text) return {true, true, true};
  Orders result;
  for (const Datum& x : a.among) {
    for (const Datum& y : b.among) {
      const int order = compare(x, y, exact);
      (order < 0 ? result.less : order > 0 ? result.greater : result.equal) = true;
    }
  }
  return result;
}

namespace {

template <class Value>
Orders orders_between(Value a_least, Value a_most, Value b_least, Value b_most) {
  return {a_least < b_most, a_least <= b_most && b_least <= a_most, a_most > b_least};
}

}  // namespace

Orders orders_of_numbers(const Hull& a, const Hull& b) {
  return orders_between(a.least, a.most, b.least, b.most);
}

// Two that move together keep their distance.
Orders orders_of_times(const Hull& a, const Hull& b, Duration length) {
  if (a.slope == b.slope) return orders_between(a.early, a.late, b.early, b.late);
  const Hull x = at_rest(a, length);
  const Hull y = at_rest(b, length);
  return orders_between(x.early, x.late, y.early, y.late);
}

bool may_satisfy(const Orders& orders, expr::Comparison comparison) {
  return (orders.less && satisfies(comparison, -1)) || (orders.equal && satisfies(comparison, 0)) ||
         (orders.greater && satisfies(comparison, 1));
}

bool may_fail(const Orders& orders, expr::Comparison comparison) {
  return (orders.less && !satisfies(comparison, -1)) ||
         (orders.equal && !satisfies(comparison, 0)) ||
         (orders.greater && !satisfies(comparison, 1));
}

namespace {

double result_of(char op, double a, double b) {
  if (op == '+') return a + b;
  if (op == '-') return a - b;
  return op == '*' ? a * b : a / b;
}

}  // namespace

// Rounding is monotone, and so is each operation in each of its terms: where the terms are at their
// ends, so is the result.
Hull calculated(char op, const Hull& a, const Hull& b) {
  Hull hull = hull_of_all(expr::Type::number);
  hull.missing = a.missing || b.missing;
  hull.present = a.present && b.present;
  if (!hull.present) return hull;
  if (op == '/' && b.least <= 0 && b.most >= 0) {
    hull.missing = true;
    hull.present = b.least < 0 || b.most > 0;
    return hull;
  }
  const double ends[] = {result_of(op, a.least, b.least), result_of(op, a.least, b.most),
                         result_of(op, a.most, b.least), result_of(op, a.most, b.most)};
  const auto [least, most] = std::minmax_element(std::begin(ends), std::end(ends));
  // What is not finite has no value.
  hull.missing = hull.missing || !std::isfinite(*least) || !std::isfinite(*most);
  hull.least = std::clamp(*least, -kMost, kMost);
  hull.most = std::clamp(*most, -kMost, kMost);
  return hull;
}

}  // namespace leadscore::eval
