// SPDX-License-Identifier: Apache-2.0
#include "model/keys.hpp"

#include <set>

#include "model/schema_kinds.hpp"
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

TEST_CASE("what is inside a container is a section or a kind") {
  for (const Key& key : all_keys()) {
    CAPTURE(key.section, key.name);
    const bool container = key.kind >= KeyKind::section;
    const bool section = title_of(key.inside) != key.inside;
    const bool known = section || key.inside == "item" || kind_named(key.inside).has_value();
    CHECK(container == (key.inside != "free"));
    CHECK(container == known);
    if (key.kind == KeyKind::section) CHECK(section);
  }
  for (const Section& one : all_sections()) {
    CAPTURE(one.name);
    CHECK((one.others == "none" || title_of(one.others) != one.others || kind_named(one.others)));
  }
}

TEST_CASE("keys that need, exclude or choose name keys of their section") {
  const auto known = [](std::string_view section, std::string_view key) {
    return key == "*" || is_key_of(section, key);
  };
  for (const Bond& bond : all_bonds()) {
    CAPTURE(bond.section, bond.key, bond.other);
    CHECK((known(bond.section, bond.key) && known(bond.section, bond.other)));
  }
  CHECK(all_choices().size() == 4);
  using Keys = std::vector<std::string_view>;
  CHECK(keys_that_need("rule", "event") == Keys{"where", "given", "limit", "decay", "expires"});
  CHECK(keys_that_need("rule", "by") == Keys{"combine"});
  CHECK(keys_that_need("test", "leads").empty());  // excluded, not needed
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
