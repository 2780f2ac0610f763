// SPDX-License-Identifier: Apache-2.0

// What is doubtful in a rule file that is correct: conditions that never hold, signals that no lead
// reaches, rows that leave values out; and what its parts cost to evaluate.
//
// Not for errors: a RuleSet has none; load_rules() reports them.
//
// Warnings are exact: a condition that is said never to hold never does. A file silences one where
// it is meant, and says why:
//
//     - rule: partners            # lint: allow unused because the CRM fills it from May on
//
// Threads: free functions over immutable rules; safe everywhere.
//
//     for (const auto& d : leadscore::lint_rules(rules)) std::cerr << render(d, source);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/ruleset.hpp>

namespace leadscore {

// The warnings that the file does not silence, in the order of the file, at most `most`.
[[nodiscard]] Diagnostics lint_rules(const RuleSet& rules, std::size_t most = Limits{}.diagnostics);

// What judging a part of a rule file once takes, in steps of the reference evaluator: the parts of
// its expressions, defined ones counted wherever they are named. A count or sum over events is one
// step here, and as many as the lead has events when it is judged.
struct Cost {
  std::string what;  // "rule", "signal", "move", "route", "program", "score"
  std::string name;
  Place place;
  std::uint64_t steps = 0;
  std::uint32_t counts = 0;  // counts, sums and other looks at events among them
};

// Every part, the dearest first; in file order where equal.
[[nodiscard]] std::vector<Cost> costs(const RuleSet& rules);

}  // namespace leadscore
