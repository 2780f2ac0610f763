// SPDX-License-Identifier: Apache-2.0
#include "expr/ops.hpp"

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
