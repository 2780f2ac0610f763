// SPDX-License-Identifier: Apache-2.0

// Small pieces of text that people read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/glyph.hpp"

namespace leadscore::cli {

// `1,234`.
[[nodiscard]] std::string grouped(std::uint64_t number);

// `1 error`, `2 errors`.
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);

// `a, b, c`.
[[nodiscard]] std::string joined(std::span<const std::string> parts,
                                 std::string_view separator = ", ");

// Safe to show: at most about that many bytes, nothing in it that moves the cursor.
using leadscore::printable;
[[nodiscard]] std::string printable(std::string_view text);

// `; did you mean 'employees'?`, or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       std::span<const std::string> candidates);

// A CSV cell, quoted where it must be.
[[nodiscard]] std::string csv_cell(std::string_view text);
// A CSV row with its line break.
[[nodiscard]] std::string csv_row(std::span<const std::string> cells);

// A name with blanks for `_`: as names of attributes compare.
[[nodiscard]] std::string spaced(std::string_view name);

// Blanks of ASCII cut off at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace leadscore::cli
