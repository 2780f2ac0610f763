// SPDX-License-Identifier: Apache-2.0

// What a lead keeps of its scores from one fact to the next is told of everything that changes
// them.
#include <string>
#include <vector>

#include <leadscore/history.hpp>
#include <leadscore/lead.hpp>

#include "lead/people.hpp"
#include "lead/stepper.hpp"
#include "model/readers.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::shown;

const Time kBegin = parse_time("2026-03-01").value();
constexpr Duration kDay = std::chrono::hours(24);

// The outputs of a lead that is told fact by fact and advanced up to each.
std::vector<Output> told(const RuleSet& rules, const std::vector<Fact>& facts, Time end,
                         LeadOptions options = {}) {
  Lead lead(rules, "L", options);
  std::vector<Output> all;
  const auto advance = [&](Time at) {
    for (Output& output : lead.advance_to(at)) all.push_back(std::move(output));
  };
  for (const Fact& fact : facts) {
    CHECK(lead.apply(fact).status == Applied::Status::applied);
    advance(*fact.at);
  }
  advance(end);
  return all;
}

std::vector<Output> known(const RuleSet& rules, const std::vector<Fact>& facts, Time end) {
  History history(rules, "L");
  for (const Fact& fact : facts) (void)history.apply(fact);
  return history.outputs(end);
}

}  // namespace

TEST_CASE("a score that rests on the stage changes with it, at the same instant") {
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {}, won: {}}
scores:
  heat: {rules: [{rule: v, event: visit, points: 10}, {rule: c, when: stage == "done", points: 50}]}
  twice: {rules: [{rule: t, when: heat >= 60, points: 7}]}
signals: {hot: {when: heat >= 10}, big: {when: twice >= 7}}
lifecycle: {stages: [{stage: new}, {stage: done}], moves: [{to: done, event: won}]}
)");
  const std::vector<Fact> facts = {event("L", "visit", kBegin), event("L", "won", kBegin + kDay)};
  const std::vector<Output> outputs = told(rules, facts, kBegin + 2 * kDay);
  REQUIRE(outputs.size() == 3);
  CHECK(std::get<Crossing>(outputs[0].what).signal == "hot");
  CHECK(std::get<Move>(outputs[1].what).to == "done");
  CHECK(outputs[2].at == kBegin + kDay);
  CHECK(std::get<Crossing>(outputs[2].what).signal == "big");
  CHECK(shown(outputs) == shown(known(rules, facts, kBegin + 2 * kDay)));
}

TEST_CASE("what an event earned goes with it when there is no room for it") {
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {}}
scores: {heat: {rules: [{rule: v, event: visit, points: 10, expires: 60d}]}}
signals: {some: {when: heat >= 15}, many: {when: heat >= 25}}
)");
  LeadOptions options;
  options.retained_events = 2;
  const std::vector<Fact> facts = {event("L", "visit", kBegin), event("L", "visit", kBegin + kDay),
                                   event("L", "visit", kBegin + 2 * kDay)};
  // The first leaves when the third comes: 20 remain.
  const std::vector<Output> outputs = told(rules, facts, kBegin + 3 * kDay, options);
  REQUIRE(outputs.size() == 1);
  CHECK(std::get<Crossing>(outputs[0].what).signal == "some");
  CHECK(outputs[0].at == kBegin + kDay);
}

TEST_CASE("what grows old is noticed however many facts come meanwhile") {
  const RuleSet rules = support::load(R"(leadscore: 1
attributes: {trial: time}
events: {visit: {}}
scores:
  fit: {rules: [{rule: old, when: days(age(trial)) >= 30, points: 10}]}
  heat: {rules: [{rule: v, event: visit, points: 1}]}
signals: {ready: {when: fit >= 10}}
)");
  std::vector<Fact> facts = {set("L", kBegin).with("trial", kBegin)};
  for (int day = 1; day < 40; ++day) {
    facts.push_back(event("L", "visit", kBegin + day * kDay + std::chrono::hours(1)));
  }
  const std::vector<Output> outputs = told(rules, facts, kBegin + 50 * kDay);
  REQUIRE(outputs.size() == 1);
  CHECK(outputs[0].at == kBegin + 30 * kDay);
  CHECK(shown(outputs) == shown(known(rules, facts, kBegin + 50 * kDay)));
}

TEST_CASE("rules too entangled to tell who reads what are worked out as often as need be") {
  const RuleSet rules = support::load(R"(leadscore: 1
attributes: {trial: time}
events: {visit: {}}
define: {months: {is: days(age(trial)) / 30}}
scores: {fit: {rules: [{rule: old, when: months >= 1, points: 10}, {rule: v, event: visit, points: 1}]}}
signals: {ready: {when: fit >= 10}, busy: {when: fit >= 25}}
)");
  // No rules that are short enough for a test are so entangled.
  auto& model = const_cast<model::Model&>(rules.model());
  model.readers = model::readers_of(model, 1);
  CHECK_FALSE(model.readers.complete);
  lead::People people(model);
  (void)people.apply(set("L", kBegin).with("trial", kBegin));
  for (int day = 1; day < 40; ++day) {
    (void)people.apply(event("L", "visit", kBegin + day * kDay + std::chrono::hours(1)));
  }
  const Time end = kBegin + 50 * kDay;
  std::string told[2];
  for (const bool tallied : {false, true}) {
    lead::Stepper stepper(model, people.editions("L", end).front().story);
    if (tallied) stepper.keep_tallies();
    stepper.run_until(end);
    told[tallied ? 1 : 0] = shown(stepper.outputs());
  }
  CHECK(told[0] == told[1]);
  CHECK(told[1].find(R"("signal":"busy")") != std::string::npos);
}

}  // namespace leadscore
