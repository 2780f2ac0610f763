// SPDX-License-Identifier: Apache-2.0

// The errors of the limits that parsing keeps, one function for each line of limits.def.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <leadscore/limits.hpp>

#include "expr/syntax.hpp"

namespace leadscore::expr {

// over_expression_depth(limits, span): "more than 64 levels of nesting in one expression".
#define LEADSCORE_LIMIT(name, value, code, what)                                    \
  [[nodiscard]] inline SyntaxError over_##name(const Limits& limits, Span span) {   \
    return {span, "more than " + std::to_string(limits.name) + " " what, "", code}; \
  }
#include <leadscore/limits.def>
#undef LEADSCORE_LIMIT

// Why a text is not even looked at: it is too long, or not UTF-8.
[[nodiscard]] std::optional<SyntaxError> unreadable(std::string_view text, const Limits& limits);

}  // namespace leadscore::expr
