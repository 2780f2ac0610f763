// SPDX-License-Identifier: Apache-2.0

// Events that change nothing that is watched wait, many of them, until something needs their lead:
// in rules where that is the rule, an Engine answers as a Population that knows all facts.
#include <algorithm>
#include <string>
#include <vector>

#include <leadscore/engine.hpp>
#include <leadscore/population.hpp>

#include "engine/shard.hpp"
#include "lead/bound_fact.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/standing.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::shown;
using support::Standing;

constexpr Duration kHour = std::chrono::hours(1);
constexpr Duration kDay = std::chrono::hours(24);

// Rules under which most events change scores alone: no count of them is asked.
class Rules {
 public:
  explicit Rules(Dice& dice) : dice_(dice) {}

  std::string write() {
    out_ = "leadscore: 1\ntimezone: " + dice_.word({"UTC", "Europe/Berlin", "Asia/Beirut"}) +
           "\nattributes: {size: integer, opted: boolean}\n"
           "events:\n  visit: {url: text, seconds: number}\n  form: {name: text}\n  call: {}\n"
           "feedback:\n  won: {}\n  rejected: {reason: text}\n";
    if (dice_.percent(20)) out_ += "exclude: opted == false\n";
    out_ += "scores:\n";
    score("heat");
    score("fit");
    out_ += "  total: " + dice_.word({"heat + fit", "max(heat, fit)", "heat * 0.5 + fit"}) + "\n";
    out_ += "bands:\n  grade: {of: heat, A: 60, B: 20, C: else}\n";
    signals();
    journey();
    return std::move(out_);
  }

 private:
  void maybe(int chance, const std::string& text) {
    if (dice_.percent(chance)) out_ += text;
  }
  std::string number(int least, int most) { return std::to_string(dice_.between(least, most)); }

  void score(const std::string& name) {
    out_ += "  " + name + ":\n";
    maybe(60, "    min: " + dice_.word({"0", "-20"}) + "\n");
    maybe(30, "    max: " + dice_.word({"50", "200"}) + "\n");
    out_ += "    rules:\n";
    const int count = dice_.between(3, 8);
    for (int i = 0; i < count; ++i) {
      const std::string id = name + std::to_string(i);
      switch (dice_.between(0, 9)) {
        case 0:
          out_ += "      - {rule: " + id + ", when: size >= " + number(1, 100) +
                  ", points: " + number(-9, 20) + "}\n";
          break;
        case 1:
          out_ += "      - {rule: " + id + ", event: silence(" + dice_.word({"2d", "5d"}) +
                  "), points: -" + number(1, 5) + "}\n";
          break;
        case 2:
          out_ += "      - {rule: " + id +
                  ", event: form, by: name, points: {demo: " + number(1, 20) +
                  ", trial: " + number(-9, 9) + ", else: 1}}\n";
          break;
        case 3:
          out_ += "      - group: g" + id + "\n";
          maybe(50, "        max: " + number(0, 30) + "\n");
          maybe(30, "        combine: " + dice_.word({"sum", "max", "first"}) + "\n");
          out_ += "        rules:\n";
          event_rule(10, id + "a");
          event_rule(10, id + "b");
          break;
        default: event_rule(6, id);
      }
    }
  }

  void event_rule(std::size_t indent, const std::string& id) {
    out_ += std::string(indent, ' ') + "- {rule: " + id +
            ", event: " + dice_.word({"visit", "visit", "form", "call", "visit | form", "any"}) +
            ", points: " + (dice_.percent(80) ? number(1, 12) : number(-8, 0));
    maybe(30, ", weight: " + dice_.word({"0.5", "-1", "1.25"}));
    maybe(25, ", given: heat < " + number(5, 60));
    maybe(30, ", limit: " + dice_.word({"2 per 7d", "once", "1 per calendar day", "3 per 24h"}));
    maybe(30,
          ", decay: " + dice_.word({"half every 7d", "linear 25% every 2d", "lose 2 every 1d"}));
    maybe(30, ", expires: " + dice_.word({"3d", "12h", "20d"}));
    maybe(10, ", max: " + number(5, 30));
    maybe(10, ", active: {from: 2026-03-12}");
    out_ += "}\n";
  }

  void signals() {
    out_ += "signals:\n  hot:\n    when: total >= " + number(20, 150) + "\n";
    maybe(50, "    until: total < " + number(5, 40) + "\n");
    maybe(40, "    for: " + dice_.word({"1d", "3h"}) + "\n");
    maybe(30, "    cooldown: 2d\n");
    out_ += "  good: {when: grade == \"A\" or (fit >= " + number(5, 30) + " and size > 3)}\n";
    maybe(30, "  low: {when: heat < -" + number(1, 15) + "}\n");
  }

