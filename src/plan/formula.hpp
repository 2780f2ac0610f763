// SPDX-License-Identifier: Apache-2.0

// Conditions as a shared graph: each distinct test once, each distinct `and` and `or` once.
//
// Formulas are two-valued. What a condition of the rule language leaves unknown was decided when
// it was taken apart: a formula says "is true" (or "is false") of it, `not` having been pushed down
// to the tests.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "plan/subject.hpp"

namespace leadscore::plan {

using NodeId = std::uint32_t;

inline constexpr NodeId kNever = 0;
inline constexpr NodeId kAlways = 1;

struct Node {
  enum class Kind : std::uint8_t { never, always, test, all, any };
  Kind kind = Kind::never;
  std::uint32_t subject = 0;          // of a test
  std::uint32_t leaf = 0;             // of a test: one of the subject's
  std::uint32_t phase = 0;            // known once the subjects of this phase are
  std::optional<std::uint32_t> only;  // the one subject it asks of
  std::vector<NodeId> args;           // of all and any: at least two, sorted
};

class Formulas {
 public:
  explicit Formulas(std::vector<Subject>& subjects);

  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

  NodeId test(std::uint32_t subject, Leaf leaf);
  NodeId all_of(std::vector<NodeId> parts);
  NodeId any_of(std::vector<NodeId> parts);
  NodeId both(NodeId a, NodeId b) { return all_of({a, b}); }
  // Of two parts that are left as they are: for long chains, each link of which is used.
  NodeId pair(Node::Kind kind, NodeId a, NodeId b);
  NodeId complement(NodeId id);

 private:
  NodeId join(Node::Kind kind, std::vector<NodeId> parts);
  void flatten(Node::Kind kind, const std::vector<NodeId>& parts, std::vector<NodeId>& out) const;
  void merge_tests(Node::Kind kind, std::vector<NodeId>& parts);
  NodeId add_joined(Node::Kind kind, std::vector<NodeId> args);
  NodeId complement_of_test(const Node& node);
  NodeId add(Node node);

  std::vector<Subject>& subjects_;
  std::vector<Node> nodes_;
  std::unordered_multimap<std::uint64_t, NodeId> known_;
  std::unordered_map<NodeId, NodeId> complements_;
};

}  // namespace leadscore::plan
