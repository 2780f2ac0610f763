// SPDX-License-Identifier: Apache-2.0

// Tests that are generated for random rule files pass in them, and are the same each time.
#include <leadscore/testing.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {

TEST_CASE("generated tests of random rules pass when they are put into the file") {
  const std::uint64_t count = support::seeds(16);
  std::size_t run = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    support::Dice dice(seed);
    const std::string rules = support::make_rules(dice, seed % 2 == 0);
    const RuleSet loaded = support::load(rules);
    const std::string tests = generate_tests(loaded, 60);
    INFO("seed " << seed << '\n' << rules << '\n' << tests);
    REQUIRE(tests == generate_tests(loaded, 60));
    if (tests.empty()) continue;
    const TestReport report = run_tests(support::load(rules + '\n' + tests), {true});
    for (const TestResult& result : report.results) {
      CAPTURE(result.name);
      REQUIRE(result.failures.empty());
    }
    run += report.results.size();
  }
  CHECK(run > count);
}

}  // namespace leadscore
