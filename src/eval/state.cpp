// SPDX-License-Identifier: Apache-2.0
#include "eval/state.hpp"

#include <algorithm>

namespace leadscore::eval {

State::State(const model::Model& rules_of)
    : model(&rules_of),
      runs(rules_of.vocabulary.keys.size()),
      last_of_type(rules_of.events.size()),
      rules(rules_of.rules.size()),
      scores(rules_of.scores.size()),
      signals(rules_of.signals.size()) {
  for (const model::Field& field : rules_of.attributes) attributes.push_back(field.fallback);
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
