// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& program) {
  return "leadscore: 1\nlifecycle: {stages: [{stage: new}, {stage: mql}]}\nprograms:\n  p: " +
         program + "\n";
}

}  // namespace

TEST_CASE("a programme with all its keys") {
  const Loaded loaded =
      good(with("{enter: stage == \"new\", exit: stage == \"mql\", touches: 30, "
                "over: 91d, pause_from: mql}"));
  const Program& program = loaded.value().model().programs.at(0);
  CHECK(program.name == "p");
  CHECK(program.exit.has_value());
  CHECK(program.touches == 30);
  CHECK(program.over == Duration(std::chrono::hours(24 * 91)));
  CHECK(program.pause_from == 1U);
}

TEST_CASE("a programme that does not say so pauses from the first stage that a signal leads to") {
  const auto pauses = [](const std::string& moves) {
    const Loaded loaded = good(
        "leadscore: 1\nattributes: {vip: boolean}\nsignals: {a: {when: vip}, b: {when: vip}}\n"
        "lifecycle: {stages: [{stage: new}, {stage: mql}, {stage: sql}, {stage: late, off_path: "
        "true}], moves: [" +
        moves + "]}\nprograms: {p: {enter: vip, touches: 3, over: 9d}}\n");
    return loaded.value().model().programs.at(0).pause_from;
  };
  // The first in the list of stages, not of moves.
  CHECK(pauses("{to: sql, signal: b}, {to: mql, signal: a}, {to: late, signal: a}") == 1U);
  CHECK(pauses("{to: mql, when: vip}, {to: sql, signal: a}") == 2U);
  CHECK(pauses("{to: late, signal: a, from: new}") == 3U);
  CHECK(pauses("{to: mql, when: vip}") == std::nullopt);
}

TEST_CASE("what can be wrong with a programme") {
  const std::pair<const char*, const char*> rows[] = {
      {"{enter: stage == \"new\", over: 9d}", "4:7 missing-key: a program needs 'touches'\n"},
      {"{touches: 3, over: 9d}", "4:7 missing-key: a program needs 'enter'\n"},
      {"{enter: stage == \"new\", touches: 0, over: 9d}",
       "4:39 out-of-range: 'touches' must be from 1 to 1000\n"},
      {"{enter: stage == \"new\", touches: 3, over: 0s}",
       "4:48 out-of-range: 'over' must be from 1s to 3660d\n"},
      {"{enter: stage, touches: 3, over: 9d}",
       "4:14 wrong-type: 'enter' needs a condition, and 'stage' is a stage or band\n"},
      {"{enter: stage == \"new\", touches: 3, over: 9d, pause_from: sql}",
       "4:64 unknown-stage: unknown stage 'sql'; did you mean 'mql'?\n"},
  };
  for (const auto& [program, expected] : rows) {
    CAPTURE(program);
    CHECK(problems(with(program)) == expected);
  }
}

}  // namespace leadscore::model
