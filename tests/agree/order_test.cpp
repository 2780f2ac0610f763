// SPDX-License-Identifier: Apache-2.0

// The order in which facts come, and facts that come twice, change nothing; nor do facts that are
// still to come.
#include <algorithm>

#include <leadscore/population.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::shown;
using support::World;

Population population(const RuleSet& rules, const std::vector<Fact>& facts) {
  Population leads(rules);
  for (const Fact& fact : facts) (void)leads.apply(fact);
  return leads;
}

// All that a population answers at an instant.
std::string answers(const Population& leads, const std::vector<std::string>& names, Time at) {
  std::string out;
  std::vector<std::string> standing = leads.at(at);
  std::sort(standing.begin(), standing.end());
  for (const std::string& name : standing) out += "stands " + name + '\n';
  for (const std::string& name : names) {
    out += name + '\n' + shown(leads.snapshot(name, at)) + shown(leads.outputs(name, at));
  }
  return out;
}

std::vector<Fact> repeated_and_shuffled(Dice& dice, std::vector<Fact> facts) {
  const std::size_t count = facts.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (dice.percent(30)) facts.push_back(Fact(facts[i]));
  }
  dice.shuffle(facts);
  return facts;
}

}  // namespace

TEST_CASE("facts may come in any order and more than once") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed + 1'000'000);
    const RuleSet rules = support::load(world.rules);
    const Population first = population(rules, world.facts);
    const Population second = population(rules, repeated_and_shuffled(dice, world.facts));
    CHECK(first.latest() == second.latest());
    std::vector<std::string> names;
    for (const std::string& name : world.leads) {
      REQUIRE(first.contains(name) == second.contains(name));
      if (first.contains(name)) names.push_back(name);
    }
    for (int i = 0; i < 4; ++i) {
      const Time at = support::any_time(dice, world.begin, world.end + std::chrono::hours(480));
      INFO(to_text(at));
      REQUIRE(answers(first, names, at) == answers(second, names, at));
    }
  }
}

TEST_CASE("facts that are still to come change nothing") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    World world = support::make_world(seed);
    // Every lead has begun: one without a dated fact begins whenever it is asked for.
    for (const std::string& name : world.leads) world.facts.push_back(set(name, world.begin));
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed + 2'000'000);
    const RuleSet rules = support::load(world.rules);
    const Population all = population(rules, world.facts);
    for (int i = 0; i < 3; ++i) {
      const Time at = support::any_time(dice, world.begin, world.end);
      std::vector<Fact> known;
      for (const Fact& fact : world.facts) {
        if (!fact.at || *fact.at <= at) known.push_back(fact);
      }
      const Population some = population(rules, known);
      INFO(to_text(at));
      std::vector<std::string> standing = all.at(at);
      std::sort(standing.begin(), standing.end());
      REQUIRE(answers(some, standing, at) == answers(all, standing, at));
    }
  }
}

}  // namespace leadscore
