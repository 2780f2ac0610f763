// SPDX-License-Identifier: Apache-2.0

// Runs the `tests:` of a rule file, says what they leave untried, and writes new ones.
//
// Threads: free functions over immutable rules; safe everywhere.
//
//     for (const auto& result : leadscore::run_tests(rules).results)
//       std::cout << result.name << (result.failures.empty() ? " ok\n" : " FAILED\n");
#pragma once

#include <cstddef>
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
  // "score engagement", "rule decision maker in fit", "stage", "signals", "passes mql"
  std::string what;
  std::string expected;
  std::string got;
  // Why it is as it is, one remark per line: the lines of a score and the rules that give nothing,
  // what keeps a signal off, the moves made so far. May be empty.
  std::string because;
};

struct TestResult {
  std::string name;
  Place place;
  std::vector<TestFailure> failures;
};

// Whether something had a part in anything while tests ran. Rules that are switched off are left
// out.
struct CoverageItem {
  std::string what;  // "rule", "row", "signal", "move", "route", "rejection", "reason"
  std::string name;
  Place place;
  bool fired = false;
};

// What a condition came to while tests ran.
struct CoveredCondition {
  std::string what;   // "when", "where", "given", "until", "exclude", "ignore"
  std::string owner;  // "rule pricing page", "signal mql", "move to sql"; empty for `exclude`
  std::string text;   // as written
  Place place;
  bool was_true = false;
  bool was_false = false;
  bool was_unknown = false;  // neither, for something was missing
};

struct TestReport {
  std::vector<TestResult> results;  // in the order of the file
  // Only where asked for: everything of the file, whether covered or not, in the order of the file.
  std::vector<CoverageItem> coverage;
  std::vector<CoveredCondition> conditions;
};

struct TestOptions {
  bool coverage = false;  // takes several times as long
};

[[nodiscard]] TestReport run_tests(const RuleSet& rules, const TestOptions& options = {});

// A `tests:` section for the rules, as YAML: leads on both sides of the bounds that the rules name,
// with what the rules give them today as the expected values, so that all of it passes. Its own
// tests and time are no part of it: equal rules give equal text, at most about `most_leads` leads.
// Empty where the rules name nothing to try.
[[nodiscard]] std::string generate_tests(const RuleSet& rules, std::size_t most_leads = 400);

}  // namespace leadscore
