// SPDX-License-Identifier: Apache-2.0

// Explanations add up to what they explain, exactly.
#include <algorithm>
#include <map>

#include <leadscore/population.hpp>

#include "lead/ranges.hpp"
#include "model/model.hpp"
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

void check_reasons(const std::vector<Reason>& reasons) {
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    CHECK(reasons[i].points > Points());
    if (i == 0) continue;
    const Reason& before = reasons[i - 1];
    const bool in_order =
        before.points > reasons[i].points ||
        (before.points == reasons[i].points && before.place.line <= reasons[i].place.line);
    CHECK(in_order);
  }
}

// What a rule gives lies between the least and the most that the file names, but for limits, which
// bound one period only.
void check_ranges(const ScoreExplanation& score, const model::Model& model) {
  std::map<std::string, Points> given;
  for (const Line& line : score.lines) {
    const bool of_rule = line.kind == LineKind::rule || line.kind == LineKind::rule_bound;
    if (of_rule) given[line.name] += line.points;
  }
  for (std::uint32_t i = 0; i < model.rules.size(); ++i) {
    const auto found = given.find(model.rules[i].name);
    if (found == given.end() || model.rules[i].limit) continue;
    const lead::Range range = lead::range_of(model, {false, i});
    INFO("rule " << found->first << " gives " << found->second.to_text());
    if (lead::least_of(range)) CHECK(*lead::least_of(range) <= found->second);
    if (lead::most_of(range)) CHECK(*lead::most_of(range) >= found->second);
  }
}

bool is_on(const History& lead, const std::string& signal, Time at) {
  const Snapshot snapshot = lead.snapshot(at);
  return std::any_of(snapshot.signals.begin(), snapshot.signals.end(),
                     [&](const auto& each) { return each.first == signal && each.second.on; });
}

// Where a retraction takes effect at that very instant, a signal may be on without having been
// given out: it was on before, too, under the facts then in force.
bool comes_on(const History& lead, const std::string& signal, Time after, Time until) {
  if (is_on(lead, signal, until)) return true;
  const std::vector<Output> outputs = lead.outputs(until);
  return std::any_of(outputs.begin(), outputs.end(), [&](const Output& output) {
    const auto* crossing = std::get_if<Crossing>(&output.what);
    return crossing != nullptr && crossing->signal == signal && crossing->edge == Edge::entered &&
           output.at >= after;
  });
}

std::vector<Fact> facts_of(const Way& way) {
  std::vector<Fact> facts;
  for (const Step& step : way.steps) {
    facts.insert(facts.end(), step.facts.begin(), step.facts.end());
  }
  return facts;
}

History with(History lead, const std::vector<Fact>& facts) {
  for (const Fact& fact : facts) REQUIRE(lead.apply(fact).status == Applied::Status::applied);
  return lead;
}

// Each way, applied as facts, turns the signal on, and no fact of it is superfluous.
void check_ways(const History& lead, const WhyNot& why) {
  if (why.search == Search::exact) CHECK_FALSE(why.ways.empty());
  if (why.search == Search::greedy) CHECK(why.ways.size() == 1);
  for (const Way& way : why.ways) {
    const std::vector<Fact> facts = facts_of(way);
    for (const Step& step : way.steps) INFO(step.text);
    CHECK(comes_on(with(lead, facts), why.signal, why.from, way.on_at) ==
          (why.search != Search::not_found));
    if (why.search == Search::exact) CHECK(facts.size() == 1);
    if (why.search != Search::greedy) continue;
    CHECK(facts.size() > 1);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      std::vector<Fact> fewer = facts;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      CHECK_FALSE(comes_on(with(lead, fewer), why.signal, why.from, way.on_at));
    }
  }
}

// Without the facts that lie ahead, for nothing that is tried sees them.
History lead_until(const World& world, Time at) {
  History lead(support::load(world.rules), "L1");
  for (const Fact& fact : support::facts_of(world, "L1")) {
    if (!fact.at || *fact.at <= at) (void)lead.apply(fact);
  }
  return lead;
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
          check_ranges(why.scores[score], leads.rules().model());
          check_reasons(why.scores[score].reasons_above);
          check_reasons(why.scores[score].reasons_below);
        }
      }
    }
  }
}

TEST_CASE("why_not explains the scores that a condition names") {
  const std::uint64_t count = support::seeds(25);
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

TEST_CASE("ways found turn the signal on, and where none of one fact is found there is none") {
  const std::uint64_t count = support::seeds(25);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed);
    const Time at = support::any_time(dice, world.begin, world.end);
    const History lead = lead_until(world, at);
    const std::vector<Fact> others = support::make_facts(dice, {"L1"}, at, at);
    for (const auto& [name, state] : lead.snapshot(at).signals) {
      const WhyNot why = lead.why_not(name, at).value();
      INFO("signal " << name << " at " << to_text(at) << " from " << to_text(why.from));
      check_ways(lead, why);
      if (why.by_itself) CHECK(comes_on(lead, name, at, *why.by_itself));
      if (why.on || why.search == Search::exact || why.search == Search::not_needed) continue;
      if (!why.not_tried.empty()) continue;
      for (Fact fact : others) {
        const bool fits =
            fact.kind == FactKind::event || (fact.kind == FactKind::set && fact.values.size() == 1);
        if (!fits) continue;
        fact.at = why.from;
        if (!fact.id.empty()) fact.id = "another";
        INFO(canonical_text(fact));
        History other = lead;
        (void)other.apply(fact);
        CHECK_FALSE(is_on(other, name, why.from));
      }
    }
  }
}

TEST_CASE("signals drop when it was said") {
  const std::uint64_t count = support::seeds(40);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed);
    const Time at = support::any_time(dice, world.begin, world.end);
    const History lead = lead_until(world, at);
    for (const Drop& drop : lead.drops(at, 100)) {
      CHECK(is_on(lead, drop.signal, at));
      if (drop.at) CHECK(is_on(lead, drop.signal, *drop.at - Duration(1)));
      if (drop.at) CHECK_FALSE(is_on(lead, drop.signal, *drop.at));
      if (drop.looked_until) CHECK(is_on(lead, drop.signal, *drop.looked_until));
    }
  }
}

}  // namespace leadscore
