// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "unit/lint/linting.hpp"

namespace leadscore {
namespace {

std::string with(const std::string& rules, const std::string& score = "") {
  return "leadscore: 1\nattributes: {size: integer, country: text, title: text, ok: boolean}\n"
         "events: {visit: {url: text, seconds: integer}, open: {}, unsubscribe: {}}\n"
         "scores:\n  s:\n" +
         (score.empty() ? "" : "    " + score + "\n") + "    rules:\n" + rules;
}

std::string rule(const std::string& name, const std::string& keys) {
  return "      - {rule: " + name + ", " + keys + "}\n";
}

}  // namespace

TEST_CASE("rules that count for the same") {
  const std::string a = rule("a", "when: size > 5 and ok, points: 1");
  CHECK(lints(with(a + rule("b", "when: ok and size >= 6, points: 2"))) == "duplicate-rule: b\n");
  CHECK(lints(with(a + rule("b", "when: ok and size >= 7, points: -2"))).empty());
  CHECK(lints(with(a + rule("b", "when: \"size > 5 and not ok and ok is known\", points: 2")))
            .empty());
  CHECK(lints(with(rule("a", "when: 'country in [\"DE\", \"fr\"]', points: 1") +
                   rule("b", "when: country == \"FR\" or country == \"de\", points: 1"))) ==
        "duplicate-rule: b\n");
  CHECK(lints(with(rule("a", "when: title contains \"vp\", points: 1") +
                   rule("b", "when: title contains \"VP\", points: 1"))) == "duplicate-rule: b\n");
  CHECK(lints(with(a + rule("b", "when: size > 5 and ok, points: 1, enabled: false"))).empty());
  CHECK(messages(with(a + rule("b", "when: ok and size > 5, points: 2")), "duplicate-rule") ==
        "'b' counts for the same as 'a': both give points\n  the other one\n");
}

TEST_CASE("event rules that count for the same") {
  const std::string a = rule("a", "event: visit, where: seconds > 5, points: 1, max: 5");
  CHECK(lints(with(a + rule("b", "event: visit, where: seconds > 5, points: 2, max: 9"))) ==
        "duplicate-rule: b\n");
  CHECK(lints(with(a + rule("b", "event: visit, where: seconds > 6, points: 2, max: 9"))).empty());
  CHECK(lints(with(a + rule("b", "event: visit, where: seconds > 5, points: 2, limit: once")))
            .empty());
  CHECK(lints(with(a + rule("b", "event: visit | open, points: 2, max: 9"))).empty());
}

TEST_CASE("a rule inside another") {
  const std::string wide = rule("wide", "when: size > 50, points: 5");
  CHECK(lints(with(wide + rule("narrow", "when: size > 500, points: 5"))) ==
        "rule-inside-rule: narrow\n");
  CHECK(lints(with(rule("narrow", "when: size > 500 and ok, points: 5") + wide)) ==
        "rule-inside-rule: narrow\n");
  CHECK(lints(with(wide + rule("exception", "when: size > 500, points: -5"))).empty());
  CHECK(lints(with(wide + rule("other", "when: size < 500, points: 5"))).empty());
  CHECK(lints(with(wide + rule("other", "when: size > 500 or ok, points: 5"))).empty());
  CHECK(lints(with("      - group: g\n        combine: max\n        rules:\n    " + wide + "    " +
                   rule("narrow", "when: size > 500, points: 9")))
            .empty());
  CHECK(lints(with(wide + "      - group: g\n        when: size > 500\n        rules:\n    " +
                   rule("narrow", "when: ok, points: 9"))) == "rule-inside-rule: narrow\n");
  CHECK(messages(with(wide + rule("narrow", "when: size > 500, points: 5")), "rule-inside-rule") ==
        "whoever earns 'narrow' earns 'wide' too: their points add up\n  the wider one\n");
}

TEST_CASE("a given that counts the rule's own events is one late") {
  const std::pair<const char*, const char*> rows[] = {
      {"event: visit, given: count(visit) >= 3", "4th"},
      {"event: visit, given: count(any within 7d) > 0", "2nd"},
      {"event: visit | open, given: size > 5 and count(open) >= 2", "3rd"},
      {"event: visit, given: count(visit) >= 10", "11th"},
      {"event: visit, given: count(visit) >= 20", "21st"},
  };
  for (const auto& [keys, nth] : rows) {
    CAPTURE(keys);
    CHECK(messages(with(rule("r", std::string(keys) + ", points: 1")), "given-count") ==
          "'given' is judged before this event counts, so this holds from the " + std::string(nth) +
              " such event on\n");
  }
  for (const char* keys :
       {"event: visit, given: count(open) >= 3", "event: visit, given: count(visit) < 3",
        "event: visit, given: count(visit) == 0", "event: visit, given: count(visit) + 1 >= 3",
        "event: visit, given: size >= 3", "event: silence(30d), given: count(visit) >= 3"}) {
    CAPTURE(keys);
    CHECK(lints(with(rule("r", std::string(keys) + ", points: 1"))).empty());
  }
}

TEST_CASE("decay that goes on after the points have expired") {
  const std::pair<const char*, bool> rows[] = {
      {"decay: half every 30d, expires: 20d", true},
      {"decay: half every 14d, expires: 90d", false},
      {"decay: linear 25% every 30d, expires: 90d", true},  // gone after 120 days
      {"decay: linear 25% every 30d, expires: 120d", false},
      {"decay: lose 2 every 7d, expires: 30d", true},  // 10 points are gone after 35 days
      {"decay: lose 2 every 7d, expires: 35d", false},
      {"decay: lose 2 every 7d", false},
  };
  for (const auto& [keys, warned] : rows) {
    CAPTURE(keys);
    CHECK(lints(with(rule("r", "event: visit, points: 10, " + std::string(keys)))) ==
          (warned ? "decay-outlives-expiry: r\n" : ""));
  }
}

TEST_CASE("penalties without an end where points fade") {
  const std::string fading = rule("f", "event: visit, points: 10, decay: half every 14d");
  const std::string steady = rule("f", "event: visit, points: 10");
  CHECK(lints(with(fading + rule("p", "event: unsubscribe, points: -25"))) ==
        "endless-penalty: p\n");
  CHECK(lints(with(fading + rule("p", "event: silence(30d), points: 5, weight: -1"))) ==
        "endless-penalty: p\n");
  CHECK(lints(with(fading + rule("p", "event: unsubscribe, points: -25, expires: 90d"))).empty());
  CHECK(lints(with(fading + rule("p", "when: size > 5, points: -25"))).empty());
  CHECK(lints(with(steady + rule("p", "event: unsubscribe, points: -25"))).empty());
}

TEST_CASE("bounds that never bind") {
  const std::string ten = rule("ten", "when: ok, points: 10");
  CHECK(lints(with(ten, "max: 11")) == "idle-bound: s\n");
  CHECK(lints(with(ten, "max: 10")).empty());
  CHECK(lints(with(ten, "min: 0")).empty());
  CHECK(lints(with(ten, "min: -1")) == "idle-bound: s\n");
  CHECK(lints(with(rule("v", "event: visit, points: 10"), "max: 1000")).empty());
  CHECK(lints(with(rule("v", "event: visit, points: 10, limit: once, max: 11"))) ==
        "idle-bound: v\n");
  CHECK(
      lints(with(rule("v", "event: visit, points: 10, limit: 2 per 7d, expires: 14d, max: 41"))) ==
      "idle-bound: v\n");
  CHECK(lints(with(rule("v", "event: visit, points: 10, limit: 2 per 7d, expires: 14d, max: 40")))
            .empty());
  CHECK(lints(with(rule("v", "event: visit, points: seconds, max: 12"))).empty());
  CHECK(lints(with(rule("v", "event: visit, points: \"min(seconds, 9)\", limit: once, max: 12"))) ==
        "idle-bound: v\n");
  CHECK(lints(with("      - group: g\n        max: 11\n        rules:\n    " + ten)) ==
        "idle-bound: g\n");
  CHECK(messages(with(ten, "max: 11"), "idle-bound") ==
        "'max: 11' of 's' changes nothing: it is at most 10 without it\n");
}

}  // namespace leadscore
