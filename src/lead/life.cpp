// SPDX-License-Identifier: Apache-2.0
#include "lead/life.hpp"

#include <algorithm>
#include <utility>

namespace leadscore::lead {

using eval::Moment;
using eval::State;

namespace {

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
  Told told() && { return {std::move(outputs_), *std::move(last_)}; }

 private:
  void begin(const Edition& edition, Time until) {
    // Who was merged away or forgotten gives out nothing more, and begins anew if heard of again.
    if (edition.gone || edition.forgotten) before_.reset();
    last_.emplace(begun(model_, edition));
    Stepper& stepper = *last_;
    if (edition.gone) return;
    if (stepper.is_undated()) return begin_unbegun(edition);
    if (edition.from) {
      stepper.run_until(*edition.from - Duration(1));
      stepper.clear_outputs();
      if (before_) stepper.keep_touches(*before_);
      const bool same = same_standing(before_ ? *before_ : State(model_), stepper.state());
      stepper.run_until(*edition.from);
      if (!same) differences(edition, stepper);
    }
    stepper.run_until(until);
    take(stepper);
    before_.emplace(stepper.state());
  }

  // Nothing that is in force has a time: the lead is one that has not begun, whatever comes later.
  void begin_unbegun(const Edition& edition) {
    if (!before_ || !edition.from) return;
    Stepper nobody(model_, {});
    nobody.state_for_fields().now = *edition.from;
    if (!same_standing(*before_, nobody.state())) differences(edition, nobody);
    before_.emplace(nobody.state());
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

  // What changed at the instant at which the edition began, and its own rejections, touches and
  // alerts.
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
      const bool apart = std::holds_alternative<Touch>(output.what) ||
                         std::holds_alternative<Overdue>(output.what);
      if (apart) add(*edition.from, output.what);
    }
  }

  const model::Model& model_;
  const std::string& lead_;
  std::vector<Output> outputs_;
  std::optional<State> before_;
  std::optional<Stepper> last_;  // of the latest edition
};

}  // namespace

const Edition& edition_at(const std::vector<Edition>& editions, Time at) {
  const Edition* last = &editions.front();
  for (const Edition& edition : editions) {
    if (edition.from && *edition.from <= at) last = &edition;
  }
  return *last;
}

Stepper begun(const model::Model& model, const Edition& edition) {
  if (edition.base == nullptr) {
    Stepper stepper(model, edition.story);
    stepper.give_room(edition.room);
    return stepper;
  }
  Stepper stepper = *edition.base;
  stepper.suppose(edition.story);
  return stepper;
}

Stepper stepped_to(const model::Model& model, const std::vector<Edition>& editions, Time at) {
  Stepper stepper = begun(model, edition_at(editions, at));
  stepper.run_until(at);
  return stepper;
}

Told told(const model::Model& model, const std::string& lead, const std::vector<Edition>& editions,
          Time until) {
  Teller teller(model, lead);
  teller.tell(editions, until);
  return std::move(teller).told();
}

std::vector<Output> outputs_of(const model::Model& model, const std::string& lead,
                               const std::vector<Edition>& editions, Time until) {
  return told(model, lead, editions, until).outputs;
}

}  // namespace leadscore::lead
