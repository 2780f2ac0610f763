// SPDX-License-Identifier: Apache-2.0

// The values at which conditions turn: for each attribute and property the constants that it, or
// something worked out from it, is compared with.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "eval/moment.hpp"
#include "lead/needs.hpp"

namespace leadscore::lead {

struct Turns {
  std::vector<eval::Datum> values;    // what it is compared with
  std::vector<eval::Datum> patterns;  // what a text is searched for
};

struct Constants {
  std::map<std::uint32_t, Turns> attributes;
  std::map<std::string, Turns, std::less<>> properties;  // by canonical name, of any event
  std::set<std::uint32_t> counts;                        // that numbers of events are compared with
  std::vector<std::string> unsolved;                     // conditions no value is known for
};

// `moment` gives a value to what is neither attribute nor property: `trial_ends < now + 7d` turns
// at a time that is known only now.
[[nodiscard]] Constants constants_of(eval::Moment& moment, const Needs& needs);

}  // namespace leadscore::lead
