// SPDX-License-Identifier: Apache-2.0
#include "cli/text_codes.hpp"

#include <string>

#include "support/catch.hpp"

namespace leadscore::cli {

TEST_CASE("texts are numbered in the order in which they come, each once") {
  TextCodes codes;
  CHECK(codes.add("a").code == 0);
  CHECK(codes.add("b").code == 1);
  const auto again = codes.add("a");
  CHECK(again.code == 0);
  CHECK_FALSE(again.is_new);
  CHECK(codes.add("").code == 2);
  CHECK_FALSE(codes.add("").is_new);
  CHECK(codes.add(std::string_view("\0", 1)).is_new);
  CHECK(codes.size() == 4);
  CHECK(codes.find("b") == 1U);
  CHECK(codes.find("") == 2U);
  CHECK_FALSE(codes.find("c"));
  CHECK(codes.size() == 4);
}

TEST_CASE("texts stay where they are while more come") {
  TextCodes codes;
  codes.add("first");
  const char* const place = codes.texts()[0].data();
  for (int i = 0; i < 20'000; ++i) {
    REQUIRE(codes.add("text " + std::to_string(i)).code == static_cast<std::uint32_t>(i) + 1);
  }
  const std::string longer(3 << 20, 'x');
  CHECK(codes.add(longer).is_new);
  for (int i = 0; i < 20'000; ++i) {
    REQUIRE_FALSE(codes.add("text " + std::to_string(i)).is_new);
  }
  CHECK(codes.texts()[0].data() == place);
  CHECK(codes.texts()[0] == "first");
  CHECK(codes.texts()[20'001] == longer);
}

TEST_CASE("texts that fall together are told apart") {
  TextCodes codes;
  CHECK(codes.add("a", 7).code == 0);
  CHECK(codes.add("b", 7).code == 1);
  CHECK(codes.add("c", 7 + (std::uint64_t{1} << 32)).code == 2);
  CHECK(codes.add("b", 7).code == 1);
  CHECK(codes.add("a", 7).code == 0);
}

}  // namespace leadscore::cli
