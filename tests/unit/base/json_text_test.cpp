// SPDX-License-Identifier: Apache-2.0
#include "base/json_text.hpp"

#include <leadscore/value.hpp>

#include "support/catch.hpp"

namespace leadscore {

TEST_CASE("JSON from parts") {
  CHECK(json_object({}) == "{}");
  CHECK(json_object({{"a", "1"}, {"b", json_array({"2", "null"})}}) == R"({"a":1,"b":[2,null]})");
  CHECK(json_strings({"x", "\"\\"}) == R"(["x","\"\\"])");
}

TEST_CASE("indented JSON: short lists and maps on one line, texts as they are") {
  CHECK(indented_json("{}") == "{}\n");
  CHECK(indented_json(R"({"a":{"b":[1,"x,y:{"]},"c":"\"]"})") ==
        "{\n  \"a\": {\n    \"b\": [1, \"x,y:{\"]\n  },\n  \"c\": \"\\\"]\"\n}\n");
  CHECK(indented_json(R"([{"a":[]},2])") == "[\n  {\n    \"a\": []\n  },\n  2\n]\n");
}

TEST_CASE("a list that is too long for one line has a line for each item") {
  const std::string word = json_string(std::string(50, 'x'));
  CHECK(indented_json("[" + word + "," + word + "]") == "[\n  " + word + ",\n  " + word + "\n]\n");
}

}  // namespace leadscore
