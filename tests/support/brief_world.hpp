// SPDX-License-Identifier: Apache-2.0

// Small random worlds whose lengths of hours and days are seconds, so that every instant at which
// something may happen can be tried: whole seconds around a midnight, and the microsecond after
// each.
#pragma once

#include <cstdint>
#include <vector>

#include <leadscore/fact.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/time.hpp>

#include "support/dice.hpp"

namespace leadscore::support {

struct BriefWorld {
  std::string rules;
  std::vector<Fact> facts;  // of L1; some lie days before `begin`
  Time begin;
  Time end;
};

// Decays and silences, which are at least a day long, stay as they are.
[[nodiscard]] BriefWorld make_brief_world(std::uint64_t seed);

// With an exclusion that time makes and ends.
[[nodiscard]] std::string with_timed_exclusion(Dice& dice, const std::string& rules);

}  // namespace leadscore::support
