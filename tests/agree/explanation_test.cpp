// SPDX-License-Identifier: Apache-2.0

// Explanations add up to what they explain, exactly.
#include <leadscore/population.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::shown;
using support::World;

void check_earned(const Line& line) {
  const bool made_of_parts = !line.earned.empty() || line.kind == LineKind::adjustment;
  if (!made_of_parts) return;
  Points earned;
  for (const Earned& part : line.earned) {
    earned += part.value;
    CHECK(part.withheld <= Points());
  }
  CHECK(earned == line.points);
}

void check_score(const ScoreExplanation& score) {
  INFO("score " << score.name);
  Points sum;
  for (const Line& line : score.lines) {
    INFO("line " << line.name << ' ' << line.points.to_text() << ' ' << line.detail);
    check_earned(line);
    sum += line.points;
  }
  REQUIRE(sum == score.value.value_or(Points()));
}

}  // namespace

TEST_CASE("explanations add up to the scores") {
  const std::uint64_t count = support::seeds(250);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed);
    Population leads(support::load(world.rules));
    for (const Fact& fact : world.facts) (void)leads.apply(fact);
    for (int i = 0; i < 6; ++i) {
      const Time at = support::any_time(dice, world.begin, world.end + std::chrono::hours(480));
      INFO(to_text(at));
      for (const std::string& lead : leads.at(at)) {
        const Snapshot snapshot = leads.snapshot(lead, at);
        const Explanation why = leads.explain(lead, at);
        REQUIRE(why.excluded == snapshot.excluded);
        REQUIRE(why.scores.size() == snapshot.scores.size());
        for (std::size_t score = 0; score < why.scores.size(); ++score) {
          REQUIRE(shown(why.scores[score].value) == shown(snapshot.scores[score].second));
          check_score(why.scores[score]);
        }
      }
    }
  }
}

TEST_CASE("why_not explains the scores that a condition names") {
  const std::uint64_t count = support::seeds(80);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed);
    Population leads(support::load(world.rules));
    for (const Fact& fact : world.facts) (void)leads.apply(fact);
    const Time at = support::any_time(dice, world.begin, world.end);
    for (const std::string& lead : leads.at(at)) {
      const Snapshot snapshot = leads.snapshot(lead, at);
      for (const auto& [name, state] : snapshot.signals) {
        const auto why = leads.why_not(lead, name, at);
        REQUIRE(why.has_value());
        CHECK(why->on == state.on);
        CHECK_FALSE(why->parts.empty());
        for (const ScoreExplanation& score : why->scores) check_score(score);
        // Off, though all of it is true: something else must stand in the way.
        bool all_hold = !snapshot.excluded;
        for (const ConditionPart& part : why->parts) all_hold = all_hold && part.holds == true;
        if (!state.on && all_hold) CHECK_FALSE(why->obstacles.empty());
      }
    }
  }
}

}  // namespace leadscore
