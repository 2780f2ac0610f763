// SPDX-License-Identifier: Apache-2.0

// Masks made of masks, in an order in which many of one kind follow each other.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "plan/kernels.hpp"

namespace leadscore::plan {

// Each step may use what steps before it wrote.
struct JoinRuns {
  struct Run {
    Join kind = Join::both;
    std::vector<JoinMasks> joins;
  };
  std::vector<Run> runs;

  [[nodiscard]] bool empty() const { return runs.empty(); }
  void run(const Kernels& kernels, std::uint8_t* masks) const {
    for (const Run& one : runs) kernels.join(one.kind, one.joins, masks);
  }
};

class JoinList {
 public:
  // A slot that is written again is read by nobody but that in between.
  void add(Join kind, Slot to, Slot a, Slot b);
  [[nodiscard]] JoinRuns finish();

 private:
  struct Step {
    std::uint32_t depth = 0;
    Join kind = Join::both;
    JoinMasks masks;
  };
  [[nodiscard]] std::uint32_t depth_of(Slot slot) const;

  std::vector<Step> steps_;
  std::unordered_map<Slot, std::uint32_t> depths_;  // of what has been written
};

}  // namespace leadscore::plan
