// SPDX-License-Identifier: Apache-2.0

// UTF-8, strictly: overlong forms, surrogates and what lies above U+10FFFF are not characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace leadscore::utf8 {

struct Char {
  char32_t value = 0xFFFD;  // U+FFFD where the byte is not the begin of a character
  std::uint8_t bytes = 1;
  bool valid = false;
};

// The character that begins at an offset below text.size().
[[nodiscard]] Char decode(std::string_view text, std::size_t offset);

[[nodiscard]] constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// How many characters begin in a text; of one that is not UTF-8, a guess.
[[nodiscard]] std::size_t count_characters(std::string_view text);

// The offset of the character that holds the byte at `offset`.
[[nodiscard]] std::size_t begin_of_char(std::string_view text, std::size_t offset);

}  // namespace leadscore::utf8
