// SPDX-License-Identifier: Apache-2.0
#include "model/test_case.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with_explanation(const std::string& explanation) {
  return R"(leadscore: 1
attributes: {size: integer}
events: {visit: {}}
scores:
  fit:
    rules:
      - {rule: big firm, when: size > 5, points: 1}
      - {rule: both, when: size > 6, points: 1}
      - {group: both, rules: [{rule: inner, when: size > 7, points: 1}]}
  work: {rules: [{group: web, rules: [{rule: visit, event: visit, points: 2}]}]}
  total: fit + work
tests:
  - test: t
    expect: {at: 2026-03-02, explanation: )" +
         explanation + "}\n";
}

}  // namespace

TEST_CASE("rules, groups and other lines of an explanation are found by name") {
  const Loaded loaded = good(with_explanation(
      "{fit: {big_firm: 1, inner: 0, bound of the score: -2}, work: {web: 2.5, visit: 3, initial: "
      "0, adjusted: 1, before the rejection: 4, taken by the rejection: -5}}"));
  const auto& lines = loaded.value().model().tests.at(0)->expectations.at(0).lines;
  using Kind = ExpectedLine::Kind;
  REQUIRE(lines.size() == 9);
  CHECK(lines[0].kind == Kind::rule);
  CHECK(lines[0].name == "big firm");
  CHECK(lines[0].score == 0);
  CHECK(lines[1].index == 2);  // big firm, both, inner
  CHECK(lines[2].kind == Kind::bound);
  CHECK(lines[3].kind == Kind::group);
  CHECK(lines[3].score == 1);
  CHECK(lines[3].index == 1);
  CHECK(lines[3].points.value == Points::thousandths(2500));
  CHECK(lines[4].kind == Kind::rule);
  CHECK(lines[5].kind == Kind::initial);
  CHECK(lines[6].kind == Kind::adjusted);
  CHECK(lines[7].kind == Kind::old_book);
  CHECK(lines[8].kind == Kind::deduction);
}

TEST_CASE("what can be wrong with an expected explanation") {
  const std::pair<const char*, const char*> rows[] = {
      {"[fit]", "14:43 wrong-kind: 'explanation' needs a map ('key: value'), not a list\n"},
      {"{fti: {both: 1}}", "14:44 unknown-name: unknown score 'fti'; did you mean 'fit'?\n"},
      {"{total: {fit: 1}}",
       "14:44 conflict: 'total' is computed from other scores and has no rules to explain\n"},
      {"{fit: 5}",
       "14:49 wrong-kind: the explanation of 'fit' needs a map from rules and groups to points\n"},
      {"{fit: {big frim: 1}}",
       "14:50 unknown-name: unknown rule or group 'big frim'; did you mean 'big firm'?\n"},
      {"{fit: {web: 1}}",
       "14:50 unknown-name: 'web' is a group of the score 'work', not of 'fit'\n"},
      {"{work: {inner: 1}}",
       "14:51 unknown-name: 'inner' is a rule of the score 'fit', not of 'work'\n"},
      {"{fit: {both: 1}}", "14:50 conflict: 'both' is both a rule and a group\n"},
      {"{fit: {inner: lots}}", "14:57 bad-points: 'inner' needs a number of points, not 'lots'\n"},
      {"{fit: {inner: null}}", "14:57 wrong-kind: 'inner' needs a number of points\n"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(problems(with_explanation(text)) == expected);
  }
}

}  // namespace leadscore::model
