// SPDX-License-Identifier: Apache-2.0

// Many leads at once from columns; then one of them again, value by value.
#include <cstdint>
#include <iostream>
#include <string_view>
#include <vector>

#include <leadscore/batch.hpp>
#include <leadscore/row.hpp>
#include <leadscore/ruleset.hpp>

namespace {

constexpr const char* kRules = R"(
leadscore: 1
attributes: {industry: text, employees: integer}
scores:
  fit:
    rules:
      - {rule: our industry, when: 'industry in ["software", "finance"]', points: 20}
      - {rule: large and ours, when: industry == "software" and employees >= 1000, points: 5.5}
      - {rule: size, by: employees, points: {"< 50": 0, "50 .. 999": 5, ">= 1000": 10, unknown: 1}}
signals:
  call: {when: fit >= 30}
)";

}  // namespace

int main() {
  const auto loaded = leadscore::load_rules({"inline", kRules});
  if (!loaded) return 1;
  const leadscore::BatchScorer scorer(loaded.value());

  // Four leads; of the last the size is not known. A dictionary is bound once and kept.
  const std::vector<std::string_view> industries = {"Software", "Retail"};
  const std::vector<std::uint8_t> industry = {0, 1, 0, 0};
  const std::vector<std::int64_t> employees = {1200, 80, 40, 0};
  const std::uint8_t known = 0b0111;

  leadscore::Batch batch(scorer, industry.size());
  const auto dictionary = scorer.dictionary(*scorer.input("industry"), industries);
  for (const auto& problem :
       {batch.set(*scorer.input("industry"), leadscore::Column::of(industry, dictionary)),
        batch.set(*scorer.input("employees"), leadscore::Column::of(employees, {&known}))}) {
    if (problem) std::cerr << *problem << '\n';
  }
  const leadscore::BatchScores scores = scorer.score(batch);
  for (std::size_t lead = 0; lead < scores.leads; ++lead) {
    std::cout << scores.scores[0].points(lead)->to_text()
              << (leadscore::test(scores.signals[0], lead) ? " call\n" : "\n");
  }

  // A new fact about the third: it has grown.
  const leadscore::RowScorer one(scorer);
  leadscore::Row row(one, {});
  row.set(*scorer.input("industry"), std::string_view("software"));
  row.set(*scorer.input("employees"), std::int64_t{40});
  const auto before = row.score(0)->to_text();
  row.set(*scorer.input("employees"), std::int64_t{1000});
  std::cout << "from " << before << " to " << row.score(0)->to_text() << '\n';
}
