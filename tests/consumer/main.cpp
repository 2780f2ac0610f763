// SPDX-License-Identifier: Apache-2.0

// A program outside this project, built against an installed leadscore.
#include <iostream>

#include <leadscore/history.hpp>

constexpr const char* kRules = R"(
leadscore: 1
events:
  page_view: {url: text}
scores:
  interest:
    rules:
      - {rule: pricing page, event: page_view, where: url contains "/pricing", points: 10}
)";

int main() {
  const auto loaded = leadscore::load_rules({"rules.yaml", kRules});
  if (!loaded) {
    for (const auto& d : loaded.diagnostics()) std::cerr << render(d, loaded.source());
    return 1;
  }
  const auto at = leadscore::parse_time("2026-03-01T09:00:00Z").value();
  leadscore::History lead(loaded.value(), "L1");
  lead.apply(leadscore::event("L1", "page_view", at).with("url", "/pricing"));
  const auto [name, points] = lead.snapshot(at).scores.at(0);
  std::cout << name << ": " << points->to_text() << '\n';
  return points->to_text() == "10" ? 0 : 1;
}
