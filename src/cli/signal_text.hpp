// SPDX-License-Identifier: Apache-2.0

// What a signal waits for, what would turn it on, and what time will change, for people.
#pragma once

#include <string>
#include <vector>

#include <leadscore/explain.hpp>

#include "cli/style.hpp"

namespace leadscore::cli {

[[nodiscard]] std::string why_not_text(const WhyNot& why, Style style);
[[nodiscard]] std::string ahead_text(const std::vector<Change>& changes,
                                     const std::vector<Drop>& drops, Style style);

// `2026-03-01 09:00:00Z`
[[nodiscard]] std::string short_time(Time at);

}  // namespace leadscore::cli
