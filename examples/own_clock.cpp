// SPDX-License-Identifier: Apache-2.0

// A host with a clock of its own asks when a lead changes next and sleeps until then. The clock
// here runs as fast as it is read; a real host waits.
#include <iostream>

#include <leadscore/history.hpp>
#include <leadscore/ruleset.hpp>

namespace {

constexpr const char* kRules = R"(
leadscore: 1
events: {demo: {}}
scores:
  interest:
    rules:
      - {rule: demo, event: demo, points: 40, decay: linear 50% every 7d}
signals:
  hot:     {when: interest >= 30}
  dormant: {when: age(last(any)) > 30d}
)";

class Clock {
 public:
  explicit Clock(leadscore::Time start) : now_(start) {}
  [[nodiscard]] leadscore::Time now() const { return now_; }
  void sleep_until(leadscore::Time wake) { now_ = wake; }

 private:
  leadscore::Time now_;
};

}  // namespace

int main() {
  const auto loaded = leadscore::load_rules({"inline", kRules});
  for (const auto& diagnostic : loaded.diagnostics()) {
    std::cerr << leadscore::render(diagnostic, loaded.source());
  }
  if (!loaded) return 1;

  Clock clock(leadscore::parse_time("2026-03-02 09:00").value());
  leadscore::History lead(loaded.value(), "L1");
  lead.apply(leadscore::event("L1", "demo", clock.now()));
  while (true) {
    const auto interest = lead.snapshot(clock.now()).scores.front().second;
    std::cout << leadscore::to_text(clock.now()) << " interest " << interest->to_text() << '\n';
    for (const auto& output : lead.advance_to(clock.now())) {
      std::cout << "  " << leadscore::to_json(output) << '\n';
    }
    const auto next = lead.next_change(clock.now());
    if (!next) break;
    clock.sleep_until(*next);
  }
  std::cout << "nothing more changes\n";
}
