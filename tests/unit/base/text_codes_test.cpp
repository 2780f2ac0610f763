// SPDX-License-Identifier: Apache-2.0
#include "base/text_codes.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "support/catch.hpp"
#include "support/dice.hpp"

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

TEST_CASE("texts that were removed are not found, and their numbers are given anew") {
  TextCodes codes;
  for (const char* text : {"a", "b", "c"}) add(codes, text);
  const char* const place = codes.texts()[1].data();
  codes.remove("b", stable_hash("b"));
  codes.remove("unknown", stable_hash("unknown"));
  CHECK_FALSE(find(codes, "b"));
  CHECK(*place == '\0');
  CHECK(codes.texts()[1].empty());
  CHECK(codes.next_code() == 1);
  CHECK(add(codes, "d").code == 1);
  CHECK(codes.next_code() == 3);
  CHECK(codes.texts()[1] == "d");
  CHECK(find(codes, "c") == 2U);
}

TEST_CASE("texts are found whatever others were removed, though many fall together") {
  support::Dice dice(1);
  for (const std::uint64_t hashes : {3U, 50U, 100'000U}) {
    TextCodes codes;
    std::map<std::string, std::uint32_t> known;
    for (int i = 0; i < 20'000; ++i) {
      const std::string text = "text " + std::to_string(dice.below(hashes == 3 ? 40 : 2'000));
      const std::uint64_t hash = stable_hash(text) % hashes + 60;
      if (dice.percent(40)) {
        codes.remove(text, hash);
        known.erase(text);
      } else {
        const std::uint32_t code = codes.add(text, hash).code;
        REQUIRE(known.emplace(text, code).first->second == code);
        REQUIRE(codes.texts()[code] == text);
      }
      const std::string other = "text " + std::to_string(dice.below(2'000));
      const auto found = codes.find(other, stable_hash(other) % hashes + 60);
      REQUIRE(found.has_value() == known.contains(other));
      if (found) REQUIRE(*found == known[other]);
    }
    CHECK(codes.size() <= 2'000);
  }
}

}  // namespace leadscore
