// SPDX-License-Identifier: Apache-2.0

// Many leads at once: encoded columns under 10 to 10,000 rules with each kind of vectors, texts as
// they are, two threads, growth in leads; beside them a loop written for the rules and a plain read
// of the same bytes. `per_lead` is what one lead takes.
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <leadscore/batch.hpp>

#include "peers/column_loop.hpp"
#include "peers/plain.hpp"
#include "support/workload_batch.hpp"

namespace {

using leadscore::BatchOptions;
using leadscore::BatchScorer;
using leadscore::BatchScores;
using leadscore::workload::BatchOfColumns;
using leadscore::workload::Columns;
using leadscore::workload::Shape;
using leadscore::workload::Workload;

constexpr std::uint64_t kSeed = 1;
constexpr std::size_t kLeads = 1'000'000;

struct Rules {
  Rules(std::size_t count, Shape shape)
      : from(make_workload(kSeed, count, shape)), scorer(rule_set(from)) {}

  Workload from;
  BatchScorer scorer;
};

const Rules& rules_of(std::size_t count, Shape shape) {
  static std::map<std::pair<std::size_t, Shape>, std::unique_ptr<Rules>> made;
  auto& rules = made[{count, shape}];
  if (!rules) rules = std::make_unique<Rules>(count, shape);
  return *rules;
}

// The attributes are those of the shape, however many rules there are; only the latest columns are
// kept.
const Columns& columns_of(std::size_t leads, const Workload& from) {
  static std::pair<std::size_t, Shape> latest{0, Shape::scorecard};
  static Columns columns;
  if (latest != std::pair(leads, from.shape)) {
    columns = {};
    columns = leadscore::workload::columns(from, leads);
    latest = {leads, from.shape};
  }
  return columns;
}

void count_leads(benchmark::State& state, std::size_t leads) {
  using benchmark::Counter;
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(leads));
  state.counters["per_lead"] =
      Counter(static_cast<double>(leads), Counter::kIsIterationInvariantRate | Counter::kInvert);
}

struct Scene {
  std::size_t rules = 100;
  Shape shape = Shape::scorecard;
  std::size_t leads = kLeads;
  std::string target{};
  BatchOfColumns::Texts texts = BatchOfColumns::Texts::codes;
  unsigned threads = 1;
};

void score(benchmark::State& state, const Scene& scene) {
  const Rules& rules = rules_of(scene.rules, scene.shape);
  const BatchOfColumns columns(rules.scorer, rules.from, columns_of(scene.leads, rules.from),
                               scene.texts);
  if (!columns.problem().empty()) return state.SkipWithError(columns.problem().c_str());
  BatchOptions options;
  options.target = scene.target;
  options.threads = scene.threads;
  // Its memory is used again, as that of the loop is.
  BatchScores scores;
  for (auto _ : state) {
    scores = rules.scorer.score(columns.batch(), options, std::move(scores));
    benchmark::ClobberMemory();
  }
  count_leads(state, scene.leads);
}

void read_bytes(benchmark::State& state) {
  const Columns& columns = columns_of(kLeads, rules_of(100, Shape::scorecard).from);
  for (auto _ : state) {
    benchmark::DoNotOptimize(leadscore::peers::sum_of_words(columns));
  }
  count_leads(state, kLeads);
}

void column_loop(benchmark::State& state) {
  const Rules& rules = rules_of(100, Shape::scorecard);
  const Columns& columns = columns_of(kLeads, rules.from);
  const leadscore::peers::ColumnLoop loop(rules.from, columns);
  std::vector<std::int64_t> totals;
  loop.score(totals);
  const BatchOfColumns batch(rules.scorer, rules.from, columns);
  if (totals != rules.scorer.score(batch.batch()).scores.back().thousandths) {
    return state.SkipWithError("the loop answers otherwise than leadscore");
  }
  for (auto _ : state) {
    loop.score(totals);
    benchmark::ClobberMemory();
  }
  count_leads(state, kLeads);
}

// Processor time, which other programs disturb little; of several threads, real time.
void add(const std::string& name, const Scene& scene) {
  auto* made = benchmark::RegisterBenchmark(
      name.c_str(), [scene](benchmark::State& state) { score(state, scene); });
  made->Unit(benchmark::kMillisecond);
  if (name.rfind("threads", 0) == 0) made->UseRealTime();
}

void add_all() {
  const std::vector<std::size_t> sizes{10, 100, 1'000, 10'000};
  const auto targets = BatchScorer::targets();
  for (const std::string& target : targets) {
    for (const std::size_t rules : sizes) {
      const std::string size = "/" + target + "/" + std::to_string(rules);
      add("encoded" + size, {rules, Shape::scorecard, kLeads, target});
    }
  }
  for (const std::size_t rules : sizes) {
    const std::string size = "/" + std::to_string(rules);
    add("raw_texts" + size, {rules, Shape::scorecard, kLeads, "", BatchOfColumns::Texts::raw});
  }
  for (const unsigned threads : {1U, 2U}) {
    add("threads/" + std::to_string(threads),
        {1'000, Shape::scorecard, kLeads, "", BatchOfColumns::Texts::codes, threads});
  }
  for (std::size_t leads = 1'000; leads <= 10'000'000; leads *= 10) {
    add("growth_in_leads/" + std::to_string(leads), {100, Shape::scorecard, leads});
  }
  for (const std::string& target : targets) {
    for (const std::size_t rules : {100U, 1'000U, 10'000U}) {
      add("conjunctions/" + target + "/" + std::to_string(rules),
          {rules, Shape::conjunctions, kLeads, target});
    }
  }
}

[[maybe_unused]] const bool added = (add_all(), true);
BENCHMARK(read_bytes)->Unit(benchmark::kMillisecond);
BENCHMARK(column_loop)->Unit(benchmark::kMillisecond);

}  // namespace
