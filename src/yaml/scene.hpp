// SPDX-License-Identifier: Apache-2.0

// The place where YAML gave up, and what stands around it. A cause is a function that knows its
// own picture in the scene.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>

#include "yaml/cause.hpp"
#include "yaml/sketch.hpp"

namespace leadscore::yaml {

struct Scene {
  const std::string_view source;
  const Limits& limits;
  const Failure failure;
  const std::uint32_t offset;
  const std::vector<Token> tokens;
  const std::size_t here;  // the first token that does not end before the offset; may be the end

  [[nodiscard]] bool has(std::size_t i) const { return i < tokens.size(); }
  // Whether the token exists and has that shape. One before the first is asked for with -1.
  [[nodiscard]] bool is(std::size_t i, Shape shape) const {
    return has(i) && tokens[i].shape == shape;
  }
  [[nodiscard]] bool is_scalar(std::size_t i) const {
    return is(i, Shape::plain) || is(i, Shape::quoted);
  }
  [[nodiscard]] bool is_key(std::size_t i) const { return is_scalar(i) && is(i + 1, Shape::colon); }
  [[nodiscard]] std::string_view text(Span span) const {
    return source.substr(span.begin, span.end - span.begin);
  }
  [[nodiscard]] std::string_view text(std::size_t i) const { return text(tokens[i].span); }
  // Whether no line break stands between the ends of two places.
  [[nodiscard]] bool one_line(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool is_one_line(std::size_t i) const {
    return one_line(tokens[i].span.begin, tokens[i].span.end);
  }
  // Whether nothing but blanks and dashes stands before the token on its line.
  [[nodiscard]] bool is_first_on_line(std::size_t i) const;
  [[nodiscard]] std::uint32_t column(std::size_t i) const;  // in bytes, from 0
  [[nodiscard]] bool in_flow(std::size_t i) const { return has(i) && tokens[i].depth > 0; }
  // Whether a value, not a key, begins with the token.
  [[nodiscard]] bool begins_value(std::size_t i) const;
  // The innermost bracket that is open before the token.
  [[nodiscard]] std::optional<std::size_t> bracket_around(std::size_t i) const;
};

using Cause = std::optional<Diagnostic> (*)(const Scene&);

// In cause_values.cpp: a value that needs quotes, or has one too few.
[[nodiscard]] std::optional<Diagnostic> unclosed_quote(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> swallowed_lines(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> unknown_escape(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> property_value(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> text_behind_value(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> cut_in_flow(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> colon_in_value(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> bad_first_character(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> bracket_as_key(const Scene& scene);

// In cause_lines.cpp: how lines and brackets stand to each other.
[[nodiscard]] std::optional<Diagnostic> tab_in_indentation(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> tab_before_node(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> long_key(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> unclosed_bracket(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> missing_in_flow(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> touching_colon(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> missing_comma(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> stray_bracket(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> value_left_of_key(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> line_without_colon(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> continued_line(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> stray_dash(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> missing_key(const Scene& scene);
[[nodiscard]] std::optional<Diagnostic> wrong_column(const Scene& scene);

}  // namespace leadscore::yaml
