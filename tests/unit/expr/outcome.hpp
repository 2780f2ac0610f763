// SPDX-License-Identifier: Apache-2.0

// What became of a text, as table tests pin it.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "expr/grammar.hpp"
#include "expr/syntax.hpp"

namespace leadscore::expr {

struct Row {
  std::string_view text;
  std::string_view outcome;
};

inline std::string show(Span span) {
  return std::to_string(span.begin) + ".." + std::to_string(span.end);
}

// `error 2..3 expected ... -- hint [code]`
inline std::string show(const SyntaxError& error) {
  std::string all = "error " + show(error.span) + " " + error.message;
  if (!error.hint.empty()) all += " -- " + error.hint;
  if (error.code != "syntax") all += " [" + error.code + "]";
  return all;
}

inline std::string show(const Syntax& syntax) { return print_tree(syntax); }

inline std::string show(const Name& name) { return name.text + "@" + show(name.span); }

inline std::string outcome(std::string_view text, const Limits& limits = {}) {
  return std::visit([](const auto& result) { return show(result); },
                    parse_expression(text, limits));
}

}  // namespace leadscore::expr
