// SPDX-License-Identifier: Apache-2.0
#include "expr/ops.hpp"

#include <algorithm>

namespace leadscore::expr {

Datum constant_of(const Expr& expr) {
  if (expr.op == Op::constant) return expr.constant;
  if (expr.op != Op::minus) return Datum();
  const Datum inner = constant_of(expr.args[0]);
  if (inner.kind == Datum::Kind::integer && inner.integer != INT64_MIN) {
    return Datum::of(-inner.integer);
  }
  return inner.kind == Datum::Kind::number ? Datum::of(-inner.number) : Datum();
}

namespace {

[[nodiscard]] bool moves_by_itself(Op op) {
  switch (op) {
    case Op::now:
    case Op::age:
    case Op::named:
    case Op::score:
    case Op::band:
    case Op::aggregate: return true;
    default: return false;
  }
}

}  // namespace

bool stands_still(const Expr& expr) {
  if (expr.motion != Motion::unknown) return expr.motion == Motion::still;
  return !moves_by_itself(expr.op) && std::all_of(expr.args.begin(), expr.args.end(), stands_still);
}

void note_motion(Expr& expr) {
  for (Expr& arg : expr.args) note_motion(arg);
  expr.motion = stands_still(expr) ? Motion::still : Motion::moving;
}

Comparison mirrored(Comparison comparison) {
  switch (comparison) {
    case Comparison::less: return Comparison::greater;
    case Comparison::less_equal: return Comparison::greater_equal;
    case Comparison::greater: return Comparison::less;
    case Comparison::greater_equal: return Comparison::less_equal;
    default: return comparison;
  }
}

}  // namespace leadscore::expr
