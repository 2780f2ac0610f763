// SPDX-License-Identifier: Apache-2.0

// A batch answers the workloads of the benchmarks as their own evaluator does: with each kind of
// vectors, with codes and with texts as they are, with several threads.
#include "support/workload_batch.hpp"

#include <leadscore/batch.hpp>
#include <leadscore/ruleset.hpp>

#include "support/catch.hpp"

namespace leadscore::workload {
namespace {

using Answers = std::vector<std::vector<std::int64_t>>;  // by score, by lead

Answers expected(const Workload& made, const Columns& leads) {
  Answers answers(made.scores.size() + 1);
  for (std::size_t lead = 0; lead < leads.leads; ++lead) {
    const auto scores = evaluate(made, leads, lead);
    for (std::size_t i = 0; i < scores.size(); ++i) answers[i].push_back(scores[i]);
  }
  return answers;
}

Answers answered(const BatchScorer& scorer, const Batch& batch, const BatchOptions& options) {
  Answers answers;
  for (auto& score : scorer.score(batch, options).scores) {
    answers.push_back(std::move(score.thousandths));
  }
  return answers;
}

void check(std::size_t rules, Shape shape) {
  constexpr std::size_t kLeads = 2'500;  // no whole number of blocks
  const Workload made = make_workload(rules + 1, rules, shape);
  const BatchScorer scorer(rule_set(made));
  const Columns leads = columns(made, kLeads);
  const Answers right = expected(made, leads);
  const BatchOfColumns codes(scorer, made, leads);
  const BatchOfColumns raw(scorer, made, leads, BatchOfColumns::Texts::raw);
  REQUIRE(codes.problem().empty());
  REQUIRE(raw.problem().empty());
  BatchOptions options;
  for (const std::string& target : BatchScorer::targets()) {
    CAPTURE(target, rules);
    options.target = target;
    CHECK(answered(scorer, codes.batch(), options) == right);
  }
  options.target = {};
  CHECK(answered(scorer, raw.batch(), options) == right);
  options.threads = 3;
  CHECK(answered(scorer, codes.batch(), options) == right);
}

}  // namespace

TEST_CASE("a batch answers workloads as their own evaluator does") {
  for (const std::size_t rules : {10U, 100U, 700U}) {
    check(rules, Shape::scorecard);
    check(rules, Shape::conjunctions);
  }
}

}  // namespace leadscore::workload
