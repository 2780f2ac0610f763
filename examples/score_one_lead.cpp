// SPDX-License-Identifier: Apache-2.0

// Rules from a text, one lead, its scores and where they came from.
#include <iostream>

#include <leadscore/history.hpp>
#include <leadscore/ruleset.hpp>

namespace {

constexpr const char* kRules = R"(
leadscore: 1
attributes: {industry: text, employees: integer}
events: {page_view: {url: text}}
scores:
  fit:
    rules:
      - {rule: our industry, when: 'industry in ["software", "finance"]', points: 20}
      - rule: size
        by: employees
        points: {"< 50": 0, "50 .. 999": 5, ">= 1000": 10}
  interest:
    rules:
      - {rule: prices, event: page_view, where: 'url contains "/pricing"', points: 10}
  total: fit + interest
signals:
  mql: {when: total >= 30}
)";

}  // namespace

int main() {
  const auto loaded = leadscore::load_rules({"inline", kRules});
  for (const auto& diagnostic : loaded.diagnostics()) {
    std::cerr << leadscore::render(diagnostic, loaded.source());
  }
  if (!loaded) return 1;

  const auto at = leadscore::parse_time("2026-03-02 09:00").value();
  leadscore::History lead(loaded.value(), "L1");
  lead.apply(leadscore::set("L1", at).with("industry", "Software").with("employees", 300));
  lead.apply(leadscore::event("L1", "page_view", at).with("url", "/pricing"));

  for (const auto& score : lead.explain(at).scores) {
    for (const auto& line : score.lines) {
      std::cout << score.name << ": " << line.points.to_text() << " from " << line.name << '\n';
    }
  }
  const auto now = lead.snapshot(at);
  for (const auto& [name, points] : now.scores) {
    if (name == "total") std::cout << "total " << points.value().to_text() << ", ";
  }
  for (const auto& [name, signal] : now.signals) {
    std::cout << name << " is " << (signal.on ? "on" : "off") << '\n';
  }
}
