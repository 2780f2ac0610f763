// SPDX-License-Identifier: Apache-2.0

// What a stretch tells, worked out by hand: as narrow as it should be, and no narrower.
#include "eval/stretch.hpp"

#include <leadscore/lead.hpp>

#include "lead/people.hpp"
#include "lead/stepper.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using eval::Hull;
using eval::Stretch;
using eval::TallyHull;

Time day(double days) {
  return kEarliestTime + Duration(static_cast<std::int64_t>(days * 86'400e6));
}

// The lead of some facts at the last of them.
class Standing {
 public:
  Standing(const std::string& rules, const std::vector<Fact>& facts)
      : rules_(support::load(rules)), people_(rules_.model()) {
    for (const Fact& fact : facts) (void)people_.apply(fact);
    const Time last = *facts.back().at;
    stepper_.emplace(rules_.model(), people_.editions("L1", last).back().story);
    stepper_->run_until(last);
  }
  // Of the first score: "LEAST..MOST", with "or none" in front.
  std::string score(Time from, Time to) const {
    const TallyHull hull = Stretch(stepper_->state(), from, to).score(0);
    if (!hull.some) return "none";
    return (hull.none ? "none or " : "") + hull.least.to_text() + ".." + hull.most.to_text();
  }
  // Of the exclusion.
  std::string condition(Time from, Time to) const {
    const Hull hull = Stretch(stepper_->state(), from, to).value(*rules_.model().exclude);
    std::string text;
    if (hull.may_hold()) text += "true ";
    if (hull.may_be_false()) text += "false ";
    if (hull.missing) text += "unknown ";
    return text;
  }

 private:
  RuleSet rules_;
  lead::People people_;
  std::optional<lead::Stepper> stepper_;
};

std::string rules_with(const std::string& rules) {
  return "leadscore: 1\nattributes: {t: time, n: number}\nevents: {visit: {seconds: number}}\n" +
         rules;
}

std::string score_with(const std::string& rules) {
  return rules_with("scores: {s: {rules: [" + rules + "]}}\n");
}

std::vector<Fact> visits(const std::vector<std::pair<double, int>>& all) {
  std::vector<Fact> facts;
  for (const auto& [at, seconds] : all) {
    facts.push_back(event("L1", "visit", day(at)).with("seconds", seconds));
  }
  return facts;
}

}  // namespace

TEST_CASE("over a stretch points fade toward nothing, from either side") {
  const Standing two(
      score_with("{rule: a, event: visit, points: seconds, decay: linear 25% every 2d}"),
      visits({{0, 20}, {0.5, -8}}));
  // On day 1 nothing has faded; on day 5 two steps: 10 and -4. Each by itself, as parts of a sum.
  CHECK(two.score(day(1), day(5)) == "2..16");
  CHECK(two.score(day(1), day(1)) == "12..12");
  CHECK(two.score(day(5), day(5)) == "6..6");
  // 20 is 5 from day 6 on and nothing from day 8 on; -8 is nothing from day 8.5 on.
  CHECK(two.score(day(7), day(9)) == "-2..5");
  CHECK(two.score(day(8.5), day(900)) == "0..0");
  const Standing expiring(score_with("{rule: a, event: visit, points: 6, expires: 3d}"),
                          visits({{0, 1}, {1, 1}}));
  CHECK(expiring.score(day(1), day(3) - Duration(1)) == "12..12");
  CHECK(expiring.score(day(1), day(3)) == "6..12");
  CHECK(expiring.score(day(2), day(4)) == "0..12");
  CHECK(expiring.score(day(4), day(5)) == "0..0");
}

TEST_CASE("over a stretch groups may choose among what may hold") {
  const std::string rules =
      "{group: g, combine: COMBINE, rules: [{rule: a, event: visit, points: 6, expires: 3d}, "
      "{rule: b, event: visit, points: 4, decay: lose 1 every 2d}, {rule: c, points: 9}]}";
  const auto with = [&](const std::string& combine) {
    std::string text = rules;
    text.replace(text.find("COMBINE"), 7, combine);
    return Standing(score_with(text), visits({{0, 1}}));
  };
  // a: 6, none from day 3 on; b: 4, 3 on day 2, 2 on day 4, 1 on day 6, none from day 8 on; c: 9.
  CHECK(with("first").score(day(1), day(2)) == "6..6");
  CHECK(with("first").score(day(1), day(5)) == "0..6");
  CHECK(with("first").score(day(4), day(5)) == "2..2");
  CHECK(with("first").score(day(7), day(9)) == "0..9");
  CHECK(with("max").score(day(1), day(9)) == "9..9");
  CHECK(with("min").score(day(1), day(5)) == "0..4");
  CHECK(with("min").score(day(4), day(5)) == "2..2");
  CHECK(with("sum").score(day(1), day(5)) == "11..19");
}

TEST_CASE("over a stretch windows lose their oldest events") {
  const Standing window(score_with("{rule: a, points: sum(visit.seconds within 2d)}"),
                        visits({{0, 5}, {1, -3}, {1.5, 4}}));
  // 5 - 3 + 4, then -3 + 4 from day 2, then 4 from day 3, nothing from day 3.5 on.
  CHECK(window.score(day(1.5), day(2) - Duration(1)) == "6..6");
  CHECK(window.score(day(1.5), day(2)) == "1..6");
  CHECK(window.score(day(2), day(3)) == "1..4");
  CHECK(window.score(day(2), day(9)) == "0..4");
  const Standing average(score_with("{rule: a, points: avg(visit.seconds within 2d)}"),
                         visits({{0, 5}, {1, -3}, {1.5, 4}}));
  CHECK(average.score(day(2), day(3)) == "0.5..4");
  CHECK(average.score(day(1.5), day(3)) == "0.5..4");
  CHECK(average.score(day(3), day(4)) == "0..4");
  // Counted after day 1 while that visit is one of the last two days, then after day 0.
  const Standing after(
      score_with("{rule: a, points: 'count(visit after coalesce(last(visit where seconds > 9 "
                 "within 2d), t))'}"),
      {set("L1", day(0)).with("t", Value(day(0))),
       event("L1", "visit", day(0.5)).with("seconds", 1),
       event("L1", "visit", day(1)).with("seconds", 10),
       event("L1", "visit", day(1.5)).with("seconds", 1)});
  CHECK(after.score(day(1.5), day(2.9)) == "1..1");
  CHECK(after.score(day(1.5), day(3)) == "1..3");
  CHECK(after.score(day(3), day(9)) == "3..3");
  const Standing month(score_with("{rule: a, points: count(visit within calendar month)}"),
                       visits({{0, 1}, {30, 1}}));
  CHECK(month.score(day(30), day(31) - Duration(1)) == "2..2");
  CHECK(month.score(day(30), day(31)) == "0..2");
}

TEST_CASE("over a stretch old books stay below what they counted") {
  const Standing book(rules_with("feedback: {no: {}}\n"
                                 "scores: {s: {min: 0, rules: [{rule: a, event: visit, points: "
                                 "seconds, decay: lose 2 every 1d}]}}\n"
                                 "rejection: {event: no, scale: {s: 0.5}}\n"),
                      {event("L1", "visit", day(0)).with("seconds", 20), event("L1", "no", day(1)),
                       event("L1", "visit", day(2)).with("seconds", 6)});
  // The old book counts 18 on day 1, half of that; half of 16 on day 2 and of 10 on day 5. The new
  // visit gives 6 on day 2 and nothing from day 5 on.
  CHECK(book.score(day(2), day(2)) == "14..14");
  CHECK(book.score(day(2), day(5)) == "5..14");
}

TEST_CASE("over a stretch conditions are what they may be") {
  const auto standing = [](const std::string& condition) {
    return Standing(rules_with("exclude: '" + condition +
                               "'\nscores: {s: {min: -9, rules: [{rule: a, event: visit, points: "
                               "8, decay: lose 1 every 1d}]}}\nbands: {b: {of: s, A: 7, B: 4}}\n"),
                    {set("L1", day(0)).with("t", Value(day(10))), event("L1", "visit", day(1))});
  };
  const auto over = [&](const std::string& condition, double from, double to) {
    return standing(condition).condition(day(from), day(to));
  };
  CHECK(over("age(last(visit)) < 3d", 1, 3.9) == "true ");
  CHECK(over("age(last(visit)) < 3d", 1, 4) == "true false ");
  CHECK(over("age(last(visit)) < 3d", 4, 9) == "false ");
  CHECK(over("t < now + 2d", 1, 8) == "false ");
  CHECK(over("t < now + 2d", 8, 9) == "true false ");
  CHECK(over("age(t) > age(last(visit))", 1, 4000) == "false ");
  CHECK(over("days(age(last(visit))) in [2, 4]", 3, 3.9) == "true ");
  CHECK(over("days(age(last(visit))) in [2, 4]", 4, 4.9) == "false ");
  CHECK(over("days(age(last(visit))) between 1 and 3", 2, 4.9) == "true ");
  CHECK(over("s >= 5", 1, 4.9) == "true ");
  CHECK(over("s >= 5", 1, 5) == "true false ");
  CHECK(over("b == \"B\"", 3, 5.9) == "true ");
  CHECK(over("b == \"B\"", 2, 3) == "true false ");
  CHECK(over("b == \"B\"", 5, 6) == "true unknown ");
  CHECK(over("b is unknown or n > 3", 1, 5) == "unknown ");
  CHECK(over("b is unknown or n > 3", 1, 6) == "true unknown ");
  CHECK(over("not (s > 2) and n > 3", 1, 2) == "false ");
  CHECK(over("last(visit within 3d) is known", 1, 3.9) == "true ");
  CHECK(over("last(visit within 3d) is known", 1, 4) == "true false ");
  CHECK(over("sqrt(s - 4) >= 1", 1, 4) == "true ");
  CHECK(over("sqrt(s - 4) >= 1", 4, 6) == "true false unknown ");
  CHECK(over("12 / s <= 3", 1, 5) == "true ");
  CHECK(over("12 / s <= 3", 5, 9) == "true false unknown ");
  CHECK(over("abs(s - 6) <= 2 and max(s, 3) <= 8 and min(s, 9) >= 4", 1, 5) == "true ");
}

}  // namespace leadscore
