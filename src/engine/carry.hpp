// SPDX-License-Identifier: Apache-2.0

// What a lead takes along when its rules change.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <leadscore/lead.hpp>
#include <leadscore/output.hpp>
#include <leadscore/ruleset.hpp>

#include "eval/state.hpp"
#include "lead/track.hpp"

namespace leadscore::engine {

// What tells the two apart, signals, stages and routes taken by their names: as outputs at `at`,
// marked `backfill`.
[[nodiscard]] std::vector<Output> standing_changes(const eval::State& before,
                                                   const eval::State& after, Time at);

// A lead under new rules without its facts: its attributes, the events it still remembers and where
// its journey stands, each as far as the new rules have the same names. Adds the rules that begin
// anew because older events are forgotten to `begun_anew`.
[[nodiscard]] lead::Track carried_over(lead::Track& old, const RuleSet& from, const RuleSet& to,
                                       const LeadOptions& options, Time now,
                                       std::set<std::string>& begun_anew);

}  // namespace leadscore::engine
