// SPDX-License-Identifier: Apache-2.0

// What keeps a signal off, and what would turn it on. All answers worked out by hand.
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
attributes:
  industry: text
  size: integer
  title: text
  email: text
  tags: list
  opted: boolean
  level: {type: text, one_of: [low, high]}
  trial: time
  ours: boolean
events:
  visit: {url: text, minutes: number}
  demo: {}
  survey: {answer: integer}
feedback: {rejected: {reason: text}}
ignore: {visit: minutes < 0}
exclude: ours
scores:
  fit:
    rules:
      - {rule: industry, by: industry, points: {"software | finance": 20, "retail": 5}}
      - {rule: large, when: size >= 100, points: 10}
  heat:
    min: 0
    rules:
      - rule: long look
        event: visit
        where: url contains "/pricing" and minutes > 5
        points: 10
        limit: 2 per 7d
      - {rule: demos, when: count(demo within 7d) >= 3, points: 7}
  total: fit + heat
bands:
  grade: {of: fit, A: 30, B: 20, C: 0}
signals:
  fits: {when: fit >= 20}
  big: {when: size > 100}
  keen: {when: heat >= 10 and opted}
  busy: {when: count(demo within 7d) >= 3}
  both: {when: total >= 50}
  top: {when: grade == "A"}
  unhappy: {when: last(survey.answer) <= 6}
  acme: {when: domain(email) == "acme.example"}
  tagged: {when: tags contains "crm"}
  soon: {when: trial < now + 7d}
  leveled: {when: level != "low"}
  coded: {when: 'title matches "[0-9]{3}"'}
  quiet: {when: age(last(any)) > 60d}
  steady: {when: opted, for: 2d}
  rare: {when: size > 5, until: size > 8, cooldown: 10d}
  never: {when: size > 5 and size < 3}
  lead:  {when: fit >= 10}
lifecycle:
  stages: [{stage: fresh}, {stage: sold}]
  moves: [{to: sold, signal: lead}]
rejection: {event: rejected, hold: 14d, by_reason: {far: {hold: forever}}}
)";

Time day(int day) { return kEarliestTime + std::chrono::hours(24 * day); }

History with(const std::vector<Fact>& facts) {
  History lead(support::load(kRules), "a");
  for (const Fact& fact : facts) (void)lead.apply(fact);
  return lead;
}

// A lead that came on day 1, of size 5, in mining.
History plain(const std::vector<Fact>& more = {}) {
  History lead = with(
      {set("a", day(0)).with("size", 5).with("industry", "mining"), event("a", "demo", day(1))});
  for (const Fact& fact : more) (void)lead.apply(fact);
  return lead;
}

WhyNot why_not(const History& lead, const char* signal, int at = 2) {
  return lead.why_not(signal, day(at)).value();
}

// The steps of each way, with the scores that change.
Texts ways(const WhyNot& why) {
  Texts out;
  for (const Way& way : why.ways) {
    std::string text;
    for (const Step& step : way.steps) {
      text += (text.empty() ? "" : " + ") + step.text;
      for (std::size_t i = 0; i < step.before.size(); ++i) {
        if (step.before[i] == step.after[i]) continue;
        text += ", " + step.before[i].first + ' ' + shown(step.before[i].second) + " > " +
                shown(step.after[i].second);
      }
    }
    out.push_back(text);
  }
  return out;
}

// The facts of a way, applied, do turn the signal on at the instant that it names.
void check_applied(const History& lead, const WhyNot& why) {
  for (const Way& way : why.ways) {
    History changed = lead;
    for (const Step& step : way.steps) {
      for (const Fact& fact : step.facts) {
        CHECK(changed.apply(fact).status == Applied::Status::applied);
      }
    }
    for (const auto& [name, state] : changed.snapshot(way.on_at).signals) {
      if (name == why.signal) CHECK(state.on);
    }
  }
}

