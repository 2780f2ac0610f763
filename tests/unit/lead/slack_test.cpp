// SPDX-License-Identifier: Apache-2.0

// What events may do to a lead before it must be judged: never more than changes what is watched,
// and of which events that is known.
#include "lead/slack.hpp"

#include <optional>
#include <string>

#include "lead/track.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore::lead {
namespace {

const Time kBegin = parse_time("2026-03-01").value();
constexpr Duration kDay = std::chrono::hours(24);

// `rules` under a score `heat`, and what else the file says.
RuleSet rules_of(const std::string& rules, const std::string& rest) {
  return support::load(
      "leadscore: 1\nattributes: {size: integer}\nevents: {visit: {url: text}, form: {}}\n"
      "feedback: {won: {}, rejected: {reason: text}}\nscores:\n  heat:\n    rules:\n" +
      rules + rest);
}

constexpr const char* kVisits = "      - {rule: v, event: visit, points: 10}\n";
constexpr const char* kLine = "signals: {hot: {when: heat >= 60}}\n";

Fact visit(Time at) { return event("L", "visit", at); }

bool only_points(const RuleSet& rules, const std::string& type) {
  return rules.model().gains.only_points[*rules.model().event_named(type)];
}

std::optional<model::Gain> gain_of(const std::string& rule) {
  return rules_of(rule, "").model().gains.of_rule[0];
}

bool is(const std::optional<model::Gain>& gain, int least, int most) {
  return gain && gain->least == Points::whole(least) && gain->most == Points::whole(most);
}

// A lead of visits on as many days, advanced to the last.
class Visits {
 public:
  explicit Visits(const RuleSet& rules, int count = 2) : track_(rules.model(), LeadOptions()) {
    for (int day = 0; day < count; ++day) {
      (void)track_.apply(visit(kBegin + day * kDay));
      (void)track_.advance_to(kBegin + day * kDay);
    }
  }
  Track* operator->() { return &track_; }

 private:
  Track track_;
};

}  // namespace

TEST_CASE("slack: what one occurrence under a rule may give") {
  CHECK(is(gain_of("      - {rule: r, event: visit, points: 7}\n"), 0, 7));
  CHECK(is(gain_of("      - {rule: r, event: visit, points: -7}\n"), -7, 0));
  CHECK(is(gain_of("      - {rule: r, event: visit, points: 8, weight: -0.5}\n"), -4, 0));
  CHECK(is(gain_of("      - {rule: r, event: visit, by: url, points: {a: 3, b: -2, else: 1}}\n"),
           -2, 3));
  CHECK(is(gain_of("      - {rule: r, event: visit, by: url, combine: sum,"
                   " points: {a: 3, b: -2, else: 1}}\n"),
           -2, 4));
  CHECK(is(gain_of("      - {rule: r, event: visit, points: 7, min: -3, max: 3}\n"), 0, 7));
  // The first one is worth 5, or nothing becomes something else than the points.
  CHECK_FALSE(gain_of("      - {rule: r, event: visit, points: 1, min: 5}\n"));
  CHECK_FALSE(gain_of("      - {rule: r, event: visit, points: -1, max: -5}\n"));
  CHECK_FALSE(gain_of("      - {rule: r, event: visit, points: length(url)}\n"));
  CHECK_FALSE(gain_of("      - {rule: r, when: size > 1, points: 7}\n"));
  // In a group only where its parts are added.
  const std::string inner = "        rules: [{rule: r, event: visit, points: 7}]\n";
  CHECK(is(gain_of("      - group: g\n        max: 20\n" + inner), 0, 7));
  CHECK_FALSE(gain_of("      - group: g\n        min: 2\n" + inner));
  CHECK_FALSE(gain_of("      - group: g\n        combine: first\n" + inner));
}

