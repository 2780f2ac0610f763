// SPDX-License-Identifier: Apache-2.0

// Reading YAML in tests.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "yaml/reader.hpp"

namespace leadscore::yaml {

struct Reading {
  Source source;
  Diagnostics diagnostics;
  std::optional<Node> root;
};

inline Reading reading(std::string text, const Limits& limits = {}) {
  Reading result;
  result.source = {"rules.yaml", std::move(text)};
  result.root = read(result.source, limits, result.diagnostics);
  return result;
}

// "2:7 yaml-tag" for each diagnostic, separated by blanks. Columns count bytes.
inline std::string places(const Reading& read) {
  std::string result;
  for (const Diagnostic& diagnostic : read.diagnostics) {
    const std::string before = read.source.text.substr(0, diagnostic.span.begin);
    std::size_t line = 1;
    for (const char c : before) line += c == '\n' ? 1 : 0;
    const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;
    if (!result.empty()) result += ' ';
    result += std::to_string(line) + ":" + std::to_string(column) + " " + diagnostic.code;
  }
  return result;
}

inline std::string source_of(const Source& source, Span span) {
  return source.text.substr(span.begin, span.end - span.begin);
}

// The tree in one line: maps in { }, lists in [ ], scalars as written in the source in ' '.
inline std::string show(const Source& source, const Node& node) {
  if (node.is_scalar()) return "'" + source_of(source, node.span) + "'";
  std::string result;
  for (const Node& item : node.items) {
    result += (result.empty() ? "" : ", ") + show(source, item);
  }
  for (const Entry& entry : node.entries) {
    result += (result.empty() ? "" : ", ") + show(source, entry.key) + ": ";
    result += show(source, entry.value);
  }
  return node.is_list() ? "[" + result + "]" : "{" + result + "}";
}

}  // namespace leadscore::yaml
