// SPDX-License-Identifier: Apache-2.0
#include <leadscore/testing.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string generated(const std::string& rules) {
  const std::string tests = generate_tests(support::load("leadscore: 1\n" + rules));
  CAPTURE(tests);
  if (!tests.empty()) {
    for (const TestResult& result :
         run_tests(support::load("leadscore: 1\n" + rules + tests)).results) {
      CHECK(result.failures.empty());
    }
  }
  return tests;
}

}  // namespace

TEST_CASE("values on both sides of each bound, by type") {
  const std::string tests = generated(R"(
attributes: {n: integer, x: number, t: time, title: text, tags: list, size: {type: text, one_of: [s, m, l]}, ok: boolean}
define: {limit: 7}
scores:
  s:
    rules:
      - {rule: a, when: n > limit, points: 1}
      - {rule: b, when: x >= 2.5, points: 1}
      - {rule: c, when: age(t) >= 2d, points: 1}
      - {rule: d, when: title contains word "VP", points: 1}
      - {rule: e, when: tags contains "a", points: 1}
      - {rule: f, when: size == "m", points: 1}
      - {rule: g, when: ok, points: 1}
)");
  for (const char* value :
       {"{n: 6}", "{n: 7}", "{n: 8}", "{x: 2.49}", "{x: 2.5}", "{x: 2.51}",
        "{t: \"2026-02-28 08:59:59\"}", "{t: \"2026-02-28 09:00\"}", "{t: \"2026-02-28 09:00:01\"}",
        "{title: VP}", "{title: VPx}", "{title: something else}", "{tags: [a]}", "{size: m}",
        "{size: l}", "{ok: true}", "{ok: false}", "nothing known: {}"}) {
    CAPTURE(value);
    CHECK(has(tests, value));
  }
  CHECK(has(tests, "lead: n 7, s: 0}"));
  CHECK(has(tests, "lead: n 8, s: 1}"));
  CHECK(!has(tests, "size: something else"));
}

TEST_CASE("a condition on several attributes is tried from where all of it holds") {
  const std::string tests = generated(R"(
attributes: {n: integer, c: text}
scores: {s: {rules: [{rule: a, when: 'n >= 5 and c == "DE"', points: 1}]}}
)");
  CHECK(has(tests, "{n: 5, c: DE}"));
  CHECK(has(tests, "{n: 4, c: DE}"));
  CHECK(has(tests, "{n: 5, c: something else}"));
  CHECK(has(tests, "lead: all that it takes, s: 1}"));
  CHECK(has(tests, "lead: n 4, s: 0}"));
}

TEST_CASE("limits, decay and expiry at their instants") {
  const std::string tests = generated(R"(
events: {visit: {url: text}}
scores:
  s:
    rules:
      - {rule: a, event: visit, where: url == "/p", points: 8, limit: 2 per 24h, decay: lose 3 every 2d, expires: 5d}
)");
  CHECK(has(tests, "- {at: 2026-03-02 09:01, s: 16,"));     // the second counts
  CHECK(has(tests, "- {at: 2026-03-02 09:02, s: 16,"));     // the third does not
  CHECK(has(tests, "- {at: 2026-03-03 08:59:59, s: 16,"));  // within 24 h of both
  CHECK(has(tests, "- {at: 2026-03-03 09:00, s: 24,"));     // the first has left the window
  CHECK(has(tests, "- {at: 2026-03-04 08:59:59, s: 8,"));
  CHECK(has(tests, "- {at: 2026-03-04 09:00, s: 5,"));     // 8 - 3
  CHECK(has(tests, "- {at: 2026-03-07 08:59:59, s: 2,"));  // 8 - 6, one second before five days
  CHECK(has(tests, "- {at: 2026-03-07 09:00, s: 0,"));
}

TEST_CASE("bounds of scores from both sides") {
  const std::string tests = generated(R"(
attributes: {a: boolean, b: boolean}
scores: {s: {rules: [{rule: a, when: a, points: 10}, {rule: b, when: b, points: 15}]}}
signals: {hot: {when: s >= 20}}
)");
  CHECK(has(tests, "test: s around 20"));
  CHECK(has(tests, "lead: reached, s: 25, signals: [hot]}"));
}

TEST_CASE("nothing to try is nothing generated, and few leads are few") {
  CHECK(generate_tests(support::load("leadscore: 1\nscores: {}\n")).empty());
  const RuleSet rules = support::load(
      "leadscore: 1\nattributes: {n: integer, m: integer}\nscores: {s: {rules: [{rule: a, when: n "
      "> "
      "5, points: 1}, {rule: b, when: m > 5, points: 1}]}}\n");
  const std::string all = generate_tests(rules);
  CHECK(all == generate_tests(rules));
  CHECK(generate_tests(rules, 0).empty());
  CHECK(generate_tests(rules, 6).size() < all.size());
}

}  // namespace leadscore
