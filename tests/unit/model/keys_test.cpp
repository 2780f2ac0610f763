// SPDX-License-Identifier: Apache-2.0
#include "model/keys.hpp"

#include <set>

#include "support/catch.hpp"

namespace leadscore::model {

TEST_CASE("every key has a section with a title, and stands there once") {
  std::set<std::pair<std::string, std::string>> seen;
  for (const Key& key : all_keys()) {
    CAPTURE(key.section, key.name);
    CHECK(title_of(key.section) != key.section);
    CHECK(seen.emplace(key.section, key.name).second);
    CHECK(!key.summary.empty());
  }
}

TEST_CASE("what is inside a key is a section or free") {
  for (const Key& key : all_keys()) {
    CAPTURE(key.section, key.name);
    const bool sections = key.kind == KeyKind::section || key.kind == KeyKind::map_of ||
                          key.kind == KeyKind::list_of || key.kind == KeyKind::one_or_list_of;
    const bool known = title_of(key.inside) != key.inside;
    CHECK((known || key.inside == "free"));
    if (!sections) CHECK(key.inside == "free");
  }
}

TEST_CASE("keys of a section come in the order of the table") {
  const auto keys = keys_of("signal");
  REQUIRE(keys.size() == 4);
  CHECK(keys[0].name == "when");
  CHECK(keys[0].required);
  CHECK(keys[3].name == "cooldown");
  CHECK(keys_of("nothing").empty());
}

}  // namespace leadscore::model
