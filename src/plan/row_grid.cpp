// SPDX-License-Identifier: Apache-2.0
#include "plan/row_grid.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace leadscore::plan {

namespace {

// Fewer products are cheaper as bits.
constexpr std::size_t kFewestPairs = 600;
constexpr std::size_t kFewestOfTwo = 3;
// Larger ones would fall out of the caches that make them fast.
constexpr std::size_t kMostCells = 1U << 21U;

template <class Cell>
bool fits(std::int64_t units) {
  return units <= std::numeric_limits<Cell>::max();
}

}  // namespace

std::optional<RowGrid> RowGrid::make(std::uint32_t output, const std::vector<Subject>& subjects,
                                     std::span<const RowPair> pairs) {
  if (pairs.size() < kFewestPairs) return std::nullopt;
  RowGrid grid;
  grid.output_ = output;
  grid.places_.assign(subjects.size(), kNoSide);
  for (const RowPair& pair : pairs) {
    grid.places_[pair.first->variable] = 0;
    grid.places_[pair.second->variable] = 0;
  }
  for (std::uint32_t subject = 0; subject < subjects.size(); ++subject) {
    if (grid.places_[subject] == kNoSide) continue;
    grid.places_[subject] = static_cast<std::uint32_t>(grid.sides_.size());
    grid.sides_.emplace_back().subject = subject;
  }
  const std::size_t count = grid.sides_.size();
  if (count > kMostSides || pairs.size() < kFewestOfTwo * count * (count - 1) / 2) {
    return std::nullopt;
  }
  const std::size_t cells = grid.lay_out(subjects);
  if (cells > kMostCells || !grid.fill(pairs, cells)) return std::nullopt;
  return grid;
}

// How many cells there are.
std::size_t RowGrid::lay_out(const std::vector<Subject>& subjects) {
  std::uint32_t codes = 0;
  for (Side& side : sides_) {
    side.begin = codes;
    codes += subjects[side.subject].codes;
  }
  std::size_t cells = 0;
  for (Side& side : sides_) {
    const std::uint32_t own = subjects[side.subject].codes;
    const std::uint32_t later = side.begin + own;
    side.width = codes - later;
    side.rows = cells - later;  // wraps below 0, and back when a later side's code is added
    cells += std::size_t{own} * side.width;
  }
  return cells;
}

bool RowGrid::fill(std::span<const RowPair> pairs, std::size_t count) {
  // Differences from cell to cell, then their sums; what ends with one side ends with its codes,
  // so that nothing is carried into the next.
  std::vector<std::int64_t> cells(count + 1);
  std::int64_t unit = 0;
  for (const RowPair& pair : pairs) {
    unit = std::gcd(unit, pair.points);
    const Side& first = sides_[places_[pair.first->variable]];
    const Side& second = sides_[places_[pair.second->variable]];
    for (const CodeRange& rows : pair.first->set) {
      for (Code row = rows.first; row <= rows.last; ++row) {
        const std::size_t begin = first.rows + std::size_t{row} * first.width + second.begin;
        for (const CodeRange& columns : pair.second->set) {
          cells[begin + columns.first] += pair.points;
          cells[begin + columns.last + 1] -= pair.points;
        }
      }
    }
  }
  std::partial_sum(cells.begin(), cells.end(), cells.begin());
  cells.pop_back();
  std::int64_t most = 0;
  for (const std::int64_t cell : cells) most = std::max(most, std::abs(cell));
  unit_ = std::max<std::int64_t>(unit, 1);
  most /= unit_;
  if (fits<std::int16_t>(most)) {
    for (const std::int64_t cell : cells) {
      small_.push_back(static_cast<std::int16_t>(cell / unit_));
    }
  } else if (fits<std::int32_t>(most)) {
    for (const std::int64_t cell : cells) {
      large_.push_back(static_cast<std::int32_t>(cell / unit_));
    }
  } else {
    return false;
  }
  return true;
}

template <class Cell, class Total>
Total RowGrid::sum_of(const Cell* cells, const std::vector<Code>& codes) const {
  std::array<std::uint32_t, kMostSides> columns;
  const std::size_t count = sides_.size();
  for (std::size_t i = 0; i < count; ++i) columns[i] = sides_[i].begin + codes[sides_[i].subject];
  Total total = 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const Side& side = sides_[i];
    const std::size_t row = side.rows + std::size_t{codes[side.subject]} * side.width;
    for (std::size_t j = i + 1; j < count; ++j) total += cells[row + columns[j]];
  }
  return total;
}

template <class Cell, class Total>
Total RowGrid::change_of(const Cell* cells, const std::vector<Code>& codes, std::uint32_t place,
                         Code code) const {
  const Side& changed = sides_[place];
  const Code before = codes[changed.subject];
  Total total = 0;
  const std::size_t old_column = changed.begin + before;
  const std::size_t column = changed.begin + code;
  for (std::size_t i = 0; i < place; ++i) {
    const Side& side = sides_[i];
    const std::size_t row = side.rows + std::size_t{codes[side.subject]} * side.width;
    total += Total{cells[row + column]} - Total{cells[row + old_column]};
  }
  const std::size_t old_row = changed.rows + std::size_t{before} * changed.width;
  const std::size_t row = changed.rows + std::size_t{code} * changed.width;
  for (std::size_t j = place + 1; j < sides_.size(); ++j) {
    const std::size_t other = sides_[j].begin + codes[sides_[j].subject];
    total += Total{cells[row + other]} - Total{cells[old_row + other]};
  }
  return total;
}

std::int64_t RowGrid::sum(const std::vector<Code>& codes) const {
  return unit_ * (large_.empty()
                      ? std::int64_t{sum_of<std::int16_t, std::int32_t>(small_.data(), codes)}
                      : sum_of<std::int32_t, std::int64_t>(large_.data(), codes));
}

std::int64_t RowGrid::change(const std::vector<Code>& codes, std::uint32_t subject,
                             Code code) const {
  const std::uint32_t place = places_[subject];
  if (place == kNoSide) return 0;
  return unit_ * (large_.empty()
                      ? std::int64_t{change_of<std::int16_t, std::int32_t>(small_.data(), codes,
                                                                           place, code)}
                      : change_of<std::int32_t, std::int64_t>(large_.data(), codes, place, code));
}

}  // namespace leadscore::plan
