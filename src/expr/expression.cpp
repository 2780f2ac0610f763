// SPDX-License-Identifier: Apache-2.0

// An expression, bracket by bracket. What stands between two brackets is parsed by itself, inner
// ones first, and is then one value to what is around it. So nothing here or in the grammar
// recurses: however deep an author nests, the stack stays flat.
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "expr/complaint.hpp"
#include "expr/grammar.hpp"
#include "expr/parsing.hpp"

namespace leadscore::expr {
namespace {

// How a function takes what stands between its brackets, as functions.def says.
enum class Form { plain, aggregate, either, named };

Form form_of(std::string_view function) {
#define LEADSCORE_FUNCTION(name, form, arguments, result, summary) \
  if (function == #name) return Form::form;
#include "expr/functions.def"
#undef LEADSCORE_FUNCTION
  return Form::plain;
}

// Whether events and a property stand here: `a | b.p`.
bool has_property(Position at) {
  while (is_name(at[0]) && is(at[1], "|")) at += 2;
  return is_name(at[0]) && is(at[1], ".");
}

bool is_aggregate(std::string_view function, Position inside) {
  const Form form = form_of(function);
  return form == Form::aggregate || (form == Form::either && has_property(inside));
}

class ExpressionParser {
 public:
  ExpressionParser(std::string_view text, const std::vector<Token>& tokens, const Limits& limits)
      : state_{text, tokens, limits} {}

  Parsed<Syntax> run() {
    for (const Token& token : state_.tokens) {
      if (is(token, ")") || is(token, "]")) parse_bracket(&state_.tokens[token.partner], &token);
      if (state_.refused) return *std::move(state_.refused);
    }
    Syntax whole;
    parse(parse_condition, state_.tokens.data(), &state_.tokens.back(), whole);
    if (state_.refused) return *std::move(state_.refused);
    if (error_) return *std::move(error_);
    return whole;
  }

 private:
  template <class Part, class Result>
  void parse(Part& part, Position first, Position last, Result& result) {
    state_.deepest = 0;
    if (const auto unexpected = part(state_, first, last, result)) complain(*unexpected);
  }

  // Keeps the error that stands first in the text.
  void complain(const Unexpected& unexpected) {
    const auto at = static_cast<std::size_t>(unexpected.at - state_.tokens.data());
    SyntaxError error = complaint(state_.text, state_.tokens, at, unexpected.expected);
    if (!error_ || error.span.begin < error_->span.begin) error_ = std::move(error);
  }

  void parse_bracket(Position open, Position close) {
    Syntax inside;
    state_.deepest = 0;
    const bool behind_error = error_ && open->span.begin > error_->span.begin;
    if (!behind_error) inside = parse_between(open, close);
    if (!state_.count_depth(1 + state_.deepest, open->span)) return;
    state_.brackets[open] = {std::move(inside), state_.deepest};
  }

  Syntax parse_between(Position open, Position close) {
    const bool called = is(*open, "(") && open != state_.tokens.data() && is_name(open[-1]);
    const Position begin = called ? open - 1 : open;
    Syntax inside;
    if (called) {
      inside = parse_call(*begin, open + 1, close);
    } else if (is(*open, "[")) {
      inside.kind = SyntaxKind::list;
      state_.count_node(open->span);
      if (open + 1 != close) parse(parse_items, open + 1, close, inside);
    } else {
      parse(parse_condition, open + 1, close, inside);
    }
    inside.span = {begin->span.begin, close->span.end};
    return inside;
  }

  Syntax parse_call(const Token& function, Position first, Position last) {
    Syntax call;
    call.kind = SyntaxKind::call;
    call.text = function.text;
    state_.count_node(function.span);
    if (is_aggregate(function.text, first)) {
      call.kind = SyntaxKind::aggregate;
      AggregateSyntax inside;
      parse(function.text == "top" ? parse_top : parse_selection, first, last, inside);
      call.aggregate = std::make_shared<const AggregateSyntax>(std::move(inside));
    } else if (first != last) {
      parse(parse_arguments, first, last, call);
    }
    return call;
  }

  Parsing state_;
  std::optional<SyntaxError> error_;
};

}  // namespace

Parsed<Syntax> parse_expression(std::string_view text, const Limits& limits) {
  if (auto error = unreadable(text, limits)) return *std::move(error);
  const Parsed<std::vector<Token>> tokens = tokenize(text);
  if (const auto* error = std::get_if<SyntaxError>(&tokens)) return *error;
  return ExpressionParser(text, std::get<std::vector<Token>>(tokens), limits).run();
}

}  // namespace leadscore::expr
