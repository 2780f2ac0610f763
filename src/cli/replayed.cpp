// SPDX-License-Identifier: Apache-2.0
#include "cli/replayed.hpp"

#include <iterator>
#include <string>
#include <utility>

#include "base/parallel.hpp"
#include "cli/progress.hpp"
#include "lead/life.hpp"
#include "lead/output_order.hpp"

namespace leadscore::cli {

void replay(const Population& leads, Time until, unsigned threads, const Console& console,
            Replayed& into) {
  struct Told {
    std::vector<Output> outputs;
    std::uint64_t events_without_room = 0;
  };
  const std::vector<std::string> names = leads.names();
  Progress progress(console, "replaying", names.size());
  std::size_t next = 0;
  in_order_parallel(
      names.size(), threads,
      [&](std::size_t i) {
        lead::Told told = leads.told(names[i], until);
        return Told{std::move(told.outputs), told.stepper.state().no_room};
      },
      [&](Told& of_one) {
        std::move(of_one.outputs.begin(), of_one.outputs.end(), std::back_inserter(into.outputs));
        into.without_room.count(names[next++], of_one.events_without_room);
        progress.advance();
        return true;
      });
  lead::sort_outputs(into.outputs);
}

}  // namespace leadscore::cli
