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

// The last edition that has begun by `at`.
[[nodiscard]] const Edition& edition_at(const std::vector<Edition>& editions, Time at);
// The lead at the beginning of an edition's story.
[[nodiscard]] Stepper begun(const model::Model& model, const Edition& edition);
// The lead stepped to `at` under the facts then in force.
[[nodiscard]] Stepper stepped_to(const model::Model& model, const std::vector<Edition>& editions,
                                 Time at);

// Everything told up to and at `until`, and the lead as it goes on from there; of one that begins
// later, or was forgotten, as it will begin.
struct Told {
  std::vector<Output> outputs;
  Stepper stepper;
};
[[nodiscard]] Told told(const model::Model& model, const std::string& lead,
                        const std::vector<Edition>& editions, Time until);

// All outputs up to and at `until`. Where an edition begins, the differences between what the lead
// was and what it is under the facts now in force are given out at that instant.
[[nodiscard]] std::vector<Output> outputs_of(const model::Model& model, const std::string& lead,
                                             const std::vector<Edition>& editions, Time until);

// What changes next if no more facts come (facts that lie ahead of `after` are left out).
[[nodiscard]] std::vector<Change> changes_of(Stepper stepper, std::size_t most);

// When the signals that are on go off if no more facts come; looks at most at that many instants.
[[nodiscard]] std::vector<Drop> drops_of(Stepper stepper, std::size_t most);
// When a signal comes on if no more facts come; likewise.
[[nodiscard]] std::optional<Time> comes_on(Stepper stepper, std::uint32_t signal, std::size_t most);

// explain.cpp, why_not.cpp; ahead.cpp holds changes_of, drops_of and comes_on.
[[nodiscard]] Explanation explain(const eval::State& state);
[[nodiscard]] ScoreExplanation explain_score(const eval::State& state, std::uint32_t score);
// The parts of a signal's condition and what is in its way, as they stand; no search.
[[nodiscard]] WhyNot standing_of(const eval::State& state, std::uint32_t signal);
// That, the scores it names, and what would turn it on.
[[nodiscard]] std::optional<WhyNot> why_not(const model::Model& model, const std::string& lead,
                                            const std::vector<Edition>& editions,
                                            std::string_view signal, Time at);

}  // namespace leadscore::lead
