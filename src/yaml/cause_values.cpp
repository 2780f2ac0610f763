// SPDX-License-Identifier: Apache-2.0

// Causes that lie in a value: one that needs quotes, or has one too few.
#include <algorithm>
#include <string>

#include "text/fold.hpp"
#include "yaml/quoting.hpp"
#include "yaml/refusals.hpp"
#include "yaml/report.hpp"
#include "yaml/scalar.hpp"
#include "yaml/scene.hpp"

namespace leadscore::yaml {
namespace {

std::string in_ticks(std::string_view text) {
  return text == "`" ? "'`'" : "`" + std::string(text) + "`";
}

// What the author meant with what begins at `begin`: a key where one can stand, or a value.
Span meant_part(const Scene& scene, std::size_t token, std::uint32_t begin) {
  const bool flow = scene.in_flow(token) && !scene.is(token - 1, Shape::colon);
  Span part = meant_value(scene.source, begin, scene.in_flow(token));
  const std::size_t colon = scene.text(part).find(": ");
  const bool is_key = flow || (scene.has(token) && scene.is_first_on_line(token));
  if (is_key && colon != std::string_view::npos) {
    part.end = part.begin + static_cast<std::uint32_t>(colon);
  }
  return part;
}

Diagnostic needs_quotes(const Scene& scene, Span value, std::string message) {
  Diagnostic result =
      make_error("yaml", value, std::move(message), quote_hint(scene.source, value));
  result.replacement = meant_quoted(scene.text(value));
  return result;
}

Diagnostic open_quote(const Scene& scene, const Token& token, std::string message) {
  const std::uint32_t begin = token.span.begin;
  const std::string quote(1, scene.source[begin]);
  Span inner = meant_value(scene.source, begin + 1, token.depth > 0);
  const std::string closed = quote + std::string(scene.text(inner)) + quote;
  return make_error("yaml", {begin, begin + 1}, std::move(message),
                    "close it: " + line_with(scene.source, {begin, inner.end}, closed));
}

// Words and signs that go on with an expression, where in a list or map a comma is missing.
bool continues_expression(std::string_view text) {
  if (text.find_first_of("=!<>+-*/|(") == 0) return true;
  const std::string_view word = text.substr(0, std::min(text.find(' '), text.size()));
  for (const std::string_view known : {"and", "or", "in", "not", "is", "contains", "matches",
                                       "starts", "ends", "between", "within", "where"}) {
    if (word == known) return true;
  }
  return false;
}

// Without its escaped quotes; other backslashes stay, as single quotes keep them.
std::string without_escaped_quotes(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '"';
    if (!escaped) result += text[i];
  }
  return result;
}

}  // namespace

std::optional<Diagnostic> unclosed_quote(const Scene& scene) {
  if (scene.failure != Failure::quote) return std::nullopt;
  std::size_t i = std::min(scene.here, scene.tokens.size() - 1);
  while (i > 0 && !scene.is(i, Shape::quoted)) --i;
  if (!scene.is(i, Shape::quoted)) return std::nullopt;
  return open_quote(scene, scene.tokens[i], "the quote that opens here is never closed");
}

// A quote that is not closed where it should be ends at the next one, lines below; what follows
// that one then makes no sense.
std::optional<Diagnostic> swallowed_lines(const Scene& scene) {
  const std::size_t last = scene.here - 1;
  if (!scene.is(last, Shape::quoted) || scene.is_one_line(last)) return std::nullopt;
  const Token& token = scene.tokens[last];
  const bool touches =
      scene.has(scene.here) && scene.one_line(token.span.end, scene.tokens[scene.here].span.begin);
  if (!touches) return std::nullopt;
  Diagnostic result =
      open_quote(scene, token, "the quote that opens here is not closed on its line");
  result.notes.push_back({{token.span.end - 1, token.span.end}, "YAML takes this one to close it"});
  return result;
}

std::optional<Diagnostic> unknown_escape(const Scene& scene) {
  if (scene.failure != Failure::escape) return std::nullopt;
  const std::uint32_t begin = scene.offset;  // of the backslash
  std::uint32_t end = begin + 1;
  if (end < scene.source.size()) end += text::code_point_at(scene.source, end).bytes;
  Diagnostic result =
      make_error("yaml", {begin, end}, "this is no escape that YAML knows in double quotes");
  const auto holds = [&](const Token& token) {
    return token.span.begin < begin && begin < token.span.end;
  };
  const auto found = std::find_if(scene.tokens.begin(), scene.tokens.end(), holds);
  if (found == scene.tokens.end() || !found->closed || found->span.end - found->span.begin < 2) {
    return result;
  }
  const Span inner{found->span.begin + 1, found->span.end - 1};
  const std::string value = quoted(without_escaped_quotes(scene.text(inner)));
  result.hint = "in single quotes a backslash stands for itself: " +
                line_with(scene.source, found->span, value);
  return result;
}

std::optional<Diagnostic> property_value(const Scene& scene) {
  const bool second = scene.failure == Failure::node && scene.is(scene.here, Shape::property);
  if ((scene.failure != Failure::property && !second) || scene.tokens.empty()) return std::nullopt;
  std::size_t i = std::min(scene.here, scene.tokens.size() - 1);
  if (scene.tokens[i].span.begin > scene.offset && i > 0) --i;
  while (i > 0 && !scene.is(i, Shape::property)) --i;
  if (!scene.is(i, Shape::property)) return std::nullopt;
  return refuse_property(scene.source, scene.tokens[i].span.begin, scene.in_flow(i));
}

