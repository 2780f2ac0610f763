// SPDX-License-Identifier: Apache-2.0

// What leads take along, without a source of facts, when an engine's rules change.
#include <chrono>
#include <optional>
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
using Names = std::vector<std::string>;
using Status = Applied::Status;

constexpr Duration kDay = std::chrono::hours(24);
const Time kBegin = parse_time("2026-03-01").value();

constexpr const char* kRules = R"(leadscore: 1
name: swap
attributes: {size: integer, plan: text}
events: {visit: {}}
feedback: {no: {}}
scores:
  fit: {min: 0, rules: [{rule: big, when: size >= 100, points: 20}]}
  heat:
    rules:
      - {rule: visits, event: visit, points: 10, expires: 10d}
      - {rule: quiet, event: silence(30d), points: -10}
  total: fit + heat
signals:
  hot: {when: total >= 30}
lifecycle:
  stages: [{stage: new}, {stage: hot, within: 2d}]
  moves: [{to: hot, signal: hot}]
rejection: {event: no, scale: {heat: 0.5}}
programs:
  letters: {enter: size >= 100, touches: 4, over: 8d}
)";

// The rules with one text in place of another.
RuleSet rules_with(const std::string& old, const std::string& with) {
  std::string text = kRules;
  text.replace(text.find(old), old.size(), with);
  return support::load(text);
}
RuleSet fifty_for_big() { return rules_with("points: 20", "points: 50"); }

Fact visit(Time at) { return event("a", "visit", at); }
Fact sized(Time at, int size) { return set("a", at).with("size", size); }
Fact by_hand(Time at, const char* score, int points, std::optional<Duration> expires = {}) {
  return adjust("a", at, {score, Points::whole(points), "known", "kim", expires});
}

// The scores fit, heat and total.
std::string scores(const Engine& engine, Time at) {
  std::string text;
  const NamedPoints all = engine.score("a", at).value();
  for (const auto& [name, points] : all) {
    text += name + ' ' + points->to_text() + ' ';
  }
  return text;
}

}  // namespace

TEST_CASE(
    "values without a time stay without one under new rules, in an engine without a present") {
  Engine engine(support::load(kRules));
  CHECK(engine.apply(set_from_start("a").with("size", 200)).status == Status::applied);
  CHECK(engine.swap_rules(fifty_for_big()).leads == 1);
  CHECK(engine.leads() == Names{"a"});
  CHECK(engine.next_due() == std::nullopt);
  CHECK(scores(engine, kBegin) == "fit 50 heat 0 total 50 ");
  // The lead begins with its first event: only then it is hot.
  CHECK(engine.apply(visit(kBegin + kDay)).status == Status::applied);
  const auto outputs = engine.advance_to(kBegin + kDay);
  REQUIRE(outputs.size() >= 2);
  for (const Output& output : outputs) CHECK(output.at == kBegin + kDay);
  CHECK(std::get<Crossing>(outputs.front().what).scores.at(2).second == Points::whole(60));
}

TEST_CASE("values without a time hold from a first fact that comes late, after new rules") {
  Engine swapped(support::load(kRules));
  Engine fresh(fifty_for_big());
  for (Engine* engine : {&swapped, &fresh}) {
    (void)engine->advance_to(kBegin + 10 * kDay);
    (void)engine->apply(set_from_start("a").with("size", 200));
    if (engine == &swapped) (void)engine->swap_rules(fifty_for_big());
    CHECK(engine->advance_to(kBegin + 10 * kDay).empty());
    CHECK(engine->apply(visit(kBegin + 8 * kDay)).status == Status::applied);
  }
  CHECK(scores(swapped, kBegin + 8 * kDay) == "fit 50 heat 10 total 60 ");
  const std::string given = shown(swapped.advance_to(kBegin + 10 * kDay));
  CHECK(given == shown(fresh.advance_to(kBegin + 10 * kDay)));
  CHECK(given.find(R"("at":"2026-03-09T00:00:00Z","lead":"a","out":"crossing")") !=
        std::string::npos);
}

