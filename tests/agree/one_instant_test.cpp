// SPDX-License-Identifier: Apache-2.0

// Leads of which only attributes are known, answered in columns, are what a Population says.
#include "lead/one_instant.hpp"

#include <string>
#include <utility>
#include <vector>

#include <leadscore/population.hpp>

#include "cli/column_leads.hpp"
#include "cli/text_hash.hpp"
#include "model/convert.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using cli::ColumnLeads;
using support::Dice;
using support::shown;

// A lead's attributes, each known or not; some of them bad.
Fact any_lead(Dice& dice, const std::string& name) {
  Fact fact = set_from_start(name);
  const auto maybe = [&](const char* attribute, const std::vector<std::string>& cells) {
    if (dice.percent(75)) fact.with(attribute, Cell{dice.of(cells)});
  };
  maybe("industry", {"software", "Finance", "RETAIL", "mining"});
  maybe("title", {"VP Sales", "vip", "Head of Ads", "CEO", "cto"});
  maybe("code", {"aB", "ab", "ours", "Ab"});
  maybe("email", {"a@acme.example", "B@GMail.com", "none"});
  maybe("size", {"0", "3", "49", "50", "99", "100", "120", "199", "200", "250", "many"});
  maybe("revenue", {"-2", "0", "2.5", "7.25", "22.5", "1e3"});
  maybe("level", {"1", "2", "3", "4"});
  maybe("interests", {"crm", "ads; CRM", "ads", "erp;ads", ";"});
  maybe("opted", {"yes", "No", "TRUE", "0", "maybe"});
  maybe("trial", {"2026-03-01", "2026-03-20 12:00", "2026-04-02T00:00:00Z", "1999-01-01"});
  maybe("行业", {"软件", "金融"});
  return fact;
}

// The leads in columns, as rows of a file would be.
ColumnLeads in_columns(const RuleSet& rules, const std::vector<Fact>& facts) {
  ColumnLeads leads(rules);
  auto names = std::make_shared<cli::LeadNames>();
  for (const Fact& fact : facts) {
    names->add(fact.lead, {});
    const std::size_t lead = leads.add_lead();
    for (const auto& [name, value] : fact.values) {
      auto& column = leads.column(*rules.model().attribute_named(name));
      const std::string& text = std::get<Cell>(value).text;
      const std::string_view cell = text;
      const std::uint64_t hash = cli::text_hash(text);
      (void)column.add({{&cell, 1}, {&hash, 1}, {&lead, 1}});
    }
  }
  leads.name_by(std::move(names));
  return leads;
}

// Checks each lead; whether the rules let leads be answered in columns.
bool agree(const RuleSet& rules, const std::vector<Fact>& facts, Time at) {
  lead::OneInstant instant(rules, at, 1);
  if (!instant.is_possible()) return false;
  Population population(rules);
  for (const Fact& fact : facts) (void)population.apply(fact);
  ColumnLeads leads = in_columns(rules, facts);
  leads.bind(instant.scorer());
  const auto answers = instant.answer(leads.batch(instant.scorer(), 0),
                                      [&](std::size_t lead) { return leads.attributes(lead); });
  for (std::size_t i = 0; i < facts.size(); ++i) {
    INFO(canonical_text(facts[i]));
    REQUIRE(shown(instant.snapshot(answers, i)) == shown(population.snapshot(facts[i].lead, at)));
  }
  return true;
}

RuleSet rules_with(const std::string& journey) {
  return support::load(
      "leadscore: 1\n"
      "attributes: {size: integer, vip: boolean, trial: time}\n"
      "events: {visit: {url: text}}\n"
      "feedback: {rejected: {reason: text}}\n"
      "scores:\n"
      "  fit: {rules: [{rule: big, when: size >= 100, points: 20}]}\n" +
      journey);
}

bool agree_on_all(const RuleSet& rules) {
  std::vector<Fact> facts;
  for (const char* size : {"", "5", "100"}) {
    for (const char* vip : {"", "yes", "no"}) {
      for (const char* trial : {"", "2026-01-01", "2027-01-01"}) {
        Fact fact = set_from_start("L" + std::to_string(facts.size()));
        fact.with("size", Cell{size}).with("vip", Cell{vip}).with("trial", Cell{trial});
        facts.push_back(fact);
      }
    }
  }
  return agree(rules, facts, *rules.parse_time("2026-03-01"));
}

}  // namespace

