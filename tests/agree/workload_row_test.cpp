// SPDX-License-Identifier: Apache-2.0

// A row answers the workloads of the benchmarks as their own evaluator does, whether it is given
// all values at once or one after the other.
#include "support/workload_row.hpp"

#include <leadscore/row.hpp>
#include <leadscore/ruleset.hpp>

#include "support/catch.hpp"

namespace leadscore::workload {
namespace {

std::vector<std::int64_t> answered(const Row& row, std::size_t scores) {
  std::vector<std::int64_t> answers;
  for (std::size_t i = 0; i < scores; ++i) answers.push_back(row.score(i)->count());
  return answers;
}

void check(std::size_t rules, Shape shape) {
  constexpr std::size_t kLeads = 60;
  const Workload made = make_workload(rules + 2, rules, shape);
  const RowScorer scorer{BatchScorer(rule_set(made))};
  const Columns leads = columns(made, kLeads);
  const RowsOfColumns rows(scorer, made, leads);
  Row whole(scorer, Time{});
  Row stepwise(scorer, Time{});
  for (std::size_t lead = 0; lead < kLeads; ++lead) {
    CAPTURE(rules, lead);
    const auto right = evaluate(made, leads, lead);
    whole.assign(rows.values(lead));
    REQUIRE(answered(whole, right.size()) == right);
    // From the lead before to this one, in another order for each.
    for (std::size_t i = 0; i < made.attributes.size(); ++i) {
      const std::size_t attribute = (i + lead) % made.attributes.size();
      if (!rows.input(attribute)) continue;
      stepwise.set(*rows.input(attribute), rows.value(attribute, lead));
    }
    REQUIRE(answered(stepwise, right.size()) == right);
  }
}

}  // namespace

TEST_CASE("a row answers workloads as their own evaluator does") {
  for (const std::size_t rules : {10U, 100U, 700U}) {
    check(rules, Shape::scorecard);
    check(rules, Shape::conjunctions);
  }
  check(3'000, Shape::scorecard);  // so many that pairs of attributes have tables
}

}  // namespace leadscore::workload
