// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "unit/lint/linting.hpp"

namespace leadscore {
namespace {

// One rule with that condition; the file declares one attribute of each kind.
std::string with(const std::string& when) {
  return "leadscore: 1\n"
         "define:\n"
         "  eu: [DE, FR, IT]\n"
         "  big: {is: size >= 1000}\n"
         "attributes:\n"
         "  size: integer\n"
         "  revenue: number\n"
         "  country: text\n"
         "  tier: {type: text, one_of: [gold, silver, iron]}\n"
         "  plan: {type: text, default: free}\n"
         "  code: {type: text, exact: true}\n"
         "  tags: list\n"
         "  opted_in: boolean\n"
         "  trial_ends: time\n"
         "events: {visit: {url: text, seconds: integer}}\n"
         "scores: {s: {rules: [{rule: r, points: 5, when: '" +
         when +
         "'}]}}\n"
         "signals: {on: {when: size > 1}}\n"
         "lifecycle: {stages: [{stage: a}, {stage: b}], moves: [{to: b, when: size > 1}]}\n";
}

}  // namespace

TEST_CASE("conditions that can never hold") {
  const std::pair<const char*, const char*> rows[] = {
      {"size > 5 and size < 5", "never-true: size < 5\n"},
      {"size > 5 and size < 6", "never-true: size < 6\n"},  // whole numbers
      {"size >= 5 and revenue > 3 and size < 5", "never-true: size < 5\n"},
      {"size between 10 and 5", "never-true: size between 10 and 5\n"},
      {"size == 3 and big", "never-true: big\n"},
      {"size == 2.5", "never-true: size == 2.5\n"},
  };
  for (const auto& [when, expected] : rows) {
    CAPTURE(when);
    CHECK(lints(with(when)) == expected);
  }
}

TEST_CASE("texts that exclude each other") {
  const std::pair<const char*, const char*> rows[] = {
      {R"(country == "US" and country in ["DE", "FR"])", R"(country in ["DE", "FR"])"},
      {R"(country in eu and country == "us")", R"(country == "us")"},
      {R"(country == "Germany" and country starts with "f")", R"(country starts with "f")"},
      {R"(country contains "vp" and not (country contains "v"))", R"(not (country contains "v"))"},
      {R"(country starts with "a" and country starts with "b")", R"(country starts with "b")"},
      {R"(country contains all ["a", "b"] and not (country contains "b"))",
       R"(not (country contains "b"))"},
      {R"(country contains word "vp" and not (country contains "p"))",
       R"(not (country contains "p"))"},
      {R"(tags contains "x" and not (tags contains any ["y", "x"]))",
       R"(not (tags contains any ["y", "x"]))"},
      {R"(country matches "a+" and not (country matches "a+"))", R"(not (country matches "a+"))"},
      {R"(tier not in ["gold", "silver"] and tier != "iron")", R"(tier != "iron")"},
      {R"(opted_in and not opted_in)", "not opted_in"},
      {R"(country is unknown and country == "DE")", R"(country == "DE")"},
      {R"(plan is unknown)", "plan is unknown"},
      {R"(count(visit) < 0)", "count(visit) < 0"},
      {R"(count(visit within 7d) > 3 and count(visit within 7d) < 2)",
       "count(visit within 7d) < 2"},
      {R"(trial_ends < now and trial_ends > now)", "trial_ends > now"},
      {R"(stage == "a" and stage == "b")", R"(stage == "b")"},
      {R"(length(country) < 0)", "length(country) < 0"},
      {R"(entered("a") == 0)", R"(entered("a") == 0)"},
      {R"(country == "x" or size > 5 and size < 3)", "size < 3"},
  };
  for (const auto& [when, expected] : rows) {
    CAPTURE(when);
    CHECK(lints(with(when)) == "never-true: " + std::string(expected) + "\n");
  }
}

TEST_CASE("conditions that can hold and need not") {
  for (const char* when : {
           R"(size > 5 and size < 7)",
           R"(revenue > 5 and revenue < 6)",
           R"(country starts with "a" and country starts with "ab")",
           R"(country contains "v" and not (country contains "vp"))",
           R"(country contains "vp" and not (country contains word "vp"))",
           R"(country starts with "a" and country ends with "b" and not (country contains "ab"))",
           R"(country contains "a" and not (country contains all ["a", "b"]))",
           R"(tags contains "x" and tags contains "y")",
           R"(tags contains "xy" and not (tags contains "x"))",
           R"(code == "A" or code == "a")",
           R"(size > 5 or size < 3 or size is unknown)",
           R"(opted_in or not opted_in)",  // of a lead whose opted_in is known
           R"(plan != "free")",
           R"(size between 5 and 5)",
           R"(signal("on") and size > 3)",
           R"(age(trial_ends) > 3d and age(trial_ends) < 4d)",
           R"(true)",
       }) {
    CAPTURE(when);
    CHECK(lints(with(when)).empty());
  }
}

TEST_CASE("conditions that always hold") {
  const std::pair<const char*, const char*> rows[] = {
      {"count(visit) >= 0", "count(visit) >= 0"},
      {"plan is known", "plan is known"},
      {"size > 5 or size <= 5 or size is unknown", "size > 5 or size <= 5 or size is unknown"},
      {R"(plan == "x" or plan != "x")", R"(plan == "x" or plan != "x")"},
      {R"(stage in ["a", "b"])", R"(stage in ["a", "b"])"},
      {"country == \"DE\" and count(visit) >= 0", "count(visit) >= 0"},
      {"passes(\"on\") > -1", "passes(\"on\") > -1"},
  };
  for (const auto& [when, expected] : rows) {
    CAPTURE(when);
    CHECK(lints(with(when)) == "always-true: " + std::string(expected) + "\n");
  }
}

TEST_CASE("negative tests of what may be missing") {
  const std::pair<const char*, const char*> rows[] = {
      {R"(country != "US")", R"(country != "US")"},
      {R"(not (country == "US"))", R"((country == "US"))"},
      {R"(country not in eu)", "country not in eu"},
      {R"(not (tags contains "x"))", R"((tags contains "x"))"},
      {R"(not opted_in)", "opted_in"},
      {R"(size > 5 and (country != "US" or size > 7))", R"(country != "US")"},
      {R"(not (size > 5 or country == "US") and size < 3)", R"(country == "US")"},
  };
  for (const auto& [when, expected] : rows) {
    CAPTURE(when);
    CHECK(lints(with(when)) == "missing-negative: " + std::string(expected) + "\n");
  }
  for (const char* when :
       {R"(country != "US" or country is unknown)", R"(country != "US" and country is known)",
        R"(plan != "free")", R"(not (country != "US"))", R"(last(visit.url) != "a")",
        R"(country in eu and country != "FR")"}) {
    CAPTURE(when);
    CHECK(lints(with(when)).empty());
  }
  CHECK(messages(with(R"(country != "US")"), "missing-negative") ==
        "this does not hold of a lead whose 'country' is missing\n");
}

TEST_CASE("conditions of groups, and inside other parts of the file") {
  const std::string head =
      "leadscore: 1\nattributes: {size: integer}\nevents: {visit: {n: integer}}\n";
  CHECK(lints(head + "scores: {s: {rules: [{group: g, when: size > 5, rules: [{rule: r, when: "
                     "size < 3, points: 1}]}]}}\n") == "never-true: size < 3\n");
  CHECK(lints(head + "ignore: {visit: n > 3 and n < 3}\n") == "never-true: n < 3\n");
  CHECK(lints(head + "exclude: size > 3 and size < 3\n") == "never-true: size < 3\n");
  CHECK(lints(head + "define: {odd: {is: size > 3 and size < 3}}\n") == "never-true: size < 3\n");
  CHECK(lints(head + "scores: {s: {rules: [{rule: r, event: visit, where: n > 3 and n < 3, "
                     "points: 1}]}}\n") == "never-true: n < 3\n");
  CHECK(lints(head + "scores: {s: {rules: [{rule: r, event: visit, given: size > 3 and size < 3, "
                     "points: 1}]}}\n") == "never-true: size < 3\n");
  CHECK(lints(head + "routing: [{to: a, when: size > 3 and size < 3}, {to: b}]\n") ==
        "never-true: size < 3\n");
}

}  // namespace leadscore
