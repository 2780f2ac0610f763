// SPDX-License-Identifier: Apache-2.0

// Parser events to the positioned tree, under the limits. Knows nothing of the parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>

#include "yaml/tree.hpp"

namespace leadscore::yaml {

// Where an event happened. A tag or anchor before it is a part of it.
struct Place {
  Span span;
  std::uint32_t line = 0;    // from 0
  std::uint32_t column = 0;  // from 0, in characters
  bool has_property = false;
};

class TreeBuilder {
 public:
  TreeBuilder(const Source& source, const Limits& limits, Diagnostics& diagnostics)
      : source_(source), limits_(limits), diagnostics_(diagnostics) {}

  // The events. Each returns whether reading can go on. A value that was not written is a plain
  // scalar without text.
  bool scalar(const Place& place, Style style, std::string_view text);
  bool alias(const Place& place);
  bool begin(Kind kind, const Place& place, bool is_flow);
  bool end(const Place& place);

  // The root, unless something was refused; a duplicate key alone is not.
  [[nodiscard]] std::optional<Node> take();
  // Whether nothing is open but a list that is the whole file.
  [[nodiscard]] bool is_root_list() const {
    return open_.size() == 1 && open_.back().node.is_list();
  }

 private:
  struct Frame {
    Node node;
    Place place;
    bool brackets = false;  // written in `[ ]` or `{ }`
    bool in_flow = false;   // the same, or inside of such
    std::size_t first = 0;  // of its parts
    Place key_place;        // of the last key
  };

  bool fail(Diagnostic diagnostic);
  bool count_node(const Place& place);
  bool check_place(const Place& place, bool is_block_list);
  bool check_key(const Node& key);
  bool check_text(const Node& node);
  bool property(const Place& place, std::string_view text);
  void take_parts(Node& node, std::size_t first);
  bool add(Node node, const Place& place);
  void check_duplicates(Node& map);
  void drop_duplicates(Node& map, const std::vector<std::uint32_t>& order);
  [[nodiscard]] Span empty_place(std::uint32_t offset) const;
  [[nodiscard]] bool expects_key() const;
  [[nodiscard]] bool expects_value() const;  // of a key, which is the last part
  [[nodiscard]] bool in_flow() const { return !open_.empty() && open_.back().in_flow; }
  [[nodiscard]] std::string_view text() const { return source_.text; }

  const Source& source_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  std::vector<Frame> open_;
  std::vector<Node> parts_;  // finished ones of all that is open; of a map keys and values in turn
  std::optional<Node> root_;
  std::uint64_t nodes_ = 0;
  std::uint32_t cursor_ = 0;  // where the last finished node ends
  bool failed_ = false;
};

}  // namespace leadscore::yaml
