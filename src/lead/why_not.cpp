// SPDX-License-Identifier: Apache-2.0

// What keeps a signal from being on.
#include <algorithm>
#include <set>

#include "expr/check.hpp"
#include "lead/life.hpp"
#include "lead/ways.hpp"
#include "lead/words.hpp"

namespace leadscore::lead {

using eval::Moment;
using expr::Expr;
using expr::Op;

namespace {

ConditionPart part_of(Moment& moment, const Expr& expr) {
  ConditionPart part;
  part.text = source_text(moment.model(), expr);
  const eval::Datum truth = moment.value(expr);
  if (!truth.is_missing()) part.holds = truth.is_true();
  part.now = joined(values_named(moment, expr), ", ");
  return part;
}

void collect_scores(const model::Model& model, const Expr& expr, std::set<std::uint32_t>& scores) {
  walk(expr, [&](const Expr& inner) {
    if (inner.op == Op::named) collect_scores(model, model.named[inner.slot].expr, scores);
    if (inner.op != Op::score || !scores.insert(inner.slot).second) return;
    // What a score is made of says more than its sum.
    if (const auto& made = model.scores[inner.slot].expression)
      collect_scores(model, *made, scores);
  });
}

void hold_obstacles(const eval::State& state, std::vector<std::string>& obstacles) {
  if (!state.last_rejection) return;
  const std::string rejected = to_text(*state.last_rejection);
  if (state.hold_until && state.now < *state.hold_until) {
    obstacles.push_back(*state.hold_until == kLatestTime
                            ? "held for ever after the rejection at " + rejected
                            : "held until " + to_text(*state.hold_until) +
                                  " after the rejection at " + rejected);
  }
  const auto active = last_activity(state);
  if (!active || *active <= *state.last_rejection) {
    obstacles.push_back("no behaviour event since the rejection at " + rejected);
  }
}

std::vector<std::string> obstacles_of(Moment& moment, std::uint32_t index) {
  const eval::State& state = moment.state();
  const model::Signal& signal = state.model->signals[index];
  const eval::SignalMemory& memory = state.signals[index];
  std::vector<std::string> obstacles;
  if (!state.first_fact) obstacles.push_back("no fact about the lead yet");
  if (signal.until && moment.holds(*signal.until)) {
    obstacles.push_back("until is true: " + joined(values_named(moment, *signal.until), ", "));
  }
  if (state.model->held_signals[index]) hold_obstacles(state, obstacles);
  if (signal.holds_for && memory.true_since && state.now < *memory.true_since + *signal.holds_for) {
    obstacles.push_back("must hold until " + to_text(*memory.true_since + *signal.holds_for));
  }
  if (signal.cooldown && memory.since && state.now < *memory.since + *signal.cooldown) {
    obstacles.push_back("cooling down until " + to_text(*memory.since + *signal.cooldown));
  }
  return obstacles;
}

// The end of a hold or cooldown, or when `for` is over, whatever happens.
std::optional<Time> earliest(const eval::State& asked, const Trials& trials, std::uint32_t index) {
  if (trials.held_for_ever()) return kLatestTime;
  const auto& holds_for = asked.model->signals[index].holds_for;
  if (!holds_for) return trials.waits() ? std::optional<Time>(trials.from()) : std::nullopt;
  const auto& true_since = trials.state().signals[index].true_since;
  const Time since = true_since.value_or(trials.from());
  if (since > kLatestTime - *holds_for) return kLatestTime;
  return std::max(since + *holds_for, trials.from());
}

}  // namespace

WhyNot standing_of(const eval::State& state, std::uint32_t index) {
  const model::Signal& signal = state.model->signals[index];
  Moment moment(state);
  WhyNot out;
  out.signal = signal.name;
  out.on = state.signals[index].on;
  out.from = state.now;
  if (signal.when.op == Op::all) {
    for (const Expr& part : signal.when.args) out.parts.push_back(part_of(moment, part));
  } else {
    out.parts.push_back(part_of(moment, signal.when));
  }
  if (out.on) return out;
  out.obstacles = obstacles_of(moment, index);
  if (moment.excluded()) out.obstacles.push_back("the lead is excluded: it has no signals");
  return out;
}

std::optional<WhyNot> why_not(const model::Model& model, const std::string& lead,
                              const std::vector<Edition>& editions, std::string_view name,
                              Time at) {
  // Looking further ahead takes long and says little.
  constexpr std::size_t kMostInstants = 400;
  const auto index = model.signal_named(name);
  if (!index) return std::nullopt;
  const Stepper stepper = stepped_to(model, editions, at);
  const eval::State& state = stepper.state();
  WhyNot out = standing_of(state, *index);
  out.from = at;
  std::set<std::uint32_t> scores;
  collect_scores(model, model.signals[*index].when, scores);
  for (std::uint32_t score : scores) out.scores.push_back(explain_score(state, score));
  if (out.on) return out;
  Trials trials(model, lead, edition_at(editions, at).story, *index, at);
  out.from = trials.from();
  out.not_before = earliest(state, trials, *index);
  out.by_itself = comes_on(stepper, *index, kMostInstants);
  find_ways(trials, *index, scores, out);
  return out;
}

}  // namespace leadscore::lead
