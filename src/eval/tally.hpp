// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <leadscore/points.hpp>

namespace leadscore::eval {

// What a rule or group gives: nothing where it does not hold.
using Tally = std::optional<Points>;

}  // namespace leadscore::eval
