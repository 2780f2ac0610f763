// SPDX-License-Identifier: Apache-2.0
#include "base/line_index.hpp"

#include "support/catch.hpp"

namespace leadscore {
namespace {

TEST_CASE("an index gives the places of place_of()", "[line_index]") {
  std::string text = "\xEF\xBB\xBF";
  for (int i = 0; i < 400; ++i) {
    text += std::string(static_cast<std::size_t>(i % 37), 'x') + "経é\xff😀";
    if (i % 5 == 0 && i < 200) text += i % 2 == 0 ? "\n" : "\r\n";
  }
  const Source source{"x", text};
  const LineIndex index(source);
  for (std::uint32_t offset = 0; offset <= text.size() + 2; ++offset) {
    REQUIRE(index.place_of(offset) == place_of(source, offset));
  }
}

TEST_CASE("an index of nothing has one place", "[line_index]") {
  const Source source{"x", ""};
  CHECK(LineIndex(source).place_of(0) == Place{1, 1});
  CHECK(LineIndex(source).place_of(7) == Place{1, 1});
}

}  // namespace
}  // namespace leadscore
