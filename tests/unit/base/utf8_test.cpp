// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

#include "support/catch.hpp"

namespace leadscore::utf8 {
namespace {

TEST_CASE("characters are decoded", "[utf8]") {
  CHECK(decode("a", 0).value == U'a');
  CHECK(decode("xé", 1).value == 0xE9);
  CHECK(decode("経", 0).value == 0x7D4C);
  CHECK(decode("😀", 0).value == 0x1F600);
  CHECK(decode("😀", 0).bytes == 4);
  CHECK(decode("\xF4\x8F\xBF\xBF", 0).value == 0x10FFFF);
}

TEST_CASE("what is not UTF-8 is one bad byte", "[utf8]") {
  const std::string_view text = GENERATE(values<std::string_view>({
      "\x80",
      "\xC0\x80",
      "\xC1\xBF",
      "\xC3",
      "\xC3(",
      "\xE0\x80\x80",
      "\xE0\x9F\xBF",
      "\xE7\xB5",
      "\xED\xA0\x80",
      "\xED\xBF\xBF",
      "\xF0\x8F\xBF\xBF",
      "\xF0\x9F\x98",
      "\xF4\x90\x80\x80",
      "\xF5\x80\x80\x80",
      "\xFF",
  }));
  const Char c = decode(text, 0);
  CHECK_FALSE(c.valid);
  CHECK(c.bytes == 1);
}

TEST_CASE("the begin of a character is found from inside", "[utf8]") {
  const std::string_view text = "a経b";
  CHECK(begin_of_char(text, 0) == 0);
  CHECK(begin_of_char(text, 1) == 1);
  CHECK(begin_of_char(text, 2) == 1);
  CHECK(begin_of_char(text, 3) == 1);
  CHECK(begin_of_char(text, 4) == 4);
  CHECK(begin_of_char(text, 9) == text.size());
  CHECK(begin_of_char("\x80\x80\x80\x80\x80\x80", 5) == 5);
}

}  // namespace
}  // namespace leadscore::utf8
