// SPDX-License-Identifier: Apache-2.0
#include "unit/lint/linting.hpp"

namespace leadscore {
namespace {

const char* const kRules =
    "leadscore: 1\nattributes: {size: integer}\nevents: {visit: {n: integer}}\n"
    "define: {big: {is: size > 5}}\n"
    "scores: {s: {rules: [{rule: a, when: big and size < 9, points: 1}, {rule: v, event: visit, "
    "where: n > 3, points: 1}]}}\n"
    "signals: {hot: {when: s > 3 and count(visit within 7d) > 2}}\n";

}  // namespace

TEST_CASE("what judging the parts of a file takes") {
  std::string shown;
  for (const Cost& cost : costs(good(kRules).value())) {
    shown += cost.what + " " + cost.name + " " + std::to_string(cost.steps) + " " +
             std::to_string(cost.counts) + "\n";
  }
  // a: itself, and, big (size > 5: three), size < 9: three. hot: and, two comparisons of two each.
  CHECK(shown == "rule a 9 0\nsignal hot 7 1\nrule v 4 0\n");
}

TEST_CASE("the cost of one event is bounded") {
  // An event takes what is judged at every instant, 9 + 7, and its own rule, 4.
  Limits limits;
  limits.event_cost = 20;
  CHECK(static_cast<bool>(load_rules({"r.yaml", kRules}, limits)));
  limits.event_cost = 19;
  CHECK(listed(load_rules({"r.yaml", kRules}, limits)) ==
        "3:10 limit-event-cost: judging one event 'visit' would take 20 steps, and at most 19 are "
        "allowed\n");
}

TEST_CASE("programmes are judged at every instant too, and each touch is one more step") {
  const std::string rules =
      std::string(kRules) + "programs: {p: {enter: big, exit: s > 3, touches: 30, over: 91d}}\n";
  // Itself; big: it and its three; s > 3: three.
  bool found = false;
  for (const Cost& cost : costs(good(rules).value())) {
    if (cost.what != "program") continue;
    found = true;
    CHECK((cost.name == "p" && cost.steps == 8 && cost.counts == 0));
  }
  CHECK(found);
  Limits limits;
  limits.event_cost = 20 + 8 + 30;
  CHECK(static_cast<bool>(load_rules({"r.yaml", rules}, limits)));
  limits.event_cost -= 1;
  CHECK_FALSE(static_cast<bool>(load_rules({"r.yaml", rules}, limits)));
}

}  // namespace leadscore
