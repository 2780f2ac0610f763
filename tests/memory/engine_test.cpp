// SPDX-License-Identifier: Apache-2.0

// Memory that runs out in the middle of a fact: it is given again, and everything is as if nothing
// had happened. An executable of its own, because its `operator new` can fail.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <new>
#include <string>
#include <vector>

#include <leadscore/engine.hpp>

#include "support/catch.hpp"
#include "support/dice.hpp"
#include "support/shown.hpp"
#include "support/standing.hpp"
#include "support/world.hpp"

namespace {

// How many allocations still succeed; less than nothing: all.
thread_local int allocations_left = -1;

void* allocated(std::size_t size) {
  if (allocations_left == 0) throw std::bad_alloc();
  if (allocations_left > 0) --allocations_left;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return allocated(size); }
void* operator new[](std::size_t size) { return allocated(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocations_left == 0 ? nullptr : allocated(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace leadscore {
namespace {

using support::Dice;
using support::shown;

constexpr Duration kHour = std::chrono::hours(1);
const Time kBegin = parse_time("2026-03-01").value();
constexpr const char* kRules = R"(leadscore: 1
attributes: {size: integer}
events: {visit: {url: text}, form: {}}
feedback: {rejected: {reason: text}}
scores:
  heat:
    min: 0
    rules:
      - {rule: visits, event: visit, points: 10, decay: half every 14d}
      - {rule: pricing, event: visit, where: 'url contains "/pricing"', points: 5, limit: 2 per 7d}
      - {rule: forms, event: form, points: -7, expires: 20d}
      - {rule: big, when: size > 9, points: 15}
      - {rule: often, when: count(form within 10d) >= 3, points: 9}
signals:
  hot: {when: heat >= 60, until: heat < 40, for: 1d}
lifecycle:
  stages: [{stage: new}, {stage: ready, within: 2d}]
  moves: [{to: ready, signal: hot}]
rejection: {event: rejected, to: new, scale: {heat: 0.5}, hold: 3d}
)";

Fact any_fact(Dice& dice, const std::string& lead, Time at) {
  if (dice.percent(5)) return set(lead, at).with("size", std::int64_t{dice.between(0, 20)});
  if (dice.percent(4)) return event(lead, "rejected", at);
  if (dice.percent(3)) {
    return adjust(lead, at, {"heat", Points::whole(dice.between(-9, 9)), "", "ops", kHour * 50});
  }
  if (dice.percent(15)) return event(lead, "form", at);
  Fact visit = event(lead, "visit", at).with("url", dice.percent(30) ? "/pricing" : "/");
  if (dice.percent(30)) visit.id = lead + to_text(at);
  return visit;
}

// Whether memory sufficed.
template <class Do>
bool with_allocations(int enough, const Do& something) {
  try {
    allocations_left = enough;
    something();
    allocations_left = -1;
    return true;
  } catch (const std::bad_alloc&) {
    allocations_left = -1;
    return false;
  }
}

// Gives the fact until it is taken; memory runs out after ever more allocations. How often it did.
int apply_in_need(Engine& engine, const Fact& fact, int step) {
  int failed = 0;
  while (!with_allocations(failed * step, [&] { (void)engine.apply(fact); })) ++failed;
  return failed;
}

// What stands of all that was given; how often it was corrected on the way may differ.
class Given {
 public:
  void take(const std::vector<Output>& outputs) {
    for (const Output& output : outputs) of_lead_[output.lead].take({output});
  }
  [[nodiscard]] std::string text() const {
    std::string all;
    for (const auto& [lead, standing] : of_lead_) all += lead + '\n' + standing.text();
    return all;
  }

 private:
  std::map<std::string, support::Standing> of_lead_;
};

const std::vector<std::string> kLeads = {"a", "b", "c"};

// An engine that gets into need, and one that does not.
struct Pair {
  explicit Pair(Dice& dice)
      : rules(support::load(kRules)), engine(rules, some(dice)), untroubled(rules, options) {}

  void compare(Time at) const {
    REQUIRE(engine.leads() == untroubled.leads());
    for (const std::string& lead : kLeads) {
      INFO("lead " << lead);
      const auto snapshot = untroubled.snapshot(lead, at);
      REQUIRE(engine.snapshot(lead, at).has_value() == snapshot.has_value());
      if (snapshot) REQUIRE(shown(*engine.snapshot(lead, at)) == shown(*snapshot));
    }
  }

  RuleSet rules;
  EngineOptions options;
  Engine engine, untroubled;

 private:
  const EngineOptions& some(Dice& dice) {
    options.open_leads = dice.percent(50) ? 1 : 100;
    return options;
  }
};

}  // namespace

TEST_CASE("a fact for which memory ran out can be given again") {
  const std::uint64_t count = support::seeds(12);
  int failed = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    Pair pair(dice);
    Engine &engine = pair.engine, &untroubled = pair.untroubled;
    Given given, expected;
    Time at = kBegin;
    for (int i = 0; i < 120; ++i) {
      at += kHour * dice.between(0, 20);
      const Time when = dice.percent(10) ? at - kHour * dice.between(1, 100) : at;
      const Fact fact = any_fact(dice, dice.of(kLeads), std::max(when, kBegin));
      failed += apply_in_need(engine, fact, dice.of(std::vector<int>{1, 1, 7, 40}));
      (void)untroubled.apply(fact);
      if (!dice.percent(40)) continue;
      given.take(engine.advance_to(at));
      expected.take(untroubled.advance_to(at));
      REQUIRE(given.text() == expected.text());
    }
    const Time end = at + kHour * 24 * 60;
    given.take(engine.advance_to(end));
    expected.take(untroubled.advance_to(end));
    REQUIRE(given.text() == expected.text());
    pair.compare(end);
  }
  CHECK(failed > 1'000);
}

// Outputs may be lost then.
TEST_CASE("leads stay whole where memory runs out as time passes") {
  const std::uint64_t count = support::seeds(5);
  int failed = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    Pair pair(dice);
    Engine &engine = pair.engine, &untroubled = pair.untroubled;
    Time at = kBegin;
    for (int i = 0; i < 120; ++i) {
      at += kHour * dice.between(0, 20);
      const std::string lead = dice.of(kLeads);
      const Fact fact = dice.percent(3) ? erase(lead, at) : any_fact(dice, lead, at);
      (void)engine.apply(fact);
      (void)untroubled.apply(fact);
      if (!dice.percent(40)) continue;
      const int step = dice.of(std::vector<int>{1, 7, 40});
      for (int enough = 0; !with_allocations(enough, [&] { (void)engine.advance_to(at); });
           enough += step) {
        ++failed;
      }
      (void)untroubled.advance_to(at);
      pair.compare(at);
    }
  }
  CHECK(failed > 300);
}

}  // namespace leadscore
