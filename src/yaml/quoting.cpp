// SPDX-License-Identifier: Apache-2.0
#include "yaml/quoting.hpp"

#include <algorithm>

#include "yaml/precheck.hpp"
#include "yaml/scalar.hpp"

namespace leadscore::yaml {
namespace {

constexpr std::size_t kLongestShown = 160;  // bytes of a line in a hint

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool opens(char c) { return c == '(' || c == '[' || c == '{'; }
bool closes(char c) { return c == ')' || c == ']' || c == '}'; }

// Whether the quote at `at` begins a text of the expression language: in `don't` it does not.
bool begins_text(std::string_view line, std::size_t at) {
  return (line[at] == '"' || line[at] == '\'') && (at == 0 || !is_word_byte(line[at - 1]));
}

// The offset of the quote that closes the one at `at`; npos where none does.
std::size_t text_end(std::string_view line, std::size_t at) {
  const char quote = line[at];
  while (++at < line.size()) {
    if (line[at] == '\\' && quote == '"') {
      ++at;
    } else if (line[at] == quote) {
      return at;
    }
  }
  return std::string_view::npos;
}

// `#` after a blank is meant as a comment if a blank or nothing follows: `# why`, not `#fff`.
bool begins_comment(std::string_view line, std::size_t at) {
  return line[at] == '#' && at > 0 && is_blank(line[at - 1]) &&
         (at + 1 >= line.size() || is_blank(line[at + 1]));
}

char opener_of(char closer) { return closer == ')' ? '(' : closer == ']' ? '[' : '{'; }

// How far a value goes in the rest of a line. `nested`: brackets of its own may hold what would
// end it; then also whether each has its partner.
std::size_t value_length(std::string_view line, bool in_flow, bool nested, bool& balanced) {
  std::string open;
  std::size_t at = 0;
  for (; at < line.size(); ++at) {
    const char c = line[at];
    if (begins_comment(line, at)) break;
    if (begins_text(line, at)) {
      const std::size_t end = text_end(line, at);
      if (end != std::string_view::npos) at = end;
    } else if (in_flow && open.empty() && (c == ',' || c == ']' || c == '}')) {
      break;
    } else if (nested && opens(c)) {
      open += c;
    } else if (nested && closes(c) && !open.empty()) {
      if (in_flow && open.back() != opener_of(c)) break;
      open.pop_back();
    }
  }
  balanced = open.empty();
  return at;
}

std::size_t trimmed_length(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? 0 : last + 1;
}

// The last bytes of a text, at most `most`, from the beginning of a character.
std::string_view tail(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  text.remove_prefix(text.size() - most);
  while (!text.empty() && (static_cast<unsigned char>(text[0]) & 0xC0) == 0x80) {
    text.remove_prefix(1);
  }
  return text;
}

}  // namespace

std::string quoted(std::string_view text) {
  const bool single = text.find('\'') != std::string_view::npos;
  if (single && text.find_first_of("\"\\") == std::string_view::npos) {
    return '"' + std::string(text) + '"';
  }
  std::string result = "'";
  for (const char c : text) {
    result += c;
    if (c == '\'') result += c;
  }
  return result + "'";
}

bool is_balanced(std::string_view text) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size() && depth >= 0; ++at) {
    if (begins_text(text, at)) {
      at = text_end(text, at);
      if (at == std::string_view::npos) return false;
    } else {
      depth += opens(text[at]) ? 1 : closes(text[at]) ? -1 : 0;
    }
  }
  return depth == 0;
}

Span line_of(std::string_view source, std::uint32_t offset) {
  offset = std::min(offset, static_cast<std::uint32_t>(source.size()));
  const std::size_t before = offset == 0 ? std::string_view::npos : source.rfind('\n', offset - 1);
  const std::size_t begin = before == std::string_view::npos ? byte_order_mark(source) : before + 1;
  std::size_t end = std::max(begin, std::min(source.find('\n', offset), source.size()));
  if (end > begin && source[end - 1] == '\r') --end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Span meant_value(std::string_view source, std::uint32_t begin, bool in_flow) {
  const std::uint32_t line_end = std::max(begin, line_of(source, begin).end);
  const std::string_view line = source.substr(begin, line_end - begin);
  bool balanced = true;
  std::size_t length = value_length(line, in_flow, true, balanced);
  if (in_flow && !balanced) length = value_length(line, in_flow, false, balanced);
  length = trimmed_length(line.substr(0, length));
  return {begin, begin + static_cast<std::uint32_t>(length)};
}

std::string meant_quoted(std::string_view value) {
  const bool in_quotes =
      value.size() > 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0];
  // In `'it's'` the second quote was not meant to close the first; in `"a" == "b"` it was.
  const std::size_t second = in_quotes ? value.find(value[0], 1) : 0;
  const bool stray = in_quotes && second + 1 < value.size() && is_word_byte(value[second + 1]);
  return quoted(stray ? value.substr(1, value.size() - 2) : value);
}

std::string line_with(std::string_view source, Span place, std::string_view replacement) {
  const Span line = line_of(source, place.begin);
  place.begin = std::max(place.begin, line.begin);
  std::string_view before = source.substr(line.begin, place.begin - line.begin);
  before.remove_prefix(std::min(before.find_first_not_of(" \t"), before.size()));
  std::string_view after;
  if (place.end < line.end) after = source.substr(place.end, line.end - place.end);
  after = after.substr(0, trimmed_length(after));
  if (before.size() + replacement.size() + after.size() <= kLongestShown) {
    return std::string(before) + std::string(replacement) + std::string(after);
  }
  if (replacement.size() > kLongestShown) return std::string(tail(before, 40)) + "'...'";
  return std::string(tail(before, 40)) + std::string(replacement);
}

std::string quote_hint(std::string_view source, Span value) {
  const std::string_view text = source.substr(value.begin, value.end - value.begin);
  return "quote it: " + line_with(source, value, meant_quoted(text));
}

}  // namespace leadscore::yaml