WhyNot exact(const History& lead, const char* signal) {
  const WhyNot why = why_not(lead, signal);
  INFO(signal);
  CHECK(why.search == Search::exact);
  CHECK_FALSE(why.on);
  CHECK(why.from == day(2));
  CHECK_FALSE(why.not_before);
  check_applied(lead, why);
  return why;
}

}  // namespace

TEST_CASE("one attribute that turns a signal on") {
  const History lead = plain();
  CHECK(ways(exact(lead, "fits")) ==
        Texts{R"(industry becomes "finance" (now "mining"), fit 0 > 20)",
              R"(industry becomes "software" (now "mining"), fit 0 > 20)"});
  CHECK(ways(exact(lead, "big")) == Texts{"size becomes 101 (now 5)"});
  CHECK(ways(exact(lead, "acme")) ==
        Texts{R"(email becomes "someone@acme.example" (not known now))"});
  CHECK(ways(exact(lead, "tagged")) == Texts{R"(tags becomes ["crm"] (not known now))"});
  CHECK(ways(exact(lead, "leveled")) == Texts{R"(level becomes "high" (not known now))"});
  // A list that is known learns one text more.
  const History known = plain({set("a", day(1)).with("tags", TextList{"ads"})});
  CHECK(ways(exact(known, "tagged")) == Texts{R"(tags becomes ["ads", "crm"] (now ["ads"]))"});
  // A second less than the seven days.
  CHECK(ways(exact(lead, "soon")) == Texts{"trial becomes 1970-01-09T23:59:59Z (not known now)"});
}

TEST_CASE("one event that turns a signal on, with the properties it needs") {
  const History lead = plain({set("a", day(0)).with("opted", true)});
  CHECK(ways(exact(lead, "keen")) ==
        Texts{R"(visit with url "/pricing" and minutes 6 happens, heat 0 > 10)"});
  CHECK(ways(exact(lead, "unhappy")) ==
        Texts{"survey with answer 5 happens", "survey with answer 6 happens"});
}

TEST_CASE("several facts: the best first") {
  const History lead = plain();
  const WhyNot busy = why_not(lead, "busy");
  CHECK(busy.search == Search::greedy);
  CHECK(ways(busy) == Texts{"demo happens 2 times"});
  check_applied(lead, busy);
  // fit 20 + 10, heat 10 + 10 with the limit of 2: nothing less makes 50.
  const WhyNot both = why_not(lead, "both");
  CHECK(both.search == Search::greedy);
  CHECK(
      ways(both) ==
      Texts{
          R"(industry becomes "finance" (now "mining"), fit 0 > 20, total 0 > 20 + )"
          R"(size becomes 100 (now 5), fit 20 > 30, total 20 > 30 + )"
          R"(visit with url "/pricing" and minutes 6 happens 2 times, heat 0 > 20, total 30 > 50)"});
  check_applied(lead, both);
  // A band is as far away as its score.
  const WhyNot top = why_not(lead, "top");
  CHECK(ways(top) ==
        Texts{R"(industry becomes "finance" (now "mining") + size becomes 100 (now 5))"});
  check_applied(lead, top);
}

TEST_CASE("what cannot be reached is said, with what was not tried") {
  const History lead = plain();
  const WhyNot coded = why_not(lead, "coded");
  CHECK(coded.search == Search::not_found);
  CHECK(coded.ways.empty());
  CHECK(coded.not_tried == Texts{R"(no value that makes true: title matches "[0-9]{3}")"});
  const WhyNot never = why_not(lead, "never");
  CHECK(never.search == Search::not_found);
  CHECK(never.not_tried.empty());
}

TEST_CASE("time alone turns a signal on") {
  const History lead = plain();
  const WhyNot quiet = why_not(lead, "quiet");
  CHECK(quiet.search == Search::not_found);
  // More than sixty days after day 1.
  CHECK(quiet.by_itself == day(61) + Duration(1));
}

