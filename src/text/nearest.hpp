// SPDX-License-Identifier: Apache-2.0

// The nearest known name for a misspelt one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace leadscore::text {

// The candidate with the least Damerau-Levenshtein distance (case and `_` or blank aside first), if
// it is near enough to be meant: at most a third of the length, at least one.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 std::span<const std::string> candidates);

}  // namespace leadscore::text
