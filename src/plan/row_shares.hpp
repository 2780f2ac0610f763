// SPDX-License-Identifier: Apache-2.0

// What products give to which outputs, each product of an output once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "plan/row_products.hpp"

namespace leadscore::plan {

// Points that an output has where a product holds.
struct RowShare {
  std::uint32_t output = 0;
  const Product* product = nullptr;
  std::int64_t points = 0;
  std::vector<std::uint32_t> subjects;  // that the product looks at
};

class RowShares {
 public:
  explicit RowShares(const Variables& variables) : variables_(variables) {}

  // The product is kept by its place.
  void add(std::uint32_t output, const Product& product, std::int64_t points);
  // Without those that come to nothing.
  [[nodiscard]] std::vector<RowShare> take() &&;

 private:
  [[nodiscard]] std::vector<std::uint32_t> subjects_of(const Product& product) const;

  const Variables& variables_;
  std::vector<RowShare> all_;
  std::unordered_multimap<std::uint64_t, std::size_t> known_;
};

}  // namespace leadscore::plan