// `where: "a" == x`, `rating: {grade}{heat}`: for YAML the value ends with what closes it.
std::optional<Diagnostic> text_behind_value(const Scene& scene) {
  const std::size_t last = scene.here - 1;
  if (!scene.has(scene.here) || !scene.has(last)) return std::nullopt;
  const bool closes = scene.is(last, Shape::close) && scene.tokens[last].closed;
  if (!closes && !scene.is(last, Shape::quoted)) return std::nullopt;
  const std::size_t start = closes ? scene.tokens[last].opener : last;
  const std::uint32_t begin = scene.tokens[start].span.begin;
  if (!scene.begins_value(start)) return std::nullopt;
  if (!scene.one_line(begin, scene.tokens[scene.here].span.begin)) return std::nullopt;
  const bool touches = scene.tokens[last].span.end == scene.tokens[scene.here].span.begin;
  const std::string_view behind = scene.text(scene.here);
  if (scene.in_flow(start) && !touches && !continues_expression(behind)) return std::nullopt;
  return needs_quotes(scene, meant_value(scene.source, begin, scene.in_flow(start)),
                      "to YAML this value ends at its " +
                          in_ticks(scene.text(last).substr(scene.text(last).size() - 1)));
}

// `{when: stage in ["a", "b"]}`: inside brackets a value without quotes ends at any bracket.
std::optional<Diagnostic> cut_in_flow(const Scene& scene) {
  const std::size_t last = scene.here - 1;
  if (!scene.is(last, Shape::plain) || !scene.in_flow(scene.here)) return std::nullopt;
  if (!scene.is(scene.here, Shape::open)) return std::nullopt;
  const std::uint32_t begin = scene.tokens[last].span.begin;
  if (!scene.one_line(begin, scene.tokens[scene.here].span.begin)) return std::nullopt;
  return needs_quotes(
      scene, meant_part(scene, last, begin),
      "inside `{ }` and `[ ]` YAML ends a value at " + in_ticks(scene.text(scene.here)));
}

// `when: title: x`
std::optional<Diagnostic> colon_in_value(const Scene& scene) {
  const std::size_t last = scene.here - 1;
  if (!scene.is(scene.here, Shape::colon) || !scene.is_scalar(last)) return std::nullopt;
  const Span name = scene.tokens[last].span;
  if (!scene.begins_value(last)) return std::nullopt;
  if (!scene.one_line(name.begin, scene.tokens[scene.here].span.begin)) return std::nullopt;
  const Span value = meant_value(scene.source, name.begin, scene.in_flow(last));
  Diagnostic result =
      make_error("yaml", scene.tokens[scene.here].span, "a `: ` inside a value that has no quotes",
                 quote_hint(scene.source, value));
  const bool words = scene.text(last).find(' ') != std::string_view::npos;
  if (scene.in_flow(last) && words) result.hint += "; or put the comma that is missing";
  return result;
}

std::optional<Diagnostic> bad_first_character(const Scene& scene) {
  const bool header = scene.failure == Failure::block_header;
  const bool misplaced = scene.is(scene.here, Shape::other) ||
                         (scene.is(scene.here, Shape::comma) && !scene.in_flow(scene.here)) ||
                         (scene.is(scene.here, Shape::plain) && scene.failure == Failure::node &&
                          scene.in_flow(scene.here));
  if (!header && !misplaced && scene.failure != Failure::token) return std::nullopt;
  std::uint32_t begin = scene.offset;
  std::size_t i = scene.here;
  if (header) {
    while (i < scene.tokens.size() && scene.tokens[i].span.begin > scene.offset && i > 0) --i;
    if (!scene.is(i, Shape::block)) return std::nullopt;
    begin = scene.tokens[i].span.begin;
  }
  if (begin >= scene.source.size()) return std::nullopt;
  const Span value = meant_part(scene, i, begin);
  const std::string sign = in_ticks(scene.source.substr(begin, 1));
  return needs_quotes(scene, value,
                      header ? "to YAML " + sign + " begins a text of several lines"
                             : "nothing can begin with " + sign + " in YAML");
}

// `[a, b]` as `"a | b"`; empty where it holds more than plain words.
std::string joined_values(std::string_view list) {
  const std::string_view inside = list.substr(1, list.size() - 2);
  const bool plain =
      list.front() == '[' && inside.find_first_of("[]{}\"'|:") == std::string_view::npos;
  if (!plain || inside.find(',') == std::string_view::npos) return "";
  std::string row = "\"";
  for (const char c : inside) row += c == ',' ? std::string(" |") : std::string(1, c);
  return row + "\"";
}

// `{{name}}: 1`; an unclosed bracket at the end of the file looks the same to the parser.
std::optional<Diagnostic> bracket_as_key(const Scene& scene) {
  if (scene.failure != Failure::bracket_key || !scene.is(scene.here, Shape::open)) {
    return std::nullopt;
  }
  if (!scene.tokens[scene.here].closed) return unclosed_bracket(scene);
  const auto closes = [&](const Token& token) {
    return token.shape == Shape::close && token.closed && token.opener == scene.here;
  };
  const auto close = std::find_if(scene.tokens.begin(), scene.tokens.end(), closes);
  const Span key{scene.tokens[scene.here].span.begin, close->span.end};
  if (!scene.one_line(key.begin, key.end)) {
    return make_error("yaml", key, "a key cannot be a map or list");
  }
  Diagnostic made = needs_quotes(scene, key, "a key cannot be a map or list");
  const std::string row = joined_values(scene.source.substr(key.begin, key.end - key.begin));
  if (!row.empty()) {
    made.hint = "several values are joined with |: " + line_with(scene.source, key, row);
    made.replacement = row;
  }
  return made;
}

}  // namespace leadscore::yaml
