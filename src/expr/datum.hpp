// SPDX-License-Identifier: Apache-2.0

// A typed value inside expressions, missing included.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/time.hpp>

namespace leadscore::expr {

// What an expression can be.
enum class Type : std::uint8_t {
  boolean,
  number,  // 64-bit integers and finite doubles, which compare exactly
  text,
  time,
  duration,
  list,    // of text
  symbol,  // a stage, or a value of a band: compared with its known names only
};

// `boolean` as an author would say it: "a condition", "a number", "a text", ...
[[nodiscard]] std::string_view describe(Type type);

// A text as written and as it is compared.
struct Text {
  std::string written;
  std::string folded;  // NFKC, case folded, trimmed (a pattern's is not trimmed)
  explicit Text(std::string_view text);
};
using TextPtr = std::shared_ptr<const Text>;
using ListPtr = std::shared_ptr<const std::vector<TextPtr>>;

// One value. Times and durations may move with the clock: `slope` is 1 for what grows as time
// passes (now, age(x)), 0 for what stands still, -1 never occurs in a value but between two.
struct Datum {
  enum class Kind : std::uint8_t { missing, boolean, integer, number, text, list, time, duration };

  Kind kind = Kind::missing;
  std::int8_t slope = 0;
  std::int64_t integer = 0;  // boolean, integer; microseconds of a time or duration
  double number = 0;
  TextPtr text;
  ListPtr list;

  [[nodiscard]] bool is_missing() const { return kind == Kind::missing; }
  [[nodiscard]] bool is_true() const { return kind == Kind::boolean && integer != 0; }
  [[nodiscard]] double as_number() const;  // of an integer or number
  [[nodiscard]] Time as_time() const { return Time(Duration(integer)); }
  [[nodiscard]] Duration as_duration() const { return Duration(integer); }

  static Datum of(bool value);
  static Datum of(std::int64_t value);
  static Datum of(double value);  // missing where not finite
  static Datum of(TextPtr value);
  static Datum of(ListPtr value);
  static Datum of(Time value, std::int8_t slope = 0);
  static Datum of(Duration value, std::int8_t slope = 0);
  static Datum text_of(std::string_view value);
  static Datum pattern_of(std::string_view value);  // what `contains` looks for: not trimmed
};

// The datum as an expression would write it: `true`, `41`, `"text"`, `7d`, `["a", "b"]`, `missing`.
[[nodiscard]] std::string print(const Datum& datum);

}  // namespace leadscore::expr
