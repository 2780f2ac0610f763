// SPDX-License-Identifier: Apache-2.0

// What judging the parts of a rule file takes: known when it is loaded, and bounded.
#pragma once

#include <cstdint>

#include "model/builder.hpp"

namespace leadscore::model {

// Steps of the reference evaluator: one for each part of an expression, with the parts of defined
// ones wherever they are named.
struct Steps {
  std::uint64_t all = 0;
  std::uint32_t counts = 0;  // looks at events (counts, sums, ...) among them

  Steps& operator+=(const Steps& other) {
    all += other.all;
    counts += other.counts;
    return *this;
  }
};

[[nodiscard]] Steps steps_of(const Model& model, const Expr& expr);
[[nodiscard]] Steps steps_of(const Model& model, const Rule& rule);
[[nodiscard]] Steps steps_of(const Model& model, const Signal& signal);
[[nodiscard]] Steps steps_of(const Model& model, const StageMove& move);
[[nodiscard]] Steps steps_of(const Model& model, const Program& program);

// Reports the event type for which more is judged than Limits::event_cost allows.
void check_event_cost(Builder& build);

}  // namespace leadscore::model
