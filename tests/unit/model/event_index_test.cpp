// SPDX-License-Identifier: Apache-2.0

// What an index finds: at least every entry whose conditions hold, and none that it can tell apart.
#include "model/event_index.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <leadscore/ruleset.hpp>

#include "eval/moment.hpp"
#include "lead/bound_fact.hpp"
#include "model/model.hpp"
#include "support/catch.hpp"

namespace leadscore::model {
namespace {

const Time kAt = parse_time("2026-03-01T09:00:00Z").value();

// One event type `e` with a text `t`, an exact text `x`, a list `l`, a number `n`, a boolean `b`;
// a rule for each condition, in order.
RuleSet rules_with(const std::vector<std::string>& conditions) {
  std::string file =
      "leadscore: 1\n"
      "events:\n"
      "  e: {t: text, x: {type: text, exact: true}, l: list, n: number, b: boolean}\n"
      "scores:\n"
      "  s:\n"
      "    rules:\n";
  int number = 0;
  for (const std::string& condition : conditions) {
    file += "      - {rule: r" + std::to_string(number++) + ", event: e, where: '" + condition +
            "', points: 1}\n";
  }
  auto loaded = load_rules({"rules.yaml", file});
  INFO(file);
  REQUIRE(loaded);
  return std::move(loaded).value();
}

std::vector<std::uint32_t> found(const RuleSet& rules, const Fact& fact) {
  const auto bound = lead::bind(fact, rules.model());
  const eval::EventRecord& event = *bound.fact->event;
  return rules.model().rule_index[event.type]->candidates(event.properties);
}

using Ids = std::vector<std::uint32_t>;

TEST_CASE("an event index tells entries apart by texts, numbers and bounds") {
  const RuleSet rules = rules_with({
      R"(t == "Pricing")",                      // 0
      R"(t in ["demo", "contact"])",            // 1
      R"(t contains "/pricing")",               // 2
      R"(t starts with "/docs" and n > 10)",    // 3
      R"(t contains any ["alpha", "betas"])",   // 4
      R"(t contains all ["gamma", "deltas"])",  // 5
      R"(n == 7)",                              // 6
      R"(n >= 100)",                            // 7
      R"(n < 0)",                               // 8
      R"(10 <= n)",                             // 9
      R"(x == "Case")",                         // 10
      R"(n <= 20)",                             // 11
      R"(n == -40)",                            // 12
      R"(t ends with "xyzw")",                  // 13
  });
  const Fact none = event("L", "e", kAt);
  CHECK(found(rules, none) == Ids{});
  CHECK(found(rules, event("L", "e", kAt).with("t", "PRICING")) == Ids{0});
  CHECK(found(rules, event("L", "e", kAt).with("t", "Contact")) == Ids{1});
  CHECK(found(rules, event("L", "e", kAt).with("t", "www.x.example/Pricing")) == Ids{2});
  CHECK(found(rules, event("L", "e", kAt).with("t", "the betas")) == Ids{4});
  CHECK(found(rules, event("L", "e", kAt).with("t", "abc xyzw")) == Ids{13});
  CHECK(found(rules, event("L", "e", kAt).with("n", -40)) == Ids{8, 11, 12});
  CHECK(found(rules, event("L", "e", kAt).with("n", 7)) == Ids{6, 11});
  CHECK(found(rules, event("L", "e", kAt).with("n", 100.0)) == Ids{7, 9});
  CHECK(found(rules, event("L", "e", kAt).with("n", 99.5)) == Ids{9});
  CHECK(found(rules, event("L", "e", kAt).with("n", -1)) == Ids{8, 11});
  CHECK(found(rules, event("L", "e", kAt).with("n", 20)) == Ids{9, 11});
  CHECK(found(rules, event("L", "e", kAt).with("x", "Case")) == Ids{10});
  CHECK(found(rules, event("L", "e", kAt).with("x", "case")) == Ids{});
}

TEST_CASE("an event index always finds what no single property tells") {
  const RuleSet rules = rules_with({
      R"(t == "a" or n == 1)",      // 0
      R"(not t == "a")",            // 1
      R"(t is unknown)",            // 2
      R"(l contains "word")",       // 3
      R"(t contains "abc")",        // 4: too short to tell
      R"(t matches "^a.*z$")",      // 5
      R"(b)",                       // 6
      R"(n != 4)",                  // 7
      R"(t not in ["a", "b"])",     // 8
      R"(length(t) > 3)",           // 9
      R"(coalesce(t, "a") == "a")"  // 10
  });
  CHECK(found(rules, event("L", "e", kAt)) == Ids{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
}

}  // namespace
}  // namespace leadscore::model
