// SPDX-License-Identifier: Apache-2.0

// Text to syntax: expressions (expression.cpp; their grammar.cpp is the only door to Boost.Spirit),
// the phrases of rules (rule_phrases.cpp) and the rows of tables (row_phrase.cpp).
#pragma once

#include <string_view>

#include <leadscore/limits.hpp>

#include "expr/syntax.hpp"

namespace leadscore::expr {

[[nodiscard]] Parsed<Syntax> parse_expression(std::string_view text, const Limits& limits);
[[nodiscard]] Parsed<EventSyntax> parse_events(std::string_view text, const Limits& limits);
[[nodiscard]] Parsed<LimitSyntax> parse_limit(std::string_view text, const Limits& limits);
[[nodiscard]] Parsed<DecaySyntax> parse_decay(std::string_view text, const Limits& limits);
[[nodiscard]] Parsed<RowSyntax> parse_row(std::string_view text, const Limits& limits);

}  // namespace leadscore::expr
