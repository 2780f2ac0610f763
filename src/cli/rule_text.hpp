// SPDX-License-Identifier: Apache-2.0

// A rule file that the command line names; `-` is standard input.
#pragma once

#include <string>
#include <variant>

#include <leadscore/ruleset.hpp>

#include "cli/input.hpp"

namespace leadscore::cli {

// The rules or their diagnostics; or why the file cannot be read.
[[nodiscard]] std::variant<Loaded, Unreadable> load_rule_text(const std::string& path);

}  // namespace leadscore::cli
