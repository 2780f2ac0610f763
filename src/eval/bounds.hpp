// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include <leadscore/points.hpp>

namespace leadscore::eval {

// `points` brought within the bounds that are given.
[[nodiscard]] inline Points clamp(Points points, const std::optional<Points>& least,
                                  const std::optional<Points>& most) {
  if (most && points > *most) points = *most;
  if (least && points < *least) points = *least;
  return points;
}

}  // namespace leadscore::eval
