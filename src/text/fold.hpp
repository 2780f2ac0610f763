// SPDX-License-Identifier: Apache-2.0

// Unicode: what makes two texts equal to a reader. The only door to utf8proc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadscore::text {

// NFKC with case folding: `Google`, `google` and full-width `ＧＯＯＧＬＥ` become equal. Bytes that
// are not UTF-8 are kept as they are.
[[nodiscard]] std::string fold(std::string_view text);
// fold() of what is left without blanks (Unicode's) at both ends.
[[nodiscard]] std::string fold_and_trim(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);

// The number of characters (code points).
[[nodiscard]] std::size_t length(std::string_view text);

// Whether `word` stands in `text`, not preceded or followed by a letter or digit of any script.
[[nodiscard]] bool contains_word(std::string_view text, std::string_view word);

// The offset of the first byte that is not UTF-8 (overlong forms, surrogates included).
[[nodiscard]] std::optional<std::size_t> first_bad_utf8(std::string_view text);

// The code point at an offset of valid UTF-8, and how many bytes it has.
struct CodePoint {
  char32_t value = 0;
  std::uint8_t bytes = 1;
};
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t offset);
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);
[[nodiscard]] bool is_blank(char32_t c);
// Whether one may stand in a name: letters of any script (with their marks), digits, `_`.
[[nodiscard]] bool is_name_char(char32_t c);

// How many columns a terminal gives to the text (wide characters count two).
[[nodiscard]] std::size_t columns(std::string_view text);

// The version of the tables.
[[nodiscard]] std::string tables_version();

}  // namespace leadscore::text
