// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& lifecycle) {
  return "leadscore: 1\nevents: {visit: {}}\nfeedback: {won: {}}\n"
         "scores: {s: {rules: [{rule: a, event: visit, points: 1}]}}\n"
         "signals: {mql: {when: s > 5}, hot: {when: s > 9}}\nlifecycle:\n" +
         lifecycle;
}
std::string moves(const std::string& moves) {
  return with(
      "  stages: [{stage: new}, {stage: engaged}, {stage: won over}, "
      "{stage: lost, off_path: true}]\n  moves: [" +
      moves + "]\n");
}

}  // namespace

TEST_CASE("stages and moves") {
  const Loaded loaded = good(with(R"(  stages:
    - {stage: new, phase: attract}
    - {stage: engaged, within: 5d}
    - {stage: lost, off_path: true}
  moves:
    - {to: engaged, when: s > 3, signal: mql, event: visit | won, from: new}
    - {to: lost, event: won}
)"));
  const Model& model = loaded.value().model();
  REQUIRE(model.stages.size() == 3);
  CHECK(model.stages[0].phase == "attract");
  CHECK(model.stages[1].within == Duration(std::chrono::hours(120)));
  CHECK(model.stages[2].off_path);
  REQUIRE(model.moves.size() == 2);
  const StageMove& move = model.moves[0];
  CHECK(move.to == 1);
  CHECK(move.from == std::vector<std::uint32_t>{0});
  CHECK(move.when.has_value());
  CHECK(move.signal == 0U);
  CHECK(move.event == std::vector<bool>{true, true});
  CHECK(move.event_text == "visit | won");
  CHECK(move.place == Place{12, 8});
  CHECK(model.moves[1].from.empty());
  CHECK(model.held_signals == std::vector<bool>{true, false});
}

TEST_CASE("a stage keeps its name as it was written") {
  const Loaded loaded = good(moves("{to: won_over, from: [new, engaged], event: won}"));
  CHECK(loaded.value().model().stages.at(2).name == "won over");
  CHECK(loaded.value().model().moves.at(0).to == 2);
}

TEST_CASE("what can be wrong with a move") {
  const std::pair<const char*, const char*> rows[] = {
      {"{to: engagd, when: s > 1}",
       "8:16 unknown-stage: unknown stage 'engagd'; did you mean 'engaged'?\n"},
      {"{to: engaged}",
       "8:12 missing-key: a move needs what makes it: 'when', 'signal' or 'event', or several of "
       "them\n"},
      {"{when: s > 1}", "8:12 missing-key: a move needs 'to'\n"},
      {"{to: engaged, signal: mqll}",
       "8:33 unknown-signal: unknown signal 'mqll'; did you mean 'mql'?\n"},
      {"{to: engaged, event: wonn}",
       "8:32 unknown-event: unknown event 'wonn'; did you mean 'won'?\n"},
      {"{to: engaged, event: silence(30d)}",
       "8:32 conflict: 'event' needs an event that happens; silence is none\n"},
      {"{to: engaged, when: s}",
       "8:31 wrong-type: 'when' needs a condition, and 's' is a number\n"},
      {"{to: engaged, when: s > 1, from: []}",
       "8:44 wrong-kind: 'from' names no stage, so this move is never made\n"},
      {"{to: engaged, when: s > 1, from: [nwe]}",
       "8:45 unknown-stage: unknown stage 'nwe'; did you mean 'new'?\n"},
  };
  for (const auto& [move, expected] : rows) {
    CAPTURE(move);
    CHECK(problems(moves(move)) == expected);
  }
}

TEST_CASE("what can be wrong with stages") {
  const std::pair<const char*, const char*> rows[] = {
      {"  stages: []\n", "7:11 missing-key: a lifecycle needs at least one stage\n"},
      {"  moves: []\n", "7:3 missing-key: 'lifecycle' needs 'stages'\n"},
      {"  stages: [{stage: a, within: 0s}]\n",
       "7:31 out-of-range: 'within' must be from 1s to 3660d\n"},
      {"  stages: [{phase: a}]\n", "7:13 missing-key: a stage needs 'stage'\n"},
      {"  stages: [{stage: }]\n", "7:18 wrong-kind: 'stage' needs a text\n"},
      {"  stages: [{stage: a}, {stage: a}]\n",
       "7:32 duplicate-name: the stage 'a' is declared twice\n"},
      {"  stages: [{stage: a, off_path: 1}]\n",
       "7:33 wrong-type: 'off_path' needs true or false, not '1'\n"},
  };
  for (const auto& [stages, expected] : rows) {
    CAPTURE(stages);
    CHECK(problems(with(stages)) == expected);
  }
}

}  // namespace leadscore::model