TEST_CASE("for: a change now is seen when the time is over") {
  const History lead = plain();
  const WhyNot steady = why_not(lead, "steady");
  CHECK(steady.search == Search::exact);
  CHECK(ways(steady) == Texts{"opted becomes true (not known now)"});
  CHECK(steady.from == day(2));
  CHECK(steady.not_before == day(4));
  CHECK(steady.ways.at(0).on_at == day(4));
  check_applied(lead, steady);
  // Under way: it comes on by itself, and nothing makes it come sooner.
  const History waiting = plain({set("a", day(1)).with("opted", true)});
  const WhyNot under_way = why_not(waiting, "steady");
  CHECK(under_way.search == Search::not_needed);
  CHECK(under_way.not_before == day(3));
  CHECK(under_way.by_itself == day(3));
  CHECK(under_way.obstacles == Texts{"must hold until 1970-01-04T00:00:00Z"});
}

TEST_CASE("cooldown: steps are tried when it is over") {
  const History lead = plain({set("a", day(1)).with("size", 6), set("a", day(2)).with("size", 9)});
  const WhyNot rare = why_not(lead, "rare", 3);
  CHECK(rare.obstacles ==
        Texts{"until is true: size is 9", "cooling down until 1970-01-12T00:00:00Z"});
  CHECK(rare.not_before == day(11));
  CHECK(rare.from == day(11));
  CHECK(ways(rare) == Texts{"size becomes 8 (now 9)"});
  CHECK(rare.ways.at(0).on_at == day(11));
  check_applied(lead, rare);
}

TEST_CASE("hold: the end of it, and some behaviour") {
  const History lead = plain({set("a", day(1)).with("size", 100), event("a", "rejected", day(2))});
  const WhyNot held = why_not(lead, "lead", 3);
  CHECK(held.obstacles ==
        Texts{"held until 1970-01-17T00:00:00Z after the rejection at 1970-01-03T00:00:00Z",
              "no behaviour event since the rejection at 1970-01-03T00:00:00Z"});
  CHECK(held.not_before == day(16));
  CHECK(held.from == day(16));
  CHECK(held.search == Search::exact);
  CHECK(ways(held).at(0) == "visit happens");
  check_applied(lead, held);
  const History gone = plain(
      {set("a", day(1)).with("size", 100), event("a", "rejected", day(2)).with("reason", "far")});
  const WhyNot forever = why_not(gone, "lead", 3);
  CHECK(forever.not_before == kLatestTime);
  CHECK(forever.search == Search::not_needed);
  CHECK(forever.ways.empty());
  CHECK_FALSE(forever.by_itself);
}

TEST_CASE("an excluded lead, a lead that is not there yet, attributes set at that very instant") {
  const History ours = plain({set("a", day(1)).with("size", 500).with("ours", true)});
  const WhyNot big = why_not(ours, "big");
  CHECK(big.obstacles == Texts{"the lead is excluded: it has no signals"});
  CHECK(ways(big) == Texts{"ours becomes false (now true)"});
  check_applied(ours, big);

  for (const History& nobody : {with({}), with({event("a", "demo", day(5))})}) {
    const WhyNot early = why_not(nobody, "big");
    CHECK(ways(early) == Texts{"size becomes 101 (not known now)"});
    check_applied(nobody, early);
  }
  CHECK(why_not(with({event("a", "demo", day(5))}), "big").obstacles ==
        Texts{"no fact about the lead yet"});

  const History now = plain({set("a", day(2)).with("size", 7)});
  const WhyNot after = why_not(now, "big");
  CHECK(after.from == day(2) + Duration(1));
  CHECK_FALSE(after.not_before);
  CHECK(ways(after) == Texts{"size becomes 101 (now 7)"});
  check_applied(now, after);
}

TEST_CASE("a signal that is on needs nothing") {
  const History lead = plain({set("a", day(1)).with("size", 500)});
  const WhyNot big = why_not(lead, "big");
  CHECK(big.on);
  CHECK(big.search == Search::not_needed);
  CHECK(big.ways.empty());
  CHECK(big.trials == 0);
  CHECK_FALSE(lead.why_not("bigger", day(2)));
}

}  // namespace leadscore
