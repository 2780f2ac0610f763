// SPDX-License-Identifier: Apache-2.0
#include "text/fold.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <new>

#include <utf8proc.h>

#include "base/utf8.hpp"

namespace leadscore::text {
namespace {

constexpr auto kFolding = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                                                         UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

utf8proc_category_t category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool is_mark(char32_t c) {
  const utf8proc_category_t found = category(c);
  return found == UTF8PROC_CATEGORY_MN || found == UTF8PROC_CATEGORY_MC ||
         found == UTF8PROC_CATEGORY_ME;
}

// A mark belongs to the letter that it stands on.
bool is_part_of_word(utf8::Char c) {
  return c.valid && (is_letter(c.value) || is_digit(c.value) || is_mark(c.value));
}

utf8::Char char_before(std::string_view text, std::size_t offset) {
  return utf8::decode(text, utf8::begin_of_char(text, offset - 1));
}

bool is_word_at(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin > 0 && is_part_of_word(char_before(text, begin))) return false;
  return end == text.size() || !is_part_of_word(utf8::decode(text, end));
}

bool is_blank_char(utf8::Char c) { return c.valid && is_blank(c.value); }

// How many bytes at the beginning are ASCII, counted in words: most texts are nothing else.
std::size_t ascii_words(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t count = 0;
  for (std::uint64_t word = 0; count + sizeof word <= text.size(); count += sizeof word) {
    std::memcpy(&word, text.data() + count, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  return count;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string folded(text);
  if (is_ascii(text)) {
    std::transform(folded.begin(), folded.end(), folded.begin(), lower);
    return folded;
  }
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t bytes =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &mapped, kFolding);
  if (bytes == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc();
  if (bytes < 0) return folded;
  folded.assign(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(bytes));
  std::free(mapped);
  return folded;
}

std::string fold_and_trim(std::string_view text) {
  // Folding makes plain blanks of others, and blanks of some characters that are none (U+00A8 is a
  // blank with two dots), so that what is to be trimmed must be known before.
  return fold(trim(text));
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const utf8::Char first = utf8::decode(text, 0);
    if (!is_blank_char(first)) break;
    text.remove_prefix(first.bytes);
  }
  while (!text.empty()) {
    const utf8::Char last = char_before(text, text.size());
    if (!is_blank_char(last)) break;
    text.remove_suffix(last.bytes);
  }
  return text;
}

std::size_t length(std::string_view text) { return utf8::count_characters(text); }

bool contains_word(std::string_view text, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    if (is_word_at(text, at, at + word.size())) return true;
  }
  return false;
}

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    at += ascii_words(text.substr(at));
    if (at == text.size()) break;
    if (static_cast<unsigned char>(text[at]) < 0x80) {  // nearly all there is
      ++at;
      continue;
    }
    const utf8::Char c = utf8::decode(text, at);
    if (!c.valid) return at;
    at += c.bytes;
  }
  return std::nullopt;
}

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  assert(offset < text.size());
  const utf8::Char c = utf8::decode(text, offset);
  return {c.value, c.bytes};
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const utf8proc_category_t found = category(c);
  return found >= UTF8PROC_CATEGORY_LU && found <= UTF8PROC_CATEGORY_LO;
}

bool is_digit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return category(c) == UTF8PROC_CATEGORY_ND;
}

bool is_blank(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  const utf8proc_category_t found = category(c);
  return c == 0x85 || found == UTF8PROC_CATEGORY_ZS || found == UTF8PROC_CATEGORY_ZL ||
         found == UTF8PROC_CATEGORY_ZP;
}

bool is_name_char(char32_t c) {
  return c == '_' || is_letter(c) || is_digit(c) || (c >= 0x80 && is_mark(c));
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Char c = utf8::decode(text, at);
    count += static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.value)));
    at += c.bytes;
  }
  return count;
}

std::string tables_version() { return utf8proc_unicode_version(); }

}  // namespace leadscore::text
