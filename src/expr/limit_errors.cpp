// SPDX-License-Identifier: Apache-2.0
#include "expr/limit_errors.hpp"

#include "text/fold.hpp"

namespace leadscore::expr {

std::optional<SyntaxError> unreadable(std::string_view text, const Limits& limits) {
  if (text.size() > limits.expression_bytes) {
    return over_expression_bytes(limits, {0, static_cast<std::uint32_t>(text.size())});
  }
  if (const auto bad = text::first_bad_utf8(text)) {
    const auto at = static_cast<std::uint32_t>(*bad);
    return SyntaxError{{at, at + 1}, "this byte is not UTF-8", ""};
  }
  return std::nullopt;
}

}  // namespace leadscore::expr
