// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include <leadscore/engine.hpp>

#include "support/catch.hpp"
#include "support/fact_log.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::shown;
using Status = Applied::Status;

constexpr Duration kDay = std::chrono::hours(24);
const Time kBegin = parse_time("2026-03-01").value();

constexpr const char* kRules = R"(leadscore: 1
name: engine
attributes:
  size: integer
events:
  visit: {url: text}
feedback:
  won: {}
scores:
  fit: {rules: [{rule: big, when: size >= 100, points: 20}]}
  heat: {rules: [{rule: visits, event: visit, points: 10, expires: 10d}]}
  total: fit + heat
signals:
  hot: {when: total >= 30}
lifecycle:
  stages: [{stage: new}, {stage: hot, within: 2d}, {stage: customer}]
  moves: [{to: hot, signal: hot}, {to: customer, event: won}]
)";

Fact visit(std::string_view lead, Time at) { return event(lead, "visit", at); }

std::string given(Engine& engine, Time now) { return shown(engine.advance_to(now)); }

}  // namespace

TEST_CASE("an engine gives each output once, at its instant, and says when to wake") {
  Engine engine(support::load(kRules));
  CHECK(engine.next_due() == std::nullopt);
  CHECK(engine.apply(set("a", kBegin).with("size", 200)).status == Status::applied);
  CHECK(engine.apply(visit("a", kBegin + kDay)).status == Status::applied);
  // 20 + 10 from the visit on; ten days later it has expired. The stage is overdue after two days.
  CHECK(
      given(engine, kBegin + kDay) ==
      R"({"at":"2026-03-02T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"entered","pass":1,"scores":{"fit":20,"heat":10,"total":30}}
{"at":"2026-03-02T00:00:00Z","lead":"a","out":"move","from":"new","to":"hot","pass":1,"cause":"signal hot"}
)");
  CHECK(given(engine, kBegin + kDay).empty());
  REQUIRE(engine.next_due());
  CHECK(*engine.next_due() <= kBegin + 3 * kDay);
  CHECK(given(engine, kBegin + 3 * kDay) ==
        R"({"at":"2026-03-04T00:00:00Z","lead":"a","out":"alert","alert":"overdue","stage":"hot"}
)");
  CHECK(
      given(engine, kBegin + 100 * kDay) ==
      R"({"at":"2026-03-12T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"left","pass":1,"scores":{"fit":20,"heat":0,"total":20}}
)");
  CHECK(engine.score("a", kBegin + kDay)->at(2).second == Points::whole(30));
  CHECK(engine.next_due() == std::nullopt);
}

TEST_CASE("a late fact that changes what was given brings a correction and a late output") {
  Engine engine(support::load(kRules));
  (void)engine.apply(set("a", kBegin).with("size", 200));
  (void)engine.apply(visit("a", kBegin + 3 * kDay).identified("v1"));
  (void)engine.advance_to(kBegin + 4 * kDay);
  CHECK(engine.apply(visit("a", kBegin + 2 * kDay)).status == Status::applied);
  // Hot a day earlier now; the move and the crossing of the third day do not stand any more.
  CHECK(
      given(engine, kBegin + 4 * kDay) ==
      R"({"at":"2026-03-03T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"entered","pass":1,"scores":{"fit":20,"heat":10,"total":30},"mark":"late"}
{"at":"2026-03-03T00:00:00Z","lead":"a","out":"move","from":"new","to":"hot","pass":1,"cause":"signal hot","mark":"late"}
{"at":"2026-03-05T00:00:00Z","lead":"a","out":"retracted","of":{"signal":"hot","pass":1,"at":"2026-03-04T00:00:00Z"}}
{"at":"2026-03-05T00:00:00Z","lead":"a","out":"retracted","of":{"from":"new","to":"hot","pass":1,"at":"2026-03-04T00:00:00Z"}}
{"at":"2026-03-05T00:00:00Z","lead":"a","out":"alert","alert":"overdue","stage":"hot","mark":"late"}
)");
}

