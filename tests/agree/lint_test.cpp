// SPDX-License-Identifier: Apache-2.0

// What lints say of conditions and scores, against what the evaluator gives.
#include <map>
#include <set>

#include <leadscore/lint.hpp>
#include <leadscore/population.hpp>

#include "lint/space.hpp"
#include "model/model.hpp"
#include "support/catch.hpp"
#include "support/dice.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::World;

// --- a small space, all of whose leads can be tried -------------------------------------------

std::string test_of(Dice& dice) {
  const std::string n = std::to_string(dice.below(4));
  switch (dice.below(9)) {
    case 0:
    case 1: return "size " + dice.word({"==", "!=", "<", "<=", ">", ">="}) + " " + n;
    case 2: return "rev " + dice.word({"==", "!=", "<", "<=", ">", ">="}) + " " + n;
    case 3: return "tier " + dice.word({"==", "!="}) + " " + dice.word({"'a'", "'b'", "'c'"});
    case 4:
      return "tier " + dice.word({"in", "not in"}) + " ['a', " + dice.word({"'b'", "'c'"}) + "]";
    case 5: return dice.word({"ok", "ok == true", "ok != true"});
    case 6:
      return dice.word({"size", "tier", "rev", "ok"}) + dice.word({" is known", " is unknown"});
    case 7: return "size between " + n + " and " + std::to_string(dice.below(4));
    default:
      return "name " + dice.word({"==", "!=", "contains", "starts with", "ends with"}) + " " +
             dice.word({"'p'", "'q'", "'pq'"});
  }
}

std::string condition_of(Dice& dice, int depth) {
  if (depth == 0 || dice.percent(25)) return test_of(dice);
  if (dice.percent(15)) return "not (" + condition_of(dice, depth - 1) + ")";
  return "(" + condition_of(dice, depth - 1) + dice.word({" and ", " or "}) +
         condition_of(dice, depth - 1) + ")";
}

std::vector<Value> with_missing(std::vector<Value> values) {
  values.emplace_back(Missing{});
  return values;
}

// Calls `visit` with every lead of the space.
template <class Visit>
void each_lead(const RuleSet& rules, const Visit& visit) {
  const auto sizes = with_missing({std::int64_t{-1}, std::int64_t{0}, std::int64_t{1},
                                   std::int64_t{2}, std::int64_t{3}, std::int64_t{4}});
  const auto revs = with_missing({-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5});
  const auto tiers = with_missing({std::string("a"), std::string("b"), std::string("c")});
  const auto truths = with_missing({true, false});
  const auto names =
      with_missing({std::string("p"), std::string("q"), std::string("pq"), std::string("p-q"),
                    std::string("q-p"), std::string("-p-"), std::string("-q-"), std::string("-pq-"),
                    std::string("pq-"), std::string("-pq"), std::string("p-p"), std::string("q-q"),
                    std::string("p-"), std::string("-p"), std::string("q-"), std::string("-q"),
                    std::string("-")});
  for (const Value& size : sizes) {
    for (const Value& rev : revs) {
      for (const Value& tier : tiers) {
        for (const Value& ok : truths) {
          History lead(rules, "L");
          lead.apply(set_from_start("L")
                         .with("size", size)
                         .with("rev", rev)
                         .with("tier", tier)
                         .with("ok", ok)
                         .with("name", names[(&rev - revs.data() + 7 * (&size - sizes.data()) +
                                              3 * (&tier - tiers.data()) + (&ok - truths.data())) %
                                             static_cast<std::ptrdiff_t>(names.size())]));
          visit(lead.snapshot(Time{}));
        }
      }
    }
  }
}

}  // namespace

TEST_CASE("conditions that never or always hold are those of which every lead says so") {
  const std::uint64_t seeds = support::seeds(6);
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    Dice dice(seed);
    std::vector<std::string> conditions;
    std::string text =
        "leadscore: 1\nattributes: {size: integer, rev: number, tier: {type: text, one_of: [a, b, "
        "c]}, ok: boolean, name: text}\nscores:\n";
    constexpr std::size_t kConditions = 60;
    for (std::size_t i = 0; i < kConditions; ++i) {
      conditions.push_back(condition_of(dice, 3));
      text += "  s" + std::to_string(i) + ": {rules: [{rule: r" + std::to_string(i) +
              ", points: 1, when: \"" + conditions[i] + "\"}]}\n";
    }
    const RuleSet rules = support::load(text);
    std::vector<std::set<bool>> seen(kConditions);
    each_lead(rules, [&](const Snapshot& snapshot) {
      for (std::size_t i = 0; i < kConditions; ++i) {
        seen[i].insert(snapshot.scores[i].second == Points::whole(1));
      }
    });
    lint::Space space(rules.model());
    for (std::size_t i = 0; i < kConditions; ++i) {
      CAPTURE(seed, conditions[i]);
      const auto& when = *rules.model().rules[i].when;
      const bool names = conditions[i].find("name") != std::string::npos;
      // Not every lead with every name was tried: of names lints may know more than was seen.
      const bool can_hold = space.possible(when, lint::Want::is_true);
      const bool can_fail = space.possible(when, lint::Want::not_true);
      if (seen[i].contains(true)) CHECK(can_hold);
      if (seen[i].contains(false)) CHECK(can_fail);
      if (!names) CHECK(can_hold == seen[i].contains(true));
      if (!names) CHECK(can_fail == seen[i].contains(false));
    }
  }
}

TEST_CASE("no score leaves its reach, and no signal comes on that cannot") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    CAPTURE(seed);
    const World world = support::make_world(seed);
    const RuleSet rules = support::load(world.rules);
    const model::Model& model = rules.model();
    lint::Space space(model);
    Population leads(rules);
    for (const Fact& fact : world.facts) {
      if (fact.kind != FactKind::adjust) leads.apply(fact);
    }
    Dice dice(seed);
    for (const std::string& lead : leads.names()) {
      const Time at = support::any_time(dice, world.begin, world.end + std::chrono::hours(240));
      const Snapshot snapshot = leads.snapshot(lead, at);
      if (snapshot.excluded) continue;
      for (std::uint32_t i = 0; i < model.scores.size(); ++i) {
        const auto value = snapshot.scores[i].second;
        if (!value) continue;
        CAPTURE(model.scores[i].name, value->to_text());
        CHECK(*value >= space.reach(i).low);
        CHECK(*value <= space.reach(i).high);
      }
      for (std::size_t i = 0; i < model.signals.size(); ++i) {
        if (!snapshot.signals[i].second.on) continue;
        CAPTURE(model.signals[i].name);
        CHECK(space.possible(model.signals[i].when, lint::Want::is_true));
      }
    }
  }
}

}  // namespace leadscore
