// SPDX-License-Identifier: Apache-2.0

// An Engine answers for each lead as a Population that knows all facts: over any number of threads,
// however leads are interleaved, held as bytes, merged and replayed.
#include <algorithm>
#include <map>
#include <thread>

#include <leadscore/engine.hpp>
#include <leadscore/population.hpp>

#include "support/arrivals.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/standing.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Arrival;
using support::Dice;
using support::shown;
using support::Standing;
using support::World;

constexpr Duration kDay = std::chrono::hours(24);

std::vector<Output> of_lead(const std::vector<Output>& outputs, const std::string& lead) {
  std::vector<Output> own;
  std::copy_if(outputs.begin(), outputs.end(), std::back_inserter(own),
               [&](const Output& output) { return output.lead == lead; });
  return own;
}

// The arrivals of several leads, each lead's in its own order, the leads' in any.
std::vector<Arrival> interleaved(const std::map<std::string, std::vector<Arrival>>& by_lead,
                                 Dice& dice) {
  std::vector<std::pair<const std::vector<Arrival>*, std::size_t>> open;
  for (const auto& [lead, arrivals] : by_lead) open.emplace_back(&arrivals, 0);
  std::vector<Arrival> all;
  while (!open.empty()) {
    const std::size_t chosen = dice.below(open.size());
    auto& [arrivals, next] = open[chosen];
    if (next == arrivals->size()) {
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(chosen));
    } else {
      all.push_back((*arrivals)[next++]);
    }
  }
  return all;
}

std::map<std::string, std::vector<Arrival>> arrivals_by_lead(const World& world, Dice& dice,
                                                             Duration lateness) {
  std::map<std::string, std::vector<Arrival>> all;
  for (const std::string& lead : world.leads) {
    all[lead] = support::arrivals_of(world, lead, dice, lateness);
    // Ids that two leads use are told apart by those who keep all facts.
    for (Arrival& arrival : all[lead]) {
      if (!arrival.fact.id.empty()) arrival.fact.id += lead;
    }
  }
  return all;
}

// Without events that share an id, or retractions under another lead: who keeps all facts of all
// leads tells those apart, a source of one lead's facts does not.
std::vector<Fact> with_plain_ids(std::vector<Fact> facts) {
  std::map<std::string, std::pair<std::string, Time>> ids;
  std::erase_if(facts, [&](const Fact& fact) {
    if (fact.id.empty() || fact.kind != FactKind::event) return false;
    const std::pair<std::string, Time> use(fact.lead, *fact.at);
    return ids.try_emplace(fact.id, use).first->second != use;
  });
  // Where leads merge, values without a time hold from a fact that may come after the merge.
  const bool merges = std::any_of(facts.begin(), facts.end(),
                                  [](const Fact& fact) { return fact.kind == FactKind::merge; });
  std::erase_if(facts, [&](const Fact& fact) { return merges && !fact.at; });
  std::erase_if(facts, [&](const Fact& fact) {
    const auto used = ids.find(fact.id);
    return fact.kind == FactKind::retract && used != ids.end() && used->second.first != fact.lead;
  });
  return facts;
}

EngineOptions options_for(Dice& dice) {
  EngineOptions options;
  options.lead.allowed_lateness = std::chrono::hours(dice.of(std::vector<int>{1, 24, 400}));
  options.open_leads = dice.percent(50) ? 1 : 1'000;
  options.threads = dice.percent(50) ? 1 : 2;
  options.hash_seed = dice.below(1'000);
  return options;
}

// What a population of the facts that the engine took answers, and what stands of what it gave.
void compare(const Engine& engine, const std::vector<Fact>& taken, const std::vector<Output>& given,
             Time end) {
  Population whole(engine.rules());
  for (const Fact& fact : taken) (void)whole.apply(fact);
  for (const std::string& lead : whole.names()) {
    INFO("lead " << lead);
    Standing standing;
    standing.take(of_lead(given, lead));
    auto expected = whole.outputs(lead, end);
    REQUIRE(standing.text() == Standing::sorted(expected));
  }
  auto names = whole.at(end);
  std::sort(names.begin(), names.end());
  REQUIRE(engine.leads() == names);
  for (const std::string& lead : names) {
    INFO("lead " << lead);
    const auto snapshot = engine.snapshot(lead, end);
    REQUIRE(snapshot);
    REQUIRE(shown(*snapshot) == shown(whole.snapshot(lead, end)));
  }
}

}  // namespace

TEST_CASE("an engine gives every lead what it would give alone, however leads are interleaved") {
  const std::uint64_t count = support::seeds(100);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed + 2'000'000);
    const EngineOptions options = options_for(dice);
    Engine engine(support::load(world.rules), options);
    const auto by_lead = arrivals_by_lead(world, dice, options.lead.allowed_lateness);
    std::vector<Fact> taken;
    for (const Arrival& arrival : interleaved(by_lead, dice)) {
      if (engine.apply(arrival.fact).status != Applied::Status::needs_facts) {
        taken.push_back(arrival.fact);
      }
    }
    const Time end = world.end + 30 * kDay;
    std::vector<Output> given;
    for (auto some = engine.drain(end, 3); !some.empty(); some = engine.drain(end, 3)) {
      given.insert(given.end(), some.begin(), some.end());
    }
    compare(engine, taken, given, end);
  }
}

