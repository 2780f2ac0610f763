// SPDX-License-Identifier: Apache-2.0

// What a replay comes to: all outputs, and the leads that had no room for all of their events.
#pragma once

#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/population.hpp>
#include <leadscore/time.hpp>

#include "cli/console.hpp"
#include "cli/without_room.hpp"

namespace leadscore::cli {

struct Replayed {
  std::vector<Output> outputs;
  WithoutRoom without_room;
};

// Adds what becomes of a population's leads up to and at an instant, then puts all outputs in order
// of time, then lead, then as they happened.
void replay(const Population& leads, Time until, unsigned threads, const Console& console,
            Replayed& into);

}  // namespace leadscore::cli