TEST_CASE("what became of facts adds up, and what a state cannot do says so") {
  Engine engine(support::load(kRules));
  CHECK(engine.apply(visit("a", kBegin + 30 * kDay)).status == Status::applied);
  CHECK(engine.apply(visit("a", kBegin + 30 * kDay)).status == Status::duplicate);
  CHECK(engine.apply(visit("a", kBegin)).status == Status::late);
  CHECK(engine.apply(event("a", "unheard_of", kBegin)).status == Status::ignored);
  CHECK(engine.apply(visit("", kBegin)).status == Status::rejected);
  CHECK(engine.apply(merge("a", "b", kBegin + 30 * kDay)).status == Status::needs_facts);
  const Counters counters = engine.counters();
  CHECK(counters.total() == 6);
  CHECK(counters.applied == 1);
  CHECK(counters.late == 1);
  // Taken at the edge, a week before the newest: it has not expired yet.
  CHECK(engine.score("a", kBegin + 30 * kDay)->at(1).second == Points::whole(20));
  CHECK(engine.snapshot("nobody", kBegin) == std::nullopt);
}

TEST_CASE("a late attribute does not hide a newer one") {
  Engine engine(support::load(kRules));
  (void)engine.apply(set("a", kBegin + 20 * kDay).with("size", 200));
  (void)engine.apply(visit("a", kBegin + 60 * kDay));
  (void)engine.apply(visit("a", kBegin + 60 * kDay + Duration(1)));
  (void)engine.advance_to(kBegin + 60 * kDay);
  (void)engine.encode("a");  // the checkpoint moves
  CHECK(engine.apply(set("a", kBegin).with("size", 5)).status == Status::late);
  CHECK(engine.score("a", kBegin + 60 * kDay)->at(0).second == Points::whole(20));
}

TEST_CASE("with a source of facts a retraction holds however long before its event it came") {
  std::vector<Fact> log;
  EngineOptions options;
  options.facts = [&](std::string_view) { return log; };
  Engine engine(support::load(kRules), options);
  (void)engine.advance_to(kBegin + 30 * kDay);
  for (const Fact& fact :
       {retract("a", "v", kBegin), visit("a", kBegin + 29 * kDay).identified("v"),
        visit("a", kBegin + 28 * kDay)}) {
    CHECK(engine.apply(fact).status == Status::applied);
    log.push_back(fact);
  }
  // One of the two visits counts.
  CHECK(engine.score("a", kBegin + 30 * kDay)->at(1).second == Points::whole(10));
}

TEST_CASE("with a source of facts what lies before a lead's newest facts comes in time") {
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {}}
scores: {heat: {rules: [{rule: visits, event: visit, points: 10}]}}
signals: {warm: {when: heat >= 10, for: 2d}}
)");
  std::vector<Fact> log;
  EngineOptions options;
  options.facts = [&](std::string_view) { return log; };
  Engine engine(rules, options);
  // The second one is too late for the lead's state: it is replayed, before time has ever passed.
  for (const int day : {24, 16}) {
    CHECK(engine.apply(visit("a", kBegin + day * kDay)).status == Status::applied);
    log.push_back(visit("a", kBegin + day * kDay));
  }
  REQUIRE(engine.next_due());
  CHECK(*engine.next_due() <= kBegin + 18 * kDay);
  const auto outputs = engine.advance_to(kBegin + 20 * kDay);
  REQUIRE(outputs.size() == 1);
  CHECK(outputs[0].at == kBegin + 18 * kDay);
}

TEST_CASE("with a source of facts leads merge and separate") {
  std::vector<Fact> log;
  EngineOptions options;
  options.facts = support::source_of(log);
  Engine engine(support::load(kRules), options);
  const auto apply = [&](const Fact& fact) {
    const Status status = engine.apply(fact).status;
    log.push_back(fact);
    return status;
  };
  CHECK(apply(set("a", kBegin).with("size", 200)) == Status::applied);
  CHECK(apply(visit("b", kBegin + kDay)) == Status::applied);
  (void)engine.advance_to(kBegin + 2 * kDay);
  CHECK(apply(merge("a", "b", kBegin + 3 * kDay)) == Status::applied);
  CHECK(engine.leads() == std::vector<std::string>{"a", "b"});  // not yet
  CHECK(
      given(engine, kBegin + 4 * kDay) ==
      R"({"at":"2026-03-04T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"entered","pass":1,"scores":{"fit":20,"heat":10,"total":30}}
{"at":"2026-03-04T00:00:00Z","lead":"a","out":"move","from":"new","to":"hot","pass":1,"cause":"merge"}
{"at":"2026-03-04T00:00:00Z","lead":"a","out":"alert","alert":"overdue","stage":"hot"}
)");  // as one lead they have been hot for two days
  CHECK(engine.leads() == std::vector<std::string>{"a"});
  CHECK(engine.score("b", kBegin + 4 * kDay)->at(2).second == Points::whole(30));
  CHECK(apply(visit("b", kBegin + 5 * kDay)) == Status::applied);
  CHECK(engine.score("a", kBegin + 5 * kDay)->at(2).second == Points::whole(40));
  CHECK(apply(unmerge("a", "b", kBegin + 5 * kDay)) == Status::applied);
  (void)engine.advance_to(kBegin + 6 * kDay);
  CHECK(engine.leads() == std::vector<std::string>{"a", "b"});
  CHECK(engine.score("b", kBegin + 6 * kDay)->at(2).second == Points::whole(20));
}

