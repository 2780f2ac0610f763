// SPDX-License-Identifier: Apache-2.0

// A program for one lead at a time: points by the code of one subject, by those of two, and what is
// left as a graph of formulas of which only what a change reaches is worked out again.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "plan/cutter.hpp"
#include "plan/program.hpp"

namespace leadscore::plan {

struct RowTables {
  explicit RowTables(std::shared_ptr<const Program> of);

  // Of one subject: what its code adds to a sum.
  struct Single {
    std::uint32_t sum = 0;
    std::vector<std::int64_t> points;
  };
  // Of two subjects: what both codes add to a sum.
  struct Pair {
    std::uint32_t sum = 0;
    std::uint32_t first = 0, second = 0;  // subjects
    Code width = 0;                       // codes of the second
    std::int64_t unit = 1;
    std::vector<std::int32_t> units;   // of each pair of codes
    std::vector<std::int64_t> points;  // or in thousandths, where units do not fit

    [[nodiscard]] std::int64_t at(Code a, Code b) const {
      const std::size_t cell = std::size_t{a} * width + b;
      return points.empty() ? unit * units[cell] : points[cell];
    }
  };
  struct Effect {
    std::uint32_t sum = 0;
    std::int64_t points = 0;
  };
  struct OfSubject {
    std::vector<Single> singles;
    std::vector<std::uint32_t> pairs;       // that it is one of
    std::vector<NodeId> nodes;              // that depend on it, in order
    std::vector<std::vector<bool>> leaves;  // of nodes: by leaf and code; empty of open tests
    bool plain = false;  // all open tests are `contains` and such of the text itself
  };

  std::shared_ptr<const Program> program;
  std::vector<OfSubject> subjects;
  std::vector<Pair> pairs;
  std::vector<std::vector<Effect>> effects;  // by node
  std::vector<NodeId> nodes;                 // all that are worked out, in order
  std::vector<std::int64_t> bases;           // by sum
  std::vector<Cutter> cutters;               // by subject
};

}  // namespace leadscore::plan