TEST_CASE("people's corrections go on under new rules as they were") {
  Engine engine(support::load(kRules));
  (void)engine.apply(sized(kBegin, 200));
  CHECK(engine.apply(by_hand(kBegin + kDay, "fit", -15)).status == Status::applied);
  (void)engine.apply(by_hand(kBegin + kDay, "heat", -4, 5 * kDay));
  (void)engine.apply(visit(kBegin + kDay));
  // The state knows of the size only that it was set last on this day: fit was 20 before too.
  (void)engine.apply(sized(kBegin + 2 * kDay, 300));
  (void)engine.advance_to(kBegin + 3 * kDay);
  CHECK(scores(engine, kBegin + 3 * kDay) == "fit 5 heat 6 total 11 ");
  const SwapReport report = engine.swap_rules(fifty_for_big());
  CHECK(report.not_adjusted.empty());
  CHECK(scores(engine, kBegin + 3 * kDay) == "fit 35 heat 6 total 41 ");
  // The correction of heat expires six days after the beginning, the visit eleven.
  CHECK(scores(engine, kBegin + 6 * kDay) == "fit 35 heat 10 total 45 ");
  CHECK(scores(engine, kBegin + 11 * kDay) == "fit 35 heat 0 total 35 ");
  // Another change of rules, and the way through bytes, keep it.
  (void)engine.swap_rules(support::load(kRules));
  const std::string bytes = engine.encode("a").value();
  CHECK(engine.restore(bytes) == std::nullopt);
  CHECK(scores(engine, kBegin + 3 * kDay) == "fit 5 heat 6 total 11 ");
}

TEST_CASE("new rules say which corrections they have no place for") {
  const auto engine_with = [](const Fact& fact) {
    Engine engine(support::load(kRules));
    (void)engine.apply(sized(kBegin, 200));
    (void)engine.apply(fact);
    (void)engine.advance_to(kBegin + 3 * kDay);
    return engine;
  };
  std::string text = kRules;
  text.replace(text.find("  heat:"), 7, "  warmth:");
  text.replace(text.find("fit + heat"), 10, "fit + warmth");
  text.replace(text.find("scale: {heat"), 12, "scale: {warmth");
  const RuleSet without_heat = support::load(text);
  CHECK(engine_with(by_hand(kBegin + kDay, "heat", 7)).swap_rules(without_heat).not_adjusted ==
        Names{"heat"});
  CHECK(
      engine_with(by_hand(kBegin + kDay, "fit", 7)).swap_rules(without_heat).not_adjusted.empty());
  // What has expired is missed by nobody.
  CHECK(engine_with(by_hand(kBegin + kDay, "heat", 7, kDay))
            .swap_rules(without_heat)
            .not_adjusted.empty());
  // A rejection closes the book that the correction was in. Where it leaves nothing of the book,
  // nothing is missed.
  const auto missed_after_rejection = [](const RuleSet& rules) {
    Engine engine(rules);
    (void)engine.apply(sized(kBegin, 200));
    (void)engine.apply(by_hand(kBegin + kDay, "heat", 7));
    (void)engine.apply(event("a", "no", kBegin + 2 * kDay));
    (void)engine.advance_to(kBegin + 4 * kDay);
    return engine.swap_rules(fifty_for_big()).not_adjusted;
  };
  CHECK(missed_after_rejection(support::load(kRules)) == Names{"heat"});
  CHECK(missed_after_rejection(rules_with("scale: {heat: 0.5}", "reset: [heat]")).empty());
}

TEST_CASE("who was forgotten stays so under new rules") {
  Engine engine(support::load(kRules));
  (void)engine.apply(sized(kBegin, 200));
  (void)engine.advance_to(kBegin + kDay);
  CHECK(engine.apply(erase("a", kBegin + 2 * kDay)).status == Status::applied);
  (void)engine.advance_to(kBegin + 3 * kDay);
  CHECK(engine.leads().empty());
  (void)engine.swap_rules(fifty_for_big());
  CHECK(engine.leads().empty());
  CHECK(engine.advance_to(kBegin + 100 * kDay).empty());
}

