// SPDX-License-Identifier: Apache-2.0
#include "model/test_case.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {

TEST_CASE("tests in their order, a wrong one reported") {
  const Loaded loaded = good(
      "leadscore: 1\ntests:\n  - {test: a, expect: []}\n"
      "  - {test: b, facts: [], expect: {at: 2026-03-02}}\n");
  const auto& tests = loaded.value().model().tests;
  REQUIRE(tests.size() == 2);
  CHECK(tests[0]->name == "a");
  CHECK(tests[1]->expectations.size() == 1);
  CHECK(problems("leadscore: 1\ntests:\n  - {expect: []}\n  - {test: b}\n  - c\n") ==
        "3:6 missing-key: a test needs 'test'\n"
        "4:6 missing-key: a test needs 'expect'\n"
        "5:5 wrong-kind: a test needs a map ('key: value'), not a single value\n");
  CHECK(problems("leadscore: 1\ntests: {test: a, expect: []}\n") ==
        "2:8 wrong-kind: 'tests' needs a list, not a map\n");
}

}  // namespace leadscore::model
