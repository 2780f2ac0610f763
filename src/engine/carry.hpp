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

// What leads without their facts could not take along.
struct NotCarried {
  std::set<std::string> rules;     // as the new rules call them: their older events are forgotten
  std::set<std::string> adjusted;  // scores, as the old rules call them
};

// A lead under new rules without its facts: its attributes, the events it still remembers, people's
// corrections and where its journey stands, each as far as the new rules have the same names. Adds
// to `not_carried`.
[[nodiscard]] lead::Track carried_over(lead::Track& old, const RuleSet& from, const RuleSet& to,
                                       const LeadOptions& options, Time now,
                                       NotCarried& not_carried);

}  // namespace leadscore::engine
