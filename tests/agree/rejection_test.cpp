// SPDX-License-Identifier: Apache-2.0

// A rejection never makes a lead hotter.
#include <leadscore/history.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {

using support::Dice;
using support::World;

TEST_CASE("no score that a rejection names is higher directly after it") {
  const std::uint64_t count = support::seeds(400);
  int rejections = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    Dice dice(seed);
    const std::string rules = support::make_rules(dice, true);
    INFO("seed " << seed << '\n' << rules);
    History lead(support::load(rules), "L1");
    for (const Fact& fact : support::facts_of(world, "L1")) (void)lead.apply(fact);
    for (const Output& output : lead.outputs(world.end)) {
      const auto* rejection = std::get_if<Rejection>(&output.what);
      if (rejection == nullptr) continue;
      ++rejections;
      for (const auto& [score, change] : rejection->changed) {
        INFO(to_json(output));
        REQUIRE(change.has_value());
        REQUIRE(*change <= Points());
      }
    }
  }
  CHECK(rejections > 100);
}

}  // namespace leadscore
