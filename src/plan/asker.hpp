// SPDX-License-Identifier: Apache-2.0

// Asks the reference evaluator questions, with what they need in slots.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <leadscore/points.hpp>

#include "eval/moment.hpp"
#include "eval/state.hpp"
#include "plan/program.hpp"

namespace leadscore::plan {

// One thread at a time.
class Asker {
 public:
  Asker(const Program& program, Time now);

  // Fills the slots of attributes, other inputs and scores before it asks.
  void set(std::uint32_t slot, Datum value) { state_.attributes[slot] = std::move(value); }

  [[nodiscard]] Datum answer(const Question& question);
  // Rounded, of a score or of a rule's worth; bounds are not applied.
  [[nodiscard]] std::optional<Points> points(const Question& question);

 private:
  void fill_in(const Question& question);
  [[nodiscard]] Datum band(std::uint32_t index);

  const Program& program_;
  eval::State state_;
  eval::Moment moment_;
};

}  // namespace leadscore::plan