TEST_CASE("with a source of facts who is forgotten lets go those that were merged into him") {
  for (const int passes : {0, 1, 2}) {
    std::vector<Fact> log;
    EngineOptions options;
    options.facts = support::source_of(log);
    Engine engine(support::load(kRules), options);
    const auto apply = [&](const Fact& fact) {
      CHECK(engine.apply(fact).status == Status::applied);
      log.push_back(fact);
    };
    apply(merge("b", "a", kBegin));
    if (passes > 0) (void)engine.advance_to(kBegin + kDay);
    apply(erase("b", kBegin + 2 * kDay));
    if (passes > 1) (void)engine.advance_to(kBegin + 20 * kDay);
    for (int i = 0; i < 3; ++i) apply(visit("a", kBegin + 30 * kDay + i * kDay / 4));
    CHECK(
        given(engine, kBegin + 31 * kDay) ==
        R"({"at":"2026-03-31T12:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"entered","pass":1,"scores":{"fit":0,"heat":30,"total":30}}
{"at":"2026-03-31T12:00:00Z","lead":"a","out":"move","from":"new","to":"hot","pass":1,"cause":"signal hot"}
)");
    CHECK(engine.leads() == std::vector<std::string>{"a"});
  }
}

TEST_CASE("with a source of facts merged leads may say the same, each for itself") {
  for (const Duration ahead : {Duration(), kDay}) {
    std::vector<Fact> log;
    EngineOptions options;
    options.facts = support::source_of(log);
    Engine engine(support::load(kRules), options);
    const auto apply = [&](const Fact& fact) {
      const Status status = engine.apply(fact).status;
      log.push_back(fact);
      return status;
    };
    CHECK(apply(merge("b", "a", kBegin)) == Status::applied);
    (void)engine.advance_to(kBegin + 2 * kDay);
    const Time at = kBegin + 2 * kDay + ahead;
    CHECK(apply(visit("b", at)) == Status::applied);
    CHECK(apply(visit("a", at)) == Status::applied);
    CHECK(apply(visit("b", at)) == Status::duplicate);
    CHECK(apply(visit("a", at)) == Status::duplicate);
    (void)engine.advance_to(at + kDay);
    CHECK(engine.snapshot("b", at + kDay)->scores[1].second == Points::whole(20));
    CHECK(engine.counters().duplicate == 2);
  }
}

TEST_CASE("with a source of facts a lead is known beyond a merge that lies ahead") {
  std::vector<Fact> log;
  EngineOptions options;
  options.facts = support::source_of(log);
  Engine engine(support::load(kRules), options);
  const auto apply = [&](const Fact& fact) {
    CHECK(engine.apply(fact).status == Status::applied);
    log.push_back(fact);
  };
  apply(visit("a", kBegin));
  apply(visit("b", kBegin));
  (void)engine.advance_to(kBegin + kDay);
  apply(merge("b", "a", kBegin + 3 * kDay));
  const auto heat = [&](int day) {
    return engine.snapshot("b", kBegin + day * kDay)->scores[1].second;
  };
  CHECK(heat(2) == Points::whole(10));
  CHECK(heat(3) == Points::whole(20));
}

