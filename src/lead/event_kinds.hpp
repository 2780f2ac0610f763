// SPDX-License-Identifier: Apache-2.0

// The kinds of events that rules and counts tell apart, each with an example: properties chosen so
// that conditions on the event's own properties hold or not.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lead/constants.hpp"

namespace leadscore::lead {

struct EventKind {
  std::uint32_t event = 0;                                      // type
  std::vector<std::pair<std::string, eval::Datum>> properties;  // as few as will do
};

struct EventKinds {
  std::vector<EventKind> kinds;
  std::vector<std::string> left_out;  // rules that no event could be built for, in words
};

[[nodiscard]] EventKinds event_kinds(eval::Moment& moment, const Needs& needs,
                                     const Constants& constants);

// Values of a field to try: the classes of its constants, texts in which two patterns are found at
// once, and something at all where nothing is compared.
[[nodiscard]] std::vector<eval::Datum> values_to_try(const model::Field& field, const Turns& turns);

}  // namespace leadscore::lead
