// SPDX-License-Identifier: Apache-2.0

// The fewest facts that turn a signal on.
#pragma once

#include <set>

#include <leadscore/explain.hpp>

#include "lead/trials.hpp"

namespace leadscore::lead {

// At most so many trials for one question, and facts in one way.
inline constexpr std::uint32_t kMostTrials = 4'000;
inline constexpr std::size_t kMostFacts = 20;

// Fills in search, ways, not_tried and trials. `shown` are the scores whose change steps show.
void find_ways(Trials& trials, std::uint32_t signal, const std::set<std::uint32_t>& shown,
               WhyNot& out);

}  // namespace leadscore::lead