TEST_CASE("a lead goes from one engine to another") {
  const RuleSet rules = support::load(kRules);
  Engine one(rules);
  (void)one.apply(set("a", kBegin).with("size", 200));
  (void)one.apply(visit("a", kBegin + kDay));
  (void)one.advance_to(kBegin + kDay);
  Engine other(rules);
  CHECK(other.restore("nonsense") == "these bytes are no encoded lead");
  CHECK(one.encode("b") == std::nullopt);
  REQUIRE(other.restore(*one.encode("a")) == std::nullopt);
  CHECK(given(other, kBegin + 100 * kDay) == given(one, kBegin + 100 * kDay));
}

namespace {

// Far from the line, with two visits behind them: the next ones wait.
Engine engine_of_quiet_leads(std::size_t open_leads) {
  EngineOptions options;
  options.open_leads = open_leads;
  Engine engine(support::load(R"(leadscore: 1
attributes: {size: integer}
events: {visit: {url: text}}
scores:
  heat: {rules: [{rule: visits, event: visit, points: 10}, {rule: big, when: size > 9, points: 75}]}
signals: {hot: {when: heat >= 100}}
)"),
                options);
  for (int day = 0; day < 2; ++day) {
    for (const char* lead : {"a", "b", "c"}) (void)engine.apply(visit(lead, kBegin + day * kDay));
    (void)engine.advance_to(kBegin + day * kDay);
  }
  return engine;
}

Points heat(const Engine& engine, std::string_view lead, Time at) {
  return engine.score(lead, at)->at(0).second.value();
}

}  // namespace

TEST_CASE("events that change nothing that is watched wait, and count when a lead is asked for") {
  for (const std::size_t open_leads : {1U, 100U}) {
    Engine engine = engine_of_quiet_leads(open_leads);
    const Time at = kBegin + 3 * kDay;
    for (const char* lead : {"a", "b", "c"}) {
      CHECK(engine.apply(visit(lead, at).identified(lead)).status == Status::applied);
    }
    // Nobody is woken for them.
    CHECK(engine.next_due().value_or(kLatestTime) > at);
    CHECK(engine.advance_to(at).empty());
    for (const char* lead : {"a", "b", "c"}) {
      CHECK(heat(engine, lead, at - Duration(1)) == Points::whole(20));
      CHECK(heat(engine, lead, at) == Points::whole(30));
    }
    CHECK(engine.counters().applied == 9);
  }
}

TEST_CASE("an event that waits is known: as a duplicate, to a retraction, to another engine") {
  for (const std::size_t open_leads : {1U, 100U}) {
    Engine engine = engine_of_quiet_leads(open_leads);
    const Time at = kBegin + 3 * kDay;
    const Fact known = visit("a", at).identified("v");
    CHECK(engine.apply(known).status == Status::applied);
    CHECK(engine.apply(visit("b", at)).status == Status::applied);
    CHECK(engine.apply(visit("c", at).identified("w")).status == Status::applied);
    CHECK(engine.apply(visit("c", at + kDay).identified("w")).status == Status::duplicate);
    CHECK(engine.apply(known).status == Status::duplicate);
    CHECK(engine.apply(visit("a", at + kDay).identified("v")).status == Status::duplicate);
    CHECK(engine.apply(visit("b", at)).status == Status::duplicate);
    CHECK(engine.apply(visit("a", at + kDay)).status == Status::applied);
    Engine other(engine.rules());
    CHECK_FALSE(other.restore(*engine.encode("a")));
    for (Engine* one : {&engine, &other}) {
      CHECK(heat(*one, "a", at + kDay) == Points::whole(40));
      CHECK(one->apply(retract("a", "v", at + 2 * kDay)).status == Status::applied);
      CHECK(heat(*one, "a", at + 2 * kDay) == Points::whole(30));
    }
  }
}

TEST_CASE("events that wait bring a lead to its line in the end, at the instant") {
  Engine engine = engine_of_quiet_leads(100);
  for (int day = 2; day < 12; ++day) (void)engine.apply(visit("a", kBegin + day * kDay));
  const auto outputs = engine.advance_to(kBegin + 20 * kDay);
  REQUIRE(outputs.size() == 1);
  CHECK(outputs[0].at == kBegin + 9 * kDay);
}

