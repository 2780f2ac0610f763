// SPDX-License-Identifier: Apache-2.0
#include "yaml/hints.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "yaml/quoting.hpp"
#include "yaml/scalar.hpp"

namespace leadscore::yaml {
namespace {

// Past blanks of the line.
std::uint32_t next_on_line(std::string_view source, std::uint32_t at) {
  while (at < source.size() && (source[at] == ' ' || source[at] == '\t')) ++at;
  return at;
}

char byte_at(std::string_view source, std::uint32_t at) {
  return at < source.size() ? source[at] : '\n';
}

std::string ends_at(std::string_view sign, std::string_view hint) {
  return "YAML ends the value at `" + std::string(sign) + "`; " + std::string(hint);
}

// `a ==` and `a and` want something more.
bool is_unfinished(std::string_view text) {
  if (!is_balanced(text) || text.find_last_of("=<>+-*/(") == text.size() - 1) return true;
  const std::string_view word = text.substr(text.rfind(' ') + 1);
  for (const std::string_view known : {"and", "or", "in", "not", "is", "contains", "matches",
                                       "with", "word", "between", "any", "all"}) {
    if (word == known) return true;
  }
  return false;
}

// `color: #fff`: all of the value is a comment.
std::optional<std::string> comment_for_value(std::string_view source, const Node& node) {
  std::uint32_t at = next_on_line(source, node.span.end);
  if (byte_at(source, at) == ':') at = next_on_line(source, at + 1);
  if (byte_at(source, at) != '#') return std::nullopt;
  const bool is_flow = false;  // a comment goes to the end of the line, brackets or not
  const Span value = meant_value(source, at, is_flow);
  return "to YAML ` #` begins a comment; if it is meant as the value, " + quote_hint(source, value);
}

// `{A:50}`: a colon without a blank behind it is part of the key.
std::optional<std::string> colon_in_key(std::string_view source, const Entry& entry) {
  const std::size_t colon = entry.key.text.find(':');
  const bool inside = colon != std::string::npos && colon > 0;
  if (!inside || entry.key.style != Style::plain || !entry.value.is_null()) return std::nullopt;
  const std::uint32_t at = entry.key.span.begin + static_cast<std::uint32_t>(colon);
  if (byte_at(source, at) != ':') return std::nullopt;
  return "YAML wants a blank after the `:`: " + line_with(source, {at, at + 1}, ": ");
}

std::optional<std::string> cut_by_comment(std::string_view source, const Node& node) {
  const std::uint32_t at = next_on_line(source, node.span.end);
  if (byte_at(source, at) != '#') return std::nullopt;
  const bool touches = !is_blank(byte_at(source, at + 1));
  if (!touches && !is_unfinished(node.text)) return std::nullopt;
  Span value = meant_value(source, node.span.begin, false);
  // The quotes of a text like `"no # 1"` are seen; otherwise all of the line is meant.
  if (value.end <= at) value.end = std::max(at, line_of(source, at).end);
  return ends_at(" #", quote_hint(source, value));
}

// `{when: title contains "a, b"}`: the next entry is the rest of this one.
std::optional<std::string> cut_by_flow(std::string_view source, const Node& node) {
  const char sign = byte_at(source, next_on_line(source, node.span.end));
  if (sign != ',' && sign != ']' && sign != '}') return std::nullopt;
  if (is_balanced(node.text)) return std::nullopt;
  const Span value = meant_value(source, node.span.begin, true);
  if (value.end <= node.span.end) return std::nullopt;
  return ends_at(std::string_view(&sign, 1), quote_hint(source, value));
}

std::optional<std::string> hint_of_scalar(std::string_view source, const Node& node) {
  if (node.style != Style::plain || node.span.end > source.size()) return std::nullopt;
  if (node.is_null()) return comment_for_value(source, node);
  if (auto hint = cut_by_flow(source, node)) return hint;
  return cut_by_comment(source, node);
}

}  // namespace

std::optional<std::string> quoting_hint(const Source& source, const Node& node) {
  if (node.is_scalar()) return hint_of_scalar(source.text, node);
  for (const Node& item : node.items) {
    if (!item.is_scalar()) continue;
    if (auto hint = hint_of_scalar(source.text, item)) return hint;
  }
  for (const Entry& entry : node.entries) {
    if (auto hint = colon_in_key(source.text, entry)) return hint;
    if (!entry.value.is_scalar()) continue;
    if (auto hint = hint_of_scalar(source.text, entry.value)) return hint;
  }
  return std::nullopt;
}

}  // namespace leadscore::yaml
