// SPDX-License-Identifier: Apache-2.0

// Kinds of operations that more than one reader of expressions tells apart.
#pragma once

#include "expr/expr.hpp"

namespace leadscore::expr {

// A test of a text or a list, `args[0]`, against constants.
[[nodiscard]] constexpr bool is_text_test(Op op) {
  switch (op) {
    case Op::contains:
    case Op::contains_word:
    case Op::contains_any:
    case Op::contains_all:
    case Op::starts_with:
    case Op::ends_with:
    case Op::matches: return true;
    default: return false;
  }
}

// What a lead's journey has come to: stages, signals, rejections.
[[nodiscard]] constexpr bool is_of_journey(Op op) {
  switch (op) {
    case Op::stage:
    case Op::stage_since:
    case Op::entered:
    case Op::signal_on:
    case Op::passes:
    case Op::since:
    case Op::rejections: return true;
    default: return false;
  }
}

// Something that is looked up in a lead, an event or an account, and so is no constant. Time
// (`now`, `age`) is not among them, nor are defined names, which may be either.
[[nodiscard]] constexpr bool is_looked_up(Op op) {
  if (is_of_journey(op)) return true;
  switch (op) {
    case Op::attribute:
    case Op::property:
    case Op::score:
    case Op::band:
    case Op::aggregate:
    case Op::coverage:
    case Op::reach: return true;
    default: return false;
  }
}

// The value of a constant, `-1` and such included; missing for anything else.
[[nodiscard]] Datum constant_of(const Expr& expr);

// Whether nothing that an expression names changes with time alone.
[[nodiscard]] bool stands_still(const Expr& expr);
// Notes that of the expression and all its arguments, so that nobody looks for it again.
void note_motion(Expr& expr);

// What `b COMPARISON a` says as `a ... b`.
[[nodiscard]] Comparison mirrored(Comparison comparison);

}  // namespace leadscore::expr
