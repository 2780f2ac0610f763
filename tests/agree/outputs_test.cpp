// SPDX-License-Identifier: Apache-2.0

// Outputs are a fixed history: asked for in parts or at once, step by step or at the end.
#include <algorithm>

#include <leadscore/history.hpp>
#include <leadscore/population.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::shown;
using support::World;

std::vector<Time> ascending_times(Dice& dice, const World& world, int count) {
  std::vector<Time> times;
  for (int i = 0; i < count; ++i) {
    times.push_back(support::any_time(dice, world.begin, world.end + std::chrono::hours(240)));
  }
  std::sort(times.begin(), times.end());
  return times;
}

void append(std::vector<Output>& all, std::vector<Output> more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

TEST_CASE("outputs up to an instant are those up to a later one, cut there") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed);
    Population leads(support::load(world.rules));
    for (const Fact& fact : world.facts) (void)leads.apply(fact);
    for (const std::string& lead : leads.names()) {
      const std::vector<Time> times = ascending_times(dice, world, 3);
      std::vector<Output> late = leads.outputs(lead, times.back());
      CHECK(std::is_sorted(late.begin(), late.end(),
                           [](const Output& a, const Output& b) { return a.at < b.at; }));
      for (std::size_t i = times.size() - 1; i-- > 0;) {
        std::erase_if(late, [&](const Output& output) { return output.at > times[i]; });
        INFO(to_text(times[i]) << " and " << to_text(times[i + 1]));
        REQUIRE(shown(leads.outputs(lead, times[i])) == shown(late));
      }
    }
  }
}

TEST_CASE("advance_to gives every output exactly once, however large the steps are") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed);
    History lead(support::load(world.rules), "L1");
    for (const Fact& fact : support::facts_of(world, "L1")) (void)lead.apply(fact);
    const std::vector<Time> times = ascending_times(dice, world, 6);
    std::vector<Output> stepped;
    for (const Time at : times) append(stepped, lead.advance_to(at));
    CHECK(lead.advance_to(times.back()).empty());
    REQUIRE(shown(stepped) == shown(lead.outputs(times.back())));
  }
}

TEST_CASE("a lead that is told its facts as they happen gives out the same") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    std::vector<Fact> facts = support::facts_of(world, "L1");
    std::stable_sort(facts.begin(), facts.end(),
                     [](const Fact& a, const Fact& b) { return a.at < b.at; });
    History lead(support::load(world.rules), "L1");
    std::vector<Output> stepped;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      (void)lead.apply(facts[i]);
      const bool last_of_instant = i + 1 == facts.size() || facts[i + 1].at != facts[i].at;
      if (facts[i].at && last_of_instant) append(stepped, lead.advance_to(*facts[i].at));
    }
    const Time end = world.end + std::chrono::hours(240);
    append(stepped, lead.advance_to(end));
    REQUIRE(shown(stepped) == shown(lead.outputs(end)));
  }
}

}  // namespace leadscore
