// SPDX-License-Identifier: Apache-2.0

// Rules and groups ranked by points above the least, and below the most, that they could give.
#include <leadscore/history.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using Texts = std::vector<std::string>;

Time day(int day) { return kEarliestTime + std::chrono::hours(24 * day); }

Texts texts(const std::vector<Reason>& reasons) {
  Texts out;
  for (const Reason& reason : reasons) {
    out.push_back((reason.is_group ? "group " : "") + reason.reason + ' ' +
                  reason.points.to_text());
  }
  return out;
}

// Above and below, of a score `s` with these rules; the lead has size 60 and has come once.
struct Ranked {
  Texts above, below;
};

Ranked ranked(const std::string& rules, const std::vector<Fact>& facts = {}) {
  History lead(support::load(R"(
leadscore: 1
attributes: {size: integer, country: {type: text, default: DE}, tags: list, trial: time,
             kind: {type: text, one_of: [a, b]}}
events: {visit: {url: text, minutes: number}, call: {}}
scores: {s: {rules: [)" + rules +
                             "]}}\n"),
               "a");
  (void)lead.apply(set("a", day(0)).with("size", 60));
  (void)lead.apply(event("a", "visit", day(1)).with("url", "/a").with("minutes", 30));
  for (const Fact& fact : facts) (void)lead.apply(fact);
  const ScoreExplanation score = lead.explain(day(1)).scores.at(0);
  return {texts(score.reasons_above), texts(score.reasons_below)};
}

}  // namespace

TEST_CASE("reasons of attribute rules") {
  // Holds; does not; can only take and does not; takes.
  const Ranked both = ranked(R"({rule: r1, when: size > 5, points: 8},
    {rule: r2, when: size > 500, points: 3},
    {rule: r3, when: size > 500, points: -4}, {rule: r4, when: size > 5, points: -6, reason: bad})");
  CHECK(both.above == Texts{"r1 8", "r3 4"});
  CHECK(both.below == Texts{"bad 6", "r2 3"});
  // Always there: nothing else could have been. Switched off or over: nothing at all.
  const Ranked none =
      ranked(R"({rule: r1, points: 8}, {rule: r2, when: size > 500, points: 3, enabled: false},
    {rule: r3, when: size > 5, points: 7, active: {from: 1980-01-01}})");
  CHECK(none.above.empty());
  CHECK(none.below.empty());
  // Weight and bounds are part of it: 8 x 0.5 = 4, at most 3; -8 is lifted to -5.
  const Ranked bounded = ranked(R"({rule: r1, when: size > 500, points: 8, weight: 0.5, max: 3},
    {rule: r2, when: size > 5, points: -8, min: -5})");
  CHECK(bounded.below == Texts{"r2 5", "r1 3"});
  // An expression: 60 / 10 = 6 above nothing held; no most is known. With bounds: 6 of 9 at most.
  const Ranked open = ranked("{rule: r1, when: size > 5, points: size / 10}");
  CHECK(open.above == Texts{"r1 6"});
  CHECK(open.below.empty());
  const Ranked closed = ranked("{rule: r1, when: size > 5, points: size / 10, min: 2, max: 9}");
  CHECK(closed.above == Texts{"r1 6"});
  CHECK(closed.below == Texts{"r1 3"});
}

TEST_CASE("reasons of equal size stand in the order of the file") {
  const Ranked same = ranked(R"({rule: r1, when: size > 500, points: 3},
    {rule: r2, when: size > 600, points: 9}, {rule: r3, when: size > 700, points: 3})");
  CHECK(same.below == Texts{"r2 9", "r1 3", "r3 3"});
}

TEST_CASE("reasons of tables: only rows that some value reaches") {
  // The rows cover everything: the least is 2, the most 12.
  const Ranked full = ranked(
      R"({rule: t, by: size, points: {"< 50": 3, "50 .. 199": 5, ">= 200": 12, unknown: 2}})");
  CHECK(full.above == Texts{"t 3"});
  CHECK(full.below == Texts{"t 7"});
  // Between 10 and 50 no row matches: 0. The last row is hidden by the first.
  const Ranked hole =
      ranked(R"({rule: t, by: size, points: {">= 50": 5, "< 10": 3, "> 60": 40, unknown: 2}})");
  CHECK(hole.above == Texts{"t 5"});
  CHECK(hole.below.empty());
  // An attribute with a default is never unknown; one_of leaves nothing for `else`.
  const Ranked texts = ranked(R"({rule: t, by: country, points: {"FR": 4, else: 1, unknown: -9}},
    {rule: u, by: kind, points: {"a": 4, "b": 1, else: 50, unknown: 2}})");
  CHECK(texts.above == Texts{"u 1"});
  CHECK(texts.below == Texts{"t 3", "u 2"});
  // A sum over a list: both rows that give at once.
  const Ranked lists =
      ranked(R"({rule: t, by: tags, combine: sum, points: {"crm": 4, "ads": 3, "spam": -2}})");
  CHECK(lists.below == Texts{"t 7"});
  CHECK(lists.above == Texts{"t 2"});
}

TEST_CASE("reasons of event rules: the limit is the most, and where there is none nothing is") {
  const Ranked open =
      ranked(R"({rule: r1, event: visit, points: 4}, {rule: r2, event: call, points: 4},
    {rule: r3, event: call, points: -4})");
  CHECK(open.above == Texts{"r1 4"});
  CHECK(open.below.empty());
  // Without a limit points below 0 have no least, but 0 is the most.
  CHECK(ranked("{rule: r1, event: visit, points: -4}").below == Texts{"r1 4"});
  const Ranked limited = ranked(R"({rule: r1, event: visit, points: 4, limit: 3 per 7d},
    {rule: r2, event: call, points: 5, limit: once}, {rule: r3, event: call, points: -3, limit: 2 per calendar week},
    {rule: r4, event: visit, points: 4, limit: once each url}, {rule: r5, event: visit, points: minutes / 10, max: 12})");
  CHECK(limited.above == Texts{"r3 6", "r1 4", "r4 4", "r5 3"});
  CHECK(limited.below == Texts{"r5 9", "r1 8", "r2 5"});
}

TEST_CASE("reasons of groups: those that choose or have bounds are one, others their rules") {
  const Ranked plain = ranked(
      R"({group: g, when: size > 500, rules: [{rule: r1, points: 4}, {rule: r2, when: size > 5, points: 2}]},
    {group: h, rules: [{rule: r3, points: 1}, {rule: r4, when: size > 5, points: 3}]})");
  CHECK(plain.above == Texts{"r4 3"});
  CHECK(plain.below == Texts{"r1 4", "r2 2"});
  // Capped: 5 of 6. First: r3 stands before r4, which always holds; r5 can never be chosen.
  const Ranked one = ranked(
      R"({group: g, max: 6, rules: [{rule: r1, when: size > 5, points: 5}, {rule: r2, when: size > 500, points: 5}]},
    {group: h, combine: first, rules: [{rule: r3, when: size > 500, points: 9}, {rule: r4, points: 2}, {rule: r5, points: 30}]})");
  CHECK(one.above == Texts{"group g 5"});
  CHECK(one.below == Texts{"group h 7", "group g 1"});
  // The largest is never less than what always holds, the smallest never more.
  const Ranked extremes = ranked(
      R"({group: g, combine: max, rules: [{rule: r1, points: 3}, {rule: r2, when: size > 5, points: 8}]},
    {group: h, combine: min, rules: [{rule: r3, points: 3}, {rule: r4, when: size > 500, points: -8}, {rule: r5, when: size > 5, points: 20}]})");
  CHECK(extremes.above == Texts{"group h 11", "group g 5"});
  CHECK(extremes.below.empty());
  // A group inside is one item: 2 + 1 = 3 of at most 6 in the inner one, 4 of 4 when it is capped.
  const Ranked nested = ranked(
      R"({group: g, combine: max, max: 4, rules: [{group: i, rules: [{rule: r1, when: size > 5, points: 2},
    {rule: r2, when: size > 6, points: 1}, {rule: r3, when: size > 500, points: 3}]}]})");
  CHECK(nested.above == Texts{"group g 3"});
  CHECK(nested.below == Texts{"group g 1"});
}

TEST_CASE("reasons of expressions: those of scores that are added up") {
  History lead(support::load(R"(
leadscore: 1
attributes: {size: integer}
scores:
  a: {rules: [{rule: r1, when: size > 5, points: 3}, {rule: r2, when: size > 500, points: 1}]}
  b: {rules: [{rule: r3, when: size > 6, points: 4}]}
  sum: a + b
  more: sum + a
  half: a * 0.5 + b
  most: max(a, b)
)"),
               "a");
  (void)lead.apply(set("a", day(0)).with("size", 60));
  const auto scores = lead.explain(day(1)).scores;
  CHECK(texts(scores.at(2).reasons_above) == Texts{"r3 4", "r1 3"});
  CHECK(texts(scores.at(2).reasons_below) == Texts{"r2 1"});
  CHECK(texts(scores.at(3).reasons_above) == Texts{"r1 6", "r3 4"});
  CHECK(scores.at(4).reasons_above.empty());
  CHECK(scores.at(5).reasons_above.empty());
}

}  // namespace leadscore
