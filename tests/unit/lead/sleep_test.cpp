// SPDX-License-Identifier: Apache-2.0

// Ten idle years cost tens of evaluations, and only instants that concern something are judged.
#include <leadscore/lead.hpp>

#include "lead/people.hpp"
#include "lead/stepper.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using lead::Stepper;
using std::chrono::hours;
using support::shown;

const Time kBegin = parse_time("2026-01-01T09:00:00Z").value();
constexpr Duration kTenYears = hours(24 * 3652);

// A lead's rules and facts, as long as its stepper steps.
class Idler {
 public:
  Idler(const std::string& rules, const std::vector<Fact>& facts)
      : rules_(support::load(rules)), people_(rules_.model()) {
    for (const Fact& fact : facts) (void)people_.apply(fact);
  }
  Stepper stepper(Time until) const {
    return Stepper(rules_.model(), people_.editions("L1", until).back().story);
  }

 private:
  RuleSet rules_;
  lead::People people_;
};

// Fades at every midnight for ten years.
constexpr const char* kFading = R"(
leadscore: 1
timezone: Europe/Berlin
events: {visit: {seconds: number}, call: {}}
scores:
  heat:
    min: 0
    rules:
      - {rule: visits, event: visit, points: 100, decay: half every 365d}
      - {rule: calls, event: call, points: -40, decay: half every 700d, expires: 3000d}
      - group: best
        combine: max
        max: 30
        rules:
          - {rule: deep, event: visit, points: seconds, decay: lose 1 every 20d}
          - {rule: recent, when: count(visit within calendar year) >= 1, points: 7}
  total: heat + 10
bands:
  warmth: {of: heat, hot: 50, warm: 10, cold: else}
signals:
  alive: {when: heat >= 1, until: heat < 0.75}
  busy: {when: sum(visit.seconds within 90d) > 10 and total > 12}
  gone: {when: age(last(any)) > 2500d, for: 30d}
routing:
  - {to: sales, when: warmth == "hot"}
  - {to: nurture, when: warmth == "warm" or days(age(last(visit))) < 5}
  - {to: archive}
)";

}  // namespace

TEST_CASE("ten idle years cost tens of evaluations for each change") {
  std::vector<Fact> facts;
  for (int day = 0; day < 5; ++day) {
    facts.push_back(event("L1", "visit", kBegin + hours(24 * day)).with("seconds", 12));
  }
  facts.push_back(event("L1", "call", kBegin + hours(24 * 5)));
  const Idler idler(kFading, facts);
  const Time begin = kBegin + hours(24 * 5);
  const Time end = begin + kTenYears;
  Stepper stepper = idler.stepper(end);
  stepper.run_until(begin);
  stepper.clear_outputs();
  const std::uint64_t before = stepper.evaluations();
  stepper.run_until(end);
  // busy ends after 90 days, the route changes twice, gone comes on after 2500 and 30 days, alive
  // ends, comes on again when the call expires, and ends.
  INFO(shown(stepper.outputs()));
  REQUIRE(stepper.outputs().size() == 7);
  CAPTURE(stepper.evaluations() - before);
  CHECK(stepper.evaluations() - before < 60 * stepper.outputs().size());
  // Asked day by day it is the same story.
  Stepper daily = idler.stepper(end);
  daily.run_until(begin);
  daily.clear_outputs();
  for (Time at = begin; at < end; at += hours(24)) daily.run_until(at);
  daily.run_until(end);
  CHECK(shown(daily.outputs()) == shown(stepper.outputs()));
}

TEST_CASE("one flip in the seventh year is found by halving, and a host wakes up a few times") {
  // After k midnights 100 x 2^-(k/250) is left; that is 0.12464 for k = 2412, which is 0.125, and
  // 0.12430 for k = 2413, the first that is less. The windows end, and no condition minds.
  const Idler idler(R"(
leadscore: 1
events: {visit: {seconds: number}}
scores:
  heat:
    rules:
      - {rule: faded, event: visit, points: 100, decay: half every 250d}
      - group: window
        max: 5
        rules:
          - {rule: this year, when: count(visit within calendar year) >= 1, points: 4}
          - {rule: of late, points: sum(visit.seconds within 90d)}
signals:
  warm: {when: heat >= 0.125, until: heat < 0.125}
  asked: {when: heat > 200}
)",
                    {event("L1", "visit", kBegin).with("seconds", 3)});
  const Time off = kBegin - hours(9) + hours(24 * 2413);
  const Time end = kBegin + kTenYears;
  Stepper stepper = idler.stepper(end);
  stepper.run_until(kBegin);
  CHECK(stepper.outputs().size() == 1);
  Stepper host = stepper;
  stepper.run_until(end);
  REQUIRE(stepper.outputs().size() == 2);
  CHECK(stepper.outputs().back().at == off);
  CAPTURE(stepper.evaluations());
  CHECK(stepper.evaluations() < 100);

  int wakes = 0;
  for (auto due = host.next_due(); due && *due <= end; due = host.next_due()) {
    host.run_until(*due);
    ++wakes;
  }
  REQUIRE(host.outputs().size() == 2);
  CHECK(host.outputs().back().at == off);
  CAPTURE(wakes, host.evaluations());
  CHECK(wakes < 30);
  CHECK(host.evaluations() < 200);
}

