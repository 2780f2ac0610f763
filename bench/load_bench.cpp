// SPDX-License-Identifier: Apache-2.0

// From the text of a rule file to a RuleSet, and what lints and compiling for batches take on top;
// reading the YAML alone is what the rest is held against.
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <benchmark/benchmark.h>

#include <leadscore/batch.hpp>
#include <leadscore/lint.hpp>
#include <leadscore/ruleset.hpp>

#include "support/planted.hpp"
#include "support/workload.hpp"
#include "yaml/reader.hpp"

namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void load_rules(benchmark::State& state, const std::string& name) {
  const leadscore::Source source{name, text_of(LEADSCORE_RULES_DIR "/" + name)};
  if (!leadscore::load_rules(source)) return state.SkipWithError("the rule file does not load");
  for (auto _ : state) benchmark::DoNotOptimize(leadscore::load_rules(source));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(source.text.size()));
}

BENCHMARK_CAPTURE(load_rules, minimal, "minimal.yaml");
BENCHMARK_CAPTURE(load_rules, b2b_software, "b2b_software.yaml");

// Random rules of all kinds, the same each time, with thirty faults that lints find.
const leadscore::Source& generated(std::int64_t rules) {
  static std::map<std::int64_t, leadscore::Source> made;
  leadscore::Source& source = made[rules];
  if (source.text.empty()) {
    source = {"generated.yaml",
              leadscore::support::plant(1, static_cast<std::size_t>(rules), 30).rules};
  }
  return source;
}

void measure_bytes(benchmark::State& state, const leadscore::Source& source) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(source.text.size()));
}

void read_yaml(benchmark::State& state) {
  const leadscore::Source& source = generated(state.range(0));
  for (auto _ : state) {
    leadscore::Diagnostics diagnostics;
    benchmark::DoNotOptimize(leadscore::yaml::read(source, {}, diagnostics));
  }
  measure_bytes(state, source);
}
void load_generated(benchmark::State& state) {
  const leadscore::Source& source = generated(state.range(0));
  if (!leadscore::load_rules(source)) return state.SkipWithError("the rule file does not load");
  for (auto _ : state) benchmark::DoNotOptimize(leadscore::load_rules(source));
  measure_bytes(state, source);
}
void load_and_lint(benchmark::State& state) {
  const leadscore::Source& source = generated(state.range(0));
  for (auto _ : state) {
    const auto loaded = leadscore::load_rules(source);
    benchmark::DoNotOptimize(leadscore::lint_rules(loaded.value()));
  }
  measure_bytes(state, source);
}

// Attribute rules, as batch_bench scores with.
void compile_for_batches(benchmark::State& state) {
  using leadscore::workload::make_workload;
  const auto made = make_workload(1, static_cast<std::size_t>(state.range(0)),
                                  leadscore::workload::Shape::scorecard);
  const leadscore::RuleSet rules = rule_set(made);
  for (auto _ : state) benchmark::DoNotOptimize(leadscore::BatchScorer(rules));
}

BENCHMARK(read_yaml)->RangeMultiplier(10)->Range(100, 9'900)->Unit(benchmark::kMillisecond);
BENCHMARK(load_generated)->RangeMultiplier(10)->Range(100, 9'900)->Unit(benchmark::kMillisecond);
BENCHMARK(load_and_lint)->RangeMultiplier(10)->Range(100, 9'900)->Unit(benchmark::kMillisecond);
BENCHMARK(compile_for_batches)
    ->RangeMultiplier(10)
    ->Range(100, 10'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
