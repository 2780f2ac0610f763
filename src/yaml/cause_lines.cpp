// SPDX-License-Identifier: Apache-2.0

// Causes that lie in how lines and brackets stand to each other.
#include <algorithm>
#include <string>

#include "yaml/quoting.hpp"
#include "yaml/refusals.hpp"
#include "yaml/report.hpp"
#include "yaml/scalar.hpp"
#include "yaml/scene.hpp"

namespace leadscore::yaml {
namespace {

// Keys further away than this are not found by the parser at all.
constexpr std::uint32_t kLongestKeyOfParser = 1024;

bool is_line_failure(Failure failure) {
  return failure == Failure::map || failure == Failure::list || failure == Failure::value ||
         failure == Failure::key || failure == Failure::node;
}

bool is_flow_failure(Failure failure) {
  return failure == Failure::flow_map || failure == Failure::flow_list;
}

// The last key before the token that begins further right than it: the map it may belong to.
std::optional<std::size_t> deeper_key_above(const Scene& scene, std::size_t token) {
  const std::uint32_t column = scene.column(token);
  for (std::size_t i = token; i > 0; --i) {
    if (!scene.is_key(i - 1) || scene.in_flow(i - 1) || !scene.is_first_on_line(i - 1)) continue;
    if (scene.column(i - 1) > column) return i - 1;
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> tab_in_indentation(const Scene& scene) {
  if (scene.in_flow(scene.here)) return std::nullopt;
  const Span line = line_of(scene.source, scene.offset);
  const std::string_view text = scene.text(line);
  const std::string_view indent = text.substr(0, text.find_first_not_of(" \t"));
  if (indent.find('\t') == std::string_view::npos) return std::nullopt;
  return refuse_tab(scene.source, line.begin);
}

// Behind a `-` or `?`.
std::optional<Diagnostic> tab_before_node(const Scene& scene) {
  const Span tab{scene.offset, scene.offset + 1};
  if (scene.failure != Failure::token || scene.text(tab) != "\t") return std::nullopt;
  return make_error("yaml-tab", tab, "a tab stands where YAML knows only spaces",
                    "write it as: " + line_with(scene.source, tab, " "));
}

std::optional<Diagnostic> long_key(const Scene& scene) {
  const std::size_t i = scene.here - (scene.is(scene.here, Shape::colon) ? 1 : 0);
  if (!scene.has(i) || !scene.is_key(i) || !scene.is_one_line(i)) return std::nullopt;
  const Span key = scene.tokens[i].span;
  if (key.end - key.begin < kLongestKeyOfParser) return std::nullopt;
  return over_limit(limit_texts::key_bytes,
                    std::min<std::uint64_t>(scene.limits.key_bytes, kLongestKeyOfParser), key);
}

std::optional<Diagnostic> unclosed_bracket(const Scene& scene) {
  const bool as_key = scene.failure == Failure::bracket_key;
  const bool as_node = scene.failure == Failure::node;
  if (!as_key && !as_node && !is_flow_failure(scene.failure)) return std::nullopt;
  const auto bracket = scene.bracket_around(scene.here + (as_key ? 1 : 0));
  if (!bracket || scene.tokens[*bracket].closed) return std::nullopt;
  const std::string open(scene.text(*bracket));
  return make_error("yaml", scene.tokens[*bracket].span,
                    "the `" + open + "` that opens here is never closed",
                    std::string("close it with `") + (open == "{" ? "}" : "]") + "`");
}

// `{, a: 1}`, `[a,, b]`, `{: a}`
std::optional<Diagnostic> missing_in_flow(const Scene& scene) {
  if (scene.failure != Failure::node || !scene.in_flow(scene.here)) return std::nullopt;
  const bool comma = scene.is(scene.here, Shape::comma);
  if (!comma && !scene.is(scene.here, Shape::colon)) return std::nullopt;
  const auto bracket = scene.bracket_around(scene.here);
  const bool in_list = bracket && scene.text(*bracket) == "[";
  return make_error("yaml", scene.tokens[scene.here].span,
                    std::string(comma && in_list ? "a value" : "a key") +
                        " is missing before this `" + std::string(scene.text(scene.here)) + "`",
                    comma ? "remove the comma" : "write it as `key: value`");
}

// `{a:}`, `{a:[b]}`
std::optional<Diagnostic> touching_colon(const Scene& scene) {
  if (scene.failure != Failure::flow_colon) return std::nullopt;
  const Span colon{scene.offset, scene.offset + 1};
  return make_error("yaml", colon, "inside `{ }` and `[ ]` YAML wants a blank after this `:`",
                    "write it as: " + line_with(scene.source, colon, ": "));
}

std::optional<Diagnostic> missing_comma(const Scene& scene) {
  const std::size_t last = scene.here - 1;
  if (!is_flow_failure(scene.failure) || !scene.has(scene.here)) return std::nullopt;
  if (scene.is(scene.here, Shape::colon)) {
    // Of lines inside brackets each but the last ends with a comma.
    if (!scene.is(last, Shape::plain) || scene.is_one_line(last)) return std::nullopt;
    const Span value = scene.tokens[last].span;
    const auto line_break = static_cast<std::uint32_t>(scene.source.find('\n', value.begin));
    const std::uint32_t end = line_of(scene.source, line_break).end;
    return make_error("yaml", {end - 1, end}, "a comma is missing at the end of this line",
                      "write it as: " + line_with(scene.source, {end, end}, ","));
  }
  const bool item = scene.is_scalar(scene.here) || scene.is(scene.here, Shape::open);
  const bool after = scene.is(last, Shape::quoted) || scene.is(last, Shape::close);
  if (!item || !after) return std::nullopt;
  const Span behind{scene.tokens[last].span.end, scene.tokens[last].span.end};
  return make_error("yaml", scene.tokens[scene.here].span, "a comma is missing before this",
                    "write it as: " + line_with(scene.source, behind, ","));
}

std::optional<Diagnostic> stray_bracket(const Scene& scene) {
  if (!scene.is(scene.here, Shape::close)) return std::nullopt;
  const Token& close = scene.tokens[scene.here];
  const std::string sign(scene.text(scene.here));
  if (!close.closed) {
    return make_error("yaml", close.span, "there is no bracket that this `" + sign + "` closes",
                      quote_hint(scene.source, meant_value(scene.source, close.span.begin, false)));
  }
  const std::string open(scene.text(std::size_t{close.opener}));
  if ((open == "{") == (sign == "}")) return std::nullopt;
  Diagnostic result =
      make_error("yaml", close.span, "a `" + open + "` is closed by a `" + sign + "`",
                 std::string("close it with `") + (open == "{" ? "}" : "]") + "`");
  result.notes.push_back({scene.tokens[close.opener].span, "opened here"});
  return result;
}

std::optional<Diagnostic> value_left_of_key(const Scene& scene) {
  if (scene.failure != Failure::key || !scene.is(scene.here - 1, Shape::colon)) return std::nullopt;
  if (!scene.has(scene.here) || !scene.is_scalar(scene.here - 2)) return std::nullopt;
  return refuse_column(scene.source, scene.tokens[scene.here].span.begin,
                       scene.tokens[scene.here - 2].span);
}

std::optional<Diagnostic> line_without_colon(const Scene& scene) {
  if (!is_line_failure(scene.failure) || scene.in_flow(scene.here)) return std::nullopt;
  // YAML sees it at once, or at the `:` of the next line.
  std::size_t line = scene.here;
  if (scene.is(scene.here, Shape::colon)) {
    line = scene.here - 1;
    if (scene.has(line) && scene.is_one_line(line)) --line;
  }
  const bool good = scene.has(line) && scene.is_key(line) && scene.is_one_line(line);
  if (good || !scene.is_scalar(line) || !scene.is_first_on_line(line)) return std::nullopt;
  Span key = scene.tokens[line].span;
  key.end = std::min(key.end, line_of(scene.source, key.begin).end);
  return missing_colon(scene.source, key);
}

// A line further right than the `key: value` above it is more of that value.
std::optional<Diagnostic> continued_line(const Scene& scene) {
  const std::size_t last = scene.here - 1;
  if (!scene.is(scene.here, Shape::colon) || !scene.is(last, Shape::plain)) return std::nullopt;
  if (scene.is_one_line(last) || !scene.begins_value(last)) return std::nullopt;
  const Span line = line_of(scene.source, scene.tokens[scene.here].span.begin);
  const std::size_t indent = scene.text(line).find_first_not_of(' ');
  const Span key{line.begin + static_cast<std::uint32_t>(indent),
                 scene.tokens[scene.here].span.begin};
  Diagnostic result =
      make_error("yaml", key,
                 "this line is further right than the one above, so YAML takes it for more of "
                 "that value");
  if (scene.is_key(last - 2)) {
    const std::uint32_t column = scene.column(last - 2) + 1;
    result.hint = "begin it in column " + std::to_string(column) + ", or quote the value above";
    result.notes.push_back({scene.tokens[last - 2].span, "the key above"});
  }
  return result;
}

std::optional<Diagnostic> stray_dash(const Scene& scene) {
  if (!scene.is(scene.here, Shape::dash)) return std::nullopt;
  const Span dash = scene.tokens[scene.here].span;
  if (scene.failure == Failure::list_entry && scene.is(scene.here - 1, Shape::colon)) {
    const Span value = meant_value(scene.source, dash.begin, false);
    return make_error(
        "yaml", dash, "a list cannot begin on the line of its key",
        "put it below, or, if it is an expression, " + quote_hint(scene.source, value));
  }
  return make_error("yaml", dash, "a list item where a key was expected",
                    "in one place stand either `key: value` lines or `- item` lines");
}

std::optional<Diagnostic> missing_key(const Scene& scene) {
  if (!scene.is(scene.here, Shape::colon) || !scene.is_first_on_line(scene.here)) {
    return std::nullopt;
  }
  return make_error("yaml", scene.tokens[scene.here].span, "a key is missing before this `:`",
                    "write it as `key: value`");
}

std::optional<Diagnostic> wrong_column(const Scene& scene) {
  if (!is_line_failure(scene.failure) || !scene.has(scene.here)) return std::nullopt;
  if (!scene.is_first_on_line(scene.here)) return std::nullopt;
  Diagnostic result = make_error("yaml", scene.tokens[scene.here].span,
                                 "this line begins in a column that fits none of the lines above",
                                 "the keys of one map begin in the same column");
  if (const auto key = deeper_key_above(scene, scene.here)) {
    result.hint += ": one above in column " + std::to_string(scene.column(*key) + 1);
    result.notes.push_back({scene.tokens[*key].span, "the key above"});
  }
  return result;
}

}  // namespace leadscore::yaml
