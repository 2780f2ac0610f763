// SPDX-License-Identifier: Apache-2.0

// The event types of a workload, and rules on them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/dice.hpp"

namespace leadscore::workload {

// The section `events` of the rule file.
[[nodiscard]] const char* event_types();

// So many rules, each a YAML flow map.
[[nodiscard]] std::vector<std::string> make_event_rules(support::Dice& dice, std::size_t count);

}  // namespace leadscore::workload
