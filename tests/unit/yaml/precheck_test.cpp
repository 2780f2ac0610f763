// SPDX-License-Identifier: Apache-2.0
#include "yaml/precheck.hpp"

#include <string>

#include "support/catch.hpp"

namespace leadscore::yaml {
namespace {

struct Case {
  const char* name;
  std::string text;
  Span span;
};

TEST_CASE("bytes that are no text are refused with their place") {
  const Case cases[] = {
      {"latin-1", "a: caf\xE9\n", {6, 7}},
      {"overlong", "a: \xC0\x80", {3, 4}},
      {"surrogate", "a: \xED\xA0\x80", {3, 4}},
      {"cut off", "a: \xE2\x82", {3, 4}},
      {"above the last", "a: \xF4\x90\x80\x80", {3, 4}},
      {"UTF-16", std::string("\xFF\xFE\x61\x00", 4), {0, 2}},
      {"UTF-16, other order", std::string("\xFE\xFF\x00\x61", 4), {0, 2}},
      {"NUL", std::string("a: \0b", 5), {3, 4}},
      {"end of transmission", "a: \x04", {3, 4}},
      {"escape", "a: \x1B[0m", {3, 4}},
      {"delete", "a: \x7F", {3, 4}},
      {"C1", "a: \xC2\x85", {3, 5}},
      {"lone carriage return", "a: b\rc: d", {4, 5}},
      {"carriage return at the end", "a: b\r", {4, 5}},
      {"byte order mark inside", "a: \xEF\xBB\xBF\x62", {3, 6}},
      {"line separator", "a: b\xE2\x80\xA8", {4, 7}},
      {"paragraph separator", "a: b\xE2\x80\xA9", {4, 7}},
      {"no character", "a: \xEF\xBF\xBE", {3, 6}},
      {"the last that is no character", "a: \xEF\xBF\xBF", {3, 6}},
      {"two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF\x61: b", {3, 6}},
  };
  for (const Case& test : cases) {
    CAPTURE(test.name);
    const auto problem = precheck({"t", test.text}, {});
    REQUIRE(problem);
    CHECK(problem->code == "yaml-encoding");
    CHECK(problem->span == test.span);
    CHECK_FALSE(problem->hint.empty());
  }
}

TEST_CASE("text of any script is let through") {
  const std::string texts[] = {"", "a: b\r\nc: d\n", "a:\tb", "\xEF\xBB\xBF\x61: b",
                               "名: é \U0001F600 \xC2\xA0 \xEF\xBC\xA7 \xEF\xBF\xBD \xE2\x80\xAA"};
  for (const std::string& text : texts) CHECK_FALSE(precheck({"t", text}, {}));
}

TEST_CASE("a file may have as many bytes as the limit, not one more") {
  Limits limits;
  limits.file_bytes = 8;
  CHECK_FALSE(precheck({"t", "a: bcdef"}, limits));
  const auto problem = precheck({"t", "a: bcdefg"}, limits);
  REQUIRE(problem);
  CHECK(problem->code == "limit-file-bytes");
  CHECK(problem->message == "more than 8 bytes in a rule file");
}

TEST_CASE("a file may have as many flow characters as the limit, not one more") {
  Limits limits;
  limits.flow_characters = 4;
  CHECK_FALSE(precheck({"t", "a: [{}]"}, limits));
  const auto problem = precheck({"t", "a: [{},]"}, limits);
  REQUIRE(problem);
  CHECK(problem->code == "limit-flow-characters");
  CHECK(problem->span == Span{7, 8});
}

TEST_CASE("what escapes may give") {
  CHECK(is_clean_text("a\n\tb é"));
  CHECK_FALSE(is_clean_text(std::string("a\0", 2)));
  CHECK_FALSE(is_clean_text("\x1B"));
  CHECK_FALSE(is_clean_text("\x85"));  // no UTF-8
  CHECK_FALSE(is_clean_text("\xC2\x85"));
}

}  // namespace
}  // namespace leadscore::yaml
