// SPDX-License-Identifier: Apache-2.0

// Signals, moves between stages, routes and deadlines: judged at the end of every instant.
#include <algorithm>
#include <utility>

#include "lead/stepper.hpp"

namespace leadscore::lead {

using eval::Moment;
using eval::SignalMemory;
using eval::State;

namespace {

// Whether a rejection keeps the signal from coming on.
bool is_held(const State& state, std::uint32_t index) {
  return state.model->held_signals[index] && holds_signals(state);
}

}  // namespace

bool holds_signals(const State& state) {
  if (!state.last_rejection) return false;
  if (state.hold_until && state.now < *state.hold_until) return true;
  const auto active = last_activity(state);
  return !active || *active <= *state.last_rejection;
}

eval::Moment& Stepper::standing() {
  if (!standing_) standing_.emplace(state_, nullptr, tallies());
  return *standing_;
}

void Stepper::journey_changed() {
  unsettle();
  if (tallies_) tallies_->journey_changed();
}

// Whether what turns the signal off is true.
bool Stepper::is_against(const model::Signal& signal) {
  if (signal.until_never) return false;
  if (signal.until) return holds(*signal.until);
  return !holds(signal.when);
}

void Stepper::judge() {
  for (bool again = true; again;) {
    again = judge_offs();
    again = judge_ons() || again;
    again = make_moves() || again;
  }
  judge_route();
  judge_programs();
  judge_deadline();
}

void Stepper::turn_off(std::uint32_t index) {
  SignalMemory& memory = state_.signals[index];
  memory.on = false;
  journey_changed();
  once_.went_off[index] = true;
  give(Crossing{model_.signals[index].name, Edge::left, memory.passes, {}});
}

bool Stepper::judge_offs() {
  bool changed = false;
  for (const std::uint32_t index : model_.signal_order) {
    if (!state_.signals[index].on || once_.went_off[index]) continue;
    if (!is_against(model_.signals[index])) continue;
    turn_off(index);
    changed = true;
  }
  return changed;
}

bool Stepper::judge_ons() {
  bool changed = false;
  for (const std::uint32_t index : model_.signal_order) {
    if (!may_come_on(index)) continue;
    SignalMemory& memory = state_.signals[index];
    memory.on = true;
    memory.passes += 1;
    memory.since = state_.now;
    memory.pass_used = false;
    journey_changed();
    once_.came_on[index] = true;
    give(Crossing{model_.signals[index].name, Edge::entered, memory.passes, {}});
    changed = true;
  }
  return changed;
}

// Also keeps the instant since which the signal's condition has held without a break.
bool Stepper::may_come_on(std::uint32_t index) {
  const model::Signal& signal = model_.signals[index];
  SignalMemory& memory = state_.signals[index];
  const bool wanted = holds(signal.when) && !is_against(signal);
  if (!wanted) {
    memory.true_since.reset();
    return false;
  }
  if (!memory.true_since) memory.true_since = state_.now;
  if (memory.on || once_.came_on[index] || is_held(state_, index)) return false;
  if (signal.holds_for && state_.now - *memory.true_since < *signal.holds_for) return false;
  return !signal.cooldown || !memory.since || state_.now - *memory.since >= *signal.cooldown;
}

// From the top of the list, and again from the top after each move.
bool Stepper::make_moves() {
  bool changed = false;
  for (std::size_t i = 0; i < model_.moves.size();) {
    const model::StageMove& move = model_.moves[i];
    if (!state_.stage || !applies(move)) {
      ++i;
      continue;
    }
    std::string cause = "when";
    if (move.signal) {
      cause = "signal " + model_.signals[*move.signal].name;
      state_.signals[*move.signal].pass_used = true;
    } else if (move.event) {
      cause = "event " + move.event_text;
    }
    enter_stage(move.to, std::move(cause));
    if (watch_ != nullptr) watch_->sees_move(i);
    changed = true;
    i = 0;
  }
  return changed;
}

bool Stepper::is_open(const model::StageMove& move) const {
  const std::uint32_t stage = state_.stage->stage;
  if (move.to == stage) return false;
  const auto& from = move.from;
  const bool forward = !model_.stages[stage].off_path && move.to > stage;
  const bool listed = std::find(from.begin(), from.end(), stage) != from.end();
  if (from.empty() ? !forward : !listed) return false;
  if (!move.signal) return true;
  const SignalMemory& memory = state_.signals[*move.signal];
  return memory.on && !memory.pass_used;
}

bool Stepper::applies(const model::StageMove& move) {
  if (once_.stage_entered[move.to] || !is_open(move)) return false;
  if (move.event) {
    bool happened = false;
    for (std::size_t type = 0; type < move.event->size(); ++type) {
      happened = happened || ((*move.event)[type] && once_.event_types[type]);
    }
    if (!happened) return false;
  }
  return holds(move.when);
}

void Stepper::enter_stage(std::uint32_t stage, std::string cause) {
  const std::string from = model_.stages[state_.stage->stage].name;
  state_.stage->stage = stage;
  state_.stage->since = state_.now;
  const std::uint32_t pass = ++state_.stage->entered[stage];
  journey_changed();
  once_.stage_entered[stage] = true;
  give(Move{from, model_.stages[stage].name, pass, std::move(cause)});
}

void Stepper::judge_route() {
  std::optional<std::uint32_t> route;
  for (std::uint32_t index = 0; index < model_.routing.size() && !route; ++index) {
    if (holds(model_.routing[index].when)) route = index;
  }
  const auto name = [&](const std::optional<std::uint32_t>& index) {
    return index ? model_.routing[*index].to : std::string();
  };
  if (name(route) != name(state_.route)) give(RouteChange{name(route)});
  state_.route = route;
}

void Stepper::judge_deadline() {
  if (!state_.stage) return;
  const model::Stage& stage = model_.stages[state_.stage->stage];
  if (stage.within && state_.now == state_.stage->since + *stage.within) give(Overdue{stage.name});
}

NamedPoints Stepper::named_scores(Moment& moment) const {
  NamedPoints scores;
  for (std::uint32_t index = 0; index < model_.scores.size(); ++index) {
    scores.emplace_back(model_.scores[index].name, moment.score(index));
  }
  return scores;
}

}  // namespace leadscore::lead
