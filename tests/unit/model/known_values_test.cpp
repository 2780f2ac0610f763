// SPDX-License-Identifier: Apache-2.0
#include "model/known_values.hpp"

#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {

TEST_CASE("the values an expression can have, where they are listed") {
  const Loaded loaded = good(R"(leadscore: 1
attributes: {kind: {type: text, one_of: [A, b]}, title: text, size: {type: integer, one_of: [1, 2]}}
events:
  visit: {kind: {type: text, one_of: [x, y]}}
  call: {kind: {type: text, one_of: [z]}}
  mail: {kind: text}
scores:
  s:
    rules:
      - {rule: kind, by: kind, points: {a: 1}}
      - {rule: title, by: title, points: {anything: 1}}
      - {rule: one, event: visit, by: kind, points: {x: 1}}
      - {rule: two, event: visit | call, by: kind, points: {x: 1, Z: 2}}
      - {rule: any, event: visit | mail, by: kind, points: {whatever: 1}}
      - {rule: size, by: size, points: {1: 1}}
)");
  const Model& model = loaded.value().model();
  KnownValues known(model);
  const auto lists = [&](std::size_t rule) { return known.of(model.rules.at(rule).table->by); };
  REQUIRE(lists(0).size() == 1);
  CHECK(*lists(0)[0] == KnownValues::Names{{"a", "A"}, {"b", "b"}});
  CHECK(lists(0)[0] == lists(0)[0]);  // made once
  CHECK(lists(1).empty());
  CHECK(lists(2).size() == 1);
  CHECK(lists(3).size() == 2);
  CHECK(lists(4).empty());
  CHECK(lists(5).empty());
}

}  // namespace leadscore::model
