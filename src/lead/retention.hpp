// SPDX-License-Identifier: Apache-2.0

// What a lead remembers of its events, and for how long.
#pragma once

#include <cstdint>
#include <vector>

#include "eval/state.hpp"
#include "eval/tallies.hpp"

namespace leadscore::lead {

// Adds an event to the runs it belongs to; `rules` are those under which it may just have earned.
// Where more events are needed than there is room for, the oldest leaves all that is bounded:
// windows, limits, decay, `distinct`, `min` and `max`. Tallies, if any, are told what changed.
void remember(eval::State& state, const eval::EventPtr& event,
              const std::vector<std::uint32_t>& rules, eval::Tallies* tallies = nullptr);

// When a limit no longer needs what it counted at `at`; without a period, `at`.
[[nodiscard]] Time limited_until(const model::Limit& limit, const Zone& zone, Time at);

// The events that something bounded still needs, worked out from what the rest of the state holds.
[[nodiscard]] std::vector<eval::Retained> retained_of(const eval::State& state);

// Forgets what can change nothing any more, now or later: events that no window reaches,
// occurrences that are worth nothing, what limits counted before their periods.
void trim(eval::State& state);

}  // namespace leadscore::lead
