// SPDX-License-Identifier: Apache-2.0

// What passes through a ReplayStream comes out as from a Population that keeps every fact: in any
// order, however late, with ids that several leads use, merged, retracted and forgotten.
#include "cli/replay_stream.hpp"

#include <algorithm>

#include <leadscore/population.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::World;

std::vector<Output> by_population(const Population& leads, Time until) {
  std::vector<Output> all;
  for (const std::string& lead : leads.names()) {
    const auto outputs = leads.outputs(lead, until);
    all.insert(all.end(), outputs.begin(), outputs.end());
  }
  cli::sort_outputs(all);
  return all;
}

}  // namespace

TEST_CASE("a stream of facts gives out what a population of them does") {
  const std::uint64_t count = support::seeds(150);
  std::size_t streamed = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    std::vector<Fact> facts = world.facts;
    // Files are mostly in the order of time.
    if (seed % 3 != 0) {
      std::stable_sort(facts.begin(), facts.end(),
                       [](const Fact& a, const Fact& b) { return a.at < b.at; });
    }
    cli::ReplayStream stream(support::load(world.rules), 1 + seed % 2);
    Population whole(support::load(world.rules));
    std::int64_t duplicates = 0;
    for (const Fact& fact : facts) {
      duplicates += whole.apply(fact).status == Applied::Status::duplicate ? 1 : 0;
      duplicates -= stream.apply(fact).status == Applied::Status::duplicate ? 1 : 0;
    }
    streamed += stream.needs_second() ? 0 : 1;
    if (stream.needs_second()) {
      for (const Fact& fact : facts) stream.apply_again(fact);
    }
    CHECK(duplicates == stream.more_duplicates());
    const Time until = world.end + std::chrono::hours(24 * 20);
    const cli::Console console(true, cli::Style{});
    REQUIRE(support::shown(stream.outputs(until, console)) ==
            support::shown(by_population(whole, until)));
  }
  // Not all of them the long way.
  CHECK(streamed > count / 10);
}

}  // namespace leadscore
