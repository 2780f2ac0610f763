// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

namespace leadscore::utf8 {
namespace {

constexpr std::size_t kMostContinuations = 3;

// The bytes that a lead byte announces; 0 for one that begins no character.
std::uint8_t announced_bytes(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_allowed(char32_t value, std::uint8_t bytes) {
  if (bytes == 3) return value >= 0x800 && (value < 0xD800 || value > 0xDFFF);
  if (bytes == 4) return value >= 0x10000 && value <= 0x10FFFF;
  return true;
}

}  // namespace

Char decode(std::string_view text, std::size_t offset) {
  const auto lead = static_cast<unsigned char>(text[offset]);
  if (lead < 0x80) return {lead, 1, true};
  const std::uint8_t bytes = announced_bytes(lead);
  if (bytes == 0 || text.size() - offset < bytes) return {};
  char32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const char next = text[offset + i];
    if (!is_continuation(next)) return {};
    value = (value << 6U) | (static_cast<unsigned char>(next) & 0x3FU);
  }
  if (!is_allowed(value, bytes)) return {};
  return {value, bytes, true};
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_continuation(c) ? 0U : 1U;
  return count;
}

std::size_t begin_of_char(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return text.size();
  for (std::size_t back = 0; back <= kMostContinuations && back <= offset; ++back) {
    if (is_continuation(text[offset - back])) continue;
    return decode(text, offset - back).bytes > back ? offset - back : offset;
  }
  return offset;
}

}  // namespace leadscore::utf8
