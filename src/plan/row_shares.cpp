// SPDX-License-Identifier: Apache-2.0
#include "plan/row_shares.hpp"

#include <algorithm>
#include <utility>

namespace leadscore::plan {

namespace {

std::uint64_t hash_of(std::uint32_t output, const Product& product) {
  constexpr std::uint64_t kTimes = 0x9e3779b97f4a7c15;
  std::uint64_t hash = output;
  const auto mix = [&](std::uint64_t value) {
    hash = (hash ^ value) * kTimes;
    hash ^= hash >> 32U;
  };
  for (const Factor& factor : product.factors) {
    mix(factor.variable);
    for (const CodeRange& range : factor.set) mix(std::uint64_t{range.first} << 32U | range.last);
  }
  return hash;
}

}  // namespace

void RowShares::add(std::uint32_t output, const Product& product, std::int64_t points) {
  const std::uint64_t hash = hash_of(output, product);
  const auto [begin, end] = known_.equal_range(hash);
  for (auto found = begin; found != end; ++found) {
    RowShare& share = all_[found->second];
    if (share.output != output || share.product->factors != product.factors) continue;
    share.points += points;
    return;
  }
  known_.emplace(hash, all_.size());
  all_.push_back({output, &product, points, subjects_of(product)});
}

std::vector<RowShare> RowShares::take() && {
  std::erase_if(all_, [](const RowShare& share) { return share.points == 0; });
  return std::move(all_);
}

std::vector<std::uint32_t> RowShares::subjects_of(const Product& product) const {
  std::vector<std::uint32_t> subjects;
  for (const Factor& factor : product.factors) {
    subjects.push_back(variables_[factor.variable].subject);
  }
  std::sort(subjects.begin(), subjects.end());
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
  return subjects;
}

}  // namespace leadscore::plan
