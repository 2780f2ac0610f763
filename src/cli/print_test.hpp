// SPDX-License-Identifier: Apache-2.0

// Results of the tests in rule files.
#pragma once

#include <string>
#include <vector>

#include <leadscore/testing.hpp>

#include "cli/style.hpp"

namespace leadscore::cli {

struct TestedFile {
  std::string name;
  TestReport report;
};

[[nodiscard]] std::string tests_text(const TestedFile& file, bool coverage, Style style);
[[nodiscard]] std::string tests_json(const TestedFile& file, bool coverage);  // JSON Lines
[[nodiscard]] std::string tests_csv(const std::vector<TestedFile>& files, bool coverage);
[[nodiscard]] std::string tests_junit(const std::vector<TestedFile>& files);

[[nodiscard]] std::size_t failed_count(const TestReport& report);

// `5 tests: 4 ok, 1 failed`.
[[nodiscard]] std::string tests_summary(const std::vector<TestedFile>& files);

}  // namespace leadscore::cli
