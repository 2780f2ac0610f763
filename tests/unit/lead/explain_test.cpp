// SPDX-License-Identifier: Apache-2.0

// Every kind of line of an explanation, and why rules give nothing. All numbers worked out by hand.
#include <leadscore/history.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::shown;
using Texts = std::vector<std::string>;

constexpr const char* kRules = R"(
leadscore: 1
attributes: {size: integer, country: text, budget: number}
events: {visit: {url: text}, call: {}, bad: {}}
feedback: {rejected: {reason: text}}
scores:
  fit:
    min: -5
    max: 20
    initial: 3
    rules:
      - {rule: big, when: size > 100, points: 10, reason: large company}
      - {rule: german, when: country == "DE" and size > 1, points: 4}
      - {rule: rich, when: size > 0, points: budget / 10}
      - group: best
        combine: max
        max: 6
        rules:
          - {rule: one, when: size > 1, points: 5}
          - {rule: two, when: size > 2, points: 8}
      - group: first of
        combine: first
        min: 2
        rules:
          - {rule: small step, when: size > 3, points: 1}
          - group: inner
            rules:
              - {rule: deep, when: size > 4, points: 7}
      - group: abroad
        when: country != "DE"
        rules:
          - {rule: far, when: size > 5, points: 9}
  heat:
    min: -10
    rules:
      - {rule: pricing, event: visit, where: url contains "pricing", points: 10, limit: 2 per 7d,
         decay: linear 50% every 10d, max: 12}
      - {rule: calls, event: call, points: 6, expires: 5d}
      - {rule: complaint, event: bad, points: -30}
      - {rule: quiet, event: silence(30d), points: -1}
      - {rule: again, event: call, given: rejections > 0, points: 2}
      - {rule: never, event: call, points: 2, enabled: false}
      - {rule: spring, when: size > 0, points: 2, active: {until: 1970-01-01}}
  ratio: fit / heat
  both: fit + heat
rejection: {event: rejected, scale: {heat: 0.5}, by_reason: {far: {lower: {heat: 20}}}}
)";

Time day(int day) { return kEarliestTime + std::chrono::hours(24 * day); }
Fact visit(int at) { return event("a", "visit", day(at)).with("url", "/pricing"); }

History with(const std::vector<Fact>& facts) {
  History lead(support::load(kRules), "a");
  for (const Fact& fact : facts) (void)lead.apply(fact);
  return lead;
}

ScoreExplanation explained(const History& lead, const char* score, int at) {
  const Explanation explanation = lead.explain(day(at));
  for (const ScoreExplanation& each : explanation.scores) {
    if (each.name == score) return each;
  }
  FAIL("no such score");
  return {};
}

// `rule +10 big (large company): size is 150`.
std::string text_of(const Line& line) {
  constexpr const char* kKinds[] = {"initial",     "rule",      "rule bound", "group bound",
                                    "not chosen",  "old book",  "deduction",  "adjustment",
                                    "score bound", "expression"};
  std::string text = kKinds[static_cast<std::size_t>(line.kind)];
  text += (line.points < Points() ? " " : " +") + line.points.to_text() + ' ' + line.name;
  if (line.reason != line.name) text += " (" + line.reason + ')';
  if (!line.detail.empty()) text += ": " + line.detail;
  for (const Earned& earned : line.earned) {
    text += " [" + earned.what + ' ' + earned.original.to_text() + " > " + earned.value.to_text();
    if (earned.withheld != Points()) text += " withheld " + earned.withheld.to_text();
    text += ']';
  }
  return text;
}

Texts lines(const ScoreExplanation& score) {
  Texts texts;
  for (const Line& line : score.lines) texts.push_back(text_of(line));
  return texts;
}

Texts not_held(const ScoreExplanation& score) {
  Texts texts;
  for (const NotHeld& rule : score.not_held) {
    texts.push_back(rule.rule + ": " + rule.why + " / " + rule.could_give.to_text());
  }
  return texts;
}

}  // namespace

