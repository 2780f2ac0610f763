// SPDX-License-Identifier: Apache-2.0

// Formulas that would give too many products: worked out part by part, each part that a change of a
// subject reaches.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "plan/program.hpp"

namespace leadscore::plan {

struct RowParts {
  struct Effect {
    std::uint32_t output = 0;
    std::uint64_t points = 0;
  };

  explicit RowParts(const Program& program);
  // Points of an output where a formula holds.
  void add(NodeId node, Effect effect);
  // When all are there.
  void finish(const Program& program);

  std::set<NodeId> wanted;
  std::vector<NodeId> nodes;                    // parts first
  std::vector<std::vector<Effect>> effects;     // by node
  std::vector<std::vector<NodeId>> of_subject;  // that depend on it, in order
  // By subject, leaf and code; empty of open tests.
  std::vector<std::vector<std::vector<bool>>> leaves;
};

}  // namespace leadscore::plan
