// SPDX-License-Identifier: Apache-2.0
#include "model/test_case.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"
#include "unit/model/testing_with.hpp"

namespace leadscore::model {
namespace {

std::string with_expectation(const std::string& rest) {
  return with_test("    expect: {at: 2026-03-02 09:00, " + rest + "}\n");
}

}  // namespace

TEST_CASE("an expectation of everything") {
  const Loaded loaded = good(with_expectation(
      "fit: 1.5, total: -3, grade: a, both: Bx, stage: mql, signals: [churn_risk], "
      "passes: {mql: 2}, route: sales, excluded: false, moves: [new, mql]"));
  const Expectation& expected = loaded.value().model().tests.at(0)->expectations.at(0);
  CHECK(expected.at == parse_time("2026-03-02T01:00:00Z"));
  REQUIRE(expected.scores.size() == 2);
  CHECK(expected.scores[0].first == 0);
  CHECK(expected.scores[0].second.value == Points::thousandths(1500));
  CHECK(expected.scores[1].first == 1);
  REQUIRE(expected.bands.size() == 2);
  CHECK(expected.bands[0].second.value == "A");
  CHECK(expected.bands[1].second.value == "Bx");
  CHECK(expected.stage->value == 1);
  CHECK(expected.signals->value == std::vector<std::string>{"churn risk"});
  CHECK(expected.passes.at(0).second.value == 2);
  CHECK(expected.route->value == "sales");
  CHECK(!expected.excluded->value);
  CHECK(expected.moves->value == std::vector<std::string>{"new", "mql"});
  const Span span = expected.scores[0].second.span;
  CHECK(loaded.source().text.substr(span.begin, span.end - span.begin) == "1.5");
}

TEST_CASE("nothing where nothing is") {
  const Loaded loaded = good(with_expectation("grade: null, route: null, signals: [], moves: []"));
  const Expectation& expected = loaded.value().model().tests.at(0)->expectations.at(0);
  CHECK(!expected.bands.at(0).second.value.has_value());
  CHECK(!expected.route->value.has_value());
  CHECK(expected.signals->value.empty());
  CHECK(expected.moves->value.empty());
  CHECK(!expected.stage.has_value());
}

TEST_CASE("what can be wrong with an expectation") {
  const std::pair<const char*, const char*> rows[] = {
      {"ftt: 5", "16:36 unknown-name: unknown score, band or key 'ftt'; did you mean 'fit'?\n"},
      {"stag: new",
       "16:36 unknown-name: unknown score, band or key 'stag'; did you mean 'stage'?\n"},
      {"size: 5",
       "16:36 unknown-name: 'size' is neither a score nor a band: only what the rules give is "
       "expected\n"},
      {"fit: many", "16:41 bad-points: 'fit' needs a number of points, not 'many'\n"},
      {"fit: null", "16:41 wrong-kind: 'fit' needs a number of points\n"},
      {"grade: C", "16:43 unknown-value: unknown value 'C'\n"},
      {"both: Ax2", "16:42 unknown-value: unknown value 'Ax2'; did you mean 'Ax'?\n"},
      {"stage: nwe", "16:43 unknown-stage: unknown stage 'nwe'; did you mean 'new'?\n"},
      {"signals: [mqll]", "16:46 unknown-signal: unknown signal 'mqll'; did you mean 'mql'?\n"},
      {"passes: [mql]", "16:44 wrong-kind: 'passes' needs a map ('key: value'), not a list\n"},
      {"passes: {mql: -1}", "16:50 out-of-range: the number of passes must be from 0 to 1000000\n"},
      {"route: sale", "16:43 unknown-value: unknown route 'sale'; did you mean 'sales'?\n"},
      {"excluded: 1", "16:46 wrong-type: 'excluded' needs true or false, not '1'\n"},
      {"moves: [nwe]", "16:44 unknown-stage: unknown stage 'nwe'; did you mean 'new'?\n"},
      {"lead: x", "16:42 unknown-name: unknown lead 'x'\n"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(problems(with_expectation(text)) == expected);
  }
  CHECK(problems(with_test("    expect: [{fit: 1}]\n")) ==
        "16:15 missing-key: an expectation needs 'at': when it must hold\n");
  CHECK(problems(with_test("    expect: 5\n")) ==
        "16:13 wrong-kind: 'expect' needs a list, not a single value\n");
}

}  // namespace leadscore::model