TEST_CASE("leads in columns are answered as leads that are stepped, whatever the rules") {
  const std::uint64_t count = support::seeds(300);
  std::uint64_t answered = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const support::World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed);
    std::vector<Fact> facts;
    for (int i = 0; i < 100; ++i) facts.push_back(any_lead(dice, "L" + std::to_string(i)));
    const Time at = support::any_time(dice, world.begin, world.end);
    if (agree(support::load(world.rules), facts, at)) ++answered;
  }
  // Most rules let them be: else nothing would be shown here.
  CHECK(answered * 2 > count);
}

TEST_CASE("what a journey asks of itself is no hindrance") {
  const std::string stages =
      "lifecycle:\n  stages: [{stage: new}, {stage: hot}, {stage: won}]\n  moves:\n";
  const char* const journeys[] = {
      // A move that another signal waits for, which is judged again in the same instant.
      "signals:\n  a: {when: fit >= 20}\n  b: {when: \"stage == \\\"hot\\\" and vip == true\"}\n",
      // Unknown, true and false are three things below a `not`.
      "signals:\n  a: {when: not (vip == true and stage == \"new\")}\n"
      "  b: {when: \"not (vip == true or stage == \\\"won\\\")\"}\n",
      "signals:\n  a: {when: fit >= 20, until: not (size < 200 and signal(\"b\"))}\n"
      "  b: {when: vip == true, until: never}\n",
      // It does not come on in the first instant, and can have no pass before it.
      "signals:\n  a: {when: fit >= 20, for: 2d}\n  b: {when: vip == true and passes(\"a\") == "
      "0}\n",
      "define:\n  calm: {is: not (signal(\"a\") and vip == true)}\n"
      "signals:\n  a: {when: fit >= 20, cooldown: 2d}\n  b: {when: calm}\n",
  };
  for (const char* journey : journeys) {
    const RuleSet rules =
        rules_with(journey + stages + "    - {to: hot, signal: a}\n    - {to: won, signal: b}\n");
    INFO(journey);
    CHECK(agree_on_all(rules));
  }
}

TEST_CASE("what only each lead by itself can answer is not asked of columns") {
  const std::string stages =
      "lifecycle:\n  stages: [{stage: new}, {stage: hot}]\n  moves: [{to: hot, when: vip == "
      "true}]\n";
  // A time of the lead against one of its journey.
  CHECK_FALSE(agree_on_all(rules_with("signals: {a: {when: stage_since > trial}}\n" + stages)));
  // A score that looks at the stage.
  CHECK_FALSE(agree_on_all(
      rules_with("  hot: {rules: [{rule: r, when: 'stage == \"hot\"', points: 1}]}\n" + stages)));
  CHECK_FALSE(agree_on_all(rules_with("exclude: signal(\"a\")\nsignals: {a: {when: fit > 3}}\n")));
  // One that only would if there were events is no such score.
  CHECK(agree_on_all(rules_with(
      "  hot: {rules: [{rule: r, event: visit, when: 'stage == \"hot\"', points: 1}]}\n" +
      stages)));
}

TEST_CASE("more journeys than are remembered are worked out all the same") {
  constexpr std::size_t kSignals = 10;
  constexpr std::size_t kLeads = std::size_t{1} << kSignals;
  std::string signals = "signals:\n";
  for (std::size_t i = 0; i < kSignals; ++i) {
    const std::string twice = std::to_string(2 << i);
    signals += "  s" + std::to_string(i) + ": {when: size - floor(size / " + twice + ") * " +
               twice + " >= " + std::to_string(1 << i) + "}\n";
  }
  const RuleSet rules = rules_with(signals);
  std::vector<Fact> facts;
  for (std::size_t i = 0; i < kLeads; ++i) {
    facts.push_back(set_from_start("L" + std::to_string(i)));
    facts.back().with("size", Cell{std::to_string(i)});
  }
  ColumnLeads leads = in_columns(rules, facts);
  lead::OneInstant instant(rules, *rules.parse_time("2026-03-01"), 1, 100);
  leads.bind(instant.scorer());
  for (int time = 0; time < 3; ++time) {
    const auto answers = instant.answer(leads.batch(instant.scorer(), 0),
                                        [&](std::size_t lead) { return leads.attributes(lead); });
    CHECK(answers.journeys.size() == kLeads);
    for (std::size_t lead = 0; lead < kLeads; ++lead) {
      const Snapshot snapshot = instant.snapshot(answers, lead);
      std::size_t number = 0;
      for (std::size_t i = 0; i < kSignals; ++i) {
        if (snapshot.signals[i].second.on) number += std::size_t{1} << i;
      }
      REQUIRE(number == lead);
    }
  }
}

}  // namespace leadscore
