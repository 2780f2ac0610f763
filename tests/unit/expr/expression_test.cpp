// SPDX-License-Identifier: Apache-2.0

// Limits, time and stack of parse_expression().
#include <chrono>
#include <string>

#include "expr/grammar.hpp"
#include "support/catch.hpp"
#include "support/small_stack.hpp"
#include "unit/expr/outcome.hpp"

namespace leadscore::expr {
namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string nested(std::string_view open, std::size_t times, std::string_view close,
                   std::string_view inside = "a") {
  return repeat(open, times) + std::string(inside) + repeat(close, times);
}

std::string code_of(const std::string& text, const Limits& limits = {}) {
  const auto result = parse_expression(text, limits);
  const auto* error = std::get_if<SyntaxError>(&result);
  return error ? error->code : "";
}

TEST_CASE("nesting is counted over brackets, calls, lists, not and minus", "[expression]") {
  struct Case {
    std::string open, close, inside = "a";
  };
  const Case cases[] = {
      {"(", ")"},
      {"f(", ")"},
      {"not ", ""},
      {"-", ""},
      {"not (", ")"},
      {"- (", ")"},
      {"(b + ", ")"},
      {"(b or c and ", ")"},
      {"count(e where ", ")"},
      {"count(e after ", ")"},
      {"max(1, ", ")"},
      {"(b contains ", ")"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.open);
    const bool two = c.open == "not (" || c.open == "- (";
    const std::size_t most = two ? 32 : 64;
    CHECK(code_of(nested(c.open, most, c.close)).empty());
    CHECK(code_of(nested(c.open, most + 1, c.close)) == "limit-expression-depth");
  }
}

TEST_CASE("levels side by side do not add up", "[expression]") {
  const std::string deep = nested("(", 64, ")");
  CHECK(code_of(deep + " or " + deep + " and not a").empty());
  CHECK(code_of(deep + " or not " + deep) == "limit-expression-depth");
  CHECK(code_of("not not a and " + nested("(", 63, ")") + " or not not not b").empty());
  CHECK(code_of(nested("(", 63, ")", "a in [1]")).empty());
  CHECK(code_of(nested("(", 64, ")", "a in [1]")) == "limit-expression-depth");
  CHECK(code_of(nested("(", 63, ")", "a in [-1]")) == "limit-expression-depth");
}

TEST_CASE("each limit holds at exactly its value and names itself", "[expression]") {
  Limits limits;
  limits.expression_depth = 2;
  CHECK(outcome("((a))", limits) == "a");
  CHECK(outcome("b or (((a)))", limits) ==
        "error 5..6 more than 2 levels of nesting in one expression [limit-expression-depth]");

  limits = {};
  limits.expression_bytes = 5;
  CHECK(outcome("a + b", limits) == "(sum + a b)");
  CHECK(outcome("a + bb", limits) ==
        "error 0..6 more than 5 bytes in one expression [limit-expression-bytes]");

  limits = {};
  limits.expression_nodes = 4;
  CHECK(outcome("a + b + c", limits) == "(sum + + a b c)");
  CHECK(outcome("a in [b]", limits) == "(in a (list b))");
  CHECK(outcome("a + b + c + d", limits) ==
        "error 0..13 more than 4 nodes in one expression [limit-expression-nodes]");
  CHECK(code_of("f(a, b, c)", limits).empty());
  CHECK(code_of("f(a, b, c, d)", limits) == "limit-expression-nodes");
  CHECK(code_of("not not not a", limits).empty());
  CHECK(code_of("not not not not a", limits) == "limit-expression-nodes");
  CHECK(code_of("count(a | b.c)", limits).empty());
  CHECK(code_of("count(a | b | d.c)", limits) == "limit-expression-nodes");

  limits = {};
  limits.parser_steps = 3;
  CHECK(outcome("a + b + c", limits) == "(sum + + a b c)");
  CHECK(outcome("a + b + c + d", limits) ==
        "error 12..13 more than 3 steps to parse one expression [limit-parser-steps]");
}

TEST_CASE("the default limits are reached", "[expression]") {
  CHECK(code_of("a" + repeat("+a", 1'998)).empty());
  CHECK(code_of("a" + repeat("+a", 1'999)) == "limit-expression-nodes");
  CHECK(code_of(std::string(8'192, 'a')).empty());
  CHECK(code_of(std::string(8'193, 'a')) == "limit-expression-bytes");
}

// Texts of up to 8 KiB that make parsers slow or deep.
std::vector<std::string> hostile_texts() {
  const std::size_t bytes = 8'192;
  std::vector<std::string> texts;
  for (const std::string_view piece :
       {"(",        "[",      "f(",         "not ",       "-",
        "- ",       "a and ", "a or (",     "a.",         "a|",
        "a in [",   "\"",     "'",          "\\",         "()",
        "[]",       "f()",    "a<",         "a<b and ",   "count(a where ",
        "count(a|", "1_",     "1e",         "2026-03-01", "9",
        "a b ",     ",",      "x between ", "a is not ",  "min(a|b|",
        "価",       "((a)",   "(a))",       "f(a,"}) {
    texts.push_back(repeat(piece, bytes / piece.size()));
  }
  for (const std::string_view open : {"(", "f(", "[", "count(e where ", "a + (", "not ("}) {
    const std::size_t times = bytes / (open.size() + 2);
    texts.push_back(nested(open, times, open == "[" ? "]" : ")"));
  }
  texts.push_back("a" + repeat("+a", 1'998));
  texts.push_back("x in [1" + repeat(",1", 1'990) + "]");
  texts.push_back(nested("(", 26, ")"));
  return texts;
}

TEST_CASE("hostile texts are parsed in no time", "[expression]") {
  for (const std::string& text : hostile_texts()) {
    const auto begin = std::chrono::steady_clock::now();
    const auto result = parse_expression(text, {});
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    CAPTURE(text.substr(0, 20));
    CHECK(taken.count() < 1.0);  // 0.01 where it is optimised
  }
}

TEST_CASE("the deepest trees need little stack", "[expression]") {
  Limits unlimited;
  unlimited.expression_bytes = unlimited.expression_depth = 1'000'000;
  const std::string texts[] = {
      nested("(", 64, ")"),
      nested("not ", 64, ""),
      nested("- ", 64, ""),
      nested("f(", 64, ")"),
      nested("count(e where ", 64, ")"),
      nested("(b or c and d == e + f * ", 64, ")"),
      nested("count(e where a or b and c == d + e * ", 64, ")"),
      nested("max(b or c and d == e + f * ", 64, ", 1)"),
  };
  bool fine = true;
  support::run_with_small_stack([&] {
    for (const std::string& text : texts) {
      const auto parsed = parse_expression(text, {});
      const auto* syntax = std::get_if<Syntax>(&parsed);
      if (!syntax) {
        fine = false;
        continue;
      }
      const auto again = parse_expression(print(*syntax), unlimited);
      fine = fine && print_tree(std::get<Syntax>(again)) == print_tree(*syntax);
    }
    for (const std::string& text : hostile_texts()) (void)parse_expression(text, {});
  });
  CHECK(fine);
}

TEST_CASE("bytes that are not UTF-8 are refused", "[expression]") {
  CHECK(outcome("a == \"\xff\"") == "error 6..7 this byte is not UTF-8");
  CHECK(outcome("\xc0\x80") == "error 0..1 this byte is not UTF-8");
  CHECK(outcome(std::string_view("a\0b", 3)).starts_with("error 1..2"));
}

}  // namespace
}  // namespace leadscore::expr
