// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "unit/lint/linting.hpp"

namespace leadscore {
namespace {

// A score `fit` of at most 50, an unbounded `seen`, three stages; the rest is given.
std::string with(const std::string& rest) {
  return "leadscore: 1\n"
         "attributes: {size: integer, country: text, ok: boolean}\n"
         "events: {visit: {}, demo: {}}\n"
         "feedback: {rejected: {reason: text}, accepted: {}}\n"
         "scores:\n"
         "  fit: {rules: [{rule: big, when: size > 100, points: 30}, {rule: near, when: country == "
         "\"DE\", points: 20}]}\n"
         "  seen: {min: 0, rules: [{rule: visits, event: visit, points: 1, decay: half every "
         "14d}]}\n"
         "  total: fit + seen\n" +
         rest;
}
std::string signals(const std::string& list) { return with("signals: {" + list + "}\n"); }
std::string journey(const std::string& moves, const std::string& rest = "") {
  return with(
      "signals: {mql: {when: total > 40}}\nlifecycle:\n  stages: [{stage: new}, {stage: "
      "warm}, {stage: mql}, {stage: sql}, {stage: gone, off_path: true}]\n  moves:\n" +
      moves + rest);
}

const char* const kMoves =
    "    - {to: warm, when: seen > 3}\n"
    "    - {to: mql, signal: mql}\n"
    "    - {to: sql, event: accepted}\n"
    "    - {to: gone, event: rejected}\n";

}  // namespace

TEST_CASE("signals that no lead can reach") {
  CHECK(messages(signals("hot: {when: fit >= 51}"), "unreachable-signal") ==
        "'hot' never comes on: 'fit >= 51' can never hold\n"
        "  'fit' is at most 50: 30 (big) + 20 (near)\n");
  CHECK(lints(signals("hot: {when: fit >= 50}")).empty());
  CHECK(lints(signals("hot: {when: total >= 500}")).empty());
  CHECK(lints(signals("hot: {when: seen < 0}")) == "unreachable-signal: seen < 0\n");
  CHECK(lints(signals("hot: {when: fit >= 50.5 and size > 1}")) ==
        "unreachable-signal: fit >= 50.5\n");
}

TEST_CASE("until against when") {
  const std::pair<const char*, const char*> rows[] = {
      {"when: total >= 60, until: total < 45", ""},
      {"when: total >= 60, until: total < 60", ""},
      {"when: total >= 60, until: never", ""},
      {"when: total >= 60, until: total >= 30", "until-contradicts: total >= 30\n"},
      {"when: total >= 60, until: total < 70", "until-contradicts: total < 70\n"},
      {"when: total >= 60, until: fit > 50", "never-true: fit > 50\n"},
      {"when: total >= 60, until: size < 3", ""},
      {"when: total >= 60 and ok, until: total >= 50 or size < 3",
       "until-contradicts: total >= 50 or size < 3\n"},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    CHECK(lints(signals("hot: {" + std::string(keys) + "}")) == expected);
  }
}

TEST_CASE("bands that no score reaches, and scores that no band names") {
  const std::pair<const char*, const char*> rows[] = {
      {"{of: fit, A: 50, B: 20, C: 0}", ""},
      {"{of: fit, A: 51, B: 20, C: 0}", "unreachable-band: grade\n"},
      {"{of: fit, A: 50, B: 20}", "band-gap: grade\n"},
      {"{of: fit, A: 50, B: else}", ""},
      {"{of: fit, A: 50, B: 0, C: else}", "unreachable-band: grade\n"},
      {"{of: fit, A: 20, B: 0, C: -10}", "unreachable-band: grade\n"},
      {"{of: total, A: 1000, B: 0}", ""},
  };
  for (const auto& [band, expected] : rows) {
    CAPTURE(band);
    CHECK(lints(with("bands: {grade: " + std::string(band) + "}\n")) == expected);
  }
  CHECK(messages(with("bands: {grade: {of: fit, A: 50, B: 20}}\n"), "band-gap") ==
        "below 20 a lead has no 'grade', and 'fit' can be 0\n");
}

TEST_CASE("moves and stages") {
  const std::string all = kMoves;
  CHECK(lints(journey(all)).empty());
  CHECK(lints(journey(all + "    - {to: new, when: seen > 5}\n")) == "unreachable-move: new\n");
  CHECK(lints(journey(all + "    - {to: warm, when: seen > 5, from: warm}\n")) ==
        "unreachable-move: warm\n");
  CHECK(lints(journey(all + "    - {to: warm, when: fit > 50}\n")) == "never-true: fit > 50\n");
  CHECK(lints(journey("    - {to: warm, when: seen > 3}\n    - {to: mql, signal: mql}\n    - {to: "
                      "sql, event: accepted}\n")) == "unreachable-stage: gone\n");
  CHECK(lints(journey("    - {to: sql, event: accepted, from: mql}\n    - {to: mql, signal: mql, "
                      "from: sql}\n    - {to: gone, event: rejected}\n")) ==
        "unreachable-stage: warm\nunreachable-stage: mql\nunreachable-stage: sql\n");
}

TEST_CASE("a move that undoes a rejection") {
  const std::string rejection = "rejection: {event: rejected, to: warm, reset: [seen]}\n";
  CHECK(lints(journey(kMoves, rejection)).empty());
  const std::string undone = "undoes-rejection: to\n";
  const auto with_move = [&](const std::string& move) {
    return lints(journey(std::string(kMoves) + "    - " + move + "\n", rejection));
  };
  CHECK(with_move("{to: mql, when: fit > 40}") == undone);
  CHECK(with_move("{to: sql, when: size > 1000, from: warm}") == undone);
  CHECK(with_move("{to: mql, when: seen > 40}").empty());  // falls with the rejection
  CHECK(with_move("{to: mql, when: fit > 40 and rejections == 0}").empty());
  CHECK(with_move("{to: mql, when: fit > 40, from: new}").empty());
}

TEST_CASE("routes") {
  const std::string rejection = "rejection: {event: rejected, lower: {seen: 5}}\n";
  const auto routed = [&](const std::string& list) {
    return lints(with(rejection + "routing: [" + list + "]\n"));
  };
  CHECK(routed("{to: sales, when: ok}, {to: nurture}") == "ignores-rejections: sales\n");
  CHECK(routed("{to: sales, when: ok and rejections == 0}, {to: nurture}").empty());
  CHECK(routed("{to: sales, when: seen > 5}, {to: nurture}").empty());
  CHECK(routed("{to: sales, when: fit > 5}, {to: nurture}") == "ignores-rejections: sales\n");
  CHECK(routed("{to: a}, {to: b}, {to: c}") == "unreachable-route: b\n");
  CHECK(lints(with("routing: [{to: sales, when: ok}, {to: nurture}]\n")).empty());
}

TEST_CASE("names that nothing uses") {
  const std::string text =
      "leadscore: 1\n"
      "define:\n  eu: [DE]\n  far: [US]\n  ten: 10\n  two: 2\n  big: {is: size > 5}\n"
      "  small: {is: size < 5}\n"
      "attributes: {size: integer, country: text, title: text, account: text}\n"
      "events: {visit: {}, open: {}}\n"
      "feedback: {won: {}}\n"
      "scores: {s: {rules: [{rule: a, when: country in eu, points: ten}, {rule: b, when: big, "
      "points: 1}, {rule: v, event: visit, points: 1}]}}\n";
  std::string unused;
  const Loaded loaded = good(text);
  for (const Diagnostic& one : lint_rules(loaded.value())) {
    CHECK(one.code == "unused");
    unused += text.substr(one.span.begin, one.span.end - one.span.begin) + " ";
  }
  CHECK(unused == "far two small title account open won ");
}

TEST_CASE("attributes that no test fills") {
  const std::string rules =
      "leadscore: 1\nattributes: {size: integer, ok: boolean, plan: {type: text, default: x}}\n"
      "scores: {s: {rules: [{rule: a, when: size > 5 and ok and plan == \"x\", points: 1}]}}\n";
  CHECK(lints(rules).empty());  // without tests nothing is said
  const std::string test =
      "tests: [{test: t, lead: {size: 7}, expect: [{at: 2026-01-01, s: 0}]}]\n";
  CHECK(lints(rules + test) == "untested: ok\n");
}

}  // namespace leadscore
