// SPDX-License-Identifier: Apache-2.0

// The keys of a rule file as keys.def lists them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leadscore::model {

enum class KeyKind : std::uint8_t {
  text,   // any text
  name,   // the name of a stage, signal, score or attribute
  names,  // one of them or a list
  boolean,
  integer,
  decimal,
  points,  // a decimal with at most three digits, or a defined constant
  worth,   // points or an expression that gives a number
  duration,
  hold,  // a duration or `forever`
  time,
  condition,  // an expression that is true or false
  expression,
  events,  // `a | b`
  limit,
  decay,
  combine,         // sum, first, max, min
  value,           // a scalar or a list of the declared type
  list,            // of scalars or of free maps
  map,             // with keys that the author chooses
  section,         // a map with the keys of another section
  map_of,          // names that the author chooses, each with such a section
  list_of,         // a list of such sections
  one_or_list_of,  // one or a list of them
};

struct Key {
  std::string_view section;
  std::string_view name;
  bool required = false;
  KeyKind kind = KeyKind::text;
  std::string_view inside;  // a section, or `free`
  std::string_view summary;
};

// All keys, in the order of the table.
[[nodiscard]] const std::vector<Key>& all_keys();
[[nodiscard]] std::vector<Key> keys_of(std::string_view section);
// "a rule", as messages call it.
[[nodiscard]] std::string_view title_of(std::string_view section);

}  // namespace leadscore::model