// The lead has slept for so long that nobody would look at it for as long again.
TEST_CASE("a lead is woken in time for what events that wait have brought it to") {
  const RuleSet rules = support::load(R"(leadscore: 1
attributes: {start: time}
events: {visit: {}, other: {}}
scores:
  heat:
    rules:
      - {rule: visits, event: visit, points: 10}
      - {rule: begun, when: start <= now, points: 15}
signals:
  hot: {when: heat >= 20}
)");
  for (const std::size_t open_leads : {1U, 100U}) {
    EngineOptions options;
    options.open_leads = open_leads;
    Engine engine(rules, options);
    engine.apply(set("a", kBegin).with("start", kBegin + 300 * kDay));
    engine.apply(set("b", kBegin).with("start", kBegin + 3'000 * kDay));
    (void)engine.advance_to(kBegin);
    (void)engine.advance_to(kBegin + 200 * kDay);
    engine.apply(event("b", "visit", kBegin + 200 * kDay + kDay / 2));
    engine.apply(event("a", "visit", kBegin + 201 * kDay));
    CHECK(given(engine, kBegin + 299 * kDay).empty());
    REQUIRE(engine.next_due());
    CHECK(*engine.next_due() <= kBegin + 300 * kDay);
    CHECK(
        given(engine, kBegin + 310 * kDay) ==
        R"({"at":"2026-12-26T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"entered","pass":1,"scores":{"heat":25}}
)");
  }
}

TEST_CASE("points that time brings back are foreseen, also after a rejection") {
  Engine engine(support::load(R"(leadscore: 1
attributes: {start: time}
events: {visit: {}, other: {}}
feedback: {rejected: {}}
scores: {heat: {rules: [{rule: visits, event: visit, points: 20, when: start <= now}]}}
signals: {hot: {when: heat >= 20}}
rejection: {event: rejected}
)"));
  engine.apply(set("a", kBegin).with("start", kBegin + 100 * kDay));
  engine.apply(visit("a", kBegin + kDay));
  engine.apply(event("a", "rejected", kBegin + 2 * kDay));
  engine.apply(event("a", "other", kBegin + 3 * kDay));
  (void)engine.advance_to(kBegin + 10 * kDay);
  CHECK(
      given(engine, kBegin + 300 * kDay) ==
      R"({"at":"2026-06-09T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"entered","pass":1,"scores":{"heat":20}}
)");
}

TEST_CASE("what comes in before events that wait may make them matter") {
  Engine engine = engine_of_quiet_leads(100);
  CHECK(engine.apply(visit("a", kBegin + 5 * kDay)).status == Status::applied);
  CHECK(engine.apply(set("a", kBegin + 3 * kDay).with("size", 10)).status == Status::applied);
  const auto outputs = engine.advance_to(kBegin + 6 * kDay);
  REQUIRE(outputs.size() == 1);
  CHECK(outputs[0].at == kBegin + 5 * kDay);
  // Also when the lead is built again.
  const Time late = kBegin + 5 * kDay + kDay / 2;
  CHECK(engine.apply(set("a", late).with("size", 11)).status == Status::applied);
  CHECK(engine.advance_to(kBegin + 7 * kDay).empty());
}

TEST_CASE("an event that is too late does not wait") {
  Engine engine = engine_of_quiet_leads(100);
  for (const int day : {40, 56}) (void)engine.advance_to(kBegin + day * kDay);
  CHECK(engine.apply(visit("a", kBegin + 41 * kDay)).status == Status::late);
  CHECK(engine.apply(visit("b", kBegin + 49 * kDay)).status == Status::applied);
}

TEST_CASE("leads that facts changed are told once, however many facts") {
  Engine engine = engine_of_quiet_leads(1);
  const auto changed = [&](std::size_t most) {
    auto names = engine.take_changed(most);
    std::sort(names.begin(), names.end());
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(changed(2).size() == 2);
  CHECK(changed(2).size() == 1);
  CHECK(changed(2).empty());
  const Time at = kBegin + 3 * kDay;
  (void)engine.apply(visit("a", at));  // it waits
  (void)engine.apply(visit("a", at + kDay));
  (void)engine.apply(set("b", at).with("size", 1));
  CHECK(changed(10) == Names{"a", "b"});
  (void)engine.apply(visit("a", at));                // a duplicate
  (void)engine.apply(event("a", "unheard_of", at));  // ignored
  (void)engine.advance_to(at + 90 * kDay);
  CHECK(changed(10).empty());
  Engine other(engine.rules());
  CHECK_FALSE(other.restore(*engine.encode("a")));
  CHECK(other.take_changed(10) == Names{"a"});
  CHECK(engine.swap_rules(engine.rules()).leads == 3);
  CHECK(changed(10) == Names{"a", "b", "c"});
}

TEST_CASE("with a source of facts a merge changes both leads") {
  std::vector<Fact> known;
  EngineOptions options;
  options.facts = support::source_of(known);
  Engine engine(support::load(kRules), options);
  for (const Fact& fact : {visit("a", kBegin), visit("b", kBegin), visit("c", kBegin)}) {
    (void)engine.apply(fact);
    known.push_back(fact);
  }
  CHECK(engine.take_changed(10).size() == 3);
  (void)engine.apply(merge("a", "b", kBegin));
  auto names = engine.take_changed(10);
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"a", "b"});
}

