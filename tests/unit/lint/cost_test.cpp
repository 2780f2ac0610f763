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

}  // namespace leadscore
