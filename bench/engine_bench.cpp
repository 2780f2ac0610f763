// SPDX-License-Identifier: Apache-2.0

// Many leads through time: facts in spans, outputs out, what a lead takes as bytes.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <leadscore/engine.hpp>
#include <leadscore/ruleset.hpp>

#include "support/dice.hpp"
#include "support/workload.hpp"

namespace {

using leadscore::Engine;
using leadscore::Fact;
using leadscore::Time;
using leadscore::workload::Shape;
using leadscore::workload::Workload;

constexpr std::size_t kSpan = 64;
const Time kStart = leadscore::parse_time("2026-03-01T09:00:00Z").value();

// The events of many leads in the order of time, one in a hundred late by an hour.
std::vector<Fact> facts_of(const Workload& from, std::size_t leads, std::size_t events_each) {
  std::vector<Fact> facts;
  for (std::size_t lead = 0; lead < leads; ++lead) {
    const std::string name = "L" + std::to_string(lead);
    for (Fact& fact : leadscore::workload::events_of(from, name, events_each, kStart)) {
      facts.push_back(std::move(fact));
    }
  }
  const auto arrival = [](const Fact& fact) {
    const bool late = std::hash<std::string>()(leadscore::canonical_text(fact)) % 100 == 0;
    return *fact.at + (late ? std::chrono::hours(1) : std::chrono::hours(0));
  };
  std::stable_sort(facts.begin(), facts.end(),
                   [&](const Fact& a, const Fact& b) { return arrival(a) < arrival(b); });
  return facts;
}

// What a lead takes as bytes, on average of some.
double bytes_of_a_lead(Engine& engine) {
  constexpr std::size_t kSome = 100;
  std::vector<std::string> leads = engine.leads();
  leads.resize(std::min(leads.size(), kSome));
  std::size_t bytes = 0;
  for (const std::string& lead : leads) bytes += engine.encode(lead)->size();
  return static_cast<double>(bytes) / static_cast<double>(leads.size());
}

// Facts applied in spans, outputs taken once a simulated day. In the end all leads are asked for,
// so that nothing of the work still waits.
void apply(benchmark::State& state, const leadscore::RuleSet& rules, const std::vector<Fact>& facts,
           const leadscore::EngineOptions& options = {}) {
  std::int64_t done = 0;
  for (auto _ : state) {
    Engine engine(rules, options);
    Time day = kStart;
    for (std::size_t i = 0; i < facts.size(); i += kSpan) {
      const std::size_t size = std::min(kSpan, facts.size() - i);
      benchmark::DoNotOptimize(engine.apply(std::span(facts).subspan(i, size)));
      if (*facts[i].at < day + std::chrono::hours(24)) continue;
      day = *facts[i].at;
      benchmark::DoNotOptimize(engine.advance_to(day));
    }
    benchmark::DoNotOptimize(engine.leads());
    done += static_cast<std::int64_t>(facts.size());
    state.PauseTiming();
    state.counters["bytes"] = bytes_of_a_lead(engine);
    state.ResumeTiming();
  }
  state.SetItemsProcessed(done);
}

// The more rules there are, the more of them a page view concerns: 30 of 1,000.
void apply_events(benchmark::State& state) {
  const auto rules = static_cast<std::size_t>(state.range(0));
  const Workload from = leadscore::workload::make_workload(1, rules, Shape::events);
  apply(state, rule_set(from), facts_of(from, static_cast<std::size_t>(state.range(1)), 50));
}
BENCHMARK(apply_events)
    ->ArgNames({"rules", "leads"})
    // A second or a few each: fewer leads under more rules.
    ->Args({100, 500})
    ->Args({1'000, 60})
    ->Args({10'000, 4})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

// Rules on pages, so many on each: a page view concerns no more, however many there are.
leadscore::RuleSet rules_on_pages(std::size_t rules, std::size_t each) {
  static constexpr const char* kFading[] = {"", ", decay: half every 14d", ", limit: 2 per 7d",
                                            ", expires: 60d", ", decay: linear 25% every 10d"};
  std::string file =
      "leadscore: 1\n"
      "events: {page_view: {url: text}, mail: {name: text}}\n"
      "scores:\n  engagement:\n    min: 0\n    rules:\n";
  for (std::size_t i = 0; i < rules; ++i) {
    file += "      - {rule: r" + std::to_string(i) +
            ", event: page_view, where: 'url contains \"/p" + std::to_string(i / each) +
            "/\"', points: " + std::to_string(1 + i % 7) + kFading[i % 5] + "}\n";
  }
  file += "signals:\n  mql: {when: engagement >= 60, until: engagement < 40, for: 1d}\n";
  return leadscore::load_rules({"pages.yaml", file}).value();
}

// Page views of many leads over 46 days, one in a hundred late by an hour.
std::vector<Fact> page_views(std::size_t pages, std::size_t leads, std::size_t events_each) {
  leadscore::support::Dice dice(1);
  const std::size_t count = leads * events_each;
  const auto step = std::chrono::microseconds(std::chrono::hours(46 * 24)) / count;
  std::vector<Fact> facts;
  facts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Time at = kStart + static_cast<std::int64_t>(i + 1) * step;
    const bool late = dice.percent(1);
    const std::string page = "/p" + std::to_string(dice.below(pages)) + "/";
    facts.push_back(leadscore::event("L" + std::to_string(dice.below(leads)), "page_view",
                                     late ? at - std::chrono::hours(1) : at)
                        .with("url", "https://www.example.com" + page));
  }
  return facts;
}

void apply_page_views(benchmark::State& state) {
  const auto rules = static_cast<std::size_t>(state.range(0));
  leadscore::EngineOptions options;
  options.open_leads = static_cast<std::size_t>(state.range(2));
  options.lead.keep_details = state.range(3) == 0;
  const auto each = static_cast<std::size_t>(state.range(4));
  apply(state, rules_on_pages(rules, each),
        page_views(rules / each, static_cast<std::size_t>(state.range(1)), 50), options);
}
BENCHMARK(apply_page_views)
    ->ArgNames({"rules", "leads", "open", "lean", "each"})
    ->ArgsProduct({{100, 1'000, 10'000}, {2'000}, {100'000}, {0}, {5}})
    ->Args({1'000, 2'000, 20, 0, 5})
    ->Args({1'000, 2'000, 20, 1, 5})
    ->Args({100, 2'000, 20, 1, 5})
    // Scores that stay near the line.
    ->Args({1'000, 2'000, 100'000, 0, 1})
    ->Args({1'000, 2'000, 20, 0, 1})
    ->Args({1'000, 2'000, 20, 1, 1})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

// Events of a type that the rules do not know.
void unknown_event(benchmark::State& state) {
  const Workload from = leadscore::workload::make_workload(1, 1'000, Shape::events);
  Engine engine(rule_set(from));
  (void)engine.apply(leadscore::set("L1", kStart));
  const Fact fact = leadscore::event("L1", "unheard_of", kStart);
  for (auto _ : state) benchmark::DoNotOptimize(engine.apply(fact));
}
BENCHMARK(unknown_event);

// A lead with 50 events as bytes and back; `bytes` is what it takes.
void encode_and_restore(benchmark::State& state) {
  const Workload from = leadscore::workload::make_workload(1, 1'000, Shape::events);
  leadscore::EngineOptions options;
  options.lead.keep_details = state.range(0) != 0;
  Engine engine(rule_set(from), options);
  for (const Fact& fact : leadscore::workload::events_of(from, "L1", 50, kStart)) {
    (void)engine.apply(fact);
  }
  (void)engine.advance_to(kStart + std::chrono::hours(24 * 60));
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string encoded = *engine.encode("L1");
    bytes = encoded.size();
    benchmark::DoNotOptimize(engine.restore(encoded));
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(encode_and_restore)->ArgName("details")->Arg(0)->Arg(1);

}  // namespace
