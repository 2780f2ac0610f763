// SPDX-License-Identifier: Apache-2.0

// leadscore among its peers: the same workload through BatchScorer with each kind of vectors that
// the machine has, and from texts as they are; lead after lead through RowScorer; and reading the
// same columns once, which no scorer can do without. The first leads are held against the reference
// evaluator before anything is timed.
//
//     leadscore_peer FOLDER RULES SEED LEADS SECONDS REPEATS
#include <memory>
#include <utility>

#include <leadscore/batch.hpp>
#include <leadscore/history.hpp>
#include <leadscore/row.hpp>

#include "peers/plain.hpp"
#include "peers/timed.hpp"
#include "support/workload_batch.hpp"
#include "support/workload_row.hpp"

namespace leadscore::peers {
namespace {

using workload::BatchOfColumns;
using workload::Columns;
using workload::Workload;

// Columns of the first leads only, and the batch of them.
struct Part {
  Part(const BatchScorer& scorer, const Workload& from, std::size_t leads,
       BatchOfColumns::Texts texts)
      : columns(workload::columns(from, leads)), batch(scorer, from, columns, texts) {}

  Columns columns;
  BatchOfColumns batch;
};

bool agrees_with_reference(const BatchScorer& scorer, const Workload& from) {
  constexpr std::size_t kLeads = 100;
  const Part part(scorer, from, kLeads, BatchOfColumns::Texts::codes);
  const BatchScores scores = scorer.score(part.batch.batch());
  for (std::size_t lead = 0; lead < kLeads; ++lead) {
    History reference(scorer.rules(), "L");
    reference.apply(attributes_of(from, part.columns, lead, "L"));
    const Snapshot snapshot = reference.snapshot(Time{});
    for (std::size_t i = 0; i < snapshot.scores.size(); ++i) {
      if (scores.scores[i].points(lead) != snapshot.scores[i].second) {
        std::cerr << "lead " << lead << ", " << snapshot.scores[i].first
                  << ": the reference answers otherwise\n";
        return false;
      }
    }
  }
  return true;
}

void run_target(const Asked& asked, const BatchScorer& scorer, const Workload& from,
                const std::string& target, BatchOfColumns::Texts texts) {
  std::unique_ptr<Part> part;
  BatchOptions options;
  options.target = target;
  BatchScores scores;
  const auto work = [&](std::size_t) {
    scores = scorer.score(part->batch.batch(), options, std::move(scores));
  };
  // What a batch of a thousand takes says how large one fits into the time.
  part = std::make_unique<Part>(scorer, from, std::min<std::size_t>(asked.leads, 1'000), texts);
  work(0);
  const double one = seconds_of([&] { work(0); }) / static_cast<double>(part->columns.leads);
  Asked fitting = asked;
  const double possible = asked.seconds / one;
  if (possible < static_cast<double>(asked.leads)) {
    fitting.leads = std::max(part->columns.leads, static_cast<std::size_t>(possible));
  }
  part = std::make_unique<Part>(scorer, from, fitting.leads, texts);
  fitting.seconds = 1e9;  // all of them
  const bool raw = texts == BatchOfColumns::Texts::raw;
  work(0);
  time_peer(fitting, "leadscore batch, " + target + (raw ? ", raw texts" : ""), work,
            [&]() -> const std::vector<std::int64_t>& { return scores.scores.back().thousandths; });
}

// Lead after lead, from values as they are.
void run_rows(Asked asked, const BatchScorer& batch, const Workload& from) {
  asked.leads = std::min<std::size_t>(asked.leads, 100'000);  // of half a kilobyte each
  const RowScorer scorer(batch);
  const Columns columns = workload::columns(from, asked.leads);
  const workload::RowsOfColumns rows(scorer, from, columns);
  std::vector<std::vector<RowValue>> values;
  for (std::size_t lead = 0; lead < asked.leads; ++lead) values.push_back(rows.values(lead));
  std::vector<std::int64_t> answers(asked.leads);
  const std::size_t total = from.scores.size();
  const auto work = [&](std::size_t leads) {
    Row row(scorer, Time{});
    for (std::size_t lead = 0; lead < leads; ++lead) {
      row.assign(values[lead]);
      answers[lead] = row.score(total)->count();
    }
  };
  time_peer(asked, "leadscore row", work,
            [&]() -> const std::vector<std::int64_t>& { return answers; });
}

void run_plain_read(const Asked& asked, const Workload& from) {
  const Columns columns = workload::columns(from, asked.leads);
  Asked all = asked;
  all.seconds = 1e9;
  volatile std::uint64_t kept = 0;
  time_peer(
      all, "plain read", [&](std::size_t) { kept = kept + sum_of_words(columns); },
      [] { return std::vector<std::int64_t>{}; });
}

int run(const Asked& asked, std::size_t rules, std::uint64_t seed) {
  const Workload from = workload::make_workload(seed, rules, workload::Shape::scorecard);
  const Loaded loaded = load_rules({"rules.yaml", rule_file(from)});
  if (!loaded) return 1;
  const BatchScorer scorer(loaded.value());
  if (!agrees_with_reference(scorer, from)) return 1;
  const auto targets = BatchScorer::targets();
  for (const std::string& target : targets) {
    run_target(asked, scorer, from, target, BatchOfColumns::Texts::codes);
  }
  run_target(asked, scorer, from, targets.front(), BatchOfColumns::Texts::raw);
  run_rows(asked, scorer, from);
  run_plain_read(asked, from);
  return 0;
}

}  // namespace
}  // namespace leadscore::peers

int main(int argc, char** argv) {
  if (argc != 7) return 2;
  return leadscore::peers::run(
      {argv[1], std::stoul(argv[4]), std::stod(argv[5]), std::stoul(argv[6])}, std::stoul(argv[2]),
      std::stoull(argv[3]));
}
