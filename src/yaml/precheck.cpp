// SPDX-License-Identifier: Apache-2.0
#include "yaml/precheck.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "text/fold.hpp"
#include "yaml/report.hpp"

namespace leadscore::yaml {
namespace {

// Span counts bytes in 32 bits, libyaml columns in an int.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Span at(std::size_t offset, std::size_t bytes = 1) {
  return {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + bytes)};
}

std::string hex(unsigned value, int digits) {
  std::string result;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    result += "0123456789ABCDEF"[(value >> shift) & 0xF];
  }
  return result;
}

bool is_control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F; }

Diagnostic not_utf8(std::string_view text, std::size_t offset) {
  const bool utf16 =
      text.size() >= 2 && (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF");
  if (utf16) {
    return make_error("yaml-encoding", at(0, 2), "this file is UTF-16", "save it as UTF-8");
  }
  const unsigned value = static_cast<unsigned char>(text[offset]);
  return make_error("yaml-encoding", at(offset), "the byte 0x" + hex(value, 2) + " is not UTF-8",
                    "save the file as UTF-8");
}

// C1 controls in UTF-8: C2 80 .. C2 9F.
bool is_c1_control(std::string_view text, std::size_t offset) {
  if (text[offset] != '\xC2' || offset + 1 >= text.size()) return false;
  return static_cast<unsigned char>(text[offset + 1]) < 0xA0;
}

// Two that the parser takes for line breaks, and two that are no characters.
std::optional<Diagnostic> separator_at(std::string_view bytes, std::size_t offset) {
  const bool line = bytes == "\xE2\x80\xA8";
  if (line || bytes == "\xE2\x80\xA9") {
    return make_error(
        "yaml-encoding", at(offset, 3),
        line ? "an invisible line separator (U+2028)" : "an invisible paragraph separator (U+2029)",
        std::string("remove it, or write it as \\") + (line ? "L" : "P") + " in double quotes");
  }
  if (bytes == "\xEF\xBF\xBE" || bytes == "\xEF\xBF\xBF") {
    const unsigned value = 0xFF40U + static_cast<unsigned char>(bytes[2]);
    return make_error("yaml-encoding", at(offset, 3), "U+" + hex(value, 4) + " is no character",
                      "remove it");
  }
  return std::nullopt;
}

std::optional<Diagnostic> control_at(std::string_view text, std::size_t offset) {
  const auto c = static_cast<unsigned char>(text[offset]);
  if (c == '\r') {
    if (offset + 1 < text.size() && text[offset + 1] == '\n') return std::nullopt;
    return make_error("yaml-encoding", at(offset), "a carriage return without a line feed",
                      "end lines with a line feed, or with both");
  }
  if (is_control(c)) {
    return make_error("yaml-encoding", at(offset), "the control character U+" + hex(c, 4),
                      "remove it");
  }
  if (is_c1_control(text, offset)) {
    const unsigned value = static_cast<unsigned char>(text[offset + 1]);
    return make_error("yaml-encoding", at(offset, 2), "the control character U+" + hex(value, 4),
                      "remove it");
  }
  if (c == 0xEF && text.substr(offset, 3) == kByteOrderMark && offset > 0) {
    return make_error("yaml-encoding", at(offset, 3),
                      "an invisible byte order mark (U+FEFF) inside the file", "remove it");
  }
  if (c == 0xE2 || c == 0xEF) return separator_at(text.substr(offset, 3), offset);
  return std::nullopt;
}

std::optional<Diagnostic> first_control(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    const auto c = static_cast<unsigned char>(text[offset]);
    const bool plain = (c >= 0x20 && c < 0x7F) || c == '\n';  // nearly all there is
    if (plain) continue;
    if (auto problem = control_at(text, offset)) return problem;
  }
  return std::nullopt;
}

bool is_flow(char c) { return c == '[' || c == ']' || c == '{' || c == '}' || c == ','; }

// Each may become a token that the scanner has to hold before it gives its first event.
std::optional<Diagnostic> too_much_flow(std::string_view text, std::uint64_t limit) {
  if (static_cast<std::uint64_t>(std::count_if(text.begin(), text.end(), is_flow)) <= limit) {
    return std::nullopt;
  }
  std::uint64_t count = 0;
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    if (is_flow(text[offset]) && ++count > limit) {
      return over_limit(limit_texts::flow_characters, limit, at(offset));
    }
  }
  return std::nullopt;
}

}  // namespace

std::uint32_t byte_order_mark(std::string_view text) {
  return text.substr(0, kByteOrderMark.size()) == kByteOrderMark ? 3 : 0;
}

bool is_clean_text(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    if (is_control(static_cast<unsigned char>(text[offset])) || is_c1_control(text, offset)) {
      return false;
    }
  }
  return !text::first_bad_utf8(text);
}

std::optional<Diagnostic> precheck(const Source& source, const Limits& limits) {
  const std::string_view text = source.text;
  const std::uint64_t most = std::min(limits.file_bytes, kMostBytes);
  if (text.size() > most) {
    return over_limit(limit_texts::file_bytes, most, {});
  }
  if (const auto bad = text::first_bad_utf8(text)) return not_utf8(text, *bad);
  if (auto problem = first_control(text)) return problem;
  return too_much_flow(text, limits.flow_characters);
}

}  // namespace leadscore::yaml
