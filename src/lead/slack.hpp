// SPDX-License-Identifier: Apache-2.0

// Slack: what events may still do to a lead, all together, without changing anything that is
// watched. An event that fits is *quiet*: whatever it earns, and however that fades, no signal,
// move, route or programme changes with it, so that it can wait to be stepped through until
// something needs the lead.
#pragma once

#include <cstddef>

#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

#include "eval/state.hpp"
#include "model/model.hpp"

namespace leadscore::lead {

struct Slack {
  Time since;              // the lead as it was then: nothing else happens to it until
  Time after, until;       // for events later than `after`, up to and at `until`
  Points down, up;         // what may be taken from, or given to, any score
  std::size_t events = 0;  // for how many there is room

  // Takes the share of an event, if it fits.
  bool take(const eval::EventRecord& event, const model::Model& model);
};

}  // namespace leadscore::lead
