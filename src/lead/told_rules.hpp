// SPDX-License-Identifier: Apache-2.0

// Rules of which all that is remembered follows from the events they earned with: encoded, such a
// rule is told with each of its events and not by itself. Most are so.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "eval/state.hpp"

namespace leadscore::lead {

// Whether an occurrence is worth what the rule says for each, and nothing was withheld.
[[nodiscard]] bool is_plain(const eval::Occurrence& occurrence, const model::Rule& rule);
// One that is; the rule's points are constant.
[[nodiscard]] eval::Occurrence plain_occurrence(const model::Rule& rule,
                                                const eval::EventPtr& event, std::uint32_t book);
// Whether a rule may have such.
[[nodiscard]] bool has_plain_occurrences(const model::Rule& rule);

// Whether only that is remembered of a rule which its events tell, when they are in this order.
[[nodiscard]] bool is_told_by_events(const eval::State& state, std::uint32_t rule);

// What rules earned with which events, in the order of the events.
using Told = std::vector<std::pair<std::uint32_t, eval::EventPtr>>;
// Remembers it. False: it cannot be so.
[[nodiscard]] bool remember_told(eval::State& state, const Told& told);

}  // namespace leadscore::lead
