// SPDX-License-Identifier: Apache-2.0

// A rule file as a small tree in which every node knows its place. It has no aliases, no tags and
// no types: a scalar is its text and how it was quoted, and whoever reads it decides what it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/diagnostic.hpp>

namespace leadscore::yaml {

enum class Kind : std::uint8_t { scalar, map, list };
enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

struct Entry;

struct Node {
  Kind kind = Kind::scalar;
  Style style = Style::plain;  // of a scalar
  Span span;  // in the source: with quotes or brackets; else to the end of the last child; of a
              // value that was not written, the end of its key, or the dash of its item
  std::string text;            // of a scalar, unescaped
  std::vector<Node> items;     // of a list
  std::vector<Entry> entries;  // of a map, in the order of the file; keys are unique

  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  // A plain empty scalar, `~` or `null`: no value was written.
  [[nodiscard]] bool is_null() const;
  [[nodiscard]] bool is_quoted() const {
    return style == Style::single_quoted || style == Style::double_quoted;
  }
  // The value of a key of a map; null where there is none.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

struct Entry {
  Node key;  // always a scalar
  Node value;
};

// The places in the source of the bytes [begin, end) of a scalar's text, whatever its style:
// exact for expressions inside quoted, folded and literal scalars too.
[[nodiscard]] Span span_inside(const Source& source, const Node& scalar, std::uint32_t begin,
                               std::uint32_t end);

}  // namespace leadscore::yaml
