// SPDX-License-Identifier: Apache-2.0

// The loop over columns that somebody would write for one rule set: the scorecard of a hundred
// rules from seed 1, generated as C++ and compiled for this machine.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "support/workload.hpp"

namespace leadscore::peers {

class ColumnLoop {
 public:
  // Precondition: the workload is the one that the loop was generated from.
  ColumnLoop(const workload::Workload& from, const workload::Columns& columns);
  ~ColumnLoop();

  // The score `total` of each lead in thousandths.
  void score(std::vector<std::int64_t>& totals) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace leadscore::peers
