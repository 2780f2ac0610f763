// SPDX-License-Identifier: Apache-2.0
#include "model/test_case.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"
#include "unit/model/testing_with.hpp"

namespace leadscore::model {
namespace {

std::string with_expectation(const std::string& rest) {
  return with_test("    expect: {at: 2026-03-02, " + rest + "}\n");
}

}  // namespace

TEST_CASE("what is expected of accounts is checked, in three ways of writing it") {
  for (const char* text :
       {"account: Acme, best: 5, signals: [mqa], passes: {mqa: 1}, heat: hot, journey: open",
        "account: {best: 5, signals: mqa, heat: null}",
        "account: {Acme: {best: 5}, Globex: {best: 3, signals: []}}"}) {
    CAPTURE(text);
    const Loaded loaded = good(with_expectation(text));
    for (const Expectation& one : loaded.value().model().tests.at(0)->expectations) {
      CHECK(one.account.has_value());
    }
  }
  const Loaded both = good(with_expectation("fit: 3, account: {best: 5}"));
  const auto& expectations = both.value().model().tests.at(0)->expectations;
  REQUIRE(expectations.size() == 2);
  CHECK(!expectations[0].account.has_value());
  CHECK(expectations[0].scores.size() == 1);
  CHECK(expectations[1].account.has_value());
}

TEST_CASE("what can be wrong with what is expected of accounts") {
  const std::pair<const char*, const char*> rows[] = {
      {"account: {bset: 5}",
       "16:40 unknown-name: unknown score, band or key 'bset'; did you mean 'best'?\n"},
      {"account: {best: many}", "16:46 bad-points: 'best' needs a number of points, not 'many'\n"},
      {"account: Acme, signals: [mql]",
       "16:55 unknown-value: unknown signal 'mql'; did you mean 'mqa'?\n"},
      {"account: {journey: opne}",
       "16:49 unknown-value: unknown entry 'opne'; did you mean 'open'?\n"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(problems(with_expectation(text)) == expected);
  }
  CHECK(problems("leadscore: 1\ntests: [{test: t, expect: {at: 2026-03-02, account: x}}]\n") ==
        "2:44 unknown-key: this file has no 'accounts'\n");
}

}  // namespace leadscore::model
