// SPDX-License-Identifier: Apache-2.0

// What of a lead's state goes as it is into the state that new rules made of its facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/carry.hpp"
#include "eval/state.hpp"

namespace leadscore::engine {

// When an event of each type of the new rules happened last.
using LastEvents = std::vector<std::optional<Time>>;

// Whether one of these types has happened.
[[nodiscard]] bool has_happened(const LastEvents& last, const std::vector<bool>& types);

// A signal of that name as it stands; as a new one where there is none.
[[nodiscard]] eval::SignalMemory signal_of(const eval::State& state, const std::string& name);

// Silence goes on from the last events. What it earned before them is not known any more: events
// that ended it are forgotten.
void take_silence(const LastEvents& last, eval::State& state);

// People's corrections that no rejection has closed in: what they count stays what it was.
void take_adjustments(const eval::State& old, eval::State& state, NotCarried& not_carried);

// Where the journey stands, by names; the numbers of passes and touches go on.
void take_journey(const eval::State& old, eval::State& state);

}  // namespace leadscore::engine
