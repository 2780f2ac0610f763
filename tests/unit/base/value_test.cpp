// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <leadscore/value.hpp>

#include "support/catch.hpp"

namespace leadscore {
namespace {

TEST_CASE("values are written as JSON", "[value]") {
  CHECK(to_json(Missing{}) == "null");
  CHECK(to_json(true) == "true");
  CHECK(to_json(false) == "false");
  CHECK(to_json(std::int64_t{41}) == "41");
  CHECK(to_json(41.0) == "41");
  CHECK(to_json(2.5) == "2.5");
  CHECK(to_json(std::string("text")) == R"("text")");
  CHECK(to_json(Cell{"300"}) == R"("300")");
  CHECK(to_json(Time{std::chrono::hours{1}}) == R"("1970-01-01T01:00:00Z")");
  CHECK(to_json(TextList{"a", "b"}) == R"(["a","b"])");
  CHECK(to_json(TextList{}) == "[]");
  CHECK(to_json(std::numeric_limits<double>::quiet_NaN()) == "null");
  CHECK(to_json(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("strings are escaped so that they are JSON whatever is in them", "[value]") {
  CHECK(json_string("") == R"("")");
  CHECK(json_string("say \"hi\" \\") == R"("say \"hi\" \\")");
  CHECK(json_string("a\nb\tc\rd") == R"("a\nb\tc\rd")");
  CHECK(json_string("\x01\x1f\x7f") == R"("\u0001\u001f\u007f")");
  CHECK(json_string(std::string_view("\0", 1)) == R"("\u0000")");
  CHECK(json_string("経 é 😀") == "\"経 é 😀\"");
  CHECK(json_string("a\xff\xc3z") == R"("a\ufffd\ufffdz")");
}

}  // namespace
}  // namespace leadscore
