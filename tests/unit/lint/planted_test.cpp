// SPDX-License-Identifier: Apache-2.0
#include "support/planted.hpp"

#include <algorithm>
#include <map>

#include "support/dice.hpp"
#include "unit/lint/linting.hpp"

namespace leadscore {
namespace {

std::vector<std::string> found(const support::Planted& planted) {
  const Loaded loaded = good(planted.rules);
  std::vector<std::string> out;
  for (const Diagnostic& one : lint_rules(loaded.value(), 10'000)) {
    out.push_back(one.code + ": " +
                  planted.rules.substr(one.span.begin, one.span.end - one.span.begin));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("thirty faults among ten thousand rules: all found, none invented") {
  const support::Planted planted = support::plant(1, 9'900, 30);
  CHECK(planted.faults.size() == 30);
  CHECK(found(planted) == planted.faults);
}

TEST_CASE("faults of all kinds among random rules") {
  const std::uint64_t seeds = support::seeds(40);
  for (std::uint64_t seed = 2; seed < 2 + seeds; ++seed) {
    CAPTURE(seed);
    const support::Planted planted = support::plant(seed, 60, 30 + seed % 20);
    CHECK(found(planted) == planted.faults);
  }
}

}  // namespace leadscore
