// SPDX-License-Identifier: Apache-2.0

// What time alone will do to a lead.
#include <utility>

#include "lead/life.hpp"

namespace leadscore::lead {

using eval::Moment;
using eval::State;

namespace {

// The shown values of a snapshot, one row each, for telling what changed.
std::vector<std::pair<std::string, std::string>> rows_of(const State& state) {
  const Snapshot snapshot = snapshot_of(state);
  std::vector<std::pair<std::string, std::string>> rows;
  if (snapshot.excluded) return {{"excluded", "yes"}};
  for (const auto& [name, points] : snapshot.scores) {
    rows.emplace_back("score " + name, points ? points->to_text() : "none");
  }
  for (const auto& [name, band] : snapshot.bands)
    rows.emplace_back("band " + name, band.value_or("none"));
  for (const auto& [name, signal] : snapshot.signals) {
    rows.emplace_back("signal " + name, signal.on ? "on" : "off");
  }
  if (!state.model->stages.empty()) rows.emplace_back("stage", snapshot.stage.value_or("none"));
  if (!state.model->routing.empty()) rows.emplace_back("route", snapshot.route.value_or("none"));
  return rows;
}

// Signals of an excluded lead are neither on nor off.
bool is_on(const State& state, std::size_t signal) {
  return state.signals[signal].on && !Moment(state).excluded();
}

}  // namespace

std::vector<Change> changes_of(Stepper stepper, std::size_t most) {
  // Some instants that are due change nothing anybody sees; a lead with none that do is given up.
  constexpr int kMostIdleSteps = 1'000;
  std::vector<Change> changes;
  stepper.forget_future();
  auto before = rows_of(stepper.state());
  int idle = 0;
  while (changes.size() < most && idle < kMostIdleSteps) {
    const auto due = stepper.next_horizon();
    if (!due || *due > kLatestTime) break;
    stepper.run_until(*due);
    auto after = rows_of(stepper.state());
    ++idle;
    if (after.size() != before.size()) {
      changes.push_back(
          {*due, "excluded", before.size() == 1 ? "yes" : "no", before.size() == 1 ? "no" : "yes"});
      idle = 0;
    }
    for (std::size_t i = 0; i < after.size() && after.size() == before.size(); ++i) {
      if (after[i].second == before[i].second) continue;
      changes.push_back({*due, after[i].first, before[i].second, after[i].second});
      idle = 0;
    }
    before = std::move(after);
  }
  if (changes.size() > most) changes.resize(most);
  return changes;
}

std::vector<Drop> drops_of(Stepper stepper, std::size_t most) {
  stepper.forget_future();
  const State start = stepper.state();
  std::vector<Drop> drops;
  std::vector<std::size_t> signals;  // of the drops
  for (std::size_t i = 0; i < start.signals.size(); ++i) {
    if (!is_on(start, i)) continue;
    drops.push_back({start.model->signals[i].name, {}, {}});
    signals.push_back(i);
  }
  const auto stays = [&](std::size_t i) {
    const bool same_pass = stepper.state().signals[i].passes == start.signals[i].passes;
    return same_pass && is_on(stepper.state(), i);
  };
  Time reached = start.now;
  std::size_t open = drops.size();
  for (std::size_t looked = 0; looked < most && open > 0; ++looked) {
    const auto next = stepper.step_ahead(kLatestTime);
    if (!next) return drops;
    reached = *next;
    for (std::size_t i = 0; i < drops.size(); ++i) {
      if (drops[i].at || stays(signals[i])) continue;
      drops[i].at = reached;
      --open;
    }
  }
  for (Drop& drop : drops) {
    if (!drop.at) drop.looked_until = reached;
  }
  return drops;
}

std::optional<Time> comes_on(Stepper stepper, std::uint32_t signal, std::size_t most) {
  stepper.forget_future();
  for (std::size_t looked = 0; looked < most; ++looked) {
    const auto reached = stepper.step_ahead(kLatestTime);
    if (!reached) return std::nullopt;
    if (is_on(stepper.state(), signal)) return reached;
  }
  return std::nullopt;
}

}  // namespace leadscore::lead
