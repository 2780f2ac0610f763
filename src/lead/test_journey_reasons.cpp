// SPDX-License-Identifier: Apache-2.0

// Why signals, stages and passes are not as a test expects them.
#include <algorithm>

#include "lead/life.hpp"
#include "lead/test_reasons.hpp"
#include "lead/test_remarks.hpp"
#include "lead/words.hpp"

namespace leadscore::lead {

using eval::Moment;

namespace {

const char* word_of(const std::optional<bool>& holds) {
  if (!holds) return "unknown";
  return *holds ? "yes" : "no";
}

void add_parts(const WhyNot& why, Remarks& remarks) {
  for (const ConditionPart& part : why.parts) {
    remarks.add_marked(word_of(part.holds),
                       part.text + (part.now.empty() ? "" : " (" + part.now + ")"));
  }
}

void add_off(const eval::State& state, std::uint32_t index, Remarks& remarks) {
  const WhyNot why = standing_of(state, index);
  remarks.add(why.signal + " is off:");
  add_parts(why, remarks);
  for (const std::string& obstacle : why.obstacles) remarks.add_marked("blocked", obstacle);
}

void add_on(const eval::State& state, std::uint32_t index, Remarks& remarks) {
  const model::Signal& signal = state.model->signals[index];
  const eval::SignalMemory& memory = state.signals[index];
  remarks.add(signal.name + " is on" + (memory.since ? " since " + to_text(*memory.since) : "") +
              ":");
  add_parts(standing_of(state, index), remarks);
  Moment moment(state);
  if (signal.until_never) {
    remarks.add_marked("until", "never: it stays on until a rejection");
  } else if (signal.until) {
    remarks.add_marked("until", source_text(*state.model, *signal.until) + ": " +
                                    why_not_true(moment, signal.until));
  }
}

std::string cause_text(const Move& move) {
  return move.from + " -> " + move.to + " (" + move.cause + ")";
}

void add_moves(const std::vector<Output>& outputs, Remarks& remarks) {
  bool any = false;
  for (const Output& output : outputs) {
    if (const auto* move = std::get_if<Move>(&output.what)) {
      any = true;
      remarks.add(to_text(output.at) + "  " + cause_text(*move));
    }
  }
  if (!any) remarks.add("no move so far");
}

std::string stages_text(const model::Model& model, const std::vector<std::uint32_t>& stages) {
  std::vector<std::string> names;
  for (const std::uint32_t stage : stages) names.push_back(model.stages[stage].name);
  return joined(names, ", ");
}

// What a move waits for; empty where nothing is in its way now.
std::string obstacle_of(const eval::State& state, const model::StageMove& move) {
  const model::Model& model = *state.model;
  std::vector<std::string> parts;
  const std::uint32_t stage = state.stage ? state.stage->stage : 0;
  const auto& from = move.from;
  if (!from.empty() && std::find(from.begin(), from.end(), stage) == from.end()) {
    parts.push_back("goes from " + stages_text(model, from) + ", not from " +
                    model.stages[stage].name);
  } else if (from.empty() && model.stages[stage].off_path) {
    parts.push_back("needs a 'from' to leave " + model.stages[stage].name);
  } else if (from.empty() && move.to < stage) {
    parts.push_back("goes forward only, and " + model.stages[stage].name + " is further on");
  }
  if (move.event) parts.push_back("needs the event " + move.event_text);
  if (move.signal) {
    const std::string& name = model.signals[*move.signal].name;
    if (!state.signals[*move.signal].on)
      parts.push_back("the signal " + name + " is off");
    else if (state.signals[*move.signal].pass_used)
      parts.push_back("this pass of " + name + " has been used");
  }
  Moment moment(state);
  if (move.when && !moment.holds(*move.when)) {
    parts.push_back(source_text(model, *move.when) + ": " + why_not_true(moment, move.when));
  }
  return joined(parts, "; ");
}

}  // namespace

std::string why_signals(const eval::State& state, const std::vector<std::string>& wanted) {
  Remarks remarks;
  for (std::uint32_t i = 0; i < state.signals.size(); ++i) {
    const std::string& name = state.model->signals[i].name;
    const bool expected = std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    if (expected == state.signals[i].on) continue;
    if (expected) {
      add_off(state, i, remarks);
    } else {
      add_on(state, i, remarks);
    }
  }
  return remarks.text();
}

std::string why_passes(const eval::State& state, std::uint32_t signal,
                       const std::vector<Output>& outputs) {
  Remarks remarks;
  const std::string& name = state.model->signals[signal].name;
  for (const Output& output : outputs) {
    const auto* crossing = std::get_if<Crossing>(&output.what);
    if (crossing == nullptr || crossing->signal != name) continue;
    remarks.add(to_text(output.at) + "  " + name + ' ' + std::to_string(crossing->pass) +
                (crossing->edge == Edge::entered ? " came on" : " went off"));
  }
  if (!state.signals[signal].on) add_off(state, signal, remarks);
  return remarks.text();
}

std::string why_stage(const eval::State& state, const std::vector<Output>& outputs,
                      std::optional<std::uint32_t> wanted) {
  Remarks remarks;
  if (!state.stage) {
    remarks.add("nothing is known of the lead yet");
    return remarks.text();
  }
  add_moves(outputs, remarks);
  if (!wanted) return remarks.text();
  for (const model::StageMove& move : state.model->moves) {
    if (move.to != *wanted || state.stage->stage == *wanted) continue;
    const std::string obstacle = obstacle_of(state, move);
    if (obstacle.empty()) continue;
    remarks.add("the move to " + state.model->stages[*wanted].name + " in line " +
                std::to_string(move.place.line) + ": " + obstacle);
  }
  return remarks.text();
}

}  // namespace leadscore::lead
