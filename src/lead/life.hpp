// SPDX-License-Identifier: Apache-2.0

// A lead's life over its editions: what it is at an instant, and all it gives out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <leadscore/explain.hpp>
#include <leadscore/output.hpp>

#include "lead/people.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

// The lead stepped to `at` under the facts then in force.
[[nodiscard]] Stepper stepped_to(const model::Model& model, const std::vector<Edition>& editions,
                                 Time at);

// All outputs up to and at `until`. Where an edition begins, the differences between what the lead
// was and what it is under the facts now in force are given out at that instant.
[[nodiscard]] std::vector<Output> outputs_of(const model::Model& model, const std::string& lead,
                                             const std::vector<Edition>& editions, Time until);

// What changes next if no more facts come (facts that lie ahead of `after` are left out).
[[nodiscard]] std::vector<Change> changes_of(Stepper stepper, std::size_t most);

// explain.cpp, why_not.cpp
[[nodiscard]] Explanation explain(const eval::State& state);
[[nodiscard]] ScoreExplanation explain_score(const eval::State& state, std::uint32_t score);
[[nodiscard]] std::optional<WhyNot> why_not(const eval::State& state, std::string_view signal);

}  // namespace leadscore::lead
