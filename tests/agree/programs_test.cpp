// SPDX-License-Identifier: Apache-2.0

// Touches held against the moves of the same lead: the numbers of an enrolment go up by one, each
// is as far from the one before it as the programme's clock says, and none comes where it pauses.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <leadscore/history.hpp>

#include "model/model.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::World;

// What a lead has had of one programme.
struct Had {
  std::uint32_t number = 0;
  Time at;
  std::optional<Time> stopped;  // since when the lead stands where the programme pauses
  Duration stood{};             // since `at`, but for the stop that lasts
};

class Checker {
 public:
  explicit Checker(const model::Model& model) : model_(model), had_(model.programs.size()) {}

  void check(const std::vector<Output>& outputs) {
    stand(0, Time());
    for (const Output& output : outputs) {
      if (const auto* move = std::get_if<Move>(&output.what)) stand(stage(move->to), output.at);
      if (const auto* touch = std::get_if<Touch>(&output.what)) take(*touch, output.at);
    }
  }
  [[nodiscard]] std::size_t exact() const { return exact_; }

 private:
  [[nodiscard]] std::uint32_t stage(const std::string& name) const {
    std::uint32_t index = 0;
    while (model_.stages[index].name != name) ++index;
    return index;
  }

  void stand(std::uint32_t stage, Time at) {
    for (std::size_t i = 0; i < had_.size(); ++i) {
      const bool paused = model_.programs[i].pause_from && stage >= *model_.programs[i].pause_from;
      Had& had = had_[i];
      if (paused && !had.stopped) had.stopped = at;
      if (paused || !had.stopped) continue;
      had.stood += at - std::max(*had.stopped, had.at);
      had.stopped.reset();
    }
  }

  void take(const Touch& touch, Time at) {
    std::size_t index = 0;
    while (model_.programs[index].name != touch.program) ++index;
    const model::Program& program = model_.programs[index];
    Had& had = had_[index];
    INFO(touch.program << ' ' << touch.number << " at " << to_text(at));
    REQUIRE_FALSE(had.stopped);
    REQUIRE(touch.number <= program.touches);
    if (touch.number > 1) {
      REQUIRE(touch.number == had.number + 1);
      const auto by_clock = [&](std::uint32_t n) { return program.over * n / program.touches; };
      const Duration apart = by_clock(had.number) - by_clock(had.number - 1);
      // An excluded lead waits longer.
      REQUIRE(at - had.at - had.stood >= apart);
      if (!model_.exclude) REQUIRE(at - had.at - had.stood == apart);
      ++exact_;
    }
    had = {touch.number, at, {}, {}};
  }

  const model::Model& model_;
  std::vector<Had> had_;
  std::size_t exact_ = 0;
};

}  // namespace

TEST_CASE("touches follow the clock of their programme, which stands still while they wait") {
  const std::uint64_t count = support::seeds(150);
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    INFO("seed " << seed << '\n' << world.rules);
    const RuleSet rules = support::load(world.rules);
    History lead(rules, "L1");
    for (const Fact& fact : support::facts_of(world, "L1")) {
      if (fact.kind != FactKind::retract) (void)lead.apply(fact);
    }
    const auto outputs = lead.outputs(world.end + std::chrono::hours(480));
    INFO(support::shown(outputs));
    Checker checker(rules.model());
    checker.check(outputs);
    compared += checker.exact();
  }
  // Else nothing would be shown here.
  CHECK(compared > count);
}

}  // namespace leadscore
