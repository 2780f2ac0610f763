// SPDX-License-Identifier: Apache-2.0

// Any bytes give a tree or an error whose span lies in the text; a tree survives being printed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "expr/grammar.hpp"

namespace {

using namespace leadscore;
using namespace leadscore::expr;

void require(bool condition) {
  if (!condition) std::abort();
}

template <class T>
void check_error(const Parsed<T>& parsed, std::string_view text) {
  const auto* error = std::get_if<SyntaxError>(&parsed);
  if (!error) return;
  require(error->span.begin <= error->span.end);
  require(error->span.end <= text.size());
  require(!error->message.empty());
}

void check_spans(const Syntax& syntax, Span outer) {
  require(outer.begin <= syntax.span.begin);
  require(syntax.span.begin < syntax.span.end);
  require(syntax.span.end <= outer.end);
  for (const Syntax& arg : syntax.args) check_spans(arg, syntax.span);
  if (syntax.aggregate && syntax.aggregate->where)
    check_spans(*syntax.aggregate->where, syntax.span);
}

// Printing adds brackets, so the text may exceed what an author is allowed.
Limits wide_limits() {
  Limits limits;
  limits.expression_bytes = limits.expression_depth = limits.expression_nodes = 1'000'000;
  limits.parser_steps = 100'000'000;
  return limits;
}

void check_expression(std::string_view text) {
  const Parsed<Syntax> parsed = parse_expression(text, {});
  check_error(parsed, text);
  const auto* syntax = std::get_if<Syntax>(&parsed);
  if (!syntax) return;
  check_spans(*syntax, {0, static_cast<std::uint32_t>(text.size())});
  const std::string printed = print(*syntax);
  const Parsed<Syntax> again = parse_expression(printed, wide_limits());
  require(std::holds_alternative<Syntax>(again));
  require(print_tree(std::get<Syntax>(again)) == print_tree(*syntax));
  require(print(std::get<Syntax>(again)) == printed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_expression(text);
  check_error(parse_events(text, {}), text);
  check_error(parse_limit(text, {}), text);
  check_error(parse_decay(text, {}), text);
  check_error(parse_row(text, {}), text);
  return 0;
}
