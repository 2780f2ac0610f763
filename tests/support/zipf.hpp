// SPDX-License-Identifier: Apache-2.0

// Few things often, many seldom: rank r of n with a chance in proportion to 1 / (r + 1).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/dice.hpp"

namespace leadscore::support {

class Zipf {
 public:
  explicit Zipf(std::size_t size) {
    std::uint64_t sum = 0;
    for (std::size_t rank = 0; rank < size; ++rank) {
      sum += 1'000'000 / (rank + 1);
      sums_.push_back(sum);
    }
  }

  // 0 .. size - 1. Precondition: the size is not 0.
  [[nodiscard]] std::size_t roll(Dice& dice) const {
    const std::uint64_t found = dice.below(static_cast<std::size_t>(sums_.back()));
    return static_cast<std::size_t>(std::upper_bound(sums_.begin(), sums_.end(), found) -
                                    sums_.begin());
  }

 private:
  std::vector<std::uint64_t> sums_;
};

}  // namespace leadscore::support
