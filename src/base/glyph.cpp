// SPDX-License-Identifier: Apache-2.0
#include "base/glyph.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/utf8.hpp"

namespace leadscore {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Controls, and what turns the reading direction so that a line seems to say something else.
constexpr std::array<Range, 7> kUnsafe = {{{0x00, 0x1F},
                                           {0x7F, 0x9F},
                                           {0x061C, 0x061C},
                                           {0x200E, 0x200F},
                                           {0x2028, 0x202E},
                                           {0x2066, 0x2069},
                                           {0xFFF9, 0xFFFB}}};

// The blocks that matter for putting a caret in its place; the full tables are in text/fold.
constexpr std::array<Range, 11> kNarrow = {{{0x0300, 0x036F},
                                            {0x0591, 0x05BD},
                                            {0x0610, 0x061A},
                                            {0x064B, 0x065F},
                                            {0x1AB0, 0x1AFF},
                                            {0x1DC0, 0x1DFF},
                                            {0x200B, 0x200D},
                                            {0x20D0, 0x20FF},
                                            {0xFE00, 0xFE0F},
                                            {0xFE20, 0xFE2F},
                                            {0xFEFF, 0xFEFF}}};
constexpr std::array<Range, 11> kWide = {{{0x1100, 0x115F},
                                          {0x2E80, 0x303E},
                                          {0x3041, 0xA4CF},
                                          {0xA960, 0xA97F},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF01, 0xFF60},
                                          {0xFFE0, 0xFFE6},
                                          {0x1F300, 0x1FAFF},
                                          {0x20000, 0x3FFFD}}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t c) {
  const auto above = std::upper_bound(ranges.begin(), ranges.end(), c,
                                      [](char32_t value, Range r) { return value < r.first; });
  return above != ranges.begin() && c <= std::prev(above)->last;
}

std::string escape(std::string_view prefix, char32_t value, unsigned digits) {
  std::string text(prefix);
  for (unsigned i = digits; i-- > 0;) text += "0123456789abcdef"[(value >> (4 * i)) & 0xFU];
  return text;
}

}  // namespace

Glyph glyph_at(std::string_view text, std::size_t offset) {
  const utf8::Char c = utf8::decode(text, offset);
  const char byte = text[offset];
  if (byte == '\t') return {" ", 1, 1};
  if (!c.valid || c.value < 0x20 || c.value == 0x7F) {
    return {escape("\\x", static_cast<unsigned char>(byte), 2), 4, 1};
  }
  if (is_in(kUnsafe, c.value)) return {escape("\\u", c.value, 4), 6, c.bytes};
  const bool narrow = is_in(kNarrow, c.value);
  const std::size_t columns = narrow ? 0 : is_in(kWide, c.value) ? 2 : 1;
  return {std::string(text.substr(offset, c.bytes)), columns, c.bytes};
}

std::string printable(std::string_view text, std::size_t most_bytes) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Glyph glyph = glyph_at(text, at);
    if (out.size() + glyph.text.size() > most_bytes) return out + "...";
    out += glyph.text;
    at += glyph.bytes;
  }
  return out;
}

}  // namespace leadscore
