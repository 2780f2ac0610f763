// SPDX-License-Identifier: Apache-2.0
#include "plan/row_lines.hpp"

#include <bit>
#include <limits>

namespace leadscore::plan {

namespace {

constexpr unsigned kLeastCellBits = 6;
constexpr unsigned kMostCellBits = 12;

}  // namespace

RowLine::RowLine(const std::vector<Key>& cuts)
    : count_(static_cast<Code>(cuts.size())), cells_({0}), cuts_(cuts) {
  cuts_.insert(cuts_.end(), kSteps, std::numeric_limits<Key>::max());
  if (cuts.empty()) return;
  base_ = cuts.front();
  const auto offset = [&](Key key) {
    return static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(base_);
  };
  const std::uint64_t range = offset(cuts.back());
  const auto width = static_cast<unsigned>(std::bit_width(range));
  for (unsigned bits = kLeastCellBits; bits <= kMostCellBits; ++bits) {
    shift_ = width > bits ? width - bits : 0;
    last_cell_ = range >> shift_;
    cells_.assign(last_cell_ + 2, 0);
    for (const Key cut : cuts) ++cells_[(offset(cut) >> shift_) + 1];
    const bool fits = *std::max_element(cells_.begin(), cells_.end()) <= kSteps;
    for (std::size_t i = 1; i < cells_.size(); ++i) cells_[i] += cells_[i - 1];
    if (fits) return;
  }
  cells_.clear();
}

// Without branches, which could not be foreseen.
Code RowLine::by_halving(Key key) const {
  const Key* first = cuts_.data();
  for (std::size_t count = count_; count > 1;) {
    const std::size_t half = count / 2;
    first += first[half - 1] <= key ? half : 0;
    count -= half;
  }
  return 1 + static_cast<Code>(first - cuts_.data()) + (*first <= key ? 1U : 0U);
}

}  // namespace leadscore::plan
