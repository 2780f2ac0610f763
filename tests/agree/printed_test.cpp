// SPDX-License-Identifier: Apache-2.0

// A rule file that is read, printed and read again means the same.
#include <leadscore/population.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"
#include "yaml/print.hpp"
#include "yaml/reader.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::shown;
using support::World;

std::string reprinted(const std::string& rules) {
  Diagnostics diagnostics;
  const auto tree = yaml::read({"world.yaml", rules}, {}, diagnostics);
  REQUIRE(tree.has_value());
  return yaml::print(*tree);
}

}  // namespace

TEST_CASE("a printed rule file means what the file did") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    const std::string printed = reprinted(world.rules);
    INFO("seed " << seed << '\n' << world.rules << "\nprinted:\n" << printed);
    Dice dice(seed);
    Population first(support::load(world.rules));
    Population second(support::load(printed));
    for (const Fact& fact : world.facts) {
      const Applied a = first.apply(fact);
      const Applied b = second.apply(fact);
      CHECK(a.status == b.status);
      CHECK(a.bad_values == b.bad_values);
    }
    for (const std::string& lead : first.names()) {
      const Time at = support::any_time(dice, world.begin, world.end + std::chrono::hours(240));
      REQUIRE(shown(first.snapshot(lead, at)) == shown(second.snapshot(lead, at)));
      REQUIRE(shown(first.outputs(lead, at)) == shown(second.outputs(lead, at)));
    }
  }
}

}  // namespace leadscore
