// SPDX-License-Identifier: Apache-2.0

// A host that hands over facts as they come, late ones too, and acts on each output once.
//
//     replay_stream rules/minimal.yaml
#include <algorithm>
#include <array>
#include <iostream>
#include <variant>

#include <leadscore/engine.hpp>
#include <leadscore/rule_file.hpp>

namespace {

using leadscore::Time;

Time at(const char* text) { return leadscore::parse_time(text).value(); }

// What comes in, in this order: the second fact is older than the first.
std::array<leadscore::Fact, 3> stream() {
  return {leadscore::event("L1", "page_view", at("2026-03-02 10:00")).with("url", "/"),
          leadscore::set("L1", at("2026-03-02 08:00")).with("industry", "Software"),
          leadscore::event("L1", "page_view", at("2026-03-02 12:00")).with("url", "/pricing")};
}

}  // namespace

int main(int argc, char** argv) {
  const auto read = leadscore::load_rule_file(argc > 1 ? argv[1] : "rules/minimal.yaml");
  if (const auto* error = std::get_if<leadscore::FileError>(&read)) {
    std::cerr << error->path << ": " << error->message << '\n';
    return 1;
  }
  const auto& loaded = std::get<leadscore::Loaded>(read);
  for (const auto& diagnostic : loaded.diagnostics()) {
    std::cerr << leadscore::render(diagnostic, loaded.source());
  }
  if (!loaded) return 1;

  leadscore::Engine engine(loaded.value());
  Time now = leadscore::kEarliestTime;
  for (const auto& fact : stream()) {
    const auto applied = engine.apply(fact);
    if (!applied.problem.empty()) std::cerr << applied.problem << '\n';
    now = std::max(now, fact.at.value_or(now));
    for (const auto& output : engine.advance_to(now)) {
      std::cout << leadscore::to_text(now) << ' ' << leadscore::to_json(output) << '\n';
    }
  }
}
