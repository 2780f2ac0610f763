// SPDX-License-Identifier: Apache-2.0

// What passes through a ReplayStream comes out as from a Population that keeps every fact: in any
// order, however late, with ids that several leads use, merged, retracted and forgotten.
#include "cli/replay_stream.hpp"

#include <algorithm>

#include <leadscore/population.hpp>

#include "lead/output_order.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::World;

std::vector<Output> by_population(const Population& leads, Time until) {
  std::vector<Output> all;
  for (const std::string& lead : leads.names()) {
    const auto outputs = leads.outputs(lead, until);
    all.insert(all.end(), outputs.begin(), outputs.end());
  }
  lead::sort_outputs(all);
  return all;
}

}  // namespace

TEST_CASE("a stream of facts gives out what a population of them does") {
  const std::uint64_t count = support::seeds(150);
  std::size_t streamed = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    std::vector<Fact> facts = world.facts;
    // Files are mostly in the order of time.
    if (seed % 3 != 0) {
      std::stable_sort(facts.begin(), facts.end(),
                       [](const Fact& a, const Fact& b) { return a.at < b.at; });
    }
    cli::ReplayStream stream(support::load(world.rules), 1 + seed % 2);
    Population whole(support::load(world.rules));
    std::int64_t duplicates = 0;
    for (const Fact& fact : facts) {
      duplicates += whole.apply(fact).status == Applied::Status::duplicate ? 1 : 0;
      duplicates -= stream.apply(fact).status == Applied::Status::duplicate ? 1 : 0;
    }
    streamed += stream.needs_second() ? 0 : 1;
    if (stream.needs_second()) {
      for (const Fact& fact : facts) stream.apply_again(fact);
    }
    CHECK(duplicates == stream.more_duplicates());
    const Time until = world.end + std::chrono::hours(24 * 20);
    const cli::Console console(true, cli::Style{});
    REQUIRE(support::shown(stream.replay(until, console).outputs) ==
            support::shown(by_population(whole, until)));
  }
  // Not all of them the long way.
  CHECK(streamed > count / 10);
}

namespace {

constexpr const char* kRules = R"(leadscore: 1
name: streamed
events: {visit: {}}
scores:
  recent: {rules: [{rule: recent, when: count(visit) > 0, points: count(visit within 30d)}]}
signals:
  busy: {when: recent >= 2}
)";

const Time kBegin = parse_time("2026-03-01").value();
constexpr Duration kDay = std::chrono::hours(24);

Fact visit(const std::string& lead, Duration after) { return event(lead, "visit", kBegin + after); }

}  // namespace

TEST_CASE("an event that the rules do not know keeps no id from others") {
  cli::ReplayStream stream(support::load(kRules), 1);
  const Fact unknown = event("a", "unheard_of", kBegin).identified("e1");
  CHECK(stream.apply(unknown).status == Applied::Status::ignored);
  CHECK(stream.apply(visit("b", kDay).identified("e1")).status == Applied::Status::applied);
  CHECK_FALSE(stream.needs_second());
  CHECK(stream.apply(visit("a", kDay).identified("e1")).status == Applied::Status::applied);
  CHECK(stream.needs_second());
}

TEST_CASE("an event of before its lead was erased counts once, and keeps its id") {
  const RuleSet rules = support::load(kRules);
  const std::vector<Fact> facts = {
      visit("a", kDay),
      erase("a", kBegin + 2 * kDay),
      visit("a", 20 * kDay),
      visit("b", 21 * kDay).identified("e1"),
      visit("b", 22 * kDay),
      visit("a", kDay),  // again
      visit("a", Duration{}).identified("e1"),
  };
  cli::ReplayStream stream(rules, 1);
  Population whole(rules);
  std::int64_t duplicates = 0;
  for (const Fact& fact : facts) {
    duplicates += whole.apply(fact).status == Applied::Status::duplicate ? 1 : 0;
    const Applied applied = stream.apply(fact);
    CHECK(applied.status != Applied::Status::ignored);
    duplicates -= applied.status == Applied::Status::duplicate ? 1 : 0;
  }
  REQUIRE(stream.needs_second());
  for (const Fact& fact : facts) stream.apply_again(fact);
  CHECK(duplicates == stream.more_duplicates());
  const cli::Console console(true, cli::Style{});
  const auto outputs = stream.replay(kBegin + 30 * kDay, console).outputs;
  CHECK(support::shown(outputs) == support::shown(by_population(whole, kBegin + 30 * kDay)));
  // `a` had two visits before it was erased; the id is that of its first, so that `b` has only one.
  REQUIRE(outputs.size() == 1);
  CHECK(outputs[0].lead == "a");
  CHECK(outputs[0].at == kBegin + kDay);
}

TEST_CASE("leads without room for their events are the same, however they are replayed") {
  const RuleSet rules = support::load(kRules);
  cli::ReplayStream stream(rules, 2);
  Population whole(rules);
  // Of `a` as many as there is room for, of `b` and `c` one more; `c` needs its facts.
  std::vector<Fact> facts;
  const std::size_t room = LeadOptions{}.retained_events;
  for (const char* lead : {"c", "b", "a"}) {
    for (std::size_t i = *lead == 'a' ? 1 : 0; i <= room; ++i) {
      facts.push_back(visit(lead, std::chrono::minutes(i)));
    }
  }
  facts.push_back(visit("c", -20 * kDay));
  for (const Fact& fact : facts) {
    (void)whole.apply(fact);
    (void)stream.apply(fact);
  }
  REQUIRE(stream.needs_second());
  for (const Fact& fact : facts) stream.apply_again(fact);
  const cli::Console console(true, cli::Style{});
  const cli::Replayed streamed = stream.replay(kBegin + 10 * kDay, console);
  cli::Replayed all;
  cli::replay(whole, kBegin + 10 * kDay, 1, console, all);
  CHECK(support::shown(streamed.outputs) == support::shown(all.outputs));
  CHECK(streamed.without_room.leads() == 2);
  CHECK(streamed.without_room.first() == "b");
  CHECK(all.without_room.leads() == 2);
  CHECK(all.without_room.first() == "b");
  CHECK(whole.snapshot("b", kBegin + 10 * kDay).events_without_room == 1);
  CHECK(whole.snapshot("c", kBegin + 10 * kDay).events_without_room == 2);
}

}  // namespace leadscore
