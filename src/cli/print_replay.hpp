// SPDX-License-Identifier: Apache-2.0

// Outputs for people and spreadsheets; as JSON they print themselves (leadscore::to_json).
#pragma once

#include <string>
#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/ruleset.hpp>

namespace leadscore::cli {

// What happened, in words: `mql comes on (pass 2): fit 45, engagement 16`.
[[nodiscard]] std::string in_words(const Output& output);

[[nodiscard]] std::vector<std::string> replay_csv_header(const RuleSet& rules);
[[nodiscard]] std::vector<std::string> replay_csv_row(const RuleSet& rules, const Output& output);

}  // namespace leadscore::cli