TEST_CASE("lines of attribute rules and groups: chosen, left out, bounded") {
  const History lead = with({set("a", day(0)).with("size", 150)});
  const ScoreExplanation fit = explained(lead, "fit", 1);
  CHECK(shown(fit.value) == "20");
  CHECK(lines(fit) == Texts{"initial +3 initial", "rule +10 big (large company): size is 150",
                            "rule +5 one: size is 150",
                            "not chosen -5 one: not chosen in group 'best'",
                            "rule +8 two: size is 150", "group bound -2 best: max 6",
                            "rule +1 small step: size is 150", "rule +7 deep: size is 150",
                            "not chosen -7 inner: not chosen in group 'first of'",
                            "group bound +1 first of: min 2", "score bound -1 fit: max 20"});
  CHECK(not_held(fit) == Texts{"german: not judged: country is missing / 4",
                               "rich: its points have no value: budget is missing / 0",
                               "far: not judged: country is missing (group 'abroad') / 9"});
  CHECK(fit.lines[1].place.line == 12);
}

TEST_CASE("lines of event rules: limits, expiry, rule bounds, what a minimum withholds") {
  const History lead =
      with({set("a", day(0)).with("size", 150), visit(2), visit(3), visit(4),
            event("a", "call", day(2)), event("a", "call", day(8)), event("a", "bad", day(9))});
  const ScoreExplanation heat = explained(lead, "heat", 9);
  // 12 + 6 stood 28 above the minimum of -10 when the complaint came.
  CHECK(shown(heat.value) == "-10");
  CHECK(lines(heat) ==
        Texts{"rule +20 pricing: linear 50% every 10d; limit 2 per 7d left out 1 occurrence"
              " [visit 10 > 10] [visit 10 > 10]",
              "rule bound -8 pricing: max 12",
              "rule +6 calls: expires 5d; 1 occurrence is worth nothing any more [call 6 > 6]",
              "rule -28 complaint [bad -28 > -28 withheld -2]"});
  CHECK(not_held(heat) == Texts{"quiet: no silence that long / -1",
                                "again: 'given' did not hold when it happened / 2",
                                "never: switched off / 0", "spring: not active now / 2"});
  // On day 12 the first visit is worth half, on day 13 both are.
  CHECK(lines(explained(lead, "heat", 12)).front() ==
        "rule +15 pricing: linear 50% every 10d; limit 2 per 7d left out 1 occurrence"
        " [visit 10 > 5] [visit 10 > 10]");
  CHECK(not_held(explained(lead, "heat", 23)).at(0) ==
        "pricing: all it earned has expired or faded / 10");
}

TEST_CASE("lines of silence, corrections, old books and deductions") {
  const History lead =
      with({visit(2), event("a", "call", day(2)), event("a", "rejected", day(3)),
            adjust("a", day(4), {"heat", Points::whole(5), "met at fair", "ann", {}}),
            event("a", "rejected", day(5)).with("reason", "far")});
  const ScoreExplanation before = explained(lead, "heat", 4);
  CHECK(shown(before.value) == "13");
  CHECK(lines(before) == Texts{"adjustment +5 adjusted (met at fair): by ann [adjust 5 > 5]",
                               "old book +8 before the rejection: closed 1970-01-04T00:00:00Z, "
                               "then worth 16, times 0.5"});
  CHECK(not_held(before).at(0) == "pricing: what it earned is in the old book / 10");
  // The book is worth 13; 13 of the 20 are taken from it, and 7 for good: the score is then -7.
  const ScoreExplanation after = explained(lead, "heat", 5);
  CHECK(shown(after.value) == "-7");
  CHECK(lines(after) ==
        Texts{"old book +0 before the rejection (far): closed "
              "1970-01-06T00:00:00Z, then worth 13, lowered by 13",
              "deduction -7 taken by the rejection (far): since 1970-01-06T00:00:00Z"});
  const ScoreExplanation quiet = explained(lead, "heat", 32);
  CHECK(lines(quiet).at(0) == "rule -1 quiet [silence -1 > -1]");
}

TEST_CASE("expressions with and without a value") {
  const History lead = with({set("a", day(0)).with("size", 150)});
  CHECK(lines(explained(lead, "both", 1)) == Texts{"expression +20 both: fit + heat"});
  const ScoreExplanation ratio = explained(lead, "ratio", 1);
  CHECK_FALSE(ratio.value);
  CHECK(ratio.lines.empty());
  CHECK(not_held(ratio) == Texts{"ratio: fit / heat has no value: fit is 20, heat is 0 / 0"});
}

}  // namespace leadscore