TEST_CASE("outputs that nobody takes hold up facts") {
  EngineOptions options;
  options.most_waiting = 0;
  options.lead.allowed_lateness = kDay;
  Engine engine(support::load(kRules), options);
  std::size_t applied = 0;
  Status last = Status::applied;
  for (int day = 0; day < 400 && last == Status::applied; ++day) {
    last = engine.apply(visit("a", kBegin + day * 20 * kDay)).status;
    if (day == 0) (void)engine.apply(set("a", kBegin).with("size", 200));
    applied += last == Status::applied ? 1 : 0;
  }
  CHECK(last == Status::busy);
  const auto outputs = engine.drain(kBegin + 8'000 * kDay, 1'000'000);
  CHECK(outputs.size() >= applied);  // each visit comes and goes, but for those still to be told
  CHECK(engine.apply(visit("a", kBegin + 8'001 * kDay)).status == Status::applied);
}

TEST_CASE("new rules without a source of facts take over what they can and say what they cannot") {
  Engine engine(support::load(kRules));
  (void)engine.apply(set("a", kBegin).with("size", 200));
  (void)engine.apply(visit("a", kBegin + kDay));
  (void)engine.advance_to(kBegin + 2 * kDay);
  std::string text = kRules;
  text.replace(text.find("points: 20"), 10, "points: 50");
  text.replace(text.find("total >= 30"), 11, "total >= 90");
  const SwapReport report = engine.swap_rules(support::load(text));
  CHECK_FALSE(report.exact);
  CHECK(report.leads == 1);
  CHECK(report.begun_anew == std::vector<std::string>{"visits"});
  CHECK(engine.score("a", kBegin + 2 * kDay)->at(2).second == Points::whole(60));
  // 60 points are not 90: the signal goes off, and the stage stays what it was.
  CHECK(
      given(engine, kBegin + 2 * kDay) ==
      R"({"at":"2026-03-03T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"left","pass":1,"scores":{"fit":50,"heat":10,"total":60},"mark":"backfill"}
)");
  CHECK(engine.snapshot("a", kBegin + 2 * kDay)->stage == "hot");
}

TEST_CASE("facts that lie ahead wait unread, and take effect at their instants") {
  std::string first;
  for (const std::size_t open_leads : {1U, 100U}) {
    EngineOptions options;
    options.open_leads = open_leads;
    Engine engine(support::load(kRules), options);
    for (const char* lead : {"a", "b", "c"}) {
      CHECK(engine.apply(visit(lead, kBegin).identified(lead)).status == Status::applied);
    }
    CHECK(engine.next_due() == kBegin);
    std::string outputs = given(engine, kBegin + kDay);
    // Of several kinds, in any order, of several days.
    CHECK(engine.apply(event("a", "won", kBegin + 5 * kDay)).status == Status::applied);
    CHECK(engine.apply(set("a", kBegin + 2 * kDay).with("size", 200)).status == Status::applied);
    CHECK(engine.apply(adjust("b", kBegin + 3 * kDay, {"heat", Points::whole(25), "", "", {}}))
              .status == Status::applied);
    CHECK(engine.apply(visit("b", kBegin + 4 * kDay).identified("v")).status == Status::applied);
    const Applied bad = engine.apply(set("c", kBegin + 2 * kDay).with("size", "large"));
    CHECK(bad.status == Status::applied);
    CHECK(bad.bad_values.size() == 1);
    CHECK(engine.apply(event("c", "lost", kBegin + 2 * kDay)).status == Status::ignored);
    // They are known nevertheless.
    CHECK(engine.apply(visit("b", kBegin + 6 * kDay).identified("v")).status == Status::duplicate);
    CHECK(engine.apply(set("a", kBegin + 2 * kDay).with("size", 200)).status == Status::duplicate);
    CHECK(engine.next_due() <= kBegin + 2 * kDay);
    CHECK(engine.score("b", kBegin + 3 * kDay)->at(1).second == Points::whole(35));
    for (int day = 1; day < 20; ++day) outputs += given(engine, kBegin + day * kDay + kDay / 2);
    if (first.empty()) first = outputs;
    CHECK(outputs == first);
  }
  CHECK(
      first ==
      R"({"at":"2026-03-03T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"entered","pass":1,"scores":{"fit":20,"heat":10,"total":30}}
{"at":"2026-03-03T00:00:00Z","lead":"a","out":"move","from":"new","to":"hot","pass":1,"cause":"signal hot"}
{"at":"2026-03-04T00:00:00Z","lead":"b","out":"crossing","signal":"hot","edge":"entered","pass":1,"scores":{"fit":0,"heat":35,"total":35}}
{"at":"2026-03-04T00:00:00Z","lead":"b","out":"move","from":"new","to":"hot","pass":1,"cause":"signal hot"}
{"at":"2026-03-05T00:00:00Z","lead":"a","out":"alert","alert":"overdue","stage":"hot"}
{"at":"2026-03-06T00:00:00Z","lead":"a","out":"move","from":"hot","to":"customer","pass":1,"cause":"event won"}
{"at":"2026-03-06T00:00:00Z","lead":"b","out":"alert","alert":"overdue","stage":"hot"}
{"at":"2026-03-11T00:00:00Z","lead":"a","out":"crossing","signal":"hot","edge":"left","pass":1,"scores":{"fit":20,"heat":0,"total":20}}
{"at":"2026-03-15T00:00:00Z","lead":"b","out":"crossing","signal":"hot","edge":"left","pass":1,"scores":{"fit":0,"heat":25,"total":25}}
)");
}

TEST_CASE("an event that waits is told from one that says more") {
  for (const std::size_t open_leads : {1U, 100U}) {
    Engine engine = engine_of_quiet_leads(open_leads);
    const Time at = kBegin + 3 * kDay;
    const Fact known = visit("a", at).with("unheard of", "x");
    CHECK(engine.apply(known).status == Status::applied);
    CHECK(engine.apply(known).status == Status::duplicate);
    CHECK(engine.apply(visit("a", at).with("unheard of", "y")).status == Status::applied);
    CHECK(heat(engine, "a", at) == Points::whole(40));
  }
}

TEST_CASE("an event that comes behind others that wait takes its place before them") {
  for (const std::size_t open_leads : {1U, 100U}) {
    Engine engine = engine_of_quiet_leads(open_leads);
    const auto visit_after = [](int hours) {
      return visit("a", kBegin + std::chrono::hours(hours)).with("url", std::to_string(hours));
    };
    for (const int hours : {80, 60, 70}) {
      CHECK(engine.apply(visit_after(hours)).status == Status::applied);
    }
    CHECK(engine.next_due().value_or(kLatestTime) > kBegin + 20 * kDay);  // nobody is woken
    CHECK(engine.apply(visit_after(60)).status == Status::duplicate);
    CHECK(heat(engine, "a", kBegin + std::chrono::hours(65)) == Points::whole(30));
    CHECK(heat(engine, "a", kBegin + std::chrono::hours(90)) == Points::whole(50));
  }
}

TEST_CASE("a fact behind the present does not wait: what it brings is late") {
  for (const std::size_t open_leads : {1U, 100U}) {
    EngineOptions options;
    options.open_leads = open_leads;
    Engine engine(support::load(kRules), options);
    for (const char* lead : {"a", "b"}) (void)engine.apply(visit(lead, kBegin));
    // On the fifth day nothing is due: nobody looks at the lead.
    for (const int day : {1, 5}) CHECK(given(engine, kBegin + day * kDay).empty());
    CHECK(engine.apply(set("a", kBegin + 3 * kDay).with("size", 200)).status == Status::applied);
    const auto outputs = engine.advance_to(kBegin + 5 * kDay);
    REQUIRE_FALSE(outputs.empty());
    CHECK(outputs[0].at == kBegin + 3 * kDay);
    CHECK(outputs[0].late);
  }
}

TEST_CASE("of a lead that was erased nothing is left once no late fact can bring it back") {
  for (const std::size_t open_leads : {1U, 100U}) {
    EngineOptions options;
    options.open_leads = open_leads;
    Engine engine(support::load(kRules), options);
    engine.apply(visit("a", kBegin));
    engine.apply(visit("b", kBegin));
    (void)engine.advance_to(kBegin + kDay);
    CHECK(engine.take_changed(9).size() == 2);
    REQUIRE(engine.apply(erase("a", kBegin + 2 * kDay)).status == Status::applied);
    CHECK(engine.leads() == std::vector<std::string>{"a", "b"});  // it lies ahead
    // A fact that is late, but not too late.
    (void)engine.advance_to(kBegin + 9 * kDay);
    CHECK(engine.encode("a"));
    (void)engine.apply(visit("a", kBegin + 2 * kDay));
    CHECK(engine.leads() == std::vector<std::string>{"b"});
    // Who mirrors leads learns of it first.
    (void)engine.advance_to(kBegin + 10 * kDay);
    CHECK(engine.encode("a"));
    CHECK(engine.take_changed(9) == std::vector<std::string>{"a"});
    CHECK_FALSE(engine.encode("a"));
    CHECK_FALSE(engine.snapshot("a", kBegin + 10 * kDay));
    CHECK(engine.take_changed(9).empty());
    // Another lead in its place, and somebody new of its name.
    CHECK(engine.apply(visit("c", kBegin + 11 * kDay)).status == Status::applied);
    CHECK(engine.apply(visit("a", kBegin + 11 * kDay)).status == Status::applied);
    CHECK(engine.leads() == std::vector<std::string>{"a", "b", "c"});
    CHECK(engine.snapshot("a", kBegin + 12 * kDay)->scores[1].second == Points::whole(10));
    CHECK(engine.swap_rules(support::load(kRules)).leads == 3);
  }
}

TEST_CASE("an erased lead is forgotten also where nobody asks which leads have changed") {
  Engine engine(support::load(kRules));
  engine.apply(visit("a", kBegin));
  REQUIRE(engine.apply(erase("a", kBegin + kDay)).status == Status::applied);
  (void)engine.advance_to(kBegin + 2 * kDay);
  CHECK(engine.contains("a"));
  (void)engine.advance_to(kBegin + 9 * kDay);
  CHECK_FALSE(engine.contains("a"));
  engine.apply(visit("b", kBegin + 9 * kDay));  // where the other one was
  CHECK(engine.take_changed(9) == std::vector<std::string>{"b"});
  CHECK(engine.take_changed(9).empty());
}

TEST_CASE("of an erased lead of which something is heard again all is kept") {
  Engine engine(support::load(kRules));
  engine.apply(visit("a", kBegin));
  REQUIRE(engine.apply(erase("a", kBegin + kDay)).status == Status::applied);
  (void)engine.advance_to(kBegin + 2 * kDay);
  (void)engine.take_changed(9);
  engine.apply(set("a", kBegin + 3 * kDay).with("size", 200));
  (void)engine.advance_to(kBegin + 50 * kDay);
  CHECK(engine.leads() == std::vector<std::string>{"a"});
  CHECK(engine.snapshot("a", kBegin + 50 * kDay)->scores[0].second == Points::whole(20));
  // Also where nobody has been told yet that it was gone.
  REQUIRE(engine.apply(erase("a", kBegin + 50 * kDay)).status == Status::applied);
  (void)engine.advance_to(kBegin + 60 * kDay);
  engine.apply(visit("a", kBegin + 60 * kDay));
  CHECK(engine.take_changed(9) == std::vector<std::string>{"a"});
  CHECK(engine.leads() == std::vector<std::string>{"a"});
  // Forgotten once more, and for good as time passes: nobody waits to be woken.
  REQUIRE(engine.apply(erase("a", kBegin + 61 * kDay)).status == Status::applied);
  (void)engine.take_changed(9);
  (void)engine.advance_to(kBegin + 62 * kDay);
  CHECK(engine.encode("a"));
  (void)engine.advance_to(kBegin + 70 * kDay);
  CHECK_FALSE(engine.encode("a"));
  CHECK(engine.next_due() == std::nullopt);
  CHECK(engine.swap_rules(support::load(kRules)).leads == 0);
}

}  // namespace leadscore
