// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& by, const std::string& rows) {
  return "leadscore: 1\n"
         "attributes: {size: number, title: text, kind: {type: text, one_of: [Soft Ware, bank]},\n"
         "  code: {type: text, exact: true}, tags: list, ok: boolean, due: time}\n"
         "events: {visit: {kind: {type: text, one_of: [a, b]}}}\n"
         "define: {small: 3, long: 30d, text: abc}\n"
         "scores:\n  s:\n    rules:\n      - rule: a\n        by: " +
         by + "\n        points: {" + rows +
         "}\n  t: {rules: []}\nbands: {heat: {of: t, hot: 5, not so hot: 0}}\n"
         "lifecycle: {stages: [{stage: new}, {stage: closed won}]}\n";
}

constexpr const char* kSigns[] = {"==", "!=", "<", "<=", ">", ">="};

// The tests of a table's rows: alternatives by `|`, what must hold together by `&`.
std::string tests(const std::string& by, const std::string& rows) {
  const Loaded loaded = good(with(by, rows));
  std::string out;
  for (const Row& row : loaded.value().model().rules.at(0).table->rows) {
    if (!out.empty()) out += "; ";
    if (row.unknown) out += "unknown";
    if (row.otherwise) out += "else";
    for (std::size_t i = 0; i < row.alternatives.size(); ++i) {
      if (i > 0) out += " | ";
      for (std::size_t j = 0; j < row.alternatives[i].size(); ++j) {
        const Row::Test& test = row.alternatives[i][j];
        out += std::string(j > 0 ? " & " : "") + kSigns[static_cast<int>(test.comparison)] + " " +
               print(test.value);
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("rows by kind of value") {
  struct Case {
    const char* by;
    const char* rows;
    const char* tests;
  };
  const Case cases[] = {
      {"size", R"("< 50": 0, "50 .. 199.5": 5, ">= 1_000": 10, 499: 1, unknown: 2, else: 3)",
       "< 50; >= 50 & <= 199.5; >= 1000; == 499; unknown; else"},
      {"size", R"("< small": 0, "!= 5": 1, "-5 .. -1": 2)", "< 3; != 5; >= -5 & <= -1"},
      {"title", R"("VP | chief officer": 1, "'< 5'": 2, "== CEO": 3)",
       "== \"VP\" | == \"chief officer\"; == \"< 5\"; == \"CEO\""},
      {"kind", R"(soft ware: 1, BANK: 2)", "== \"Soft Ware\"; == \"bank\""},
      {"code", R"(a: 1, A: 2)", "== \"a\"; == \"A\""},
      {"tags", R"("a | b": 1, else: 2)", "== \"a\" | == \"b\"; else"},
      {"ok", R"("true": 1, false: 2, unknown: 3)", "== true; == false; unknown"},
      {"size > 5", R"("true": 1)", "== true"},
      {"age(last(visit))", R"("< 7d": 5, "7d .. 30d": 1)", "< 1w; >= 1w & <= 30d"},
      {"due", R"("< 2026-03-01": 1)", "< 2026-03-01T00:00:00Z"},
      {"days(age(last(visit)))", R"("0 .. 7": 1)", ">= 0 & <= 7"},
      {"heat", R"(HOT: 1, not so hot: 2)", "== \"hot\"; == \"not so hot\""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.by, one.rows);
    CHECK(tests(one.by, one.rows) == one.tests);
  }
}

TEST_CASE("what can be wrong with a row") {
  struct Case {
    const char* by;
    const char* rows;
    const char* problem;
  };
  const Case cases[] = {
      {"size", "\"< many\": 1",
       "11:21 wrong-type: 'many' is no number, and this table goes by one\n"},
      {"size", "\"< long\": 1",
       "11:21 wrong-type: 'long' is no number, and this table goes by one\n"},
      {"size", "\"5 .. 4\": 1",
       "11:19 conflict: no value is in '5 .. 4': it begins above its end\n"},
      {"title", "\"< 5\": 1",
       "11:18 wrong-type: '<' compares numbers, durations and times, and this table goes by a "
       "text\n"},
      {"title", "\"1 .. 2\": 1",
       "11:18 wrong-type: '..' compares numbers, durations and times, and this table goes by a "
       "text\n"},
      {"kind", "banc: 1", "11:18 unknown-value: unknown value 'banc'; did you mean 'bank'?\n"},
      {"stage", "nwe: 1", "11:18 unknown-value: unknown value 'nwe'; did you mean 'new'?\n"},
      {"ok", "maybe: 1",
       "11:18 wrong-type: 'maybe' is no row of a table that goes by a condition\n"},
      {"ok", "\"> 5\": 1",
       "11:18 wrong-type: '>' compares numbers, durations and times, and this table goes by a "
       "condition\n"},
      {"age(last(visit))", "\"< 7\": 1",
       "11:21 wrong-type: '7' is no duration, and this table goes by one\n"},
      {"size", "\"< 5\": 1, \"<5\": 2", "11:28 duplicate-name: there are two rows '<5'\n"},
      {"size", "5: 1, \"5.0\": 2", "11:24 duplicate-name: there are two rows '5.0'\n"},
      {"title", "\"a | b\": 1, \"B|A\": 2", "11:30 duplicate-name: there are two rows 'B|A'\n"},
      {"size", "unknown: 1, \"unknown \": 2",
       "11:30 duplicate-name: there are two rows 'unknown'\n"},
      {"size", "else: 1, \" else\": 2", "11:27 duplicate-name: there are two rows 'else'\n"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.by, one.rows);
    CHECK(problems(with(one.by, one.rows)) == one.problem);
  }
}

}  // namespace leadscore::model
