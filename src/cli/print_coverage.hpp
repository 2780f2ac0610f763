// SPDX-License-Identifier: Apache-2.0

// What the tests in rule files leave untried.
#pragma once

#include <string>
#include <vector>

#include <leadscore/testing.hpp>

#include "cli/print_test.hpp"

namespace leadscore::cli {

// One thing that tests did not show, in words.
struct Uncovered {
  Place place;
  std::string what;  // "rule big", "when of rule big"
  std::string how;   // "never fired", "never true", "never not true", ...
  std::string text;  // of a condition
};

// In the order of the file.
[[nodiscard]] std::vector<Uncovered> uncovered(const TestReport& report);

// Shares, then what is not covered.
[[nodiscard]] std::string coverage_text(const TestedFile& file, Style style);
// Everything, covered or not: JSON Lines.
[[nodiscard]] std::string coverage_json(const TestedFile& file);

}  // namespace leadscore::cli