  void journey() {
    if (dice_.percent(30)) return;
    out_ +=
        "lifecycle:\n  stages: [{stage: fresh}, {stage: warm, within: 3d}, {stage: ready}]\n"
        "  moves:\n    - {to: warm, when: heat >= " +
        number(5, 40) + "}\n    - {to: ready, signal: hot}\n";
    maybe(20, "    - {to: warm, from: ready, event: call}\n");
    maybe(25, "rejection: {event: rejected, to: warm, scale: {heat: 0.5}, hold: 2d}\n");
    maybe(50, "routing: [{to: sales, when: signal(\"good\")}, {to: nurture}]\n");
    maybe(50,
          "programs:\n  welcome: {enter: heat >= 3, exit: signal(\"hot\"), touches: 3, over: "
          "5d}\n");
  }

  Dice& dice_;
  std::string out_;
};

Fact any_fact(Dice& dice, const std::string& lead, Time at, int number) {
  if (dice.percent(3)) return set(lead, at).with("size", std::int64_t{dice.between(0, 120)});
  if (dice.percent(2)) return set(lead, at).with("opted", dice.percent(60));
  if (dice.percent(2)) {
    return adjust(lead, at, {"heat", Points::whole(dice.between(-9, 9)), "", "ops", kDay * 3});
  }
  const std::string id = "e" + std::to_string(dice.percent(5) ? number - 1 : number);
  if (dice.percent(1)) {
    return retract(lead, "e" + std::to_string(number - dice.between(0, 5)) + lead, at);
  }
  const std::string type = dice.word({"visit", "visit", "visit", "form", "call"});
  Fact fact = event(lead, dice.percent(4) ? dice.word({"won", "rejected"}) : type, at);
  if (type == "form") fact.with("name", dice.word({"demo", "trial", "other"}));
  if (type == "visit") fact.with("url", dice.word({"/pricing", "/docs"}));
  if (dice.percent(30)) fact.id = id + lead;
  return fact;
}

struct Arrival {
  Time at;
  Fact fact;
};

// In the order in which they come in: most at their own time, or shortly after.
std::vector<Arrival> arrivals(Dice& dice, const std::vector<std::string>& leads, Time begin,
                              Duration lateness) {
  std::vector<Arrival> all;
  for (const std::string& lead : leads) {
    if (dice.percent(50)) all.push_back({Time::min(), set_from_start(lead).with("size", 5)});
    Time at = begin;
    const int count = dice.between(20, 70);
    for (int i = 0; i < count; ++i) {
      if (!dice.percent(4)) at += kHour / 4 * static_cast<std::int64_t>(dice.below(100));
      Fact fact = any_fact(dice, lead, at, i);
      Time arrival = at + std::chrono::seconds(dice.between(0, 2));
      if (dice.percent(8))
        arrival = at + lateness * dice.between(0, 1000) / 1000 * dice.between(0, 10) / 10;
      all.push_back({arrival, fact});
      if (dice.percent(2)) all.push_back({arrival + kHour, std::move(fact)});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
  return all;
}

}  // namespace

TEST_CASE("an engine in which events wait answers as one that knows all facts") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    Dice dice(seed + 8'000'000);
    const RuleSet rules = support::load(Rules(dice).write());
    INFO("seed " << seed << '\n' << rules.model().source.text);
    EngineOptions options;
    options.lead.allowed_lateness = kHour * dice.of(std::vector<int>{30, 24 * 7, 24 * 30});
    options.open_leads = dice.percent(50) ? 1 : 1'000;
    Engine engine(rules, options);
    Population whole(rules);
    const std::vector<std::string> leads = {"L1", "L2", "L3"};
    const Time begin = parse_time("2026-03-01").value();
    std::vector<Output> given;
    Time now = begin;
    const auto advance = [&](Time to) {
      const Time due = engine.next_due().value_or(kLatestTime);
      const auto outputs = engine.advance_to(to);
      REQUIRE((due <= to || outputs.empty()));
      given.insert(given.end(), outputs.begin(), outputs.end());
    };
    const int often = dice.of(std::vector<int>{5, 40, 95});
    for (const auto& [at, fact] :
         arrivals(dice, leads, begin, options.lead.allowed_lateness - kHour)) {
      now = std::max(now, at);
      if (dice.percent(often)) advance(now);
      const Applied applied = engine.apply(fact);
      REQUIRE(applied.status != Applied::Status::late);
      if (applied.status != Applied::Status::needs_facts) (void)whole.apply(fact);
      if (dice.percent(3)) {
        const std::string lead = dice.of(leads);
        const auto snapshot = engine.snapshot(lead, now);
        if (snapshot) REQUIRE(shown(*snapshot) == shown(whole.snapshot(lead, now)));
      }
    }
    const Time end = now + 20 * kDay;
    advance(end);
    for (const std::string& lead : whole.names()) {
      INFO("lead " << lead);
      Standing standing;
      for (const Output& output : given) {
        if (output.lead == lead) standing.take({output});
      }
      REQUIRE(standing.text() == Standing::sorted(whole.outputs(lead, end)));
      REQUIRE(shown(*engine.snapshot(lead, end)) == shown(whole.snapshot(lead, end)));
    }
  }
}

}  // namespace leadscore
