// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "lint/space.hpp"
#include "model/model.hpp"
#include "unit/lint/linting.hpp"

namespace leadscore {
namespace {

std::string with(const std::string& scores) {
  return "leadscore: 1\nattributes: {size: integer, rev: number, country: text, tier: {type: text, "
         "one_of: [a, b]}, ok: boolean}\n"
         "events: {visit: {seconds: integer}}\nfeedback: {no: {reason: text}}\n" +
         scores;
}

// `low .. high` of the last score, `*` where it has no bound.
std::string reach(const std::string& text) {
  const Loaded loaded = good(text);
  lint::Space space(loaded.value().model());
  const auto last = static_cast<std::uint32_t>(loaded.value().model().scores.size() - 1);
  const lint::Reach found = space.reach(last);
  const std::string low = found.low <= -lint::kUnbounded ? "*" : found.low.to_text();
  return low + " .. " + (found.high >= lint::kUnbounded ? "*" : found.high.to_text());
}

std::string rules(const std::string& list) {
  return with("scores: {s: {rules: [" + list + "]}}\n");
}

}  // namespace

TEST_CASE("what the rules of a score come to") {
  const std::pair<const char*, const char*> rows[] = {
      {"{rule: a, when: ok, points: 5}", "0 .. 5"},
      {"{rule: a, when: ok, points: 5}, {rule: b, when: size > 5, points: -3}", "-3 .. 5"},
      // One attribute: not both.
      {"{rule: a, when: size > 5, points: 5}, {rule: b, when: size < 5, points: 7}", "0 .. 7"},
      {"{rule: a, when: size >= 5, points: 5}, {rule: b, when: size <= 5, points: 7}", "0 .. 12"},
      {"{rule: a, when: country == \"DE\", points: 5}, {rule: b, when: country == \"US\", points: "
       "7}",
       "0 .. 7"},
      {"{rule: a, when: tier == \"a\", points: 5}, {rule: b, when: tier == \"b\", points: 7}",
       "0 .. 7"},
      {"{rule: a, when: country is unknown, points: -5}, {rule: b, when: country == \"US\", "
       "points: 7}",
       "-5 .. 7"},
      {"{rule: a, when: country != \"DE\" or country is unknown, points: 5}, {rule: b, when: "
       "country == \"DE\", points: 4}",
       "4 .. 5"},
      {"{rule: a, by: size, points: {\"< 5\": 1, \"5 .. 9\": 8, \">= 10\": 4}}, {rule: b, when: "
       "size >= 10, points: 3}",
       "0 .. 8"},
      {"{rule: a, by: size, points: {\"< 5\": -1, else: 8, unknown: 9}}", "-1 .. 9"},
      {"{rule: a, by: size, combine: sum, points: {\"< 5\": 1, \"< 9\": 8}}", "0 .. 9"},
      {"{rule: a, event: visit, points: 5}", "0 .. *"},
      {"{rule: a, event: visit, points: -5}", "* .. 0"},
      {"{rule: a, event: visit, points: 5, limit: once}", "0 .. 5"},
      {"{rule: a, event: visit, points: 5, limit: 3 per 7d}", "0 .. *"},
      {"{rule: a, event: visit, points: 5, limit: 3 per 7d, expires: 10d}", "0 .. 30"},
      {"{rule: a, event: visit, points: seconds, limit: once}", "* .. *"},
      {"{rule: a, event: visit, points: 5, max: 12}", "0 .. 12"},
      {"{rule: a, when: ok, points: 2, weight: 1.5}", "0 .. 3"},
      {"{rule: a, points: 4}", "4 .. 4"},
      {"{rule: a, when: size > 5 and size < 5, points: 4}", "0 .. 0"},
      {"{rule: a, when: ok, points: 4, enabled: false}", "0 .. 0"},
      {"{rule: a, when: ok, points: \"min(rev, 20)\"}", "* .. 20"},
      {"{rule: a, when: ok, points: \"max(0, min(rev, 20)) / 2\"}", "0 .. 10"},
      {"{group: g, max: 6, rules: [{rule: a, when: ok, points: 4}, {rule: b, when: size > 1, "
       "points: 4}]}",
       "0 .. 6"},
      {"{group: g, combine: max, rules: [{rule: a, when: ok, points: 4}, {rule: b, when: size > 1, "
       "points: 5}]}",
       "0 .. 5"},
      {"{group: g, when: size > 3 and size < 3, rules: [{rule: a, when: ok, points: 4}]}",
       "0 .. 0"},
  };
  for (const auto& [list, expected] : rows) {
    CAPTURE(list);
    CHECK(reach(rules(list)) == expected);
  }
}

TEST_CASE("bounds begin anew after a rejection that keeps what events gave") {
  const std::string visits =
      "scores: {s: {rules: [{rule: a, event: visit, points: 5, max: 12}]}}\n";
  CHECK(reach(with(visits)) == "0 .. 12");
  CHECK(reach(with(visits + "rejection: {event: no, reset: [s]}\n")) == "0 .. 12");
  CHECK(reach(with(visits + "rejection: {event: no, scale: {s: 0.5}}\n")) == "0 .. *");
  CHECK(reach(with(visits + "rejection: {event: no, by_reason: {x: {lower: {s: 1}}}}\n")) ==
        "* .. *");
}

TEST_CASE("bounds, rejections and scores over scores") {
  const std::string one = "{rule: a, when: ok, points: 5}";
  CHECK(reach(with("scores: {s: {initial: 2, rules: [" + one + "]}}\n")) == "2 .. 7");
  CHECK(reach(with("scores: {s: {max: 4, rules: [" + one + "]}}\n")) == "0 .. 4");
  CHECK(reach(with("scores: {s: {rules: [" + one +
                   "]}}\nrejection: {event: no, lower: {s: 3}}\n")) == "* .. 5");
  CHECK(reach(with("scores: {s: {min: -9, rules: [" + one +
                   "]}}\nrejection: {event: no, lower: {s: 3}}\n")) == "-9 .. 5");
  CHECK(
      reach(with("scores: {s: {rules: [" + one +
                 "]}, t: {rules: [{rule: b, when: size > 1, points: 3}]}, u: 2 * s - t + 1}\n")) ==
      "-2 .. 11");
}

}  // namespace leadscore
