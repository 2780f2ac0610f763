// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& scores) {
  return "leadscore: 1\nattributes: {size: integer}\nevents: {visit: {}}\n"
         "define: {twice: {is: fit * 2}, big: {is: size * 2}, step: 10}\nscores:\n" +
         scores;
}
const std::string kFit = "  fit: {rules: [{rule: a, points: 5}]}\n";

}  // namespace

TEST_CASE("a score with rules") {
  const Loaded loaded =
      good(with("  fit: {min: -5, max: 70.5, initial: step, rules: [{rule: a, "
                "points: 5}, {group: g, rules: [{rule: b, points: 1}]}]}\n"));
  const Model& model = loaded.value().model();
  const Score& score = model.scores.at(0);
  CHECK(score.name == "fit");
  CHECK(score.min == Points::whole(-5));
  CHECK(score.max == Points::thousandths(70500));
  CHECK(score.initial == Points::whole(10));
  CHECK(!score.expression.has_value());
  CHECK(score.place == Place{6, 3});
  REQUIRE(score.items.size() == 2);
  CHECK(!score.items[0].is_group);
  CHECK(score.items[1].is_group);
  CHECK(model.groups.at(0).items.at(0).index == 1);
}

TEST_CASE("a score over other scores, in any order") {
  const Loaded loaded = good(with("  total: max(fit, 3) + twice - 0.5\n" + kFit));
  const Score& score = loaded.value().model().scores.at(0);
  REQUIRE(score.expression.has_value());
  CHECK(score.text == "max(fit, 3) + twice - 0.5");
  CHECK(loaded.value().model().scores.at(1).name == "fit");
}

TEST_CASE("what can be wrong with a score") {
  const std::pair<const char*, const char*> rows[] = {
      {"s: fit + size",
       "6:12 wrong-type: 'size' is an attribute; a score that is an expression is over other "
       "scores "
       "only\n"},
      {"s: fit + big",
       "6:12 wrong-type: 'big' is defined over more than scores; a score that is an expression is "
       "over "
       "other scores only\n"},
      {"s: fit + count(visit)",
       "6:12 wrong-type: 'count(visit)' is about events; a score that is an expression is over "
       "other scores only\n"},
      {"s: fit > 3", "6:6 wrong-type: score 's' needs a number, and '(fit > 3)' is a condition\n"},
      {"s: fitt + 1", "6:6 unknown-name: unknown name 'fitt'; did you mean 'fit'?\n"},
      {"s: [fit]",
       "6:6 wrong-kind: score 's' needs a map with 'rules', or an expression over other scores\n"},
      {"s: ",
       "6:4 wrong-kind: score 's' needs a map with 'rules', or an expression over other "
       "scores\n"},
      {"s: {min: 5, max: 4, rules: []}",
       "6:12 conflict: 'min' is 5 and 'max' is 4, so nothing lies between them\n"},
      {"s: {max: 4}", "6:7 missing-key: a score needs 'rules'\n"},
      {"s: {rules: {rule: b, points: 1}}", "6:14 wrong-kind: 'rules' needs a list, not a map\n"},
      {"s: {initial: lots, rules: []}",
       "6:16 bad-points: 'initial' needs a number of points, not 'lots'\n"},
  };
  for (const auto& [score, expected] : rows) {
    CAPTURE(score);
    CHECK(problems(with("  " + std::string(score) + "\n" + kFit)) == expected);
  }
}

TEST_CASE("what stands in named expressions is found through the others") {
  std::string defines =
      "leadscore: 1\nattributes: {size: integer}\ndefine:\n  n0: {is: size + 0}\n";
  for (int i = 1; i < 100; ++i) {
    defines += "  n" + std::to_string(i) + ": {is: n" + std::to_string(i - 1) + " + 1}\n";
  }
  CHECK(
      problems(defines + "scores:\n  total: n99\n") ==
      "105:10 wrong-type: 'n99' is defined over more than scores; a score that is an expression is "
      "over other scores only\n");
}

}  // namespace leadscore::model
