// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/model.hpp"

namespace leadscore::model {

namespace {

std::vector<bool> held_signals(const Model& model) {
  std::vector<bool> named(model.signals.size(), false);
  for (const StageMove& move : model.moves) {
    if (move.signal) named[*move.signal] = true;
  }
  const bool none = std::find(named.begin(), named.end(), true) == named.end();
  return none ? std::vector<bool>(named.size(), true) : named;
}

}  // namespace

void finish(Model& model) {
  model.held_signals = held_signals(model);
  model.rules_of_event.assign(model.events.size(), {});
  for (std::uint32_t index = 0; index < model.rules.size(); ++index) {
    const Rule& rule = model.rules[index];
    if (!rule.event || !rule.enabled) continue;
    if (rule.event->silence) {
      model.silence_rules.push_back(index);
      continue;
    }
    for (std::size_t type = 0; type < rule.event->types.size(); ++type) {
      if (rule.event->types[type]) model.rules_of_event[type].push_back(index);
    }
  }
}

}  // namespace leadscore::model
