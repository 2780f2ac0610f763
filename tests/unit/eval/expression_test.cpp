// SPDX-License-Identifier: Apache-2.0

// Edges of arithmetic: what has no value, what must be exact.
#include <leadscore/history.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

std::string score_of(const std::string& when, const Fact& fact) {
  const std::string rules =
      "leadscore: 1\nattributes: {n: integer, x: number, t: time}\n"
      "scores: {s: {rules: [{rule: r, points: 1, when: '" +
      when + "'}]}}\n";
  INFO(rules);
  History lead(support::load(rules), "L");
  (void)lead.apply(fact);
  return support::shown(lead.snapshot(*fact.at).scores.at(0).second);
}

}  // namespace

TEST_CASE("what has no value makes no condition true, and exact comparisons are exact") {
  const Time at = parse_time("2026-03-01").value();
  const Fact fact = set("L", at)
                        .with("n", std::int64_t{9007199254740993})
                        .with("x", Value(-1.0))
                        .with("t", Value(at + std::chrono::hours(36)));
  const std::pair<const char*, const char*> kCases[] = {
      {"sqrt(x) > 0", "0"},           {"not (sqrt(x) > 0)", "0"},
      {"sqrt(x) is unknown", "1"},    {"1 / (x + 1) is unknown", "1"},
      {"n == 9007199254740993", "1"}, {"n == 9007199254740992", "0"},
      {"n > 9007199254740992", "1"},  {"age(t) < 1d", "1"},
      {"days(age(t)) <= 0", "1"},
  };
  for (const auto& [when, expected] : kCases) {
    INFO(when);
    CHECK(score_of(when, fact) == expected);
  }
}

TEST_CASE("ten thousand thousandths are ten") {
  History lead(support::load("leadscore: 1\nevents: {e: {}}\n"
                             "scores: {s: {rules: [{rule: r, event: e, points: 0.001}]}}\n"),
               "L");
  for (int i = 0; i < 10'000; ++i) {
    (void)lead.apply(event("L", "e", kEarliestTime + Duration(i)));
  }
  CHECK(support::shown(lead.snapshot(kLatestTime).scores.at(0).second) == "10");
}

}  // namespace leadscore
