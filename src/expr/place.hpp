// SPDX-License-Identifier: Apache-2.0

// The tokens around the place where an expression does not go on: private to complaint.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "expr/parsing.hpp"

namespace leadscore::expr {

inline constexpr std::array<std::string_view, 14> kComparisons = {
    "==", "!=",      "<",   "<=",       ">",       ">=",     "in",
    "is", "between", "not", "contains", "matches", "starts", "ends"};

inline bool is_comparison(const Token& token) {
  return std::any_of(kComparisons.begin(), kComparisons.end(),
                     [&](std::string_view text) { return is(token, text); });
}

inline bool is_sign(const Token& token) { return token.kind == TokenKind::sign; }

inline bool is_clause(const Token& token) {
  return is(token, "where") || is(token, "within") || is(token, "after");
}

// The tokens around the place of an error.
struct Place {
  std::string_view text;
  std::span<const Token> tokens;
  std::size_t at;

  const Token& end() const { return tokens.back(); }
  const Token& before() const { return at == 0 ? end() : tokens[at - 1]; }
  const Token& found() const { return tokens[at]; }
  const Token& next(std::size_t count = 1) const {
    return at + count < tokens.size() ? tokens[at + count] : end();
  }

  // As in the text; a long one is cut between two characters.
  std::string written(const Token& token) const {
    return quoted(cut(text.substr(token.span.begin, token.span.end - token.span.begin)));
  }

  // The tokens [first, last) as in the text.
  std::string range(std::size_t first, std::size_t last) const {
    if (first >= last) return "";
    const std::uint32_t begin = tokens[first].span.begin;
    return cut(text.substr(begin, tokens[last - 1].span.end - begin));
  }

  // Where the part of a condition begins that reaches up to tokens[last].
  std::size_t begin_of_part(std::size_t last) const {
    while (last > 0) {
      const Token& token = tokens[last - 1];
      if (is(token, "(") || is(token, "[") || is_joint(last - 1)) break;
      last = is(token, ")") || is(token, "]") ? token.partner : last - 1;
    }
    return last;
  }

  // Behind the part to which tokens[first] belongs.
  std::size_t end_of_part(std::size_t first) const {
    while (!is_joint(first) && !is(tokens[first], ")") && !is(tokens[first], "]")) {
      first = after(first);
    }
    return first;
  }

  // What is compared in [first, last): all before the comparison; empty where there is none.
  std::string subject(std::size_t first, std::size_t last) const {
    std::size_t i = first;
    while (i < last && !is_comparison(tokens[i])) i = after(i);
    return i < last ? range(first, i) : "";
  }

 private:
  // What ends a part of a condition, where no bracket hides it.
  bool is_joint(std::size_t i) const {
    const Token& token = tokens[i];
    if (is(token, "not")) return !is(tokens[i + 1], "in");
    return is(token, "and") || is(token, "or") || is(token, ",") || is(token, "where") ||
           token.kind == TokenKind::end;
  }
  std::size_t after(std::size_t i) const {
    return (is(tokens[i], "(") || is(tokens[i], "[") ? tokens[i].partner : i) + 1;
  }

  static std::string cut(std::string_view all) {
    constexpr std::size_t kShown = 40;
    if (all.size() <= kShown) return std::string(all);
    const auto continues = [&](std::size_t i) {
      return (static_cast<unsigned char>(all[i]) & 0xC0U) == 0x80U;
    };
    std::size_t bytes = kShown;
    while (continues(bytes)) --bytes;
    return std::string(all.substr(0, bytes)) + "...";
  }
};

}  // namespace leadscore::expr
