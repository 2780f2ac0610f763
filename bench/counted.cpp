// SPDX-License-Identifier: Apache-2.0

// One path for callgrind to count: what the function counted_PATH does, and nothing else of the
// program (`--toggle-collect=counted_PATH`). Prints something that depends on the work, so that
// none of it can be left out.
//
//     counted PATH            one of: batch events load row
//     counted --list
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include <leadscore/batch.hpp>
#include <leadscore/lead.hpp>
#include <leadscore/row.hpp>
#include <leadscore/ruleset.hpp>

#include "support/workload_batch.hpp"
#include "support/workload_row.hpp"

namespace {

using leadscore::BatchScores;
using leadscore::Source;
using leadscore::workload::Shape;
using leadscore::workload::Workload;

constexpr std::uint64_t kSeed = 1;
const leadscore::Time kStart = leadscore::parse_time("2026-03-01T09:00:00Z").value();

std::int64_t sum_of(const BatchScores& scores) {
  std::int64_t sum = 0;
  for (const std::int64_t points : scores.scores.back().thousandths) sum += points;
  return sum;
}

}  // namespace

// Names that callgrind finds whatever the compiler; never inlined.
extern "C" {

[[gnu::noinline]] bool counted_load(const Source& source) {
  return static_cast<bool>(leadscore::load_rules(source));
}

[[gnu::noinline]] std::int64_t counted_batch(const leadscore::BatchScorer& scorer,
                                             const leadscore::Batch& batch) {
  leadscore::BatchOptions options;
  options.target = "scalar";  // every machine has it, and so has valgrind
  return sum_of(scorer.score(batch, options));
}

[[gnu::noinline]] std::int64_t counted_events(leadscore::Lead& lead,
                                              const std::vector<leadscore::Fact>& facts) {
  for (const auto& fact : facts) lead.apply(fact);
  const leadscore::Time at = std::max(lead.edge(), kStart + std::chrono::hours(24 * 60));
  return lead.snapshot(at)->scores.back().second->count();
}

// Each lead after the other, and one value of it anew.
[[gnu::noinline]] std::int64_t counted_row(
    leadscore::Row& row, const std::vector<std::vector<leadscore::RowValue>>& leads) {
  std::int64_t sum = 0;
  for (std::size_t lead = 0; lead < leads.size(); ++lead) {
    row.assign(leads[lead]);
    sum += row.score(0)->count();
    const std::size_t input = lead % leads[lead].size();
    row.set(input, leads[(lead + 1) % leads.size()][input]);
    sum += row.score(0)->count();
  }
  return sum;
}

}  // extern "C"

namespace {

// A thousand rules from their text.
std::int64_t run_load() {
  const Source source{"rules.yaml", rule_file(make_workload(kSeed, 1'000, Shape::scorecard))};
  return counted_load(source) ? 1 : 0;
}

// 4,096 leads under a hundred rules, compiled before.
std::int64_t run_batch() {
  const Workload from = make_workload(kSeed, 100, Shape::scorecard);
  const leadscore::BatchScorer scorer(rule_set(from));
  const auto leads = leadscore::workload::columns(from, 4'096);
  const leadscore::workload::BatchOfColumns batch(scorer, from, leads);
  return counted_batch(scorer, batch.batch());
}

// A hundred facts of one lead under a hundred rules, half of them on events, and its snapshot.
std::int64_t run_events() {
  const Workload from = make_workload(kSeed, 100, Shape::events);
  leadscore::Lead lead(rule_set(from), "L1");
  const auto leads = leadscore::workload::columns(from, 1);
  auto facts = events_of(from, "L1", 99, kStart);
  facts.insert(facts.begin(), attributes_of(from, leads, 0, "L1"));
  return counted_events(lead, facts);
}

// 1,000 leads under a hundred rules.
std::int64_t run_row() {
  const Workload from = make_workload(kSeed, 100, Shape::scorecard);
  const leadscore::RowScorer scorer{leadscore::BatchScorer(rule_set(from))};
  const auto columns = leadscore::workload::columns(from, 1'000);
  const leadscore::workload::RowsOfColumns rows(scorer, from, columns);
  std::vector<std::vector<leadscore::RowValue>> leads;
  for (std::size_t lead = 0; lead < columns.leads; ++lead) leads.push_back(rows.values(lead));
  leadscore::Row row(scorer, kStart);
  return counted_row(row, leads);
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, std::function<std::int64_t()>> paths{
      {"batch", run_batch}, {"events", run_events}, {"load", run_load}, {"row", run_row}};
  const std::string asked = argc == 2 ? argv[1] : "";
  if (asked == "--list") {
    for (const auto& [name, run] : paths) std::cout << name << '\n';
    return 0;
  }
  const auto found = paths.find(asked);
  if (found == paths.end()) {
    std::cerr << "counted: a path is needed; --list names them\n";
    return 2;
  }
  std::cout << found->second() << '\n';
  return 0;
}
