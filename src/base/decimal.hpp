// SPDX-License-Identifier: Apache-2.0

// Numbers as authors and data write them: strict, finite, no locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadscore {

// `300`, `-5`, `300.0`: a 64-bit integer, also where the decimals are all zero. No `+`, no blanks.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);

// A finite decimal with optional exponent: `2.5`, `-1e3`. Not `inf`, `nan`, hex, `.5` is allowed.
// Nothing where it is too large for a double, or so small that it would become 0.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

// A plain decimal with at most `digits` after the point, as a count of 10^-digits: ("2.5", 3) is
// 2500. Nothing where it has more digits, an exponent, or does not fit.
[[nodiscard]] std::optional<std::int64_t> parse_scaled(std::string_view text, int digits);

// The shortest text that reads back as the same double; integers without a point, and those of 64
// bits with all their digits. -0 is `0`. The value must be finite.
[[nodiscard]] std::string number_text(double value);

}  // namespace leadscore
