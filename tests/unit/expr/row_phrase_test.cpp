// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "expr/grammar.hpp"
#include "support/catch.hpp"
#include "unit/expr/outcome.hpp"

namespace leadscore::expr {
namespace {

using expr::show;

std::string show(const RowSyntax& row) {
  constexpr std::string_view kKinds[] = {"values", "compare", "range", "unknown", "else"};
  std::string all(kKinds[static_cast<std::size_t>(row.kind)]);
  if (!row.op.empty()) all += " " + row.op;
  for (const Name& value : row.values) all += " [" + value.text + "]@" + show(value.span);
  return all;
}

template <class T>
std::string outcome_of(const Parsed<T>& parsed) {
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) return show(*error);
  return show(std::get<T>(parsed));
}

constexpr Row kRows[] = {
    {"< 50", "compare < [50]@2..4"},
    {"<= 50", "compare <= [50]@3..5"},
    {"> 50", "compare > [50]@2..4"},
    {">= 1_000_000", "compare >= [1000000]@3..12"},
    {"== 5", "compare == [5]@3..4"},
    {"!= 5", "compare != [5]@3..4"},
    {">=-5", "compare >= [-5]@2..4"},
    {"< 2.5", "compare < [2.5]@2..5"},
    {"< 7d", "compare < [7d]@2..4"},
    {">= 90min", "compare >= [90min]@3..8"},
    {"< 2026-03-01", "compare < [2026-03-01]@2..12"},
    {"== software", "compare == [software]@3..11"},
    {R"~(!= "a | b")~", "compare != [a | b]@3..10"},
    {R"~(== "x y")~", "compare == [x y]@3..8"},
    {"== 3M", "compare == [3M]@3..5"},
    {"50 .. 199", "range [50]@0..2 [199]@6..9"},
    {"50..199", "range [50]@0..2 [199]@4..7"},
    {"-5 .. -1", "range [-5]@0..2 [-1]@6..8"},
    {"0.5 .. 0.75", "range [0.5]@0..3 [0.75]@7..11"},
    {"1_000 .. 1_999", "range [1000]@0..5 [1999]@9..14"},
    {"7d .. 30d", "range [7d]@0..2 [30d]@6..9"},
    {"2026-03-01 .. 2026-03-31", "range [2026-03-01]@0..10 [2026-03-31]@14..24"},
    {"software | saas", "values [software]@0..8 [saas]@11..15"},
    {"software", "values [software]@0..8"},
    {" financial services |  real   estate ",
     "values [financial services]@1..19 [real   estate]@23..36"},
    {"a..b", "values [a..b]@0..4"},
    {R"~(R&D, "labs")~", R"~(values [R&D, "labs"]@0..11)~"},
    {"5", "values [5]@0..1"},
    {"5_000", "values [5_000]@0..5"},
    {"50-199", "values [50-199]@0..6"},
    {"true", "values [true]@0..4"},
    {"-5 | 7", "values [-5]@0..2 [7]@5..6"},
    {R"~("a|b" | c)~", "values [a|b]@0..5 [c]@8..9"},
    {R"~('x' | "say \"hi\" \\o/")~", R"~(values [x]@0..3 [say "hi" \o/]@6..23)~"},
    {R"~("unknown" | 'else')~", "values [unknown]@0..9 [else]@12..18"},
    {"Unknown", "values [Unknown]@0..7"},
    {"unknown", "unknown"},
    {"else", "else"},
    {" else ", "else"},
    {"价格 | ＡＢＣ", "values [价格]@0..6 [ＡＢＣ]@9..18"},
    {"", "error 0..0 expected a value -- for a missing value write unknown, for all others else"},
    {"   ",
     "error 3..3 expected a value -- for a missing value write unknown, for all others else"},
    {"<", "error 1..1 expected a value after '<'"},
    {">= ", "error 2..2 expected a value after '>='"},
    {"= 5", "error 0..1 '=' means nothing here -- use: =="},
    {"=> 5", "error 0..2 '=>' means nothing here -- use: >="},
    {"=< 5", "error 0..2 '=<' means nothing here -- use: <="},
    {"<> 5", "error 0..2 '<>' means nothing here -- use: !="},
    {"< 30m", "error 2..5 '30m' is no duration -- write 30min for minutes"},
    {"< 30days", "error 2..8 '30days' is no duration -- write 30d"},
    {"< 5 | 6", "error 4..5 alternatives stand without '<'"},
    {"== a | b", "error 5..6 alternatives stand without '=='"},
    {R"~(== "a" | b)~", "error 3..10 expected one value after '=='"},
    {R"~(== "a)~", R"~(error 3..4 this " opens a text that never ends -- close it with ")~"},
    {"unknown | a",
     "error 0..7 'unknown' stands alone in its row -- give it a row of its own, or quotes if it is "
     "a text"},
    {"a | else",
     "error 4..8 'else' stands alone in its row -- give it a row of its own, or quotes if it is a "
     "text"},
    {"a |", "error 3..3 expected a value after '|'"},
    {"| a", "error 0..1 expected a value before '|'"},
    {"a || b", "error 3..4 expected a value before '|'"},
    {"|", "error 0..1 expected a value before '|'"},
    {R"~("open)~", R"~(error 0..1 this " opens a text that never ends -- close it with ")~"},
    {"'open",
     R"~(error 0..1 this ' opens a text that never ends -- put a text with a ' between "...")~"},
    {"it's | 'tis",
     R"~(error 7..8 this ' opens a text that never ends -- put a text with a ' between "...")~"},
    {R"~("a" b)~", R"~(error 4..5 expected '|' after '"a"', not 'b')~"},
    {"7d .. 30days", "error 6..12 '30days' is no duration -- write 30d"},
    {"30m .. 60min", "error 0..3 '30m' is no duration -- write 30min for minutes"},
    {".. 50", "error 0..2 a range has a value on both sides of '..' -- use: <= 50"},
    {"50 ..", "error 3..5 a range has a value on both sides of '..' -- use: >= 50"},
    {"50 .. x", "error 6..7 expected a number, duration or time after '..', not 'x'"},
    {R"~("50" .. 60)~", R"~(error 5..10 expected '|' after '"50"', not '.. 60')~"},
};

TEST_CASE("rows of tables", "[rows]") {
  for (const Row& row : kRows) CHECK(outcome_of(parse_row(row.text, {})) == row.outcome);
}

}  // namespace
}  // namespace leadscore::expr
