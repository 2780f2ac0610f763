// SPDX-License-Identifier: Apache-2.0
#include "engine/carry_parts.hpp"

#include <algorithm>

#include "eval/moment.hpp"

namespace leadscore::engine {

using eval::State;

eval::SignalMemory signal_of(const State& state, const std::string& name) {
  const auto index = state.model->signal_named(name);
  return index ? state.signals[*index] : eval::SignalMemory();
}

bool has_happened(const LastEvents& last, const std::vector<bool>& types) {
  for (std::size_t type = 0; type < last.size(); ++type) {
    if (last[type] && types[type]) return true;
  }
  return false;
}

void take_silence(const LastEvents& last, State& state) {
  const model::Model& to = *state.model;
  for (std::size_t type = 0; type < last.size(); ++type) {
    if (last[type]) state.last_of_type[type] = last[type];
  }
  for (const std::uint32_t index : to.silence_rules) {
    if (has_happened(last, to.rules[index].event->types)) state.rules[index] = {};
  }
}

void take_adjustments(const State& old, State& state, NotCarried& not_carried) {
  eval::Moment moment(old);
  const model::Model& to = *state.model;
  for (std::uint32_t score = 0; score < old.scores.size(); ++score) {
    const std::string& name = old.model->scores[score].name;
    const std::size_t open_book = old.scores[score].books.size();
    const auto index = to.score_named(name);
    for (const eval::AdjustmentRecord& record : old.scores[score].adjustments) {
      if (!moment.adjustment_worth(record)) continue;
      const bool closed = record.book != open_book;
      if (closed && moment.books(score, open_book) == Points()) continue;  // nothing is left of it
      if (closed || !index || to.scores[*index].expression) {
        not_carried.adjusted.insert(name);
        continue;
      }
      eval::ScoreMemory& memory = state.scores[*index];
      memory.adjustments.push_back(record);
      memory.adjustments.back().book = static_cast<std::uint32_t>(memory.books.size());
    }
  }
}

namespace {

// Who is in a programme stays in it and gets no touch again. Touches that the new rules would have
// had before go on from now.
void take_enrolments(const State& old, State& state) {
  const model::Model& to = *state.model;
  for (std::uint32_t index = 0; index < to.programs.size(); ++index) {
    const model::Program& program = to.programs[index];
    for (eval::Enrolment enrolment : old.enrolments) {
      if (old.model->programs[enrolment.program].name != program.name) continue;
      enrolment.program = index;
      enrolment.touches = std::min(enrolment.touches, program.touches);
      if (!enrolment.left && enrolment.touches == program.touches) enrolment.left = state.now;
      const Time present = enrolment.stopped.value_or(state.now);
      const Time next =
          enrolment.since + enrolment.stood + program.over * enrolment.touches / program.touches;
      if (next <= present) enrolment.stood += present - next + Duration(1);
      auto& all = state.enrolments;
      std::erase_if(all, [&](const eval::Enrolment& one) { return one.program == index; });
      const auto after = std::find_if(
          all.begin(), all.end(), [&](const eval::Enrolment& one) { return one.program > index; });
      all.insert(after, enrolment);
    }
  }
}

}  // namespace

void take_journey(const State& old, State& state) {
  const model::Model& to = *state.model;
  for (std::size_t i = 0; i < to.signals.size(); ++i) {
    const eval::SignalMemory was = signal_of(old, to.signals[i].name);
    state.signals[i].on = was.on;
    state.signals[i].passes = was.passes;
    state.signals[i].since = was.since;
    state.signals[i].pass_used = was.pass_used;
  }
  if (state.stage && old.stage) {
    for (std::uint32_t i = 0; i < to.stages.size(); ++i) {
      for (std::size_t was = 0; was < old.model->stages.size(); ++was) {
        if (old.model->stages[was].name != to.stages[i].name) continue;
        state.stage->entered[i] = old.stage->entered[was];
        if (old.stage->stage != was) continue;
        state.stage->stage = i;
        state.stage->since = old.stage->since;
      }
    }
  }
  state.rejections = old.rejections;
  state.last_rejection = old.last_rejection;
  state.hold_until = old.hold_until;
  take_enrolments(old, state);
}

}  // namespace leadscore::engine
