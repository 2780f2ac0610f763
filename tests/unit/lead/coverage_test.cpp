// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <leadscore/testing.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

const std::string kRules = R"(leadscore: 1
attributes: {size: integer, country: text, ours: boolean}
events: {visit: {url: text, bot: boolean}, talk: {}}
feedback: {no: {reason: text}}
ignore: {visit: bot}
exclude: ours
scores:
  work:
    min: 0
    rules:
      - group: web
        when: size > 0
        where: url is known
        rules:
          - {rule: home, event: visit, where: url == "/", given: rejections == 0, points: 5}
          - {rule: any page, event: visit, points: 1}
      - {rule: at home, when: country == "CN", points: 6}
      - {rule: off, when: size > 99, points: 6, enabled: false}
      - {rule: rows, by: size, points: {"< 10": 1, ">= 10": 2, unknown: 3}}
signals: {hot: {when: work > 4, until: work < 2}}
lifecycle:
  stages: [{stage: new}, {stage: hot}, {stage: gone}]
  moves: [{to: hot, when: 'stage == "new" and work > 4'}, {to: gone, event: talk}]
rejection: {event: no, where: reason is known, reset: [work], by_reason: {money: {lower: {work: 1}}, time: {reset: [work]}}}
routing: [{to: sales, when: work > 100}, {to: all}]
tests:
  - test: t
)";

TestReport covered(const std::string& test) {
  TestReport report = run_tests(support::load(kRules + test), {true});
  CHECK(report.results.at(0).failures.empty());
  return report;
}

// `name: fired` of all items of a kind, in their order.
std::string items(const TestReport& report, const std::string& what) {
  std::string text;
  for (const CoverageItem& item : report.coverage) {
    if (item.what == what) text += item.name + (item.fired ? ": yes\n" : ": no\n");
  }
  return text;
}

// The sides that were seen of the condition: `t`, `f`, `u`; `?` where there is no such condition.
std::string sides(const TestReport& report, const std::string& text) {
  for (const CoveredCondition& condition : report.conditions) {
    if (condition.text != text) continue;
    return std::string(condition.was_true ? "t" : "") + (condition.was_false ? "f" : "") +
           (condition.was_unknown ? "u" : "");
  }
  return "?";
}

}  // namespace

TEST_CASE("what fired and what conditions came to") {
  const TestReport report = covered(R"(    lead: {size: 5}
    facts:
      - {at: 2026-03-02 09:00, event: visit, url: /}
      - {at: 2026-03-02 10:00, event: visit, url: /docs, bot: false}
      - {at: 2026-03-02 11:00, event: no, reason: Money}
    expect: {at: 2026-03-02 12:00, work: 7}
)");
  // 1 of the rows, 5 + 1 of the first visit, 1 of the second; the rejection takes 1.
  CHECK(items(report, "rule") == "home: yes\nany page: yes\nat home: no\nrows: yes\n");
  CHECK(items(report, "row") == "rows: < 10: yes\nrows: >= 10: no\nrows: unknown: no\n");
  CHECK(items(report, "signal") == "hot: yes\n");
  CHECK(items(report, "move") == "to hot: yes\nto gone: no\n");
  CHECK(items(report, "route") == "sales: no\nall: yes\n");
  CHECK(items(report, "rejection") == "no: yes\n");
  CHECK(items(report, "reason") == "no: money: yes\nno: time: no\n");

  CHECK(sides(report, "size > 0") == "t");
  CHECK(sides(report, "url is known") == "t");
  CHECK(sides(report, "url == \"/\"") == "tf");
  CHECK(sides(report, "rejections == 0") == "t");
  CHECK(sides(report, "country == \"CN\"") == "u");
  CHECK(sides(report, "bot") == "fu");
  CHECK(sides(report, "ours") == "u");
  CHECK(sides(report, "work > 4") == "t");
  CHECK(sides(report, "work < 2") == "f");
  CHECK(sides(report, "reason is known") == "t");
  CHECK(sides(report, "work > 100") == "f");
  // True when the move was made, though not after it.
  CHECK(sides(report, "stage == \"new\" and work > 4") == "tf");
  CHECK(sides(report, "size > 99") == "?");
}

TEST_CASE("an excluded lead covers its exclusion alone") {
  const TestReport report = covered(R"(    lead: {size: 5, ours: true}
    expect: {at: 2026-03-02 12:00, excluded: true}
)");
  CHECK(sides(report, "ours") == "t");
  CHECK(sides(report, "size > 0").empty());
  CHECK(items(report, "row") == "rows: < 10: no\nrows: >= 10: no\nrows: unknown: no\n");
}

TEST_CASE("a condition of a group is one, whichever rules it stands for") {
  const TestReport report = covered(R"(    facts: [{at: 2026-03-02 09:00, event: visit}]
    expect: {at: 2026-03-02 12:00, work: 3}
)");
  const auto found = std::find_if(
      report.conditions.begin(), report.conditions.end(),
      [](const CoveredCondition& condition) { return condition.text == "url is known"; });
  REQUIRE(found != report.conditions.end());
  CHECK(found->owner == "rule home and 1 other");
  CHECK(found->what == "where");
  CHECK(found->place.line == 13);
  CHECK(sides(report, "url is known") == "f");
  CHECK(sides(report, "rejections == 0").empty());  // `where` did not take the event
}

TEST_CASE("time before a retraction is looked at as it was, and after it as it is") {
  const TestReport report = covered(R"(    lead: {size: 5}
    facts:
      - {at: 2026-03-02 09:00, event: visit, id: v, url: /}
      - {at: 2026-03-03 09:00, retract: v}
    expect: {at: 2026-03-04 12:00, work: 1}
)");
  CHECK(items(report, "rule") == "home: yes\nany page: yes\nat home: no\nrows: yes\n");
}

}  // namespace leadscore
