// SPDX-License-Identifier: Apache-2.0

// A lead that sleeps through idle time gives out what one does that looks up at every horizon, or
// at every second.
#include <leadscore/lead.hpp>

#include "lead/life.hpp"
#include "lead/people.hpp"
#include "lead/stepper.hpp"
#include "support/brief_world.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using lead::Stepper;
using support::Dice;
using support::shown;
using support::World;

// Sees every horizon, so that the lead never sleeps.
class Sleepless : public lead::Watch {
 public:
  void sees_event(eval::Moment&, std::uint32_t, const eval::EventRecord*) override {}
  void sees_feedback(eval::Moment&, const eval::EventRecord&) override {}
  void sees_rejection(const model::RejectionRule&, const eval::Datum&) override {}
  void sees_move(std::size_t) override {}
  void sees_instant(const eval::State&) override {}
};

std::string shown(const std::optional<Time>& at) { return at ? to_text(*at) : "none"; }

// What is given out, and what is remembered at the end.
std::string shown(const Stepper& stepper) {
  const eval::State& state = stepper.state();
  std::string out = shown(stepper.outputs()) + shown(lead::snapshot_of(state));
  for (std::size_t i = 0; i < state.signals.size(); ++i) {
    const eval::SignalMemory& signal = state.signals[i];
    // Of one that is on it only counts should a rejection turn it off.
    const bool since_counts =
        state.model->signals[i].holds_for && (!signal.on || !state.model->rejections.empty());
    out += std::to_string(signal.on) + ' ' + std::to_string(signal.passes) + ' ' +
           shown(signal.since) + ' ' + (since_counts ? shown(signal.true_since) : "-") + ' ' +
           std::to_string(signal.pass_used) + '\n';
  }
  for (const auto& [index, rule] : state.rules.entries()) {
    out += std::to_string(index) + ' ' + std::to_string(rule->occurrences.size()) + ' ' +
           std::to_string(rule->counted.size()) + ' ' + std::to_string(rule->left_out) + ' ' +
           std::to_string(rule->not_given) + '\n';
  }
  for (const eval::ScoreMemory& score : state.scores) {
    for (const eval::Book& book : score.books) {
      out += shown(book.closed) + ' ' + book.cap.to_text() + ' ' + book.below.to_text() + '\n';
    }
  }
  if (state.stage) out += to_text(state.stage->since) + '\n';
  return out + shown(state.hold_until) + '\n';
}

lead::Story story_of(const lead::People& people, Time until) {
  return people.editions("L1", until).back().story;
}

void run_every_second(Stepper& stepper, Time begin, Time end) {
  stepper.run_until(begin);
  for (Time second = begin; second < end; second += std::chrono::seconds(1)) {
    stepper.step_at(second + Duration(1));
    stepper.step_at(second + std::chrono::seconds(1));
  }
}

}  // namespace

TEST_CASE("sleeping through idle time changes nothing") {
  const std::uint64_t count = support::seeds(250);
  std::uint64_t slept = 0, sleepless_evaluations = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    Dice dice(seed);
    const std::string rules =
        seed % 3 == 0 ? support::with_timed_exclusion(dice, world.rules) : world.rules;
    INFO("seed " << seed << '\n' << rules);
    const RuleSet loaded = support::load(rules);
    lead::People people(loaded.model());
    for (const Fact& fact : support::facts_of(world, "L1")) (void)people.apply(fact);
    const Time end = world.end + std::chrono::hours(24 * dice.between(1, 500));
    Stepper sleeper(loaded.model(), story_of(people, end));
    Stepper sleepless(loaded.model(), story_of(people, end));
    if (seed % 2 == 0) sleeper.keep_tallies();
    Sleepless watch;
    sleepless.watch(&watch);
    sleepless.run_until(end);
    // What is asked for in between makes no difference.
    if (dice.percent(30)) sleeper.run_until(support::any_time(dice, world.begin, end));
    sleeper.run_until(end);
    REQUIRE(shown(sleeper) == shown(sleepless));
    slept += sleeper.evaluations();
    sleepless_evaluations += sleepless.evaluations();
  }
  // Silences alone are real steps.
  CHECK(slept < sleepless_evaluations);
}

TEST_CASE("sleeping through idle time is as looking up at every second") {
  const std::uint64_t count = support::seeds(120);
  std::size_t given = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const support::BriefWorld world = support::make_brief_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    const RuleSet loaded = support::load(world.rules);
    lead::People people(loaded.model());
    for (const Fact& fact : world.facts) (void)people.apply(fact);
    Stepper sleeper(loaded.model(), story_of(people, world.end));
    Stepper sleepless = sleeper;
    Stepper each_second = sleeper;
    if (seed % 2 == 0) sleeper.keep_tallies();
    if (seed % 4 == 0) each_second.keep_tallies();
    Sleepless watch;
    sleepless.watch(&watch);
    sleeper.run_until(world.end);
    sleepless.run_until(world.end);
    run_every_second(each_second, world.begin, world.end);
    REQUIRE(shown(sleeper) == shown(each_second));
    REQUIRE(shown(sleepless) == shown(each_second));
    given += sleeper.outputs().size();
  }
  CHECK(given > 4 * count);
}

TEST_CASE("the lead may be left alone until it says, and the next change is never passed over") {
  const std::uint64_t count = support::seeds(40);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    const RuleSet loaded = support::load(world.rules);
    lead::People people(loaded.model());
    for (const Fact& fact : support::facts_of(world, "L1")) (void)people.apply(fact);
    const Time end = world.end + std::chrono::hours(24 * 60);
    Stepper whole(loaded.model(), story_of(people, end));
    whole.run_until(end);
    Stepper host(loaded.model(), story_of(people, end));
    if (seed % 2 == 0) host.keep_tallies();
    host.run_until(world.end);
    host.forget_future();
    // A host that wakes the lead only then hears all of it.
    int wakes = 0;
    for (auto due = host.next_due(); due && *due <= end; due = host.next_due()) {
      REQUIRE(*due > host.state().now);
      const std::size_t before = host.outputs().size();
      Stepper early = host;
      early.run_until(*due - Duration(1));
      REQUIRE(early.outputs().size() == before);
      host.run_until(*due);
      REQUIRE(++wakes < 1'000);
    }
    host.run_until(end);
    REQUIRE(shown(host) == shown(whole));
  }
}

TEST_CASE("signals drop and come on when they do for one who never sleeps") {
  const std::uint64_t count = support::seeds(100);
  int drops = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    const RuleSet loaded = support::load(world.rules);
    lead::People people(loaded.model());
    for (const Fact& fact : support::facts_of(world, "L1")) (void)people.apply(fact);
    Stepper stepper(loaded.model(), story_of(people, world.end));
    stepper.run_until(world.end);
    for (const Drop& drop : lead::drops_of(stepper, 400)) {
      if (!drop.at) continue;
      ++drops;
      Stepper sleepless = stepper;
      Sleepless watch;
      sleepless.watch(&watch);
      sleepless.run_until(*drop.at - Duration(1));
      const std::string before = shown(lead::snapshot_of(sleepless.state()));
      CHECK(before.find("signal " + drop.signal + " on") != std::string::npos);
      sleepless.run_until(*drop.at);
      const auto signals = lead::snapshot_of(sleepless.state()).signals;
      for (std::size_t i = 0; i < signals.size(); ++i) {
        if (signals[i].first != drop.signal) continue;
        const auto passes = stepper.state().signals[i].passes;
        CHECK((!signals[i].second.on || signals[i].second.pass > passes));
      }
    }
  }
  CHECK(drops > 10);
}

}  // namespace leadscore
