// SPDX-License-Identifier: Apache-2.0
#include "model/trend.hpp"

#include "expr/expr.hpp"

namespace leadscore::model {

namespace {

using expr::Comparison;
using expr::Op;

constexpr Trend kUp{true, false};
constexpr Trend kEither{true, true};

Trend both(Trend a, Trend b) { return {a.may_rise || b.may_rise, a.may_fall || b.may_fall}; }

Trend opposite(Trend trend) { return {trend.may_fall, trend.may_rise}; }

// Of what is not followed any closer.
Trend of_anything(Trend inner) { return inner.may_rise || inner.may_fall ? kEither : Trend(); }

// An unknown comparison stays unknown: the numbers followed here do not come to lack a value.
Trend compared(Comparison comparison, Trend a, Trend b) {
  switch (comparison) {
    case Comparison::greater:
    case Comparison::greater_equal: return both(a, opposite(b));
    case Comparison::less:
    case Comparison::less_equal: return both(opposite(a), b);
    default: return of_anything(both(a, b));
  }
}

}  // namespace

Trend Trends::of(const Expr& expr) {
  switch (expr.op) {
    case Op::score: return of_score(expr.slot);
    case Op::named: {
      auto& known = named_[expr.slot];
      if (!known) known = of(model_.named[expr.slot].expr);
      return *known;
    }
    case Op::band: return kEither;
    case Op::all:
    case Op::any:
    case Op::min:
    case Op::max: return of_all(expr);
    case Op::negate:
    case Op::minus: return opposite(of(expr.args[0]));
    case Op::sum: {
      Trend trend = of(expr.args[0]);
      for (std::size_t i = 1; i < expr.args.size(); ++i) {
        const Trend next = of(expr.args[i]);
        trend = both(trend, expr.ops[i - 1] == '-' ? opposite(next) : next);
      }
      return trend;
    }
    case Op::compare: return compared(expr.comparison, of(expr.args[0]), of(expr.args[1]));
    default: return of_anything(of_all(expr));
  }
}

Trend Trends::of_all(const Expr& expr) {
  Trend trend;
  for (const Expr& arg : expr.args) trend = both(trend, of(arg));
  if (!expr.aggregate) return trend;
  const expr::Aggregate& over = *expr.aggregate;
  for (const auto* inner : {&over.after, &over.where, &over.value}) {
    if (*inner) trend = both(trend, of_anything(of(**inner)));
  }
  return trend;
}

Trend Trends::of_score(std::uint32_t index) {
  auto& known = scores_[index];
  const auto& expression = model_.scores[index].expression;
  if (!known) known = expression ? of(*expression) : kUp;
  return *known;
}

}  // namespace leadscore::model
