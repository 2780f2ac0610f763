// SPDX-License-Identifier: Apache-2.0
#include "plan/line_cuts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace leadscore::plan {

namespace {

unsigned reversed(unsigned bits, unsigned count) {
  unsigned out = 0;
  for (unsigned i = 0; i < count; ++i) out |= ((bits >> i) & 1U) << (count - 1 - i);
  return out;
}

// The cut in terms of whole_key(), where it lies at or just above a whole number.
std::optional<std::int32_t> whole_cut(double cut) {
  const double below = std::nextafter(cut, -std::numeric_limits<double>::infinity());
  for (const double whole : {cut, below}) {
    if (std::floor(whole) != whole || std::abs(whole) >= kMostWhole) continue;
    return 2 * static_cast<std::int32_t>(whole) + (whole == cut ? 0 : 1);
  }
  return std::nullopt;
}

std::optional<std::int32_t> half_of(Key cut) {
  if (cut <= std::numeric_limits<std::int32_t>::min()) return std::nullopt;
  if (cut > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  return static_cast<std::int32_t>(cut);
}

}  // namespace

template <class T>
CutTree<T>::CutTree(std::vector<T> sorted)
    : cuts(std::move(sorted)),
      levels(static_cast<unsigned>(std::bit_width(cuts.size()))),
      most(static_cast<std::uint8_t>(cuts.size())) {
  std::vector<T> padded = cuts;
  padded.resize(std::size_t{1} << levels, std::numeric_limits<T>::max());
  nodes.resize(first(std::max(levels, 1U)), std::numeric_limits<T>::max());
  for (unsigned level = 0; level < levels; ++level) {
    const std::size_t width = std::size_t{1} << (levels - level);
    for (unsigned path = 0; path < (1U << level); ++path) {
      nodes[first(level) + path] = padded[reversed(path, level) * width + width / 2 - 1];
    }
  }
  for (unsigned half = 0; half < 16; ++half) {
    low[half] = static_cast<std::uint8_t>(reversed(half, 8) >> (8 - levels));
    high[half] = static_cast<std::uint8_t>(reversed(half << 4U, 8) >> (8 - levels));
  }
}

template struct CutTree<double>;
template struct CutTree<std::int64_t>;
template struct CutTree<std::int32_t>;

LineCuts::LineCuts(Line line, const std::vector<Key>& cuts)
    : usable(cuts.size() <= CutTree<double>::kMostCuts) {
  if (!usable) return;
  std::vector<std::int32_t> small;
  for (const Key cut : cuts) {
    const auto half = line == Line::numbers ? whole_cut(number_of(cut)) : half_of(cut);
    if (half) small.push_back(*half);
  }
  narrow = small.size() == cuts.size();
  if (narrow) halves = CutTree<std::int32_t>(std::move(small));
  if (line != Line::numbers) {
    integers = CutTree<std::int64_t>(cuts);
    return;
  }
  std::vector<double> exact;
  for (const Key cut : cuts) exact.push_back(number_of(cut));
  numbers = CutTree<double>(std::move(exact));
}

std::int32_t whole_key(double number) {
  return static_cast<std::int32_t>(std::floor(number) + std::ceil(number));
}

}  // namespace leadscore::plan
