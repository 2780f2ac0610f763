// SPDX-License-Identifier: Apache-2.0

// Rules and groups ranked by what they add to a score, or keep it from.
#pragma once

#include <vector>

#include <leadscore/explain.hpp>

#include "eval/moment.hpp"

namespace leadscore::lead {

// Fills in reasons_above and reasons_below. A score of rules asks each rule and group on its own;
// an expression that adds scores up takes theirs from `scores`, which hold all scores before it.
void add_reasons(eval::Moment& moment, std::uint32_t score, ScoreExplanation& out);

}  // namespace leadscore::lead
