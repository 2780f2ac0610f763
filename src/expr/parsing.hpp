// SPDX-License-Identifier: Apache-2.0

// Between expression.cpp, which walks through the brackets of an expression, and grammar.cpp, which
// knows what may stand between two of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leadscore/limits.hpp>

#include "expr/limit_errors.hpp"
#include "expr/syntax.hpp"
#include "expr/tokens.hpp"

namespace leadscore::expr {

using Position = const Token*;

// What stands between two brackets, parsed; of a call with the name before them.
struct Bracketed {
  Syntax inside;
  std::uint64_t depth = 0;
};

// The state of the parse of one expression.
struct Parsing {
  std::string_view text;
  const std::vector<Token>& tokens;
  const Limits& limits;
  std::map<Position, Bracketed> brackets = {};  // by the opening one
  std::uint64_t steps = 0;
  std::uint64_t nodes = 0;
  std::uint64_t levels = 0;                 // of `not` and unary minus around the place at hand
  std::uint64_t deepest = 0;                // between the brackets at hand
  std::optional<SyntaxError> refused = {};  // what no other alternative can mend

  // All return false, so that a parser can fail with them.
  bool refuse(SyntaxError error) {
    if (!refused) refused = std::move(error);
    return false;
  }
  bool count_node(Span span) {
    return ++nodes <= limits.expression_nodes || refuse(over_expression_nodes(limits, span));
  }
  bool count_step(Span span) {
    return ++steps <= limits.parser_steps || refuse(over_parser_steps(limits, span));
  }
  bool count_depth(std::uint64_t below, Span span) {
    deepest = std::max(deepest, levels + below);
    return deepest <= limits.expression_depth || refuse(over_expression_depth(limits, span));
  }
};

// A name that an author chose; keywords are none.
[[nodiscard]] inline bool is_name(const Token& token) {
  return token.kind == TokenKind::word && !is_keyword(token.text);
}

// Where the grammar could not go on, and what it expected there.
struct Unexpected {
  Position at;
  std::string expected;
};

// Each takes the whole of [first, last) and appends to what is given, or says where it stopped.
// All brackets inside are in `parsing.brackets`.
using PartParser = std::optional<Unexpected>(Parsing& parsing, Position first, Position last,
                                             Syntax& syntax);
PartParser parse_condition;  // any expression
PartParser parse_items;      // of a list
PartParser parse_arguments;  // of a call
std::optional<Unexpected> parse_selection(Parsing& parsing, Position first, Position last,
                                          AggregateSyntax& aggregate);
// The same behind a number and a comma: the inside of top().
std::optional<Unexpected> parse_top(Parsing& parsing, Position first, Position last,
                                    AggregateSyntax& aggregate);

}  // namespace leadscore::expr
