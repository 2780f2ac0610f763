// SPDX-License-Identifier: Apache-2.0

// The keys of a rule file as keys.def lists them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leadscore::model {

// What stands behind a key. "A scalar" is anything but a map, a list, or nothing at all.
enum class KeyKind : std::uint8_t {
  none,
  nothing,       // no value, as in `unsubscribe:`
  version,       // of the language
  text,          // a scalar that is not empty
  text_or_null,  // the same, or null
  zone,          // a time zone
  type,          // a word of types.def
  name,          // of a stage, signal, score or attribute that is declared elsewhere
  label,         // a new name that expressions know only in quotes
  names,         // one name, or a list
  some_names,    // one name, or a list of at least one
  boolean,
  yes,       // true, and nothing else
  touches,   // a whole number from 1 to kMostTouches
  count,     // a whole number from 0
  weight,    // a decimal
  share,     // a decimal from 0 to 1
  points,    // a decimal with at most three digits, or a defined constant
  fewer,     // points that are not negative
  bound,     // points or `else`
  gain,      // points, an expression that gives a number, or a table of rows
  duration,  // `30d`
  hold,      // a duration or `forever`
  time,
  condition,   // an expression that is true or false
  until,       // a condition or `never`
  expression,  // of any type
  constant,    // a scalar, or a list of them
  events,      // `a | b`, `silence(30d of a)`
  happening,   // `a | b`
  limit,
  decay,
  combine,         // a word of combine.def
  band_text,       // "{grade}{heat}"
  value,           // a scalar, or a list of them where the type is a list
  values,          // a list of at least one scalar
  cell,            // a value in a fact: a scalar, a list, or null
  known,           // the attributes of a lead: a map of cells, or null
  outcome,         // points, the value of a band, or null
  account,         // the name of an account, or a map of what is expected
  item,            // a rule or a group
  section,         // a map with the keys of another section
  named,           // a map of names that expressions use bare
  labelled,        // a map of names that they use in quotes
  map_of,          // a map with any keys
  list_of,         // a list, which may be empty
  some_of,         // a list of at least one
  one_or_list_of,  // one or a list of them
};

struct Key {
  std::string_view section;
  std::string_view name;
  bool required = false;
  KeyKind kind = KeyKind::text;
  std::string_view inside;  // a section, a kind, or `free`
  std::string_view summary;
  std::string_view details;  // whole sentences; may be empty
};

struct Section {
  std::string_view name;
  std::string_view title;              // "a rule", as messages call it
  KeyKind short_form = KeyKind::none;  // what may stand in place of the map
  std::string_view others;             // what other keys hold: a section, a kind, or `none`
  std::string_view summary;
};

// A pair of keys of a section; `*` stands for those that are not listed.
struct Bond {
  std::string_view section;
  std::string_view key;
  std::string_view other;
  bool excludes = false;  // else `key` needs `other`
};

// Keys of a section of which at least one must be there.
struct Choice {
  std::string_view section;
  bool only_one = false;
  std::string_view keys;  // with blanks between them
};

// All of them, in the order of the table.
[[nodiscard]] const std::vector<Section>& all_sections();
[[nodiscard]] const std::vector<Key>& all_keys();
[[nodiscard]] const std::vector<Bond>& all_bonds();
[[nodiscard]] const std::vector<Choice>& all_choices();

[[nodiscard]] const std::vector<Key>& keys_of(std::string_view section);
// The keys of a section that mean nothing without that one.
[[nodiscard]] std::vector<std::string_view> keys_that_need(std::string_view section,
                                                           std::string_view other);
[[nodiscard]] bool is_key_of(std::string_view section, std::string_view name);
// "a rule", as messages call it.
[[nodiscard]] std::string_view title_of(std::string_view section);

// The words that stand in place of a condition, a duration or a bound.
inline constexpr std::string_view kNever = "never";
inline constexpr std::string_view kForever = "forever";
inline constexpr std::string_view kElse = "else";

inline constexpr std::int64_t kMostTouches = 1'000;
inline constexpr std::int64_t kMostWeight = 1'000'000;
inline constexpr std::int64_t kMostPasses = 1'000'000;

}  // namespace leadscore::model
