// SPDX-License-Identifier: Apache-2.0

// The words, literals and signs of an expression. What can be wrong with one of them by itself
// (`30m`, `=`, an open quote) is said here; grammar.cpp sees only good ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/time.hpp>

#include "expr/syntax.hpp"

namespace leadscore::expr {

enum class TokenKind : std::uint8_t { word, number, duration, time, text, sign, end };

struct Token {
  TokenKind kind = TokenKind::end;
  Span span;
  std::string text;  // a number without `_`, a text unescaped, else as written
  Duration duration{};
  std::uint32_t partner = 0;  // of a bracket: the index of the one that closes or opens it
};

// The tokens of a text of valid UTF-8, an `end` as the last. Brackets are in pairs.
[[nodiscard]] Parsed<std::vector<Token>> tokenize(std::string_view text);

// `30d`; the error says which unit is near, or which are known.
[[nodiscard]] Parsed<Duration> read_duration(std::string_view written, Span span);

inline constexpr std::string_view kUnits = "the units are s, min, h, d and w";

// `7 days` as a duration, `7d`; months and years as days. Empty where the word is no unit of time
// or, as `m`, may be one of several.
[[nodiscard]] std::string length_meant(std::string_view number, std::string_view word);

// The unit of the calendar that a word is about: `daily`, `months`. Empty for others.
[[nodiscard]] std::string_view calendar_unit_meant(std::string_view word);

// How to write `7 days`; empty where the word is no unit of time.
[[nodiscard]] std::string hint_for_duration(std::string_view number, std::string_view word);

// Words that are operators, or parts of them, and so no names.
[[nodiscard]] bool is_keyword(std::string_view word);
[[nodiscard]] std::vector<std::string_view> keywords();

[[nodiscard]] inline bool is(const Token& token, std::string_view text) {
  return (token.kind == TokenKind::word || token.kind == TokenKind::sign) && token.text == text;
}

// A text in single quotes, as messages show it.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace leadscore::expr
