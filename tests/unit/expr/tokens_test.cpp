// SPDX-License-Identifier: Apache-2.0
#include "expr/tokens.hpp"

#include <string_view>

#include "support/catch.hpp"
#include "unit/expr/outcome.hpp"

namespace leadscore::expr {
namespace {

constexpr Row kLiterals[] = {
    // names and literals
    {"a", "a"},
    {"any", "any"},
    {"now", "now"},
    {"stage_since", "stage_since"},
    {"employés", "employés"},
    {"价格", "价格"},
    {"naïve_2", "naïve_2"},
    {"orb", "orb"},
    {"nothing", "nothing"},
    {"intent", "intent"},
    {"andy", "andy"},
    {"notable", "notable"},
    {"iswell", "iswell"},
    {"falsetto", "falsetto"},
    {"15", "15"},
    {"0.5", "0.5"},
    {"1_000_000", "1000000"},
    {"1_0.2_5", "10.25"},
    {"1e6", "1e6"},
    {"1.5e-3", "1.5e-3"},
    {"2E3", "2E3"},
    {"007", "007"},
    {"90s", "90s"},
    {"15min", "15min"},
    {"24h", "1d"},
    {"7d", "1w"},
    {"2w", "2w"},
    {"0d", "0s"},
    {"true", "true"},
    {"false", "false"},
    {R"~("a b")~", R"~("a b")~"},
    {R"~("say \"hi\" \\ there")~", R"~("say \"hi\" \\ there")~"},
    {R"~('C:\dir "x"')~", R"~("C:\\dir \"x\"")~"},
    {R"~("")~", R"~("")~"},
    {"''", R"~("")~"},
    {R"~("价格 “quoted”")~", R"~("价格 “quoted”")~"},
    {"2026-03-01", "2026-03-01"},
    {"2026-03-01 09:00", "2026-03-01 09:00"},
    {"2026-03-01T09:00", "2026-03-01T09:00"},
    {"2026-03-01T09:00:30", "2026-03-01T09:00:30"},
    {"2026-03-01T09:00:30.25Z", "2026-03-01T09:00:30.25Z"},
    {"2026-03-01T09:00+08:00", "2026-03-01T09:00+08:00"},
    {"2026-03-01T09:00:00-08:00", "2026-03-01T09:00:00-08:00"},
    {"2026-03-01-1", "(sum - 2026-03-01 1)"},
    {"2026-03-01 - 7d", "(sum - 2026-03-01 1w)"},
    {"2026-03-01T09:00 + 7d", "(sum + 2026-03-01T09:00 1w)"},
    {"2026-3", "(sum - 2026 3)"},
};

constexpr Row kBroken[] = {
    // durations and times
    {"30m", "error 0..3 '30m' is no duration -- write 30min for minutes"},
    {"30M", "error 0..3 '30M' is no duration -- write 30000000 for millions, 30min for minutes"},
    {"x > 30m", "error 4..7 '30m' is no duration -- write 30min for minutes"},
    {"30mo", "error 0..4 '30mo' is no duration -- a month has no fixed length: write 900d"},
    {"2months", "error 0..7 '2months' is no duration -- a month has no fixed length: write 60d"},
    {"1y", "error 0..2 '1y' is no duration -- a year has no fixed length: write 365d"},
    {"3quarter",
     "error 0..8 '3quarter' is no duration -- a quarter has no fixed length: write 270d"},
    {"30days", "error 0..6 '30days' is no duration -- write 30d"},
    {"2 weeks", "error 2..7 expected an operator after '2', not 'weeks' -- write 2w"},
    {"7 d", "error 2..3 expected an operator after '7', not 'd' -- write 7d"},
    {"3 months",
     "error 2..8 expected an operator after '3', not 'months' -- a month has no fixed length: "
     "write 90d"},
    {"5 m",
     "error 2..3 expected an operator after '5', not 'm' -- write 5min for minutes, 150d for "
     "months"},
    {"5 apples", "error 2..8 expected an operator after '5', not 'apples'"},
    {"5apples",
     "error 0..7 '5apples' is no duration -- the units are s, min, h, d and w; a name begins with "
     "a letter"},
    {"1.5h", "error 0..4 '1.5h' is no duration -- a duration is a whole number and a unit: 90min"},
    {"1_0d", "error 0..4 '1_0d' is no duration -- a duration is a whole number and a unit: 90min"},
    {"1e3d", "error 0..4 '1e3d' is no duration -- a duration is a whole number and a unit: 90min"},
    {"10ms",
     "error 0..4 '10ms' is no duration -- the units are s, min, h, d and w; a name begins with a "
     "letter"},
    {"7d2h",
     "error 0..4 '7d2h' is no duration -- the units are s, min, h, d and w; a name begins with a "
     "letter"},
    {"7天",
     "error 0..4 '7天' is no duration -- the units are s, min, h, d and w; a name begins with a "
     "letter"},
    {"99999999999999w", "error 0..15 '99999999999999w' is too long"},
    {"2026-13-01",
     "error 0..10 '2026-13-01' is no time -- write 2026-03-01 or 2026-03-01T09:00, years 1970 to "
     "9999"},
    {"2026-02-30",
     "error 0..10 '2026-02-30' is no time -- write 2026-03-01 or 2026-03-01T09:00, years 1970 to "
     "9999"},
    {"2026-03-01T25:00",
     "error 0..16 '2026-03-01T25:00' is no time -- write 2026-03-01 or 2026-03-01T09:00, years "
     "1970 to 9999"},
    {"2026-03-01T9:00",
     "error 0..15 '2026-03-01T9:00' is no time -- write 2026-03-01 or 2026-03-01T09:00, years 1970 "
     "to 9999"},
    {"2026-03-01T",
     "error 0..11 '2026-03-01T' is no time -- write 2026-03-01 or 2026-03-01T09:00, years 1970 to "
     "9999"},
    {"2026-03-01x",
     "error 0..11 '2026-03-01x' is no time -- write 2026-03-01 or 2026-03-01T09:00, years 1970 to "
     "9999"},
    {"2026-03-011",
     "error 0..11 '2026-03-011' is no time -- write 2026-03-01 or 2026-03-01T09:00, years 1970 to "
     "9999"},
    {"1969-12-31",
     "error 0..10 '1969-12-31' is no time -- write 2026-03-01 or 2026-03-01T09:00, years 1970 to "
     "9999"},
    {"12:30", "error 2..3 ':' means nothing in an expression"},
    {"1e999", "error 0..5 '1e999' is too large"},
    // texts
    {R"~("abc)~", R"~(error 0..1 this " opens a text that never ends -- close it with ")~"},
    {"'abc", "error 0..1 this ' opens a text that never ends -- close it with '"},
    {R"~("abc\n")~",
     R"~(error 4..6 '\n' means nothing in "..." -- only \" and \\ are escapes; between '...' a \ stands for itself)~"},
    {R"~("\価")~",
     R"~(error 1..5 '\価' means nothing in "..." -- only \" and \\ are escapes; between '...' a \ stands for itself)~"},
    {R"~("abc\)~",
     R"~(error 4..5 '\' means nothing in "..." -- only \" and \\ are escapes; between '...' a \ stands for itself)~"},
    {R"~("it's)~", R"~(error 0..1 this " opens a text that never ends -- close it with ")~"},
    {"'it's'", "error 5..6 this ' opens a text that never ends -- close it with '"},
    {R"~("a"b")~", R"~(error 4..5 this " opens a text that never ends -- close it with ")~"},
};

TEST_CASE("names and literals", "[tokens]") {
  for (const Row& row : kLiterals) CHECK(outcome(row.text) == row.outcome);
}

TEST_CASE("broken literals", "[tokens]") {
  for (const Row& row : kBroken) CHECK(outcome(row.text) == row.outcome);
}

}  // namespace
}  // namespace leadscore::expr
