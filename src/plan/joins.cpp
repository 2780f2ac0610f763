// SPDX-License-Identifier: Apache-2.0
#include "plan/joins.hpp"

#include <algorithm>
#include <tuple>

namespace leadscore::plan {

std::uint32_t JoinList::depth_of(Slot slot) const {
  const auto found = depths_.find(slot);
  return found == depths_.end() ? 0 : found->second;
}

void JoinList::add(Join kind, Slot to, Slot a, Slot b) {
  const std::uint32_t depth = 1 + std::max(depth_of(a), depth_of(b));
  depths_[to] = depth;
  steps_.push_back({depth, kind, {place_of(to), place_of(a), place_of(b)}});
}

JoinRuns JoinList::finish() {
  std::stable_sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) {
    return std::tie(a.depth, a.kind) < std::tie(b.depth, b.kind);
  });
  JoinRuns out;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const bool new_run =
        i == 0 || steps_[i - 1].depth != steps_[i].depth || steps_[i - 1].kind != steps_[i].kind;
    if (new_run) out.runs.push_back({steps_[i].kind, {}});
    out.runs.back().joins.push_back(steps_[i].masks);
  }
  return out;
}

}  // namespace leadscore::plan
