// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& routing) {
  return "leadscore: 1\nattributes: {size: integer}\nrouting: " + routing + "\n";
}

}  // namespace

TEST_CASE("routes in their order") {
  const Loaded loaded = good(with("[{to: field sales, when: size > 50}, {to: nurture}]"));
  const auto& routes = loaded.value().model().routing;
  REQUIRE(routes.size() == 2);
  CHECK(routes[0].to == "field sales");
  CHECK(routes[0].when.has_value());
  CHECK(!routes[1].when.has_value());
}

TEST_CASE("what can be wrong with routes") {
  const std::pair<const char*, const char*> rows[] = {
      {"{to: sales}", "3:10 wrong-kind: 'routing' needs a list, not a map\n"},
      {"[{when: size > 5}]", "3:12 missing-key: a route needs 'to'\n"},
      {"[{to: sales, when: size}]",
       "3:29 wrong-type: 'when' needs a condition, and 'size' is a number\n"},
      {"[{to: sales, wen: size > 5}]",
       "3:23 unknown-key: unknown key 'wen' in a route; did you mean 'when'?\n"},
  };
  for (const auto& [routing, expected] : rows) {
    CAPTURE(routing);
    CHECK(problems(with(routing)) == expected);
  }
}

}  // namespace leadscore::model
