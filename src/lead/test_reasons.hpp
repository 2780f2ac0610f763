// SPDX-License-Identifier: Apache-2.0

// Why something is not as a test expects it: remarks for the author, one per line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/points.hpp>

#include "eval/state.hpp"
#include "model/test_case.hpp"

namespace leadscore::lead {

// What one line of an explanation gives now; 0 for a rule that does not hold.
[[nodiscard]] Points given_by(const eval::State& state, const model::ExpectedLine& line);

// The lines of the score, then the rules whose giving nothing could explain the difference.
[[nodiscard]] std::string why_score(const eval::State& state, std::uint32_t score,
                                    std::optional<Points> wanted);
[[nodiscard]] std::string why_line(const eval::State& state, const model::ExpectedLine& line);
[[nodiscard]] std::string why_band(const eval::State& state, std::uint32_t band);
// Of every signal that is on or off against expectation. Names.
[[nodiscard]] std::string why_signals(const eval::State& state,
                                      const std::vector<std::string>& wanted);
[[nodiscard]] std::string why_passes(const eval::State& state, std::uint32_t signal,
                                     const std::vector<Output>& outputs);
// The moves made so far; where a stage is wanted, what keeps its moves from being made.
[[nodiscard]] std::string why_stage(const eval::State& state, const std::vector<Output>& outputs,
                                    std::optional<std::uint32_t> wanted);
[[nodiscard]] std::string why_route(const eval::State& state);
[[nodiscard]] std::string why_excluded(const eval::State& state);

}  // namespace leadscore::lead
