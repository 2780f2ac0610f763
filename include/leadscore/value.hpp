// SPDX-License-Identifier: Apache-2.0

// A value that a fact brings: of an attribute or of a property of an event, missing included.
//
// A value is converted to the type its rule file declares when the fact is applied; one of the
// wrong kind is then missing and counted as bad.
//
// Threads: a value type; safe everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <leadscore/time.hpp>

namespace leadscore {

// No value: nothing is known.
struct Missing {
  friend bool operator==(Missing, Missing) = default;
};

// A value as written in a text file (a CSV cell, a YAML scalar): read by the declared type, so
// `300` may be an integer or a text, `yes` a boolean or a text, and `a; b` a list.
struct Cell {
  std::string text;
  friend bool operator==(const Cell&, const Cell&) = default;
};

using TextList = std::vector<std::string>;

using Value = std::variant<Missing, bool, std::int64_t, double, std::string, Time, TextList, Cell>;

// As JSON: `null`, `true`, `41`, `2.5`, `"text"`, `"2026-03-01T09:00:00Z"`, `["a","b"]`. A Cell is
// written as a JSON string.
[[nodiscard]] std::string to_json(const Value& value);

// `text` as a JSON string with its quotes; control characters escaped.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace leadscore
