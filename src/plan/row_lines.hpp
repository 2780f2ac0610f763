// SPDX-License-Identifier: Apache-2.0

// From one value on a line to its code: how many cuts are not above it, and one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "plan/code_set.hpp"
#include "plan/key.hpp"

namespace leadscore::plan {

// As a Cutter (cutter.hpp), but for one value at a time: the same few steps for all lines, so that
// they need no branches between one line and the next.
class RowLine {
 public:
  explicit RowLine(const std::vector<Key>& cuts);

  [[nodiscard]] Code code(Key key) const {
    if (cells_.empty()) return by_halving(key);
    const Key within = std::max(key, base_);
    const std::uint64_t offset =
        static_cast<std::uint64_t>(within) - static_cast<std::uint64_t>(base_);
    Code before = cells_[std::min(offset >> shift_, last_cell_)];
    const Key* cut = cuts_.data() + before;
    for (int i = 0; i < kSteps; ++i) before += key >= cut[i] ? 1U : 0U;
    return 1 + std::min(before, count_);
  }

 private:
  static constexpr int kSteps = 4;

  [[nodiscard]] Code by_halving(Key key) const;

  Key base_ = 0;
  unsigned shift_ = 0;
  Code count_ = 0;
  std::uint64_t last_cell_ = 0;
  std::vector<Code> cells_;  // cuts before each; none: a cell would have too many
  std::vector<Key> cuts_;    // and some at the end of the line
};

}  // namespace leadscore::plan