TEST_CASE("time passes for all leads at once, facts come late, and corrections follow") {
  const std::uint64_t count = support::seeds(100);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed + 3'000'000);
    const EngineOptions options = options_for(dice);
    Engine engine(support::load(world.rules), options);
    std::vector<Arrival> all;
    for (const auto& [lead, arrivals] :
         arrivals_by_lead(world, dice, options.lead.allowed_lateness)) {
      all.insert(all.end(), arrivals.begin(), arrivals.end());
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
    std::vector<Output> given;
    std::vector<Fact> taken;
    const auto advance = [&](Time now) {
      const Time due = engine.next_due().value_or(kLatestTime);
      const auto outputs = engine.advance_to(now);
      const bool early = due > now && !outputs.empty();
      REQUIRE_FALSE(early);
      given.insert(given.end(), outputs.begin(), outputs.end());
    };
    for (const Arrival& arrival : all) {
      if (arrival.at != Time::min() && dice.percent(40)) advance(arrival.at - Duration(1));
      const Applied applied = engine.apply(arrival.fact);
      REQUIRE(applied.status != Applied::Status::late);
      if (applied.status != Applied::Status::needs_facts) taken.push_back(arrival.fact);
    }
    const Time end = world.end + 30 * kDay;
    advance(end);
    compare(engine, taken, given, end);
    REQUIRE(engine.counters().total() == all.size());
  }
}

TEST_CASE("eight threads, each with its own leads, give every lead what it would give alone") {
  const std::uint64_t count = support::seeds(12);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed + 4'000'000);
    const EngineOptions options = options_for(dice);
    Engine engine(support::load(world.rules), options);
    std::vector<std::vector<Arrival>> of_thread(8);
    std::vector<Fact> taken;
    for (std::size_t i = 0; i < of_thread.size(); ++i) {
      for (Arrival arrival :
           support::arrivals_of(world, "L1", dice, options.lead.allowed_lateness)) {
        arrival.fact.lead = "T" + std::to_string(i);
        if (!arrival.fact.id.empty()) arrival.fact.id += arrival.fact.lead;
        if (arrival.fact.kind == FactKind::retract) continue;  // may or may not need facts
        of_thread[i].push_back(arrival);
        taken.push_back(arrival.fact);
      }
    }
    std::vector<std::thread> threads;
    for (const auto& arrivals : of_thread) {
      threads.emplace_back([&] {
        for (const Arrival& arrival : arrivals) (void)engine.apply(arrival.fact);
      });
    }
    for (std::thread& thread : threads) thread.join();
    const Time end = world.end + 30 * kDay;
    compare(engine, taken, engine.advance_to(end), end);
  }
}

TEST_CASE("with a source of facts, merges, retractions and facts however late are exact") {
  const std::uint64_t count = support::seeds(100);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    Dice dice(seed + 5'000'000);
    EngineOptions options = options_for(dice);
    std::vector<Fact> known;
    options.facts = [&](std::string_view lead) {
      std::vector<Fact> own;
      std::copy_if(known.begin(), known.end(), std::back_inserter(own),
                   [&](const Fact& fact) { return fact.lead == lead; });
      return own;
    };
    Engine engine(support::load(world.rules), options);
    const std::vector<Fact> facts = with_plain_ids(world.facts);
    std::vector<Output> given;
    Time now = world.begin;
    for (const Fact& fact : facts) {
      if (dice.percent(30)) {
        now = std::max(now, support::any_time(dice, world.begin, world.end));
        const auto outputs = engine.advance_to(now);
        given.insert(given.end(), outputs.begin(), outputs.end());
      }
      const Applied applied = engine.apply(fact);
      known.push_back(fact);
      REQUIRE(applied.status != Applied::Status::needs_facts);
      REQUIRE(applied.status != Applied::Status::late);
    }
    const Time end = world.end + 30 * kDay;
    const auto outputs = engine.advance_to(end);
    given.insert(given.end(), outputs.begin(), outputs.end());
    compare(engine, facts, given, end);
  }
}

TEST_CASE("new rules with a source of facts make every lead what it would have been") {
  const std::uint64_t count = support::seeds(30);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    const World other = support::make_world(seed + 1);
    INFO("seed " << seed << '\n' << world.rules << '\n' << other.rules);
    Dice dice(seed + 6'000'000);
    EngineOptions options = options_for(dice);
    const std::vector<Fact> facts = with_plain_ids(world.facts);
    options.facts = [&](std::string_view lead) {
      std::vector<Fact> own;
      std::copy_if(facts.begin(), facts.end(), std::back_inserter(own),
                   [&](const Fact& fact) { return fact.lead == lead; });
      return own;
    };
    Engine engine(support::load(world.rules), options);
    for (const Fact& fact : facts) (void)engine.apply(fact);
    const Time end = world.end + kDay;
    (void)engine.advance_to(end);
    const SwapReport report = engine.swap_rules(support::load(other.rules));
    CHECK(report.exact);
    for (const Output& output : engine.advance_to(end)) CHECK(output.backfill);
    Population whole(engine.rules());
    for (const Fact& fact : facts) (void)whole.apply(fact);
    for (const std::string& lead : whole.at(end)) {
      INFO("lead " << lead);
      REQUIRE(shown(*engine.snapshot(lead, end)) == shown(whole.snapshot(lead, end)));
    }
  }
}

}  // namespace leadscore
