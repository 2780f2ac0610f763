// SPDX-License-Identifier: Apache-2.0

// How far a lead is from what a signal asks: the guide of a search, no measure of anything.
#pragma once

#include "eval/moment.hpp"

namespace leadscore::lead {

// 0 where the condition is as wanted; for a comparison of numbers how far they are apart, relative
// to the bound; 1 for anything else. Parts of which all are needed add up; of those of which one is
// enough the nearest counts.
[[nodiscard]] double distance(eval::Moment& moment, const expr::Expr& condition, bool wanted);

// From the signal's being able to come on: its `when`, its `until`, activity after a rejection.
[[nodiscard]] double distance_to(eval::Moment& moment, std::uint32_t signal);

}  // namespace leadscore::lead
