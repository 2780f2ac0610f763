// SPDX-License-Identifier: Apache-2.0

// The cuts of a line as vectors look for a value among them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plan/key.hpp"

namespace leadscore::plan {

// Halving, for many values at once: at each level a value is compared with one of the nodes there,
// and whether it is at least that is one more bit of its path. The first level is the lowest bit,
// so that paths name the nodes of the next level without being moved.
template <class T>
struct CutTree {
  static constexpr std::size_t kMostCuts = 253;

  std::vector<T> cuts;  // sorted, at most kMostCuts
  unsigned levels = 0;
  std::vector<T> nodes;
  // What each half of a path adds to the number of cuts that are not above the value.
  alignas(16) std::array<std::uint8_t, 16> low{}, high{};
  std::uint8_t most = 0;

  CutTree() = default;
  explicit CutTree(std::vector<T> sorted);

  // A level has at least sixteen nodes, as many as a vector holds.
  [[nodiscard]] const T* level(unsigned i) const { return nodes.data() + first(i); }
  [[nodiscard]] static constexpr std::size_t first(unsigned level) {
    return level < 5 ? std::size_t{16} * level : 48 + (std::size_t{1} << level);
  }
};

extern template struct CutTree<double>;
extern template struct CutTree<std::int64_t>;
extern template struct CutTree<std::int32_t>;

// Nothing but `usable` where there are too many for codes of a byte.
struct LineCuts {
  LineCuts() = default;
  LineCuts(Line line, const std::vector<Key>& cuts);

  bool usable = false;
  CutTree<double> numbers;         // of numbers
  CutTree<std::int64_t> integers;  // of other lines
  // The same in half the width, where all fit: of integers themselves; of numbers, where all cuts
  // lie at or just above a whole number, those of whole_key().
  bool narrow = false;
  CutTree<std::int32_t> halves;
};

// Numbers and what their keys are compared with stay below this.
inline constexpr std::int32_t kMostWhole = 1 << 29;

// Twice a whole number; of what lies between two of them, their sum.
[[nodiscard]] std::int32_t whole_key(double number);

}  // namespace leadscore::plan
