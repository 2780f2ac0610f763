// SPDX-License-Identifier: Apache-2.0

// What a lead is changes at facts and at the instants that next_change() names, and nowhere else.
#include <algorithm>

#include <leadscore/history.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::shown;
using support::World;

std::optional<Time> next_fact(const std::vector<Fact>& facts, Time after) {
  std::optional<Time> next;
  for (const Fact& fact : facts) {
    if (fact.at && *fact.at > after && (!next || *fact.at < *next)) next = fact.at;
  }
  return next;
}

// Nothing changes within [from, until).
void check_constant(const History& lead, Dice& dice, Time from, Time until) {
  const std::string at_first = shown(lead.snapshot(from));
  std::vector<Time> times = {until - Duration(1)};
  for (int i = 0; i < 3; ++i) {
    const auto length = static_cast<std::size_t>((until - from).count());
    times.push_back(from + Duration(static_cast<std::int64_t>(dice.below(length))));
  }
  for (const Time at : times) {
    INFO("between " << to_text(from) << " and " << to_text(until) << ": " << to_text(at));
    REQUIRE(shown(lead.snapshot(at)) == at_first);
  }
}

}  // namespace

TEST_CASE(
    "between facts and foreseen changes nothing changes, and at a foreseen one something does") {
  const std::uint64_t count = support::seeds(12);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed);
    History lead(support::load(world.rules), "L1");
    const std::vector<Fact> facts = support::facts_of(world, "L1");
    for (const Fact& fact : facts) (void)lead.apply(fact);
    Time at = world.begin;
    const Time end = world.end + std::chrono::hours(480);
    for (int steps = 0; steps < 30 && at < end; ++steps) {
      const auto change = lead.next_change(at);
      const auto fact = next_fact(facts, at);
      Time next = std::min(change.value_or(end), fact.value_or(end));
      next = std::min(next, end);
      check_constant(lead, dice, at, next);
      if (change == next && fact != next) {
        INFO("foreseen at " << to_text(at) << " for " << to_text(next));
        REQUIRE(shown(lead.snapshot(next)) != shown(lead.snapshot(at)));
      }
      at = next;
    }
  }
}

TEST_CASE("the changes that are foreseen are those that come to pass") {
  const std::uint64_t count = support::seeds(12);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    History lead(support::load(world.rules), "L1");
    for (const Fact& fact : support::facts_of(world, "L1")) (void)lead.apply(fact);
    for (const Change& change : lead.next_changes(world.end, 12)) {
      INFO(change.what << " at " << to_text(change.at));
      CHECK(change.at > world.end);
      CHECK(change.from != change.to);
      const Snapshot before = lead.snapshot(change.at - Duration(1));
      const Snapshot after = lead.snapshot(change.at);
      REQUIRE(shown(before) != shown(after));
      for (std::size_t i = 0; i < after.scores.size(); ++i) {
        if (change.what != "score " + after.scores[i].first) continue;
        CHECK(change.from == shown(before.scores[i].second));
        CHECK(change.to == shown(after.scores[i].second));
      }
    }
  }
}

}  // namespace leadscore
