// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "unit/lint/linting.hpp"

namespace leadscore {
namespace {

std::string with(const std::string& keys) {
  return "leadscore: 1\nattributes: {size: integer, revenue: number, title: text, tags: list, "
         "tier: {type: text, one_of: [gold, silver]}, plan: {type: text, default: free}, ok: "
         "boolean, trial_ends: time}\n"
         "scores: {s: {rules: [{rule: a, " +
         keys + "}]}}\n";
}

}  // namespace

TEST_CASE("rows that never count") {
  const std::pair<const char*, const char*> rows[] = {
      {R"(by: revenue, points: {">= 50": 1, ">= 1000": 2})", "\">= 1000\""},
      {R"(by: revenue, points: {"<= 50": 1, "0 .. 50": 2})", "\"0 .. 50\""},
      {R"(by: revenue, points: {"> 5": 1, 5: 2, "6 | 7": 3})", "\"6 | 7\""},
      {R"(by: revenue, points: {"< 5": 1, "< 5.5": 2, "<= 5": 3})", "\"<= 5\""},
      {R"(by: revenue, points: {"!= 5": 1, 6: 2})", "6"},
      {R"(by: revenue, points: {"<= 10": 1, "10 .. 20": 2, "5 .. 15": 3})", "\"5 .. 15\""},
      {R"(by: title, points: {"VP | CEO": 1, vp: 2})", "vp"},
      {R"(by: title, points: {VP: 1, CEO: 2, "ceo | vp": 3})", "\"ceo | vp\""},
      {R"(by: title, points: {"!= vp": 1, ceo: 2})", "ceo"},
      {R"(by: size, points: {"0.2 .. 0.8": 1, "> 1": 2})", "\"0.2 .. 0.8\""},
      {R"(by: plan, points: {free: 1, unknown: 2})", "unknown"},
      {R"(by: tier, points: {gold: 1, silver: 2, else: 3})", "else"},
      {R"(by: ok, points: {true: 1, false: 2, unknown: 0})", ""},
      {R"(by: revenue, points: {">= 1000": 2, ">= 50": 1})", ""},
      {R"(by: revenue, points: {"> 5": 1, "5 | 6": 2})", ""},
      {R"(by: revenue, combine: sum, points: {">= 50": 1, ">= 1000": 2})", ""},
      {R"(by: title, points: {VP: 1, "vp | ceo": 2})", ""},
      {R"(by: tags, points: {"a | b": 1, b: 2})", ""},
      {R"(by: title, points: {else: 1, unknown: 3})", ""},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    const std::string wanted =
        *expected == '\0' ? "" : "unreachable-row: " + std::string(expected) + "\n";
    CHECK(lints(with(keys)).find(wanted) != std::string::npos);
    CHECK((lints(with(keys)).find("unreachable-row") == std::string::npos) == wanted.empty());
  }
}

TEST_CASE("rows that share values") {
  const std::pair<const char*, const char*> rows[] = {
      {R"(by: size, points: {"< 50": 1, "50 .. 200": 2, "200 .. 999": 3})", "\"200 .. 999\""},
      {R"(by: revenue, points: {"0 .. 10": 1, "5 .. 20": 2})", "\"5 .. 20\""},
      {R"(by: title, points: {"vp | ceo": 1, "CEO | cto": 2})", "\"CEO | cto\""},
      {R"(by: size, points: {"< 50": 1, "50 .. 199": 2, ">= 200": 3})", ""},
      {R"(by: size, points: {">= 200": 3, ">= 50": 2, "< 50": 1})", ""},
      {R"(by: size, combine: max, points: {"0 .. 10": 1, "5 .. 20": 2})", ""},
      {R"(by: title, points: {vp: 1, "vp | ceo": 2})", ""},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    const std::string wanted =
        *expected == '\0' ? "" : "row-overlap: " + std::string(expected) + "\n";
    CHECK(lints(with(keys)) == wanted);
  }
  CHECK(messages(with(R"(by: size, points: {"0 .. 10": 1, "10 .. 20": 2})"), "row-overlap") ==
        "this row and '0 .. 10' share 10, which only that row takes\n  that row stands here\n");
}

TEST_CASE("gaps between rows") {
  const std::pair<const char*, const char*> rows[] = {
      {R"(by: revenue, points: {"< 50": 0, "50 .. 199": 5, ">= 200": 15})", "\">= 200\""},
      {R"(by: size, points: {"< 50": 0, "60 .. 199": 5, ">= 200": 15})", "\"60 .. 199\""},
      {R"(by: revenue, points: {">= 200": 15, "< 50": 0})", "\">= 200\""},
      {R"(by: revenue, points: {"> 50": 0, "< 50": 5})", "\"> 50\""},
      {R"(by: size, points: {"< 50": 0, "50 .. 199": 5, ">= 200": 15})", ""},
      {R"(by: revenue, points: {"< 50": 0, "50 .. 199": 5, ">= 200": 15, else: 1})", ""},
      {R"(by: revenue, points: {"10 .. 20": 0})", ""},  // outside there is nothing to say
      {R"(by: size, points: {1: 1, 2: 2, 3: 3})", ""},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    const std::string wanted = *expected == '\0' ? "" : "row-gap: " + std::string(expected) + "\n";
    CHECK(lints(with(keys)) == wanted);
  }
  CHECK(messages(with(rows[0].first), "row-gap") ==
        "no row takes what lies between 199 and 200, such as 199.5\n");
  CHECK(messages(with(rows[1].first), "row-gap") == "no row takes 50 to 59\n");
  CHECK(messages(with(rows[3].first), "row-gap") == "no row takes 50\n");
}

TEST_CASE("a score of whole points has no gaps between them") {
  const std::string head = "leadscore: 1\nattributes: {ok: boolean}\nscores:\n";
  const std::string table =
      "  t: {rules: [{rule: by s, by: s, points: {\"<= 3\": 1, \">= 4\": 2}}]}\n";
  CHECK(lints(head + "  s: {rules: [{rule: r, when: ok, points: 5}]}\n" + table).empty());
  CHECK(lints(head + "  s: {rules: [{rule: r, when: ok, points: 4.5}]}\n" + table) ==
        "row-gap: \">= 4\"\n");
}

}  // namespace leadscore
