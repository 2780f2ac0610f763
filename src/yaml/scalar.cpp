// SPDX-License-Identifier: Apache-2.0
#include "yaml/scalar.hpp"

#include <algorithm>

namespace leadscore::yaml {
namespace {

std::uint32_t size_of(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

std::uint32_t hex_value(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    const auto digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

std::uint32_t utf8_bytes(std::uint32_t code_point) {
  if (code_point < 0x80) return 1;
  if (code_point < 0x800) return 2;
  return code_point < 0x10000 ? 3 : 4;
}

// One character as it is written: a byte, or an escape that gives some bytes of text.
struct Unit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t bytes = 1;  // of the text
  bool blank = false;
};

Unit hex_escape(std::string_view source, std::uint32_t begin, std::uint32_t digits) {
  const std::string_view written = source.substr(begin + 2, digits);
  const std::uint32_t value = hex_value(written);
  const bool blank = value < 0x80 && is_blank(static_cast<char>(value));
  return {begin, begin + 2 + size_of(written), utf8_bytes(value), blank};
}

// The unit of the backslash at `begin` of a double-quoted scalar.
Unit escape(std::string_view source, std::uint32_t begin) {
  const char letter = begin + 1 < source.size() ? source[begin + 1] : '\\';
  switch (letter) {
    case 'x': return hex_escape(source, begin, 2);
    case 'u': return hex_escape(source, begin, 4);
    case 'U': return hex_escape(source, begin, 8);
    case 'L':
    case 'P': return {begin, begin + 2, 3, false};
    case '_': return {begin, begin + 2, 2, false};
    case 'n':
    case 't':
    case 'r':
    case ' ':
    case '\t':
    case '\n':  // a line goes on: no text of its own, as blanks are skipped on both sides
    case '\r': return {begin, begin + 2, 1, true};
    default: return {begin, begin + 2, 1, false};
  }
}

Unit unit_at(std::string_view source, std::uint32_t at, Style style) {
  if (style == Style::double_quoted && source[at] == '\\') return escape(source, at);
  // In a single-quoted scalar a quote can only be the first of two.
  if (style == Style::single_quoted && source[at] == '\'') return {at, at + 2, 1, false};
  return {at, at + 1, 1, is_blank(source[at])};
}

// Gives the places of a scalar's bytes, one after the other.
class Aligner {
 public:
  Aligner(std::string_view source, const Node& scalar) : source_(source), style_(scalar.style) {
    end_ = std::min(scalar.span.end, size_of(source));
    at_ = std::min(scalar.span.begin, end_);
    if (scalar.is_quoted() && end_ - at_ >= 2) {
      ++at_;
      --end_;
    } else if (style_ == Style::literal || style_ == Style::folded) {
      at_ = std::min(block_begin(source, at_), end_);
    }
    behind_ = at_;
    find_solid();
  }

  // The place of the next byte of the text.
  Span next(char byte) { return is_blank(byte) ? next_blank() : next_solid(); }
  // Where the byte after the last one given would be.
  [[nodiscard]] std::uint32_t behind() const { return behind_; }

 private:
  // Which of the source's blanks became this one is a guess; it stays between its neighbours.
  Span next_blank() {
    const std::uint32_t begin = behind_;
    behind_ = std::min(behind_ + 1, solid_.begin);
    return {begin, behind_};
  }

  Span next_solid() {
    const Span place{solid_.begin, solid_.end};
    behind_ = solid_.end;
    if (++given_ >= solid_.bytes) find_solid();
    return place;
  }

  void find_solid() {
    given_ = 0;
    solid_ = {end_, end_, 1, false};
    while (at_ < end_) {
      Unit unit = unit_at(source_, at_, style_);
      unit.end = std::min(unit.end, end_);
      at_ = unit.end;
      if (unit.blank) continue;
      solid_ = unit;
      return;
    }
  }

  std::string_view source_;
  Style style_;
  std::uint32_t at_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t behind_ = 0;
  std::uint32_t given_ = 0;  // bytes of solid_ already given
  Unit solid_;               // the next character that is not blank
};

// The signs that may follow the `|` or `>` of a scalar, as in `|2-`.
std::uint32_t header_signs(std::string_view header) {
  return size_of(
      header.substr(0, std::min(header.find_first_not_of("+-0123456789"), header.size())));
}

// Whether every byte of the text stands in the source as it is, one next to the other.
bool is_verbatim(std::string_view source, const Node& scalar) {
  const std::size_t written = scalar.span.end - scalar.span.begin;
  if (scalar.style == Style::plain) return written == scalar.text.size();
  if (!scalar.is_quoted() || written != scalar.text.size() + 2) return false;
  return scalar.style == Style::single_quoted ||
         source.substr(scalar.span.begin, written).find('\\') == std::string_view::npos;
}

}  // namespace

std::optional<std::uint32_t> quote_end(std::string_view source, std::uint32_t begin) {
  const char quote = source[begin];
  for (std::size_t at = begin + std::size_t{1}; at < source.size(); ++at) {
    if (quote == '"' && source[at] == '\\') {
      ++at;
    } else if (source[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < source.size() && source[at + 1] == quote;
      if (!doubled) return static_cast<std::uint32_t>(at + 1);
      ++at;
    }
  }
  return std::nullopt;
}

std::uint32_t block_begin(std::string_view source, std::uint32_t begin) {
  const std::size_t line_end = source.find('\n', begin);
  return line_end == std::string_view::npos ? size_of(source)
                                            : static_cast<std::uint32_t>(line_end + 1);
}

std::uint32_t block_end(std::string_view source, std::uint32_t begin, std::string_view text) {
  std::uint32_t end = begin + 1;
  end += header_signs(source.substr(end));
  std::uint32_t at = block_begin(source, begin);
  for (const char byte : text) {
    if (is_blank(byte)) continue;
    while (at < source.size() && is_blank(source[at])) ++at;
    if (at >= source.size() || source[at] != byte) break;
    end = ++at;
  }
  return end;
}

Span span_inside(const Source& source, const Node& scalar, std::uint32_t begin, std::uint32_t end) {
  begin = std::min(begin, size_of(scalar.text));
  end = std::clamp(end, begin, size_of(scalar.text));
  if (is_verbatim(source.text, scalar)) {
    const std::uint32_t first = scalar.span.begin + (scalar.is_quoted() ? 1 : 0);
    return {first + begin, first + end};
  }
  Aligner aligner(source.text, scalar);
  for (std::uint32_t i = 0; i < begin; ++i) aligner.next(scalar.text[i]);
  Span place{aligner.behind(), aligner.behind()};
  for (std::uint32_t i = begin; i < end; ++i) {
    const Span byte = aligner.next(scalar.text[i]);
    if (i == begin) place.begin = byte.begin;
    place.end = byte.end;
  }
  return place;
}

}  // namespace leadscore::yaml
