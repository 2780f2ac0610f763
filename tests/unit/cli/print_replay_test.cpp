// SPDX-License-Identifier: Apache-2.0
#include "cli/print_replay.hpp"

#include <utility>

#include "support/catch.hpp"

namespace leadscore::cli {
namespace {

std::string words(decltype(Output::what) what, bool backfill = false) {
  return in_words(Output{Time(Duration(0)), "L1", std::move(what), backfill});
}

TEST_CASE("what happens, in words") {
  const NamedPoints scores = {{"fit", Points::whole(45)}, {"ratio", std::nullopt}};
  CHECK(words(Crossing{"mql", Edge::entered, 2, scores}) ==
        "mql comes on (pass 2): fit 45, ratio has no value");
  CHECK(words(Crossing{"mql", Edge::left, 2, {}}, true) == "mql goes off (pass 2) [history]");
  CHECK(words(Move{"a", "b", 1, "when"}) == "moves from a to b");
  CHECK(words(Move{"a", "b", 3, "signal mql"}) == "moves from a to b (signal mql, pass 3)");
  CHECK(words(RouteChange{"sdr"}) == "goes to sdr");
  CHECK(words(RouteChange{""}) == "goes to nobody");
  CHECK(words(Touch{"welcome", 3}) == "touch 3 of welcome is due");
  CHECK(words(Overdue{"sql"}) == "is too long in sql");
  CHECK(words(Rejection{}) == "is rejected");
  const NamedPoints changed = {{"fit", Points::whole(-30)}, {"other", Points::whole(1)}};
  CHECK(words(Rejection{"no budget", changed, Time(Duration(0))}) ==
        "is rejected: no budget; fit -30, other +1; held until 1970-01-01T00:00:00Z");
  CHECK(words(Rejection{"x", {}, kLatestTime}) == "is rejected: x; held forever");
}

}  // namespace
}  // namespace leadscore::cli
