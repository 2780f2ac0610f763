// SPDX-License-Identifier: Apache-2.0

// From the codes of one subject to the masks of all sets of codes that are asked for.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "plan/code_set.hpp"
#include "plan/joins.hpp"
#include "plan/kernels.hpp"

namespace leadscore::plan {

// A leaf of the subject, and where its mask goes.
using WantedLeaf = std::pair<std::uint32_t, Slot>;

// Few ranges are compared one by one. Where there are many, the codes are turned into their binary
// digits, one mask each; "at least k" is then a chain of and's and or's over these, whose ends are
// shared, so that all of them together take about two steps each. Sets scattered over many codes,
// as those of texts that contain a word, are looked up 64 at a time.
struct LeafMasks {
  // A word for each code: kernels.hpp says what its bits mean.
  struct Rows {
    std::vector<std::uint64_t> words;
    std::vector<Slot> to;
  };

  std::vector<RangeMask> ranges;
  std::size_t digits = 0;  // > 0: instead of ranges
  Slot first = 0;          // of the digits, the lowest first
  JoinRuns joins;
  std::vector<Rows> rows;
  std::size_t slots = 0;  // how many there must be

  [[nodiscard]] bool empty() const { return ranges.empty() && digits == 0 && rows.empty(); }
};

// Slots from `spare` on are free while the masks of this subject are made.
[[nodiscard]] LeafMasks leaf_masks(std::vector<WantedLeaf> leaves, const std::vector<CodeSet>& sets,
                                   Code codes, Slot spare);

}  // namespace leadscore::plan
