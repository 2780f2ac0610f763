// SPDX-License-Identifier: Apache-2.0

// Small random worlds: a rule file that loads without errors, and facts about a few leads. A seed
// gives the same world everywhere.
//
//     World world = make_world(17);
//     Population leads(load(world));
//     for (const Fact& fact : world.facts) leads.apply(fact);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <leadscore/fact.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/time.hpp>

#include "support/conditions.hpp"
#include "support/dice.hpp"

namespace leadscore::support {

struct World {
  std::uint64_t seed = 0;
  std::string rules;               // YAML
  std::vector<Fact> facts;         // in no order, some of them twice
  std::vector<std::string> leads;  // the names that facts use
  Time begin;                      // all facts lie in [begin, end]
  Time end;
};

[[nodiscard]] World make_world(std::uint64_t seed);

// The parts of it. In `blind` rules no score looks at another: what a rejection does to a score is
// then all its own doing.
[[nodiscard]] std::string make_rules(Dice& dice, bool blind);
// With dice of its own: the facts of a world are the same with its programmes and without.
[[nodiscard]] std::string make_programs(Dice dice, const Names& names);
[[nodiscard]] std::vector<Fact> make_facts(Dice& dice, const std::vector<std::string>& leads,
                                           Time begin, Time end);

// A scalar as authors write it: plain where YAML lets them, else in either kind of quotes.
[[nodiscard]] std::string scalar(Dice& dice, const std::string& text);

// An instant of the kind facts have: mostly round, so that many fall together and on the edges of
// windows and days.
[[nodiscard]] Time any_time(Dice& dice, Time begin, Time end);

// The facts that a History alone takes: those about one lead, but for merges and erasures. The
// first is dated, so that the lead begins at world.begin.
[[nodiscard]] std::vector<Fact> facts_of(const World& world, const std::string& lead);

// Fails the test where the rules do not load.
[[nodiscard]] RuleSet load(const std::string& rules);

}  // namespace leadscore::support
