// SPDX-License-Identifier: Apache-2.0

// Between what the values of a number stay: interval arithmetic.
#include <algorithm>
#include <cmath>
#include <utility>

#include "lint/space.hpp"

namespace leadscore::lint {

using expr::Op;

namespace {

Range closed(Number low, Number high) { return {low, high, false, false}; }

Range added(const Range& a, const Range& b) { return closed(a.low + b.low, a.high + b.high); }
Range negated(const Range& a) { return closed(-a.high, -a.low); }

// Nothing times infinity is nothing: an end that is not reached.
Number product(Number a, Number b) { return a == 0 || b == 0 ? 0 : a * b; }

Range multiplied(const Range& a, const Range& b) {
  const auto [low, high] = std::minmax({product(a.low, b.low), product(a.low, b.high),
                                        product(a.high, b.low), product(a.high, b.high)});
  return closed(low, high);
}

Range divided(const Range& a, const Range& b) {
  if (b.low <= 0 && b.high >= 0) return {};
  return multiplied(a, closed(1 / b.high, 1 / b.low));
}

// Of a score: where no rule bounds it, infinity.
Number end_of(Points points) {
  if (points >= kUnbounded) return kInfinity;
  if (points <= -kUnbounded) return -kInfinity;
  return static_cast<Number>(points.count()) / 1000;
}

Range applied(char op, const Range& a, const Range& b) {
  switch (op) {
    case '+': return added(a, b);
    case '-': return added(a, negated(b));
    case '*': return multiplied(a, b);
    default: return divided(a, b);
  }
}

Range absolute(const Range& a) {
  if (a.low >= 0) return a;
  if (a.high <= 0) return negated(a);
  return closed(0, std::max(-a.low, a.high));
}

Number rounded(Op op, Number x) {
  if (std::isinf(x)) return x;
  return op == Op::round ? std::round(x) : std::floor(x);
}

}  // namespace

Range Space::numbers(const Expr& expr) {
  const auto arg = [&](std::size_t index) { return numbers(expr.args[index]); };
  switch (expr.op) {
    case Op::constant:
      if (expr.type != expr::Type::number || expr.constant.is_missing()) return {};
      return closed(number_of(expr.constant), number_of(expr.constant));
    case Op::named: return numbers(model_.named[expr.slot].expr);
    case Op::score: {
      const Reach& score = reach(expr.slot);
      return closed(end_of(score.low), end_of(score.high));
    }
    case Op::minus: return negated(arg(0));
    case Op::sum:
    case Op::product: {
      Range result = arg(0);
      for (std::size_t i = 1; i < expr.args.size(); ++i) {
        result = applied(expr.ops[i - 1], result, arg(i));
      }
      return result;
    }
    case Op::min:
    case Op::max: {
      const Range a = arg(0);
      const Range b = arg(1);
      return expr.op == Op::min ? closed(std::min(a.low, b.low), std::min(a.high, b.high))
                                : closed(std::max(a.low, b.low), std::max(a.high, b.high));
    }
    case Op::round:
    case Op::floor: {
      const Range a = arg(0);
      return closed(rounded(expr.op, a.low), rounded(expr.op, a.high));
    }
    case Op::abs: return absolute(arg(0));
    case Op::sqrt: {
      const Range a = arg(0);
      return closed(std::sqrt(std::max<Number>(a.low, 0)), std::sqrt(std::max<Number>(a.high, 0)));
    }
    case Op::coalesce: {
      const Range a = arg(0);
      const Range b = arg(1);
      return closed(std::min(a.low, b.low), std::max(a.high, b.high));
    }
    case Op::passes:
    case Op::rejections:
    case Op::entered:
    case Op::length: return closed(0, kInfinity);
    case Op::aggregate: {
      const bool counts = expr.aggregate->kind == expr::AggregateKind::count ||
                          expr.aggregate->kind == expr::AggregateKind::distinct;
      return counts ? closed(0, kInfinity) : Range{};
    }
    default: return {};
  }
}

}  // namespace leadscore::lint
