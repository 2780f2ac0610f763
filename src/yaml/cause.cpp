// SPDX-License-Identifier: Apache-2.0
#include "yaml/cause.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "yaml/quoting.hpp"
#include "yaml/refusals.hpp"
#include "yaml/report.hpp"
#include "yaml/scalar.hpp"
#include "yaml/scene.hpp"

namespace leadscore::yaml {
namespace {

std::size_t first_at(const std::vector<Token>& tokens, std::uint32_t offset) {
  const auto found = std::partition_point(
      tokens.begin(), tokens.end(), [&](const Token& token) { return token.span.end <= offset; });
  return static_cast<std::size_t>(found - tokens.begin());
}

// The first that knows its picture has it: those that are certain come before those that guess.
constexpr Cause kCauses[] = {
    unclosed_quote,     unknown_escape,     property_value, bracket_as_key,      swallowed_lines,
    tab_in_indentation, tab_before_node,    long_key,       cut_in_flow,         unclosed_bracket,
    text_behind_value,  missing_in_flow,    touching_colon, missing_comma,       value_left_of_key,
    stray_bracket,      line_without_colon, continued_line, bad_first_character, colon_in_value,
    stray_dash,         missing_key,        wrong_column,
};

Diagnostic unknown_cause(const Scene& scene) {
  const Span line = line_of(scene.source, scene.offset);
  const std::uint32_t begin = std::min(scene.offset, line.end);
  return make_error("yaml", {begin, line.end}, "YAML does not understand what stands here",
                    "a value that has `: `, ` #`, quotes or brackets in it needs quotes around it");
}

}  // namespace

bool Scene::one_line(std::uint32_t begin, std::uint32_t end) const {
  return begin <= end && source.substr(begin, end - begin).find('\n') == std::string_view::npos;
}

std::uint32_t Scene::column(std::size_t i) const {
  const std::uint32_t begin = tokens[i].span.begin;
  return begin - line_of(source, begin).begin;
}

bool Scene::is_first_on_line(std::size_t i) const {
  while (i > 0 && one_line(tokens[i - 1].span.end, tokens[i].span.begin)) {
    if (!is(--i, Shape::dash)) return false;
  }
  return true;
}

bool Scene::begins_value(std::size_t i) const {
  const std::size_t before = i - 1;
  return is(before, Shape::colon) || is(before, Shape::dash) ||
         (in_flow(i) && (is(before, Shape::comma) || is(before, Shape::open)));
}

std::optional<std::size_t> Scene::bracket_around(std::size_t i) const {
  std::size_t closed = 0;
  for (i = std::min(i, tokens.size()); i > 0; --i) {
    if (is(i - 1, Shape::close)) ++closed;
    if (!is(i - 1, Shape::open)) continue;
    if (closed == 0) return i - 1;
    --closed;
  }
  return std::nullopt;
}

Diagnostic find_cause(const Source& source, const Limits& limits, Failure failure,
                      std::uint32_t offset) {
  if (failure == Failure::directive) {
    return refuse_directive(source.text, line_of(source.text, offset).begin);
  }
  if (failure == Failure::document) return refuse_document(source.text, offset);
  std::vector<Token> tokens = sketch(source.text);
  const std::size_t here = first_at(tokens, offset);
  const Scene scene{source.text, limits, failure, offset, std::move(tokens), here};
  for (const Cause cause : kCauses) {
    if (auto found = cause(scene)) return *std::move(found);
  }
  return unknown_cause(scene);
}

}  // namespace leadscore::yaml
