// SPDX-License-Identifier: Apache-2.0
#include "lead/stepper.hpp"

namespace leadscore::lead {

Snapshot snapshot_of(const eval::State& state) {
  const model::Model& model = *state.model;
  eval::Moment moment(state);
  Snapshot snapshot;
  snapshot.events_without_room = state.no_room;
  snapshot.excluded = moment.excluded();
  if (snapshot.excluded) return snapshot;
  for (std::uint32_t i = 0; i < model.scores.size(); ++i) {
    snapshot.scores.emplace_back(model.scores[i].name, moment.score(i));
  }
  for (std::uint32_t i = 0; i < model.bands.size(); ++i) {
    const eval::Datum band = moment.band(i);
    snapshot.bands.emplace_back(
        model.bands[i].name, band.is_missing() ? std::optional<std::string>() : band.text->written);
  }
  for (std::size_t i = 0; i < model.signals.size(); ++i) {
    const auto& memory = state.signals[i];
    snapshot.signals.emplace_back(model.signals[i].name,
                                  SignalState{memory.on, memory.passes, memory.since});
  }
  if (state.stage) snapshot.stage = model.stages[state.stage->stage].name;
  if (state.route) snapshot.route = model.routing[*state.route].to;
  return snapshot;
}

}  // namespace leadscore::lead
