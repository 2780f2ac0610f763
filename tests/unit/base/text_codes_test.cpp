// SPDX-License-Identifier: Apache-2.0
#include "base/text_codes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "support/catch.hpp"

namespace leadscore {

namespace {

TextCodes::Added add(TextCodes& codes, std::string_view text) {
  return codes.add(text, stable_hash(text));
}

std::optional<std::uint32_t> find(const TextCodes& codes, std::string_view text) {
  return codes.find(text, stable_hash(text));
}

}  // namespace

TEST_CASE("texts are numbered in the order in which they come, each once") {
  TextCodes codes;
  CHECK(add(codes, "a").code == 0);
  CHECK(add(codes, "b").code == 1);
  const auto again = add(codes, "a");
  CHECK(again.code == 0);
  CHECK_FALSE(again.is_new);
  CHECK(add(codes, "").code == 2);
  CHECK_FALSE(add(codes, "").is_new);
  CHECK(add(codes, std::string_view("\0", 1)).is_new);
  CHECK(codes.size() == 4);
  CHECK(find(codes, "b") == 1U);
  CHECK(find(codes, "") == 2U);
  CHECK_FALSE(find(codes, "c"));
  CHECK(codes.size() == 4);
}

TEST_CASE("texts stay where they are while more come") {
  TextCodes codes;
  add(codes, "first");
  const char* const place = codes.texts()[0].data();
  for (int i = 0; i < 20'000; ++i) {
    REQUIRE(add(codes, "text " + std::to_string(i)).code == static_cast<std::uint32_t>(i) + 1);
  }
  const std::string longer(3 << 20, 'x');
  CHECK(add(codes, longer).is_new);
  for (int i = 0; i < 20'000; ++i) {
    REQUIRE_FALSE(add(codes, "text " + std::to_string(i)).is_new);
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
  CHECK(codes.find("b", 7) == 1U);
  CHECK_FALSE(codes.find("d", 7));
}

TEST_CASE("a text that is fetched by its hash is the first that it may be") {
  TextCodes codes;
  CHECK_FALSE(codes.fetch(7));
  codes.announce(7);
  codes.add("a", 7);
  codes.add("b", 7);
  codes.add("c", 8);
  CHECK(codes.fetch(7) == 0U);
  CHECK(codes.fetch(8) == 2U);
  CHECK_FALSE(codes.fetch(9));
}

}  // namespace leadscore
