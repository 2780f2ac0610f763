// SPDX-License-Identifier: Apache-2.0

// What the schema accepts and refuses is tested by tests/schema.py with a validator of its own.
#include "model/schema.hpp"

#include <algorithm>
#include <string>

#include <leadscore/schema.hpp>
#include <leadscore/value.hpp>

#include "support/catch.hpp"

namespace leadscore::model {

namespace {

Key key_of(std::string_view section, std::string_view name) {
  const auto keys = keys_of(section);
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == name; });
  REQUIRE(found != keys.end());
  return *found;
}

}  // namespace

TEST_CASE("the schema is the same each time, and says what it is") {
  const std::string schema = rule_file_schema();
  CHECK(schema == rule_file_schema());
  CHECK(schema.starts_with("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"));
  CHECK(schema.ends_with("\n}\n"));
  CHECK(schema.find('\t') == std::string::npos);
}

TEST_CASE("descriptions are sentences") {
  CHECK(description_of(key_of("root", "name")) == "What the rule set is called.");
  CHECK(description_of(key_of("rule", "enabled")) == "false: as if not there, but still checked.");
  CHECK(description_of(key_of("signal", "for")) ==
        "`when` must hold that long without a break first.");
  CHECK(description_of(key_of("stage", "off_path")) ==
        "true: beside the journey, such as disqualified. No move without `from` leads out of it.");
  const std::string schema = rule_file_schema();
  for (const Key& key : all_keys()) {
    CAPTURE(key.section, key.name);
    CHECK(key.summary.back() != '.');
    CHECK((key.details.empty() || key.details.back() == '.'));
    CHECK(schema.find(json_string(description_of(key))) != std::string::npos);
  }
}

}  // namespace leadscore::model
