// SPDX-License-Identifier: Apache-2.0

// Values of a line as 64-bit integers in the same order, and where comparisons cut the line.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <optional>

#include "expr/datum.hpp"

namespace leadscore::plan {

// What a line consists of.
enum class Line : std::uint8_t { integers, numbers, times, points };

using Key = std::int64_t;

// Of a finite number; 0 and -0 have one key.
[[nodiscard]] inline Key key_of(double number) {
  const auto bits = std::bit_cast<std::int64_t>(number + 0.0);
  return bits < 0 ? bits ^ std::numeric_limits<std::int64_t>::max() : bits;
}
[[nodiscard]] inline double number_of(Key key) {
  return std::bit_cast<double>(key < 0 ? key ^ std::numeric_limits<std::int64_t>::max() : key);
}

// The value that has the key.
[[nodiscard]] expr::Datum value_of(Line line, Key key);

// Where a constant cuts a line: values below `from` are less, values from `above` on are greater
// than it, and those between are equal to it. Nothing: there is no such value.
struct Cut {
  std::optional<Key> from;
  std::optional<Key> above;
};
[[nodiscard]] Cut cut_at(Line line, const expr::Datum& constant);

}  // namespace leadscore::plan