TEST_CASE("slack: which events change nothing that is watched but by their points") {
  const std::string rules = kVisits;
  CHECK(only_points(rules_of(rules, kLine), "visit"));
  CHECK_FALSE(only_points(rules_of(rules, "signals: {s: {when: count(visit) > 3}}\n"), "visit"));
  CHECK(only_points(rules_of(rules, "signals: {s: {when: count(visit) > 3}}\n"), "form"));
  CHECK_FALSE(only_points(rules_of(rules,
                                   "define: {busy: {is: count(any) > 3}}\n"
                                   "signals: {s: {when: busy}}\n"),
                          "form"));
  const std::string counts = rules + "      - {rule: c, when: count(form) > 2, points: 5}\n";
  CHECK_FALSE(only_points(rules_of(counts, ""), "form"));
  CHECK(only_points(rules_of(counts, ""), "visit"));
  // A score that another one's rules read may change that one by any amount.
  const std::string read =
      rules + "  other:\n    rules: [{rule: o, when: heat > 5, points: 100}]\n";
  CHECK_FALSE(only_points(rules_of(read, ""), "visit"));
  CHECK_FALSE(only_points(
      rules_of(rules,
               "lifecycle: {stages: [{stage: a}, {stage: b}], moves: [{to: b, event: won}]}\n"),
      "won"));
  CHECK_FALSE(
      only_points(rules_of(rules, "rejection: {event: rejected, reset: [heat]}\n"), "rejected"));
}

TEST_CASE("slack: points fit while they cannot reach the line") {
  const RuleSet rules = rules_of(kVisits, kLine);
  Visits lead(rules);  // 20 points: less than 40 more are fine
  auto slack = lead->slack();
  REQUIRE(slack);
  CHECK(slack->up >= Points::whole(10));
  CHECK(slack->up < Points::whole(40));
  CHECK(slack->down >= Points::whole(1'000'000));
  const auto bound = bind(visit(kBegin + 2 * kDay), rules.model());
  const Points before = slack->up;
  REQUIRE(slack->take(*bound.fact->event, rules.model()));
  CHECK(slack->up == before - Points::whole(10));
  while (slack->take(*bound.fact->event, rules.model())) {
  }
  CHECK(slack->up < Points::whole(10));
}

TEST_CASE("slack: beyond the line there is no other") {
  const RuleSet rules = rules_of(kVisits, kLine);
  Visits lead(rules, 7);  // hot from the sixth on; the seventh found everything settled
  const auto slack = lead->slack();
  REQUIRE(slack);
  CHECK(slack->up >= Points::whole(1'000'000));
  CHECK(slack->down <= Points::whole(10));
}

TEST_CASE("slack: none directly after something that happens once in an instant") {
  const RuleSet rules = rules_of(kVisits, kLine);
  CHECK_FALSE(Visits(rules, 6)->slack());
}

