// SPDX-License-Identifier: Apache-2.0

// Snapshots of leads as JSON Lines, CSV or a table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <leadscore/history.hpp>
#include <leadscore/ruleset.hpp>

#include "cli/table.hpp"

namespace leadscore::cli {

// One line of JSON, without a line break.
[[nodiscard]] std::string score_json(const RuleSet& rules, std::string_view lead,
                                     const Snapshot& snapshot);

[[nodiscard]] std::vector<std::string> score_csv_header(const RuleSet& rules);
[[nodiscard]] std::vector<std::string> score_csv_row(const RuleSet& rules, std::string_view lead,
                                                     const Snapshot& snapshot);

// How both end, behind the bands of a lead that is not excluded: its stage, route and signals.
[[nodiscard]] std::string journey_json(const RuleSet& rules, const Snapshot& snapshot);
[[nodiscard]] std::vector<std::string> journey_cells(const RuleSet& rules,
                                                     const Snapshot& snapshot);

[[nodiscard]] Table score_table(const RuleSet& rules);
[[nodiscard]] std::vector<std::string> score_table_row(const RuleSet& rules, std::string_view lead,
                                                       const Snapshot& snapshot);

}  // namespace leadscore::cli
