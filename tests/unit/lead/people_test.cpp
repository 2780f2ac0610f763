// SPDX-License-Identifier: Apache-2.0

// Leads that merge and separate, ids that are unique over all leads, retractions, erasures.
#include <leadscore/population.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::shown;

constexpr const char* kRules = R"(
leadscore: 1
events: {visit: {url: text}}
scores: {heat: {rules: [{rule: visits, event: visit, points: 10}]}}
lifecycle:
  stages: [{stage: fresh}, {stage: warm}]
  moves: [{to: warm, event: visit}]
)";

Time day(int day) { return kEarliestTime + std::chrono::hours(24 * day); }
Fact visit(const char* lead, int at, const char* id = "") {
  return event(lead, "visit", day(at)).identified(id);
}

Population with(const std::vector<Fact>& facts) {
  Population leads(support::load(kRules));
  for (const Fact& fact : facts) (void)leads.apply(fact);
  return leads;
}
std::string heat(const Population& leads, const char* lead, int at) {
  return shown(leads.snapshot(lead, day(at)).scores.at(0).second);
}

}  // namespace

TEST_CASE("who was forgotten stands again for those who are merged into him") {
  const Population leads = with(
      {visit("a", 1), erase("a", day(2)), visit("b", 3), visit("b", 6), merge("a", "b", day(4))});
  CHECK(leads.at(day(3)) == std::vector<std::string>{"b"});
  CHECK(leads.at(day(5)) == std::vector<std::string>{"a"});
  CHECK(heat(leads, "a", 5) == "10");
  CHECK(heat(leads, "a", 6) == "20");
}

TEST_CASE("merged leads have the facts of both, and their own again afterwards") {
  const Population leads =
      with({visit("a", 1), visit("b", 2), visit("c", 2), merge("a", "b", day(3)),
            merge("c", "a", day(4)), unmerge("c", "a", day(6)), visit("b", 5)});
  CHECK(heat(leads, "a", 2) == "10");
  CHECK(heat(leads, "a", 3) == "20");
  CHECK(heat(leads, "c", 4) == "30");
  CHECK(heat(leads, "c", 5) == "40");
  CHECK(heat(leads, "c", 6) == "10");
  CHECK(heat(leads, "a", 6) == "30");
  CHECK(leads.at(day(5)) == std::vector<std::string>{"c"});
}

TEST_CASE("of two events with one id the earlier counts, whatever lead it is of") {
  const Population leads = with({visit("a", 2, "e"), visit("b", 1, "e"), visit("a", 3, "f")});
  CHECK(heat(leads, "a", 4) == "10");
  CHECK(heat(leads, "b", 4) == "10");
}

TEST_CASE("a retraction holds from its own instant on") {
  for (const int at : {1, 2, 3}) {
    INFO("retracted on day " << at);
    const Population leads = with({visit("a", 0), visit("a", 2, "e"), retract("a", "e", day(at))});
    CHECK(heat(leads, "a", 2) == (at > 2 ? "20" : "10"));
    CHECK(heat(leads, "a", 3) == "10");
    // What the first visit gave out stands, with its own cause.
    CHECK(shown(leads.outputs("a", day(5))).find("event visit") != std::string::npos);
  }
}

TEST_CASE("a move at the instant of a retraction that changes nothing keeps its cause") {
  const Population leads = with({visit("a", 1), visit("a", 2, "e"), retract("a", "e", day(1))});
  REQUIRE(leads.outputs("a", day(5)).size() == 1);
  CHECK(std::get<Move>(leads.outputs("a", day(5))[0].what).cause == "event visit");
}

TEST_CASE("a lead of which all is retracted falls back, whatever comes later") {
  const std::string rules = std::string(kRules) + "signals: {seen: {when: heat >= 10}}\n";
  for (const bool returns : {false, true}) {
    INFO("returns " << returns);
    Population leads(support::load(rules));
    (void)leads.apply(visit("a", 1, "e"));
    (void)leads.apply(retract("a", "e", day(2)));
    if (returns) (void)leads.apply(visit("a", 4));
    const auto outputs = leads.outputs("a", day(3));
    REQUIRE(outputs.size() == 3);
    CHECK(outputs[0].at == day(1));
    CHECK(std::get<Crossing>(outputs[0].what).edge == Edge::entered);
    CHECK(std::get<Move>(outputs[1].what).to == "warm");
    CHECK(outputs[2].at == day(2));
    CHECK(std::get<Crossing>(outputs[2].what).edge == Edge::left);
  }
}

TEST_CASE("nothing remains of an erased lead, and one that returns is new") {
  const Population leads = with({visit("a", 1), erase("a", day(2)), visit("a", 4)});
  CHECK(leads.at(day(1)).size() == 1);
  CHECK(leads.at(day(3)).empty());
  CHECK(leads.at(day(4)).size() == 1);
  CHECK(heat(leads, "a", 4) == "10");
}

}  // namespace leadscore
