// SPDX-License-Identifier: Apache-2.0
#include <leadscore/testing.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

// Bounds, choices, an old book: every number below is worked out in the test that names it.
const std::string kRules = R"(leadscore: 1
attributes: {size: integer, country: text}
events: {visit: {}, talk: {}}
feedback: {no: {}}
scores:
  work:
    min: 0
    max: 50
    initial: 3
    rules:
      - group: web
        max: 12
        rules:
          - {rule: visit, event: visit, points: 5, max: 9}
          - {rule: talk, event: talk, points: 8}
      - group: best
        combine: max
        rules:
          - {rule: big, when: size > 10, points: 4}
          - {rule: huge, when: size > 100, points: 7}
      - {rule: at home, when: country == "CN", points: 6}
  total: work * 2
signals: {hot: {when: total > 20, until: total < 10}}
lifecycle:
  stages: [{stage: new}, {stage: hot}, {stage: won}]
  moves: [{to: hot, signal: hot}, {to: won, when: work > 40, from: hot}]
rejection: {event: no, lower: {work: 20}}
bands: {grade: {of: work, A: 20, B: 10}}
tests:
  - test: t
    lead: {size: 200}
    facts:
      - {at: 2026-03-02 09:00, event: visit}
      - {at: 2026-03-02 10:00, event: visit}
      - {at: 2026-03-02 11:00, event: talk}
      - {at: 2026-03-03 09:00, event: no}
    expect:
      - )";

std::vector<TestFailure> failures_of(const std::string& expectation) {
  const TestReport report = run_tests(support::load(kRules + expectation + "\n"));
  REQUIRE(report.results.size() == 1);
  CHECK(report.coverage.empty());
  CHECK(report.conditions.empty());
  return report.results[0].failures;
}

TestFailure failure_of(const std::string& expectation) {
  const auto failures = failures_of(expectation);
  REQUIRE(failures.size() == 1);
  return failures[0];
}

}  // namespace

TEST_CASE("each line of an explanation is what it gives after its bounds") {
  // visit 5 + 5, at most 9; with talk 8 the group has 17, at most 12. Of 4 and 7 the larger counts.
  CHECK(failures_of("{at: 2026-03-02 12:00, work: 22, explanation: {work: {visit: 9, talk: 8, web: "
                    "12, big: 0, huge: 7, best: 7, at home: 0, initial: 3, bound of the score: 0, "
                    "adjusted: 0, before the rejection: 0, taken by the rejection: 0}}}")
            .empty());
  // The old book had 12 and lost 12 of the 20; the score had 10 left, 8 of them are taken.
  CHECK(failures_of("{at: 2026-03-03 12:00, work: 2, explanation: {work: {web: 0, visit: 0, huge: "
                    "7, before the rejection: 0, taken by the rejection: -8}}}")
            .empty());
}

TEST_CASE("a line that gives something else is a failure of its own") {
  const auto failures =
      failures_of("{at: 2026-03-02 12:00, explanation: {work: {visit: 10, web: 12, at home: 6}}}");
  REQUIRE(failures.size() == 2);
  CHECK(failures[0].what == "rule visit in work");
  CHECK(failures[0].expected == "10");
  CHECK(failures[0].got == "9");
  CHECK(failures[0].because ==
        "    +10  visit (2 times)\n"
        "         2026-03-02T09:00:00Z  visit: +5\n"
        "         2026-03-02T10:00:00Z  visit: +5\n"
        "     -1  bound of the rule 'visit' (max 9)\n");
  CHECK(failures[1].what == "rule at home in work");
  CHECK(failures[1].because == "      -  at home (could give 6): not judged: country is missing\n");
}

TEST_CASE("a group says what is in it") {
  const TestFailure web = failure_of("{at: 2026-03-02 09:30, explanation: {work: {web: 8}}}");
  CHECK(web.what == "group web in work");
  CHECK(web.because == "     +5  visit\n      -  talk (could give 8): no such event\n");
  const TestFailure best = failure_of("{at: 2026-03-02 09:30, explanation: {work: {best: 11}}}");
  CHECK(best.because ==
        "     +4  big (size is 200)\n"
        "     -4  big (not chosen in group 'best')\n"
        "     +7  huge (size is 200)\n");
}

TEST_CASE("a score shows its lines and the rules that could have made the difference") {
  const TestFailure more = failure_of("{at: 2026-03-02 12:00, work: 28}");
  CHECK(more.because.find("     +3  initial\n") == 0);
  CHECK(more.because.find("bound of the group 'web' (max 12)") != std::string::npos);
  CHECK(more.because.find("at home (could give 6): not judged: country is missing; this would make "
                          "the difference\n") != std::string::npos);
  // Less is expected: a rule that gives points could not help.
  CHECK(failure_of("{at: 2026-03-02 12:00, work: 1}").because.find("at home") == std::string::npos);
  const TestFailure total = failure_of("{at: 2026-03-02 12:00, total: 45}");
  CHECK(total.because.find("total is work * 2: work is 22\nwork is 22:\n") == 0);
}

TEST_CASE("a signal says why it is off, and why it is on") {
  const TestFailure off = failure_of("{at: 2026-03-02 09:30, signals: []}");
  CHECK(off.because ==
        "hot is on since 2026-03-02T09:00:00Z:\n"
        "    yes  total > 20 (total is 30)\n"
        "  until  total < 10: false: total is 30\n");
  const TestFailure on = failure_of("{at: 2026-03-03 12:00, signals: [hot]}");
  CHECK(on.because.find("hot is off:\n     no  total > 20 (total is 4)\n") == 0);
  CHECK(on.because.find("blocked  no behaviour event since the rejection") != std::string::npos);
  const TestFailure passes = failure_of("{at: 2026-03-03 12:00, passes: {hot: 2}}");
  CHECK(passes.because.find("2026-03-02T09:00:00Z  hot 1 came on\n"
                            "2026-03-03T09:00:00Z  hot 1 went off\n") == 0);
}

TEST_CASE("a stage shows the moves made and what the wanted one waits for") {
  const TestFailure stage = failure_of("{at: 2026-03-02 12:00, stage: won}");
  CHECK(stage.because ==
        "2026-03-02T09:00:00Z  new -> hot (signal hot)\n"
        "the move to won in line 26: work > 40: false: work is 22\n");
  CHECK(failure_of("{at: 2026-03-02 08:00, stage: won}").because ==
        "nothing is known of the lead yet\n");
  CHECK(failure_of("{at: 2026-03-02 12:00, moves: []}").because ==
        "2026-03-02T09:00:00Z  new -> hot (signal hot)\n");
}

TEST_CASE("a band shows its score and its bounds") {
  CHECK(failure_of("{at: 2026-03-02 12:00, grade: B}")
            .because.find("work is 22; A from 20, B from 10\n") == 0);
}

}  // namespace leadscore
