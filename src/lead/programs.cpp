// SPDX-License-Identifier: Apache-2.0

// Programmes: who is enrolled, and the touches as they fall due by each programme's own clock.
//
// Judged once at the end of an instant, so a stage or signal that comes and goes within it enrols
// nobody. The clock of an enrolment stands still while touches wait and while the lead is excluded.
#include <algorithm>

#include "lead/stepper.hpp"

namespace leadscore::lead {

using eval::Enrolment;
using eval::State;

namespace {

// Where the programme's enrolment is or would stand.
std::vector<Enrolment>::iterator place_of(std::vector<Enrolment>& enrolments,
                                          std::uint32_t program) {
  return std::lower_bound(
      enrolments.begin(), enrolments.end(), program,
      [](const Enrolment& enrolment, std::uint32_t index) { return enrolment.program < index; });
}

const Enrolment* enrolment_of(const State& state, std::uint32_t program) {
  const auto found =
      std::find_if(state.enrolments.begin(), state.enrolments.end(),
                   [&](const Enrolment& enrolment) { return enrolment.program == program; });
  return found == state.enrolments.end() ? nullptr : &*found;
}

// When the next touch is due if the clock, which runs, goes on running. Multiplied before it is
// divided: each touch is less than a microsecond early, however many came before it.
Time next_touch(const model::Program& program, const Enrolment& enrolment) {
  const Duration by_clock = program.over * enrolment.touches / program.touches;
  return enrolment.since + enrolment.stood + by_clock;
}

}  // namespace

void Stepper::judge_programs() {
  for (std::uint32_t index = 0; index < model_.programs.size(); ++index) judge_program(index);
}

// Where `exit` is true at the instant of entry, the lead has left before the first touch.
void Stepper::judge_program(std::uint32_t index) {
  const model::Program& program = model_.programs[index];
  const bool wanted = holds(program.enter);
  auto enrolment = place_of(state_.enrolments, index);
  const bool known = enrolment != state_.enrolments.end() && enrolment->program == index;
  const bool enrolled = known && !enrolment->left;
  const bool anew = wanted && !(known && enrolment->wanted);
  if (known) enrolment->wanted = wanted;
  if (!enrolled && !anew) return;
  if (!enrolled) {
    if (!known) enrolment = state_.enrolments.emplace(enrolment);
    *enrolment = {index, 0, wanted, state_.now, {}, {}, {}};
  }
  if (program.exit && holds(*program.exit)) {
    enrolment->left = state_.now;
  } else {
    run_clock(*enrolment);
  }
}

// Brings the clock to the present and gives the touch that is due.
void Stepper::run_clock(Enrolment& enrolment) {
  const model::Program& program = model_.programs[enrolment.program];
  if (is_paused(program)) {
    if (!enrolment.stopped) enrolment.stopped = state_.now;
    return;
  }
  if (enrolment.stopped) {
    enrolment.stood += state_.now - *enrolment.stopped;
    enrolment.stopped.reset();
  }
  if (state_.now < next_touch(program, enrolment)) return;
  give(Touch{program.name, ++enrolment.touches});
  if (enrolment.touches == program.touches) enrolment.left = state_.now;
}

void Stepper::stop_clocks() {
  for (Enrolment& enrolment : state_.enrolments) {
    if (!enrolment.left && !enrolment.stopped) enrolment.stopped = state_.now;
  }
}

bool Stepper::is_paused(const model::Program& program) const {
  return state_.stage && program.pause_from && state_.stage->stage >= *program.pause_from;
}

bool Stepper::is_enrolled(std::uint32_t program) const {
  const Enrolment* enrolment = enrolment_of(state_, program);
  return enrolment != nullptr && !enrolment->left;
}

std::optional<Time> Stepper::touch_due(const Enrolment& enrolment) const {
  if (enrolment.left || enrolment.stopped) return std::nullopt;
  return next_touch(model_.programs[enrolment.program], enrolment);
}

void Stepper::keep_touches(const State& before) {
  for (Enrolment& enrolment : state_.enrolments) {
    const Enrolment* old = enrolment_of(before, enrolment.program);
    const bool same = old != nullptr && (!old->left || *old->left >= enrolment.since);
    if (enrolment.left || !same) continue;
    enrolment.touches = std::max(enrolment.touches, old->touches);
    const bool last = enrolment.touches == model_.programs[enrolment.program].touches;
    if (last) enrolment.left = state_.now;
  }
}

}  // namespace leadscore::lead
