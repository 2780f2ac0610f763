// SPDX-License-Identifier: Apache-2.0

// One lead at once under 10 to 10,000 rules: `assign` takes all of its values, texts as they are,
// and asks for the score `total`; `set_one` changes a number, a text or a boolean and asks again.
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <leadscore/row.hpp>
#include <leadscore/ruleset.hpp>

#include "support/workload_row.hpp"

namespace {

using leadscore::BatchScorer;
using leadscore::Row;
using leadscore::RowScorer;
using leadscore::RowValue;
using leadscore::workload::Columns;
using leadscore::workload::RowsOfColumns;
using leadscore::workload::Shape;
using leadscore::workload::Workload;

constexpr std::size_t kLeads = 4'096;  // more than branches and caches learn by heart

struct Rules {
  explicit Rules(std::size_t count)
      : from(make_workload(1, count, Shape::scorecard)),
        columns(leadscore::workload::columns(from, kLeads)),
        scorer(BatchScorer(rule_set(from))),
        rows(scorer, from, columns),
        total(from.scores.size()) {}

  Workload from;
  Columns columns;
  RowScorer scorer;
  RowsOfColumns rows;
  std::size_t total;  // the score asked for
};

const Rules& rules_of(std::int64_t count) {
  static std::map<std::int64_t, std::unique_ptr<Rules>> made;
  auto& rules = made[count];
  if (!rules) rules = std::make_unique<Rules>(static_cast<std::size_t>(count));
  return *rules;
}

void assign(benchmark::State& state) {
  const Rules& rules = rules_of(state.range(0));
  std::vector<std::vector<RowValue>> leads;
  for (std::size_t lead = 0; lead < kLeads; ++lead) leads.push_back(rules.rows.values(lead));
  Row row(rules.scorer, {});
  std::size_t lead = 0;
  for (auto _ : state) {
    row.assign(leads[lead++ % kLeads]);
    benchmark::DoNotOptimize(row.score(rules.total));
  }
  state.SetItemsProcessed(state.iterations());
}

void set_one(benchmark::State& state, std::string_view name) {
  const Rules& rules = rules_of(state.range(0));
  std::size_t attribute = 0;
  while (rules.from.attributes[attribute].name != name) ++attribute;
  const auto input = rules.rows.input(attribute);
  if (!input) return state.SkipWithError("no rule reads the attribute");
  std::vector<RowValue> values;
  for (std::size_t lead = 0; lead < kLeads; ++lead) {
    values.push_back(rules.rows.value(attribute, lead));
  }
  Row row(rules.scorer, {});
  row.assign(rules.rows.values(0));
  std::size_t lead = 0;
  for (auto _ : state) {
    row.set(*input, values[lead++ % kLeads]);
    benchmark::DoNotOptimize(row.score(rules.total));
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(assign)->RangeMultiplier(10)->Range(10, 10'000);
BENCHMARK_CAPTURE(set_one, number, "employees")->RangeMultiplier(10)->Range(100, 10'000);
BENCHMARK_CAPTURE(set_one, text, "country")->RangeMultiplier(10)->Range(100, 10'000);
BENCHMARK_CAPTURE(set_one, boolean, "opted_in")->RangeMultiplier(10)->Range(100, 10'000);

}  // namespace
