// SPDX-License-Identifier: Apache-2.0
#include "plan/text_entries.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace leadscore::plan {

TEST_CASE("texts are numbered in the order in which they first come") {
  TextEntries entries;
  CHECK(entries.entry_of("b") == 0);
  CHECK(entries.entry_of("a") == 1);
  CHECK(entries.entry_of("") == 2);
  CHECK(entries.entry_of("b") == 0);
  CHECK(entries.entry_of("") == 2);
  CHECK(entries.texts() == std::vector<std::string_view>{"b", "a", ""});
}

TEST_CASE("texts of all lengths that differ in one byte are different") {
  std::vector<std::string> texts;
  for (std::size_t size = 0; size <= 70; ++size) {
    texts.emplace_back(size, 'x');
    texts.emplace_back(size + 1, '\0');
    for (std::size_t i = 0; i < size; ++i) {
      texts.emplace_back(size, 'x');
      texts.back()[i] = 'y';
    }
  }
  TextEntries entries;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      CAPTURE(i, texts[i]);
      REQUIRE(entries.entry_of(texts[i]) == i);
    }
  }
  CHECK(entries.texts().size() == texts.size());
}

}  // namespace leadscore::plan
