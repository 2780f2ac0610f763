// SPDX-License-Identifier: Apache-2.0

// Parser events to the positioned tree, under the limits. Knows nothing of the parser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>

#include "yaml/tree.hpp"

namespace leadscore::yaml {

// Where an event happened; line and column count bytes from 0.
struct Mark {
  std::uint32_t offset = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

class TreeBuilder {
 public:
  TreeBuilder(const Source& source, const Limits& limits, Diagnostics& diagnostics)
      : source_(source), limits_(limits), diagnostics_(diagnostics) {}

  // The events. Each returns whether reading can go on.
  bool null(Mark mark, bool anchored);
  bool scalar(Mark mark, std::string_view text);
  bool alias(Mark mark);
  bool begin(Kind kind, Mark mark);
  bool end();

  // The root, unless something was refused; a duplicate key alone is not.
  [[nodiscard]] std::optional<Node> take();
  // Where the last finished node ends.
  [[nodiscard]] std::uint32_t cursor() const { return cursor_; }

 private:
  struct Frame {
    Node node;
    Mark mark;
    bool brackets = false;  // written in `[ ]` or `{ }`
    bool in_flow = false;   // the same, or inside of such
    std::optional<Node> key;
    Mark key_mark;
  };

  bool fail(Diagnostic diagnostic);
  bool count_node(Mark mark);
  bool check_place(Mark mark, bool is_block_list);
  bool check_key(const Node& key, Mark mark);
  bool check_text(const Node& node);
  bool property(Mark mark, std::string_view text);
  bool add(Node node, Mark mark);
  void check_duplicates(Node& map);
  void drop_duplicates(Node& map, const std::vector<std::uint32_t>& order);
  [[nodiscard]] bool is_own_null(Mark mark) const;
  [[nodiscard]] Span empty_place(Mark mark) const;
  [[nodiscard]] bool expects_key() const;
  [[nodiscard]] bool in_flow() const { return !open_.empty() && open_.back().in_flow; }
  [[nodiscard]] std::string_view text() const { return source_.text; }

  const Source& source_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  std::vector<Frame> open_;
  std::optional<Node> root_;
  std::uint64_t nodes_ = 0;
  std::uint32_t cursor_ = 0;
  bool failed_ = false;
};

}  // namespace leadscore::yaml
