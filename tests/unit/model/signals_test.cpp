// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& signal) {
  return "leadscore: 1\nattributes: {size: integer}\nsignals:\n  s: " + signal + "\n";
}

}  // namespace

TEST_CASE("a signal with all its keys") {
  const Loaded loaded = good(with("{when: size > 2, until: size < 1, for: 2d, cooldown: 3660d}"));
  const Signal& signal = loaded.value().model().signals[0];
  CHECK(signal.name == "s");
  CHECK(signal.until.has_value());
  CHECK(!signal.until_never);
  CHECK(signal.holds_for == Duration(std::chrono::hours(48)));
  CHECK(signal.cooldown == Duration(std::chrono::hours(24 * 3660)));
  CHECK(signal.place == Place{4, 3});
  // Places inside are places in the file.
  const auto& text = loaded.source().text;
  CHECK(text.substr(signal.when.span.begin, signal.when.span.end - signal.when.span.begin) ==
        "size > 2");
}

TEST_CASE("until never") {
  const Loaded loaded = good(with("{when: size > 2, until: never}"));
  CHECK(loaded.value().model().signals[0].until_never);
  CHECK(!loaded.value().model().signals[0].until.has_value());
}

TEST_CASE("what can be wrong with a signal") {
  const std::pair<const char*, const char*> rows[] = {
      {"size > 2", "4:6 wrong-kind: a signal needs a map with 'when', not a single value\n"},
      {"", "4:4 wrong-kind: signal 's' is empty, and needs a map ('key: value')\n"},
      {"{until: never}", "4:7 missing-key: a signal needs 'when'\n"},
      {"{wen: size > 2}", "4:7 unknown-key: unknown key 'wen' in a signal; did you mean 'when'?\n"},
      {"{when: size}", "4:13 wrong-type: 'when' needs a condition, and 'size' is a number\n"},
      {"{when: size > 2, for: 0s}", "4:28 out-of-range: 'for' must be from 1s to 3660d\n"},
      {"{when: size > 2, cooldown: 3661d}",
       "4:33 out-of-range: 'cooldown' must be from 1s to 3660d\n"},
      {"{when: size > 2, for: 2 days}",
       "4:28 bad-duration: 'for' needs a duration such as 7d, not '2 days'\n"},
      {"{when: size > 2, until: sice < 1}",
       "4:30 unknown-name: unknown attribute 'sice'; did you mean 'size'?\n"},
  };
  for (const auto& [signal, expected] : rows) {
    CAPTURE(signal);
    CHECK(problems(with(signal)) == expected);
  }
}

TEST_CASE("a condition in any style has exact places") {
  const char* styles[] = {"{when: 'sice > 2'}", "{when: \"sice > 2\"}",
                          "\n    when: >\n      sice\n      > 2", "\n    when: |\n      sice > 2"};
  for (const char* style : styles) {
    CAPTURE(style);
    const Loaded loaded = load_rules({"rules.yaml", with(style)});
    REQUIRE(loaded.diagnostics().size() == 1);
    const Span span = loaded.diagnostics()[0].span;
    CHECK(loaded.source().text.substr(span.begin, span.end - span.begin) == "sice");
  }
}

}  // namespace leadscore::model
