// SPDX-License-Identifier: Apache-2.0

// A file that YAML refused, cut into rough tokens, so that the reason can be found. Not a parser:
// it never fails, and says what the author seems to have written.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <leadscore/diagnostic.hpp>

namespace leadscore::yaml {

enum class Shape : std::uint8_t {
  plain,
  quoted,
  block,     // literal or folded, from its `|` or `>` to its last line
  property,  // `!tag`, `&anchor`, `*alias`
  open,      // `[` `{`
  close,     // `]` `}`
  comma,
  colon,
  dash,  // of a list item
  other
};

struct Token {
  Shape shape = Shape::other;
  Span span;
  std::uint32_t depth = 0;   // brackets open around it
  std::uint32_t opener = 0;  // of a `close`: the index of its `open`
  bool closed = true;        // a quote that is closed, a bracket that has its partner
};

[[nodiscard]] std::vector<Token> sketch(std::string_view source);

}  // namespace leadscore::yaml
