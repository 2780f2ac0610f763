// SPDX-License-Identifier: Apache-2.0

// From the text of a rule file to a RuleSet.
#include <fstream>
#include <iterator>
#include <string>

#include <benchmark/benchmark.h>

#include <leadscore/ruleset.hpp>

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

}  // namespace
