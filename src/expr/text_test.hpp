// SPDX-License-Identifier: Apache-2.0

// The tests on texts and lists (`contains`, `starts with`, `matches`, ...), on a value that is
// there.
#pragma once

#include <string>
#include <string_view>

#include "expr/expr.hpp"

namespace leadscore::expr {

// A text as it is compared: byte by byte, or folded.
[[nodiscard]] inline const std::string& form(const Text& text, bool exact) {
  return exact ? text.written : text.folded;
}

// Whether the test `expr` of a text holds of one that is given as it is compared.
[[nodiscard]] bool holds(const Expr& expr, std::string_view form);

// Whether the test `expr` holds of `subject`, a text or (for `contains ..`) a list; not missing.
[[nodiscard]] bool holds(const Expr& expr, const Datum& subject);

}  // namespace leadscore::expr
