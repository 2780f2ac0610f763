// SPDX-License-Identifier: Apache-2.0

// What a rejection leaves of a score.
#include <leadscore/history.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

const Time kBegin = parse_time("2026-03-01").value();
constexpr Duration kDay = std::chrono::hours(24);

}  // namespace

// The visit keeps 33 points of the group from counting; what is above the maximum does not bring
// them back.
TEST_CASE("attributes above the maximum do not make up for what a rejected lead's events took") {
  const RuleSet rules = support::load(R"(leadscore: 1
attributes: {size: integer}
events: {visit: {}}
feedback: {rejected: {}}
scores:
  heat:
    max: 40
    rules:
      - {rule: known, when: size is known, points: 20}
      - group: interest
        combine: first
        rules:
          - {rule: visited, event: visit, points: 2}
          - {rule: large, when: size > 100, points: 33}
rejection: {event: rejected, scale: {heat: 0.5}}
)");
  History lead(rules, "L");
  const auto heat = [&](Time at) { return lead.snapshot(at).scores[0].second->to_text(); };
  (void)lead.apply(set("L", kBegin).with("size", 500));
  (void)lead.apply(event("L", "visit", kBegin + kDay));
  (void)lead.apply(event("L", "rejected", kBegin + 2 * kDay));
  CHECK(heat(kBegin) == "40");
  CHECK(heat(kBegin + kDay) == "22");
  CHECK(heat(kBegin + 2 * kDay) == "22");
}

}  // namespace leadscore
