// SPDX-License-Identifier: Apache-2.0
#include "model/trend.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore::model {
namespace {

// "rises", "falls", "both" or "none" while scores rise.
std::string trend_of(const std::string& condition) {
  const RuleSet rules = support::load(R"(leadscore: 1
attributes: {size: integer, trade: text}
events: {visit: {}}
define: {high: {is: heat >= 60}, small: {is: size < 10}}
scores:
  fit: {rules: [{rule: big, when: size >= 100, points: 20}]}
  heat: {rules: [{rule: visits, event: visit, points: 10}]}
  total: fit + heat
  rest: 100 - heat
  ratio: fit / heat
bands:
  grade: {of: heat, A: 50, B: 0}
signals:
  s: {when: ')" + condition + "'}\n");
  const Watched& watched = rules.model().watched.at(0);
  CHECK(watched.condition == &rules.model().signals[0].when);
  if (watched.trend.may_rise) return watched.trend.may_fall ? "both" : "rises";
  return watched.trend.may_fall ? "falls" : "none";
}

}  // namespace

TEST_CASE("trend: a line becomes true from below, and is lost from above") {
  CHECK(trend_of("heat >= 60") == "rises");
  CHECK(trend_of("heat > 60") == "rises");
  CHECK(trend_of("60 <= heat") == "rises");
  CHECK(trend_of("heat < 40") == "falls");
  CHECK(trend_of("40 >= heat") == "falls");
  CHECK(trend_of("heat == 40") == "both");
  CHECK(trend_of("heat != 40") == "both");
  CHECK(trend_of("heat between 10 and 20") == "both");
  CHECK(trend_of("size > 40 and trade is known") == "none");
}

TEST_CASE("trend: what is put together moves as its parts do") {
  CHECK(trend_of("heat >= 60 and size > 3 or fit > 2") == "rises");
  CHECK(trend_of("heat >= 60 and fit < 2") == "both");
  CHECK(trend_of("not (heat < 40)") == "rises");
  CHECK(trend_of("not (high or small)") == "falls");
  CHECK(trend_of("total >= 30") == "rises");
  CHECK(trend_of("rest >= 30") == "falls");
  CHECK(trend_of("fit - heat > 0") == "both");
  CHECK(trend_of("0 - heat - fit > 0") == "falls");
  CHECK(trend_of("-heat < 0") == "rises");
  CHECK(trend_of("max(heat, fit) > min(size, 9)") == "rises");
}

TEST_CASE("trend: what is not followed may move either way") {
  CHECK(trend_of("ratio >= 1") == "both");
  CHECK(trend_of("grade == \"A\"") == "both");
  CHECK(trend_of("heat * 2 > 60") == "both");
  CHECK(trend_of("abs(heat) > 60") == "both");
  CHECK(trend_of("count(visit within 3d) > size") == "none");
}

}  // namespace leadscore::model
