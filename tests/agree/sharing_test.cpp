// SPDX-License-Identifier: Apache-2.0

// Leads are values, and a population may be asked by several threads at once.
#include <thread>

#include <leadscore/history.hpp>
#include <leadscore/population.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::shown;
using support::World;

std::string everything(const Population& leads, Time at) {
  std::string out;
  for (const std::string& lead : leads.names()) {
    out += shown(leads.snapshot(lead, at)) + shown(leads.outputs(lead, at));
    for (const auto& score : leads.explain(lead, at).scores) {
      for (const Line& line : score.lines) out += line.name + line.points.to_text() + line.detail;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a copy of a lead goes its own way") {
  const std::uint64_t count = support::seeds(100);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    const std::vector<Fact> facts = support::facts_of(world, "L1");
    History first(support::load(world.rules), "L1");
    for (std::size_t i = 0; i < facts.size() / 2; ++i) (void)first.apply(facts[i]);
    const Time middle = world.begin + (world.end - world.begin) / 2;
    (void)first.advance_to(middle);
    History copy(first);
    const std::string half = shown(first.snapshot(world.end)) + shown(first.outputs(world.end));
    CHECK(half == shown(copy.snapshot(world.end)) + shown(copy.outputs(world.end)));
    for (std::size_t i = facts.size() / 2; i < facts.size(); ++i) (void)copy.apply(facts[i]);
    REQUIRE(half == shown(first.snapshot(world.end)) + shown(first.outputs(world.end)));

    // Moved, assigned and completed, it is what the copy is.
    History moved(std::move(first));
    for (std::size_t i = facts.size() / 2; i < facts.size(); ++i) (void)moved.apply(facts[i]);
    History other(moved.rules(), "other");
    other = moved;
    CHECK(other.id() == "L1");
    REQUIRE(shown(other.advance_to(world.end)) == shown(copy.advance_to(world.end)));
    REQUIRE(shown(other.snapshot(world.end)) == shown(copy.snapshot(world.end)));
  }
}

TEST_CASE("two threads that ask at once get the same answers") {
  const std::uint64_t count = support::seeds(30);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    Population leads(support::load(world.rules));
    for (const Fact& fact : world.facts) (void)leads.apply(fact);
    std::string answers[2];
    std::thread other([&] { answers[1] = everything(leads, world.end); });
    answers[0] = everything(leads, world.end);
    other.join();
    INFO("seed " << seed);
    REQUIRE(answers[0] == answers[1]);
    REQUIRE(answers[0] == everything(leads, world.end));
  }
}

}  // namespace leadscore
