// SPDX-License-Identifier: Apache-2.0
#include "lead/life.hpp"

#include <algorithm>
#include <utility>

namespace leadscore::lead {

using eval::Moment;
using eval::State;

namespace {

// The last edition that has begun by `at`.
const Edition& edition_at(const std::vector<Edition>& editions, Time at) {
  const Edition* last = &editions.front();
  for (const Edition& edition : editions) {
    if (edition.from && *edition.from <= at) last = &edition;
  }
  return *last;
}

std::string stage_name(const State& state) {
  return state.stage ? state.model->stages[state.stage->stage].name : std::string();
}

std::string route_name(const State& state) {
  return state.route ? state.model->routing[*state.route].to : std::string();
}

// Whether nothing that is given out tells the two apart.
bool same_standing(const State& a, const State& b) {
  const auto same_signal = [](const eval::SignalMemory& x, const eval::SignalMemory& y) {
    return x.on == y.on && x.passes == y.passes;
  };
  return stage_name(a) == stage_name(b) && route_name(a) == route_name(b) &&
         std::equal(a.signals.begin(), a.signals.end(), b.signals.begin(), same_signal);
}

class Teller {
 public:
  Teller(const model::Model& model, const std::string& lead) : model_(model), lead_(lead) {}

  void tell(const std::vector<Edition>& editions, Time until) {
    for (std::size_t i = 0; i < editions.size(); ++i) {
      const bool last = i + 1 == editions.size() || *editions[i + 1].from > until;
      begin(editions[i], last ? until : *editions[i + 1].from - Duration(1));
      if (last) break;
    }
  }
  std::vector<Output> outputs() && { return std::move(outputs_); }

 private:
  void begin(const Edition& edition, Time until) {
    // Who was merged away or forgotten gives out nothing more.
    if (edition.gone) {
      before_.reset();
      return;
    }
    Stepper stepper(model_, edition.story);
    if (stepper.is_undated()) return;
    if (edition.from) {
      stepper.run_until(*edition.from - Duration(1));
      stepper.clear_outputs();
      const bool same = same_standing(before_ ? *before_ : State(model_), stepper.state());
      stepper.run_until(*edition.from);
      if (!same) differences(edition, stepper);
    }
    stepper.run_until(until);
    take(stepper);
    before_.emplace(stepper.state());
  }

  void take(Stepper& stepper) {
    for (const Output& output : stepper.outputs()) {
      outputs_.push_back(output);
      outputs_.back().lead = lead_;
    }
    stepper.clear_outputs();
  }

  void add(Time at, decltype(Output::what) what) {
    outputs_.push_back({at, lead_, std::move(what), false});
  }

  // What changed at the instant at which the edition began, its own rejections included.
  void differences(const Edition& edition, Stepper& stepper) {
    const State& now = stepper.state();
    const State before = before_ ? *before_ : State(model_);
    const std::vector<Output> happened = stepper.outputs();
    stepper.clear_outputs();
    for (const Output& output : happened) {
      if (std::holds_alternative<Rejection>(output.what)) add(*edition.from, output.what);
    }
    Moment moment(now);
    if (moment.excluded()) return;
    NamedPoints scores;
    for (std::uint32_t i = 0; i < model_.scores.size(); ++i) {
      scores.emplace_back(model_.scores[i].name, moment.score(i));
    }
    for (const Edge edge : {Edge::left, Edge::entered}) {
      for (std::size_t i = 0; i < model_.signals.size(); ++i) {
        const auto& old = before.signals[i];
        const auto& current = now.signals[i];
        const bool here = edge == Edge::left ? old.on : current.on;
        const bool same = old.on == current.on && old.passes == current.passes;
        if (!here || same) continue;
        const auto pass = edge == Edge::left ? old.passes : current.passes;
        add(*edition.from, Crossing{model_.signals[i].name, edge, pass, scores});
      }
    }
    if (before.stage && now.stage && before.stage->stage != now.stage->stage) {
      const auto pass = now.stage->entered[now.stage->stage];
      add(*edition.from, Move{stage_name(before), stage_name(now), pass, edition.cause});
    }
    if (route_name(before) != route_name(now)) add(*edition.from, RouteChange{route_name(now)});
    for (const Output& output : happened) {
      if (std::holds_alternative<Overdue>(output.what)) add(*edition.from, output.what);
    }
  }

  const model::Model& model_;
  const std::string& lead_;
  std::vector<Output> outputs_;
  std::optional<State> before_;
};

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

}  // namespace

Stepper stepped_to(const model::Model& model, const std::vector<Edition>& editions, Time at) {
  Stepper stepper(model, edition_at(editions, at).story);
  stepper.run_until(at);
  return stepper;
}

std::vector<Output> outputs_of(const model::Model& model, const std::string& lead,
                               const std::vector<Edition>& editions, Time until) {
  Teller teller(model, lead);
  teller.tell(editions, until);
  return std::move(teller).outputs();
}

std::vector<Change> changes_of(Stepper stepper, std::size_t most) {
  // Some instants that are due change nothing anybody sees; a lead with none that do is given up.
  constexpr int kMostIdleSteps = 1'000;
  std::vector<Change> changes;
  stepper.forget_future();
  auto before = rows_of(stepper.state());
  int idle = 0;
  while (changes.size() < most && idle < kMostIdleSteps) {
    const auto due = stepper.next_due();
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

}  // namespace leadscore::lead
