// SPDX-License-Identifier: Apache-2.0

// JSON built from parts that are JSON themselves.
//
//     json_object({{"type", json_string("array")}, {"items", json_object({})}})
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leadscore {

// Names, and values that are JSON; the names need no escaping.
using JsonMembers = std::vector<std::pair<std::string_view, std::string>>;

[[nodiscard]] std::string json_object(const JsonMembers& members);
[[nodiscard]] std::string json_array(const std::vector<std::string>& items);
[[nodiscard]] std::string json_strings(const std::vector<std::string_view>& texts);

// The same JSON with a line for each member and item, two blanks for each level, and a line break
// at the end. Lists and maps that are short and hold no others stay on one line.
[[nodiscard]] std::string indented_json(std::string_view compact);

}  // namespace leadscore
