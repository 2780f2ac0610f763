// SPDX-License-Identifier: Apache-2.0

// Runs the `tests:` of a rule file.
//
// Threads: free functions over immutable rules; safe everywhere.
//
//     for (const auto& result : leadscore::run_tests(rules))
//       std::cout << result.name << (result.failures.empty() ? " ok\n" : " FAILED\n");
#pragma once

#include <string>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

// One expectation that does not hold.
struct TestFailure {
  Place place;  // of the expected value in the rule file
  Time at;
  std::string what;  // "score engagement", "stage", "signals", "passes mql"
  std::string expected;
  std::string got;
  std::string because;  // for a score: the lines that give it, one per line; may be empty
};

struct TestResult {
  std::string name;
  Place place;
  std::vector<TestFailure> failures;
};

// What fired while tests ran, for coverage.
struct CoverageItem {
  std::string what;  // "rule", "row", "move", "signal"
  std::string name;
  Place place;
  bool fired = false;
};

struct TestReport {
  std::vector<TestResult> results;     // in the order of the file
  std::vector<CoverageItem> coverage;  // every rule, table row, move and signal of the file
};

[[nodiscard]] TestReport run_tests(const RuleSet& rules);

}  // namespace leadscore
