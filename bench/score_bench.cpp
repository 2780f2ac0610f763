// SPDX-License-Identifier: Apache-2.0

// One lead with 100 facts under rules/b2b_software.yaml: taking the facts, its snapshot, its
// outputs, its explanation.
#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <benchmark/benchmark.h>

#include <leadscore/history.hpp>
#include <leadscore/rule_file.hpp>

namespace {

using namespace std::chrono_literals;

constexpr int kFacts = 100;
const leadscore::Time kStart = leadscore::parse_time("2026-03-01T09:00:00Z").value();
const leadscore::Time kEnd = kStart + 24h * 60;

leadscore::RuleSet rules() {
  const auto read = leadscore::load_rule_file(LEADSCORE_RULES_DIR "/b2b_software.yaml");
  return std::get<leadscore::Loaded>(read).value();
}

// Who the lead is, then 99 events over about seven weeks.
std::vector<leadscore::Fact> facts() {
  std::vector<leadscore::Fact> all;
  all.push_back(leadscore::set("L1", kStart)
                    .with("title", "CEO")
                    .with("industry", "software")
                    .with("employees", 300)
                    .with("email", "ada@example.com"));
  for (int i = 1; i < kFacts; ++i) {
    const auto at = kStart + 12h * i;
    const std::string number = std::to_string(i);
    switch (i % 4) {
      case 0: all.push_back(leadscore::event("L1", "page_view", at).with("url", "/pricing")); break;
      case 1:
        all.push_back(leadscore::event("L1", "page_view", at).with("url", number.c_str()));
        break;
      case 2:
        all.push_back(leadscore::event("L1", "email_open", at).with("email", number.c_str()));
        break;
      default:
        all.push_back(
            leadscore::event("L1", "webinar", at).with("name", "intro").with("minutes", i));
    }
  }
  return all;
}

leadscore::History lead_with_facts() {
  leadscore::History lead(rules(), "L1");
  for (const auto& fact : facts()) lead.apply(fact);
  return lead;
}

void apply_facts(benchmark::State& state) {
  const auto all = facts();
  const leadscore::History empty(rules(), "L1");
  for (auto _ : state) {
    leadscore::History lead = empty;
    for (const auto& fact : all) benchmark::DoNotOptimize(lead.apply(fact));
  }
  state.SetItemsProcessed(state.iterations() * kFacts);
}
BENCHMARK(apply_facts);

void snapshot(benchmark::State& state) {
  const auto lead = lead_with_facts();
  for (auto _ : state) benchmark::DoNotOptimize(lead.snapshot(kEnd));
  state.SetItemsProcessed(state.iterations() * kFacts);
}
BENCHMARK(snapshot);

void outputs(benchmark::State& state) {
  const auto lead = lead_with_facts();
  for (auto _ : state) benchmark::DoNotOptimize(lead.outputs(kEnd));
  state.SetItemsProcessed(state.iterations() * kFacts);
}
BENCHMARK(outputs);

void explain(benchmark::State& state) {
  const auto lead = lead_with_facts();
  for (auto _ : state) benchmark::DoNotOptimize(lead.explain(kEnd));
}
BENCHMARK(explain);

}  // namespace
