// SPDX-License-Identifier: Apache-2.0
#include "yaml/tree.hpp"

#include "support/catch.hpp"

namespace leadscore::yaml {
namespace {

Node plain(std::string text) {
  Node node;
  node.text = std::move(text);
  return node;
}

TEST_CASE("a plain scalar that says nothing is null") {
  for (const char* text : {"", "~", "null", "Null", "NULL"}) CHECK(plain(text).is_null());
  for (const char* text : {"nULL", "none", " ", "0", "nil"}) CHECK_FALSE(plain(text).is_null());
  Node quoted = plain("null");
  quoted.style = Style::single_quoted;
  CHECK_FALSE(quoted.is_null());
  Node list;
  list.kind = Kind::list;
  CHECK_FALSE(list.is_null());
}

TEST_CASE("a map gives the value of a key") {
  Node map;
  map.kind = Kind::map;
  map.entries.push_back({plain("a"), plain("1")});
  map.entries.push_back({plain("b"), plain("2")});
  REQUIRE(map.find("b") != nullptr);
  CHECK(map.find("b")->text == "2");
  CHECK(map.find("c") == nullptr);
}

}  // namespace
}  // namespace leadscore::yaml
