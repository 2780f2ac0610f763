// SPDX-License-Identifier: Apache-2.0

// Diagnostics as a person reads them on a terminal.
#include <algorithm>
#include <cstddef>
#include <string_view>

#include <leadscore/diagnostic.hpp>

#include "base/glyph.hpp"
#include "base/utf8.hpp"

namespace leadscore {
namespace {

constexpr std::size_t kMostMessageBytes = 512;
constexpr std::size_t kMostNameBytes = 4096;
constexpr std::size_t kMostColumns = 160;
// Of a line that is cut, this much is kept before the caret.
constexpr std::size_t kColumnsBefore = 60;
constexpr std::string_view kCut = "...";

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kMagenta = "\x1b[1;35m";
constexpr std::string_view kCyan = "\x1b[1;36m";
constexpr std::string_view kGreen = "\x1b[1;32m";
constexpr std::string_view kReset = "\x1b[0m";

std::string paint(std::string_view text, std::string_view color, bool wanted) {
  if (!wanted) return std::string(text);
  return std::string(color).append(text).append(kReset);
}

// A span's first line, as offsets of the text; `end` is without the line break.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Line line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t previous = before.rfind('\n');
  const std::size_t next = text.find('\n', offset);
  Line line;
  line.begin = previous == std::string_view::npos ? 0 : previous + 1;
  line.end = next == std::string_view::npos ? text.size() : next;
  if (line.end > line.begin && text[line.end - 1] == '\r') --line.end;
  return line;
}

// What is shown of a line, and the columns before and under the caret.
struct Excerpt {
  std::string text;
  std::size_t before = 0;
  std::size_t marked = 0;
};

// The offset from which a line is shown: its begin, unless the caret is too far to the right.
std::size_t first_shown(std::string_view text, Line line, std::size_t caret) {
  if (caret - line.begin <= kMostColumns / 2) return line.begin;
  // Backwards, so that a huge line is not walked from its begin.
  std::size_t columns = 0;
  std::size_t at = caret;
  while (at > line.begin && columns < kColumnsBefore) {
    at = utf8::begin_of_char(text, at - 1);
    columns += std::max<std::size_t>(glyph_at(text, at).columns, 1);
  }
  return at;
}

// Whether the rest of a line fits the columns that are left.
bool fits(std::string_view text, std::size_t at, std::size_t end, std::size_t columns) {
  std::size_t used = 0;
  // Marks take no column, but do not go on for ever.
  for (std::size_t count = 0; at < end; ++count) {
    const Glyph glyph = glyph_at(text, at);
    used += glyph.columns;
    if (used > columns || count > 4 * kMostColumns) return false;
    at += glyph.bytes;
  }
  return true;
}

Excerpt excerpt_of(std::string_view text, Line line, std::size_t caret, std::size_t caret_end) {
  const bool whole = fits(text, line.begin, line.end, kMostColumns);
  std::size_t at = whole ? line.begin : first_shown(text, line, caret);
  Excerpt shown;
  if (at > line.begin) shown.text = kCut;
  std::size_t column = shown.text.size();
  shown.before = column;
  for (std::size_t count = 0; at < line.end; ++count) {
    const Glyph glyph = glyph_at(text, at);
    const bool full = column + glyph.columns > kMostColumns || count > 4 * kMostColumns;
    if (!whole && full) {
      shown.text += kCut;
      break;
    }
    if (at < caret) shown.before = column + glyph.columns;
    if (at >= caret && at < caret_end) shown.marked += glyph.columns;
    shown.text += glyph.text;
    column += glyph.columns;
    at += glyph.bytes;
  }
  return shown;
}

// The two lines with the text and the caret.
std::string snippet(const Source& source, Span span, std::uint32_t line_number, bool color) {
  const std::string_view text = source.text;
  const std::size_t caret = utf8::begin_of_char(text, span.begin);
  const Line line = line_at(text, caret);
  const std::size_t begin = std::min(caret, line.end);
  const Excerpt shown = excerpt_of(text, line, begin, std::min<std::size_t>(span.end, line.end));
  const std::string number = std::to_string(line_number);
  std::string mark = "^";
  if (shown.marked > 1) mark.append(shown.marked - 1, '~');
  std::string out = "  " + number + " | " + shown.text + "\n";
  out.append(number.size() + 2, ' ').append(" | ").append(shown.before, ' ');
  return out + paint(mark, kGreen, color) + "\n";
}

// `file:line:column: error: message`, without a line break.
std::string headline(const Source& source, Place place, std::string_view kind,
                     std::string_view kind_color, std::string_view message, bool color) {
  const std::string where = printable(source.name, kMostNameBytes) + ":" +
                            std::to_string(place.line) + ":" + std::to_string(place.column) + ":";
  return paint(where, kBold, color) + " " + paint(kind, kind_color, color) + " " +
         printable(message, kMostMessageBytes);
}

// A hint may have several lines, as it may show how a few lines of the file should look.
std::string hint_lines(std::string_view hint) {
  std::string out;
  std::string_view lead = "  hint: ";
  while (!hint.empty()) {
    const std::string_view line = hint.substr(0, hint.find('\n'));
    out.append(lead).append(printable(line, kMostMessageBytes)).append("\n");
    hint.remove_prefix(std::min(hint.size(), line.size() + 1));
    lead = "        ";
  }
  return out;
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const Source& source, bool color) {
  const bool error = diagnostic.severity == Severity::error;
  const Place place = place_of(source, diagnostic.span.begin);
  std::string out = headline(source, place, error ? "error:" : "warning:", error ? kRed : kMagenta,
                             diagnostic.message, color);
  out += " [" + diagnostic.code + "]\n" + snippet(source, diagnostic.span, place.line, color);
  out += hint_lines(diagnostic.hint);
  for (const Note& note : diagnostic.notes) {
    const Place there = place_of(source, note.span.begin);
    out += headline(source, there, "note:", kCyan, note.message, color) + "\n";
    out += snippet(source, note.span, there.line, color);
  }
  return out;
}

}  // namespace leadscore
