// SPDX-License-Identifier: Apache-2.0
#include "eval/state.hpp"

#include <algorithm>

namespace leadscore::eval {

State::State(const model::Model& rules_of)
    : model(&rules_of),
      last_of_type(rules_of.events.size()),
      scores(rules_of.scores.size()),
      signals(rules_of.signals.size()) {
  for (const model::Field& field : rules_of.attributes) attributes.push_back(field.fallback);
  attributes_set.assign(attributes.size(), Time::min());
}

std::optional<std::uint32_t> latest_book(const RuleMemory& memory) {
  std::optional<std::uint32_t> latest;
  if (!memory.occurrences.empty()) latest = memory.occurrences.back().book;
  for (const Past& past : memory.past) latest = std::max(latest, std::optional(past.book));
  return latest;
}

std::optional<Time> last_of(const State& state, const std::vector<bool>& types) {
  std::optional<Time> latest;
  for (std::size_t type = 0; type < types.size(); ++type) {
    if (types[type]) latest = std::max(latest, state.last_of_type[type]);
  }
  return latest;
}

std::optional<Time> last_activity(const State& state) {
  std::optional<Time> latest;
  for (std::size_t type = 0; type < state.last_of_type.size(); ++type) {
    if (!state.model->events[type].feedback) latest = std::max(latest, state.last_of_type[type]);
  }
  return latest;
}

}  // namespace leadscore::eval