TEST_CASE("slack: events are later than all that is known, before what is due, and have room") {
  const RuleSet rules = rules_of(
      "      - {rule: v, event: visit, points: 10, expires: 90d}\n"
      "      - {rule: idle, event: silence(5d), points: -1}\n",
      kLine);
  Visits lead(rules);
  const auto slack = lead->slack();
  REQUIRE(slack);
  CHECK(slack->after == kBegin + kDay);
  CHECK(slack->until == kBegin + 6 * kDay - Duration(1));
  CHECK(slack->events == 4'096 - 2);
  const auto fits = [&](Time at) {
    Slack some = *slack;
    return some.take(*bind(visit(at), rules.model()).fact->event, rules.model());
  };
  CHECK_FALSE(fits(kBegin + kDay));
  CHECK(fits(kBegin + kDay + Duration(1)));
  CHECK(fits(kBegin + 6 * kDay - Duration(1)));
  CHECK_FALSE(fits(kBegin + 6 * kDay));
  Slack full = *slack;
  full.events = 0;
  CHECK_FALSE(full.take(*bind(visit(kBegin + 2 * kDay), rules.model()).fact->event, rules.model()));
}

TEST_CASE("slack: none where a fact lies ahead, a retraction is awaited or a rejection holds") {
  const RuleSet rules =
      rules_of(kVisits, std::string(kLine) + "rejection: {event: rejected, reset: [heat]}\n");
  Visits ahead(rules);
  REQUIRE(ahead->slack());
  (void)ahead->apply(visit(kBegin + 3 * kDay));
  CHECK_FALSE(ahead->slack());

  Track awaiting(rules.model(), LeadOptions());
  (void)awaiting.apply(retract("L", "e1", kBegin));
  (void)awaiting.apply(visit(kBegin));
  (void)awaiting.advance_to(kBegin);
  CHECK_FALSE(awaiting.slack());

  Visits rejected(rules);
  (void)rejected->apply(event("L", "rejected", kBegin + 2 * kDay));
  (void)rejected->apply(event("L", "won", kBegin + 3 * kDay));
  (void)rejected->advance_to(kBegin + 3 * kDay);
  CHECK_FALSE(rejected->slack());
  // Until the lead does something.
  (void)rejected->apply(visit(kBegin + 4 * kDay));
  (void)rejected->advance_to(kBegin + 4 * kDay);
  CHECK(rejected->slack());
}

TEST_CASE("slack: what cannot matter to the lead as it stands takes nothing of it") {
  const std::string fading = "      - {rule: v, event: visit, points: 10, expires: 20d}\n";
  const auto slack_of = [&](const std::string& rest, int visits) {
    return Visits(rules_of(fading, rest), visits)->slack();
  };
  // 20 points that expire: they cross 15, but the signal is off.
  const auto off = slack_of("signals: {hot: {when: heat >= 60, until: heat < 15}}\n", 2);
  REQUIRE(off);
  CHECK(off->up < Points::whole(40));
  CHECK(off->down >= Points::whole(1'000'000));
  // It is on: now they cross what it goes off by.
  const auto on = slack_of("signals: {hot: {when: heat >= 20, until: heat < 15}}\n", 3);
  CHECK((!on || on->down == Points()));
  // A move from where the lead is not, and one that waits for an event.
  const std::string stages =
      "lifecycle:\n  stages: [{stage: a}, {stage: b}, {stage: c}]\n  moves:\n";
  const auto moves = slack_of(stages + "    - {to: c, from: b, when: heat >= 30}\n" +
                                  "    - {to: b, event: won, when: heat >= 30}\n",
                              2);
  REQUIRE(moves);
  CHECK(moves->up >= Points::whole(1'000'000));
  const auto move = slack_of(stages + "    - {to: c, from: a, when: heat >= 30}\n", 2);
  REQUIRE(move);
  CHECK(move->up < Points::whole(10));
  // Routes behind the one that holds.
  const auto routes =
      slack_of("routing: [{to: x, when: heat >= 0}, {to: y, when: heat >= 30}, {to: z}]\n", 2);
  REQUIRE(routes);
  CHECK(routes->up >= Points::whole(1'000'000));
  // Who is excluded is not judged.
  const auto excluded = slack_of("exclude: size is unknown\n" + std::string(kLine), 2);
  REQUIRE(excluded);
  CHECK(excluded->up >= Points::whole(1'000'000));
  // Where nobody is enrolled, nobody leaves.
  const auto program =
      slack_of("programs: {p: {enter: heat >= 60, exit: heat >= 30, touches: 2, over: 5d}}\n", 2);
  REQUIRE(program);
  CHECK(program->up > Points::whole(30));
}

TEST_CASE("slack: a signal that goes off by time alone lets events give, for some time") {
  const std::string fading = "      - {rule: v, event: visit, points: 10, expires: 20d}\n";
  const std::string line = "signals: {hot: {when: heat >= 20, until: heat < 15}}\n";
  const RuleSet rules = rules_of(fading, line);
  Visits lead(rules, 3);
  const auto slack = lead->slack();
  REQUIRE(slack);
  CHECK(slack->down == Points());
  CHECK(slack->up >= Points::whole(1'000'000));
  // Its second visit expires on the twentieth day behind it.
  CHECK(slack->until > kBegin + 10 * kDay);
  CHECK(slack->until < kBegin + 21 * kDay);
  // What may also turn it off when points come gives no such time.
  const RuleSet either =
      rules_of(fading, "signals: {hot: {when: heat >= 20, until: heat == 10}}\n");
  CHECK_FALSE(Visits(either, 3)->slack());
}

}  // namespace leadscore::lead