TEST_CASE("silence goes on from the last event, not from those that are still remembered") {
  Engine engine(support::load(kRules));
  (void)engine.apply(sized(kBegin, 5));
  for (int day = 0; day <= 60; day += 10) (void)engine.apply(visit(kBegin + day * kDay));
  (void)engine.advance_to(kBegin + 75 * kDay);
  CHECK(scores(engine, kBegin + 75 * kDay) == "fit 0 heat 0 total 0 ");
  // The visits have expired: the state knows only when the last one was.
  const SwapReport report = engine.swap_rules(fifty_for_big());
  CHECK(report.begun_anew == Names{"quiet", "visits"});
  CHECK(scores(engine, kBegin + 75 * kDay) == "fit 0 heat 0 total 0 ");
  CHECK(scores(engine, kBegin + 90 * kDay - Duration(1)) == "fit 0 heat 0 total 0 ");
  CHECK(scores(engine, kBegin + 90 * kDay) == "fit 0 heat -10 total -10 ");
}

TEST_CASE("a programme goes on under new rules: no touch comes twice") {
  const auto touches = [](const std::vector<Output>& outputs) {
    std::string text;
    for (const Output& output : outputs) {
      const auto* touch = std::get_if<Touch>(&output.what);
      if (touch == nullptr) continue;
      text += std::to_string(touch->number) + " on day " +
              std::to_string((output.at - kBegin) / kDay) + ' ';
    }
    return text;
  };
  Engine engine(support::load(kRules));
  (void)engine.apply(sized(kBegin, 200));
  CHECK(touches(engine.advance_to(kBegin + 3 * kDay)) == "1 on day 0 2 on day 2 ");
  // Set again, so that the state knows the size only from here on.
  (void)engine.apply(sized(kBegin + 3 * kDay, 300));
  (void)engine.swap_rules(rules_with("points: 10", "points: 11"));
  CHECK(touches(engine.advance_to(kBegin + 30 * kDay)) == "3 on day 4 4 on day 6 ");
}

TEST_CASE("with a source of facts, what is to be taken away later is so under new rules too") {
  std::vector<Fact> log;
  EngineOptions options;
  options.facts = [&](std::string_view) { return log; };
  Engine engine(support::load(kRules), options);
  const auto apply = [&](const Fact& fact) {
    CHECK(engine.apply(fact).status == Status::applied);
    log.push_back(fact);
  };
  apply(sized(kBegin, 200));
  apply(visit(kBegin + kDay).identified("v1"));
  (void)engine.advance_to(kBegin + 2 * kDay);
  apply(retract("a", "v1", kBegin + 3 * kDay));
  CHECK(engine.swap_rules(fifty_for_big()).exact);
  CHECK(scores(engine, kBegin + 2 * kDay) == "fit 50 heat 10 total 60 ");
  (void)engine.advance_to(kBegin + 4 * kDay);
  CHECK(scores(engine, kBegin + 4 * kDay) == "fit 50 heat 0 total 50 ");
}

// Before time first passes, a lead that is closed is worked out as far as its facts reach.
TEST_CASE("with a source of facts rules change also for a lead that is ahead of the present") {
  std::vector<std::string> given;
  for (const std::size_t open_leads : {1U, 100U}) {
    std::vector<Fact> log;
    EngineOptions options;
    options.open_leads = open_leads;
    options.lead.allowed_lateness = kDay;
    options.facts = support::source_of(log);
    Engine engine(support::load(kRules), options);
    const auto apply = [&](const Fact& fact) {
      CHECK(engine.apply(fact).status == Status::applied);
      log.push_back(fact);
    };
    for (const int day : {0, 10, 30}) apply(visit(kBegin + day * kDay));
    apply(sized(kBegin + 31 * kDay, 200));
    (void)engine.leads();
    apply(event("b", "visit", kBegin));
    (void)engine.leads();
    (void)engine.advance_to(kBegin + 5 * kDay);
    CHECK(engine.swap_rules(fifty_for_big()).exact);
    given.push_back(shown(engine.advance_to(kBegin + 40 * kDay)));
  }
  CHECK(given[0].find("2026-04-01T00:00:00Z") != std::string::npos);
  CHECK(given[0] == given[1]);
}

}  // namespace leadscore
