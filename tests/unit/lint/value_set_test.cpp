// SPDX-License-Identifier: Apache-2.0
#include "lint/value_set.hpp"

#include "support/catch.hpp"
#include "support/dice.hpp"

namespace leadscore::lint {
namespace {

// Whole numbers near zero, and the halves between them, in a set.
std::vector<bool> members(const Ranges& ranges, bool whole) {
  std::vector<bool> in;
  for (int half = -24; half <= 24; ++half) {
    if (whole && half % 2 != 0) continue;
    const Number x = static_cast<Number>(half) / 2;
    bool found = false;
    for (const Range& range : ranges) {
      const bool above = range.low_open ? x > range.low : x >= range.low;
      const bool below = range.high_open ? x < range.high : x <= range.high;
      found = found || (above && below);
    }
    in.push_back(found);
  }
  return in;
}

Ranges random_ranges(support::Dice& dice) {
  Ranges ranges;
  for (std::size_t i = dice.below(4); i > 0; --i) {
    Range range;
    range.low = static_cast<Number>(dice.below(20)) / 2 - 5;
    range.high = range.low + static_cast<Number>(dice.below(9)) / 2;
    range.low_open = dice.below(2) == 0;
    range.high_open = dice.below(2) == 0;
    ranges.push_back(range);
  }
  return ranges;
}

}  // namespace

TEST_CASE("sets on a line are what their members are") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    support::Dice dice(seed);
    Domain domain;
    domain.whole = dice.below(2) == 0;
    const Ranges raw_a = random_ranges(dice);
    const Ranges raw_b = random_ranges(dice);
    const Ranges a = tidy(raw_a, domain.whole);
    const Ranges b = tidy(raw_b, domain.whole);
    const auto in_a = members(raw_a, domain.whole);
    const auto in_b = members(raw_b, domain.whole);
    CHECK(members(a, domain.whole) == in_a);
    const auto in_both = members(intersection(a, b), domain.whole);
    const auto in_rest = members(complement(a, domain), domain.whole);
    for (std::size_t i = 0; i < in_a.size(); ++i) {
      CHECK(in_both[i] == (in_a[i] && in_b[i]));
      CHECK(in_rest[i] == !in_a[i]);
    }
    // Apart and in order.
    for (std::size_t i = 1; i < a.size(); ++i) CHECK(a[i - 1].high <= a[i].low);
    CHECK(tidy(a, domain.whole) == a);
  }
}

}  // namespace leadscore::lint
