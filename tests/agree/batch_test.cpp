// SPDX-License-Identifier: Apache-2.0

// Many leads at once are what each is by itself, whatever the vector instructions.
#include <algorithm>
#include <string>
#include <vector>

#include <leadscore/batch_of_leads.hpp>
#include <leadscore/row.hpp>

#include "eval/moment.hpp"
#include "lead/stepper.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::World;

std::string text_of(const std::optional<Points>& points) {
  return points ? points->to_text() : "none";
}

// What a snapshot says, and what the lead's column says.
std::string shown(const Snapshot& snapshot) {
  if (snapshot.excluded) return "excluded";
  std::string text;
  for (const auto& [name, points] : snapshot.scores) text += name + "=" + text_of(points) + ' ';
  for (const auto& [name, band] : snapshot.bands) text += name + "=" + band.value_or("none") + ' ';
  for (const auto& [name, signal] : snapshot.signals) text += name + (signal.on ? "+" : "-") + ' ';
  return text;
}

std::string shown(const RuleSet& rules, const BatchScores& scores, std::size_t lead) {
  if (test(scores.excluded, lead)) return "excluded";
  std::string text;
  for (std::size_t i = 0; i < scores.scores.size(); ++i) {
    text += rules.scores()[i] + "=" + text_of(scores.scores[i].points(lead)) + ' ';
  }
  for (std::size_t i = 0; i < scores.bands.size(); ++i) {
    const std::uint32_t code = scores.bands[i].codes[lead];
    text += rules.bands()[i] + "=" + (code == 0 ? "none" : scores.bands[i].names[code - 1]) + ' ';
  }
  for (std::size_t i = 0; i < scores.signals.size(); ++i) {
    text += rules.signals()[i] + (test(scores.signals[i], lead) ? "+" : "-") + ' ';
  }
  return text;
}

Population population_of(const World& world, const RuleSet& rules) {
  Population leads(rules);
  for (const Fact& fact : world.facts) (void)leads.apply(fact);
  return leads;
}

// --- one lead at a time ---

std::string shown(const RuleSet& rules, const Row& row) {
  if (row.excluded()) return "excluded";
  std::string text;
  for (std::size_t i = 0; i < rules.scores().size(); ++i) {
    text += rules.scores()[i] + "=" + text_of(row.score(i)) + ' ';
  }
  for (std::size_t i = 0; i < rules.signals().size(); ++i) {
    text += rules.signals()[i] + (row.signal(i) ? "+" : "-") + ' ';
  }
  return text;
}

// As a Row says it, which gives no bands.
std::string without_bands(Snapshot snapshot) {
  snapshot.bands.clear();
  return shown(snapshot);
}

RowValue value_of(const Column& column, std::size_t lead, std::string& room) {
  if (column.layout() == Column::Layout::none || !column.known()[lead]) return Missing{};
  switch (column.layout()) {
    case Column::Layout::bits:
      return Bits{static_cast<const std::uint8_t*>(column.values()), column.offset()}[lead];
    case Column::Layout::int64: return static_cast<const std::int64_t*>(column.values())[lead];
    case Column::Layout::float64: return static_cast<const double*>(column.values())[lead];
    case Column::Layout::texts: return static_cast<const std::string_view*>(column.values())[lead];
    default: break;
  }
  const auto* offsets = static_cast<const std::int32_t*>(column.values());
  const auto* items = static_cast<const std::string_view*>(column.second());
  room.clear();
  for (std::int32_t i = offsets[lead]; i < offsets[lead + 1]; ++i) {
    room += (room.empty() ? "" : ";") + std::string(items[i]);
  }
  return std::string_view(room);
}

// The values of one lead; a list of nothing cannot be written with `;`.
struct Values {
  std::vector<std::string> rooms;
  std::vector<RowValue> values;

  Values(const BatchScorer& scorer, const Batch& batch, std::size_t lead)
      : rooms(scorer.inputs().size()) {
    for (std::size_t i = 0; i < rooms.size(); ++i) {
      values.push_back(value_of(batch.column(i), lead, rooms[i]));
    }
  }
};

}  // namespace

TEST_CASE("a row scores as the lead does, at once and value by value") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    const RuleSet rules = support::load(world.rules);
    const RowScorer scorer{BatchScorer(rules)};
    const Population population = population_of(world, rules);
    Dice dice(seed + 6'000'000);
    const Time at = support::any_time(dice, world.begin, world.end);
    const std::vector<std::string> leads = population.at(at);
    const BatchOfLeads columns(population, scorer.batch(), leads, at);
    Row row(scorer, at);  // goes from lead to lead
    for (std::size_t lead = 0; lead < leads.size(); ++lead) {
      INFO("lead " << leads[lead] << " at " << to_text(at));
      const std::string expected = without_bands(population.snapshot(leads[lead], at));
      const Values values(scorer.batch(), columns.batch(), lead);
      std::vector<std::size_t> order(values.values.size());
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
      dice.shuffle(order);
      for (const std::size_t input : order) row.set(input, values.values[input]);
      REQUIRE(shown(rules, row) == expected);
      Row fresh(scorer, at);
      fresh.assign(values.values);
      REQUIRE(shown(rules, fresh) == expected);
    }
  }
}

TEST_CASE("columns of leads score as the leads do, on every target") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    const RuleSet rules = support::load(world.rules);
    const BatchScorer scorer(rules);
    const Population population = population_of(world, rules);
    Dice dice(seed + 5'000'000);
    for (int i = 0; i < 4; ++i) {
      BatchOptions options;
      options.at = support::any_time(dice, world.begin, world.end);
      const std::vector<std::string> leads = population.at(options.at);
      const BatchOfLeads columns(population, scorer, leads, options.at);
      for (const std::string& target : BatchScorer::targets()) {
        options.target = target;
        const BatchScores scores = scorer.score(columns.batch(), options);
        REQUIRE(scores.leads == leads.size());
        for (std::size_t lead = 0; lead < leads.size(); ++lead) {
          INFO(target << ", lead " << leads[lead] << " at " << to_text(options.at));
          REQUIRE(shown(rules, scores, lead) ==
                  shown(population.snapshot(leads[lead], options.at)));
        }
      }
    }
  }
}

}  // namespace leadscore
