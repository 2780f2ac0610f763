// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {

TEST_CASE("scores, bands and signals that need themselves") {
  const std::pair<const char*, const char*> rows[] = {
      {"scores: {a: b + 1, b: a + 1}", "3:10 cycle: score 'a' depends on itself: a -> b -> a\n"},
      {"scores: {a: a + 1}", "3:10 cycle: score 'a' depends on itself: a -> a\n"},
      {"scores: {a: {rules: [{rule: r, when: signal(\"s\"), points: 1}]}}\n"
       "signals: {s: {when: a > 1}}",
       "3:10 cycle: score 'a' depends on itself: a -> s -> a\n"},
      {"define: {high: {is: g == \"A\"}}\n"
       "scores: {a: {rules: [{group: x, when: high, rules: [{rule: r, points: 1}]}]}}\n"
       "bands: {g: {of: a, A: 1}}",
       "4:10 cycle: score 'a' depends on itself: a -> high -> g -> a\n"},
      {"signals: {s: {when: not signal(\"t\")}, t: {when: size > 1, until: passes(\"s\") > 1}}",
       "3:11 cycle: signal 's' depends on itself: s -> t -> s\n"},
      {"scores: {a: {rules: [{rule: r, points: a + 1}]}}",
       "3:10 cycle: score 'a' depends on itself: a -> a\n"},
  };
  for (const auto& [lines, expected] : rows) {
    CAPTURE(lines);
    CHECK(problems("leadscore: 1\nattributes: {size: integer}\n" + std::string(lines) + "\n") ==
          expected);
  }
}

TEST_CASE("each knot is reported once") {
  CHECK(problems("leadscore: 1\nscores: {a: b, b: a, c: d, d: e + c, e: c + a}\n") ==
        "2:10 cycle: score 'a' depends on itself: a -> b -> a\n"
        "2:22 cycle: score 'c' depends on itself: c -> d -> c\n");
}

TEST_CASE("given looks at the lead before, and makes no cycle") {
  good(
      "leadscore: 1\nevents: {e: {}}\n"
      "scores: {a: {rules: [{rule: r, event: e, given: a < 5 and not signal(\"s\"), points: 1}]}}\n"
      "signals: {s: {when: a > 3}}\n");
}

TEST_CASE("a rule that is off needs nothing") {
  good("leadscore: 1\nscores: {a: {rules: [{rule: r, when: a > 1, points: 1, enabled: false}]}}\n");
}

TEST_CASE("long chains need no stack") {
  std::string text = "leadscore: 1\nscores:\n";
  const int count = 5000;
  for (int i = 0; i < count; ++i) {
    text += "  s" + std::to_string(i) + ": s" + std::to_string((i + 1) % count) + "\n";
  }
  const std::string found = problems(text);
  CHECK(found.find("3:3 cycle: score 's0' depends on itself: s0 -> s1 -> ") == 0);
  CHECK(found.find("s9 -> ... -> s0") != std::string::npos);
}

}  // namespace leadscore::model
