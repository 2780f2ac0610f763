// SPDX-License-Identifier: Apache-2.0
#include "plan/cutter.hpp"

#include <bit>
#include <limits>
#include <utility>

namespace leadscore::plan {

namespace {

constexpr int kMostSteps = 6;
constexpr unsigned kLeastCellBits = 8;
constexpr unsigned kMostCellBits = 14;

}  // namespace

Cutter::Cutter(std::vector<Key> cuts)
    : cuts_(std::move(cuts)), most_(static_cast<Code>(cuts_.size()) + 1) {
  if (cuts_.empty()) {
    first_ = {1};
    padded_ = {0};
    return;
  }
  base_ = cuts_.front();
  const std::uint64_t range =
      static_cast<std::uint64_t>(cuts_.back()) - static_cast<std::uint64_t>(base_);
  padded_ = cuts_;
  padded_.insert(padded_.end(), kMostSteps, std::numeric_limits<Key>::max());
  for (unsigned bits = kLeastCellBits; bits <= kMostCellBits; bits += 2) {
    const auto width = static_cast<unsigned>(std::bit_width(range));
    shift_ = width > bits ? width - bits : 0;
    std::vector<int> in_cell((range >> shift_) + 1, 0);
    for (const Key cut : cuts_) {
      ++in_cell[(static_cast<std::uint64_t>(cut) - static_cast<std::uint64_t>(base_)) >> shift_];
    }
    first_.clear();
    Code code = 1;
    steps_ = 0;
    for (const int count : in_cell) {
      first_.push_back(code);
      code += static_cast<Code>(count);
      steps_ = std::max(steps_, count);
    }
    if (steps_ <= kMostSteps) return;
  }
  steps_ = -1;
}

// Without branches, which could not be foreseen.
Code Cutter::by_halving(Key key) const {
  const Key* first = cuts_.data();
  for (std::size_t count = cuts_.size(); count > 1;) {
    const std::size_t half = count / 2;
    first += first[half - 1] <= key ? half : 0;
    count -= half;
  }
  return 1 + static_cast<Code>(first - cuts_.data()) + (*first <= key ? 1U : 0U);
}

}  // namespace leadscore::plan