TEST_CASE("moves that go in a circle are made when something concerns them, not by every decay") {
  // The decay moves the score each day, and no condition asks for it.
  const Idler idler(R"(
leadscore: 1
events: {visit: {}}
scores: {heat: {rules: [{rule: r, event: visit, points: 8, decay: lose 1 every 1d}]}}
signals:
  late: {when: age(last(visit)) >= 100h}
lifecycle:
  stages: [{stage: a}, {stage: b}, {stage: c, within: 60h}]
  moves:
    - {to: b, when: heat >= 0, from: a}
    - {to: c, when: heat >= 0, from: b}
    - {to: a, when: heat >= 0, from: c}
)",
                    {event("L1", "visit", kBegin)});
  // At midnight and at nine o'clock nothing concerns the lead, even if somebody looks.
  Stepper looked_at = idler.stepper(kBegin + kTenYears);
  looked_at.run_until(kBegin);
  const std::size_t at_first = looked_at.outputs().size();
  looked_at.step_at(kBegin + hours(15));
  looked_at.step_at(kBegin + hours(24));
  looked_at.step_at(kBegin + hours(48));
  CHECK(looked_at.outputs().size() == at_first);

  Stepper stepper = idler.stepper(kBegin + kTenYears);
  stepper.run_until(kBegin + kTenYears);
  std::vector<std::string> moves;
  for (const Output& output : stepper.outputs()) {
    if (const auto* move = std::get_if<Move>(&output.what)) {
      moves.push_back(move->to + ' ' + to_text(output.at - kBegin));
    }
  }
  // Stage a counts as entered at the first instant; 60 hours later the deadline of c is an instant
  // of its own: a, b and c again; so every 60 hours, and once more when the signal comes on.
  REQUIRE(moves.size() > 11);
  moves.resize(11);
  CHECK(moves == std::vector<std::string>{"b 0s", "c 0s", "a 60h", "b 60h", "c 60h", "a 100h",
                                          "b 100h", "c 100h", "a 160h", "b 160h", "c 160h"});
}

TEST_CASE("while moves go in a circle, even what does not matter otherwise makes an instant") {
  // The signal is off: what it goes off by comes true all the same, on the fourth day.
  const Idler idler(R"(
leadscore: 1
events: {visit: {}}
scores: {heat: {rules: [{rule: r, event: visit, points: 8, expires: 4d}]}}
signals:
  far: {when: heat >= 100, until: heat < 5}
lifecycle:
  stages: [{stage: a}, {stage: b}, {stage: c}]
  moves:
    - {to: b, when: heat >= 0, from: a}
    - {to: c, when: heat >= 0, from: b}
    - {to: a, when: heat >= 0, from: c}
)",
                    {event("L1", "visit", kBegin)});
  Stepper stepper = idler.stepper(kBegin + kTenYears);
  stepper.run_until(kBegin + hours(24 * 4) - Duration(1));
  CHECK(stepper.outputs().size() == 2);
  stepper.run_until(kBegin + kTenYears);
  REQUIRE(stepper.outputs().size() == 5);
  CHECK(stepper.outputs().back().at == kBegin + hours(24 * 4));
}

TEST_CASE("who leaves a programme by time alone can enter it anew") {
  const Idler idler(R"(
leadscore: 1
events: {visit: {}}
scores: {heat: {rules: [{rule: r, event: visit, points: 8, expires: 12d}]}}
programs:
  welcome: {enter: count(visit within 1d) >= 1, exit: heat < 5, touches: 5, over: 50d}
)",
                    {event("L1", "visit", kBegin), event("L1", "visit", kBegin + hours(24 * 15))});
  Stepper stepper = idler.stepper(kBegin + kTenYears);
  stepper.run_until(kBegin + kTenYears);
  std::vector<std::string> touches;
  for (const Output& output : stepper.outputs()) {
    const auto* touch = std::get_if<Touch>(&output.what);
    if (touch != nullptr)
      touches.push_back(std::to_string(touch->number) + ' ' + to_text(output.at - kBegin));
  }
  CHECK(touches == std::vector<std::string>{"1 0s", "2 10d", "1 15d", "2 25d"});
}

}  // namespace leadscore
