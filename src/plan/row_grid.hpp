// SPDX-License-Identifier: Apache-2.0

// What each two codes of two subjects add to a sum, for many pairs of subjects: a load for each
// pair, however many rules look at it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plan/row_products.hpp"

namespace leadscore::plan {

// Points where two subjects have such codes.
struct RowPair {
  const Factor* first = nullptr;  // of a subject's code, as the second; of the smaller subject
  const Factor* second = nullptr;
  std::int64_t points = 0;
};

class RowGrid {
 public:
  // Nothing where that would not pay, or would be too large.
  [[nodiscard]] static std::optional<RowGrid> make(std::uint32_t output,
                                                   const std::vector<Subject>& subjects,
                                                   std::span<const RowPair> pairs);

  [[nodiscard]] std::uint32_t output() const { return output_; }
  // By codes of subjects.
  [[nodiscard]] std::int64_t sum(const std::vector<Code>& codes) const;
  // What becomes of it when one subject gets another code than it has in `codes`.
  [[nodiscard]] std::int64_t change(const std::vector<Code>& codes, std::uint32_t subject,
                                    Code code) const;

 private:
  static constexpr std::size_t kMostSides = 64;
  static constexpr std::uint32_t kNoSide = ~std::uint32_t{0};

  // One of the subjects. Its rows, one for each of its codes, hold the cells of all later sides
  // one after the other.
  struct Side {
    std::uint32_t subject = 0;
    std::uint32_t begin = 0;  // where its codes begin in the rows of sides before it
    std::size_t rows = 0;     // where its rows begin, less where the first of them would begin
    std::uint32_t width = 0;  // of a row
  };

  [[nodiscard]] std::size_t lay_out(const std::vector<Subject>& subjects);
  [[nodiscard]] bool fill(std::span<const RowPair> pairs, std::size_t cells);
  template <class Cell, class Total>
  [[nodiscard]] Total sum_of(const Cell* cells, const std::vector<Code>& codes) const;
  template <class Cell, class Total>
  [[nodiscard]] Total change_of(const Cell* cells, const std::vector<Code>& codes,
                                std::uint32_t place, Code code) const;

  std::uint32_t output_ = 0;
  std::vector<Side> sides_;
  std::vector<std::uint32_t> places_;  // by subject: which side it is
  std::int64_t unit_ = 1;
  std::vector<std::int16_t> small_;
  std::vector<std::int32_t> large_;  // or these, where they do not fit
};

}  // namespace leadscore::plan
