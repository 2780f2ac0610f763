// SPDX-License-Identifier: Apache-2.0
#include "base/glyph.hpp"

#include "support/catch.hpp"

namespace leadscore {
namespace {

TEST_CASE("a character is shown so that it can do no harm", "[glyph]") {
  struct Case {
    std::string_view text;
    std::string_view shown;
    std::size_t columns;
  };
  const auto [text, shown, columns] = GENERATE(values<Case>({
      {"a", "a", 1},
      {"\t", " ", 1},
      {"\x1b", "\\x1b", 4},
      {"\x7f", "\\x7f", 4},
      {"\xff", "\\xff", 4},
      {"\u0085", "\\u0085", 6},
      {"\u202e", "\\u202e", 6},
      {"\u0301", "\u0301", 0},
      {"経", "経", 2},
      {"Ｇ", "Ｇ", 2},
      {"😀", "😀", 2},
      {"é", "é", 1},
  }));
  const Glyph glyph = glyph_at(text, 0);
  CHECK(glyph.text == shown);
  CHECK(glyph.columns == columns);
  CHECK(glyph.bytes == text.size());
}

TEST_CASE("a NUL is shown", "[glyph]") {
  CHECK(glyph_at(std::string_view("\0", 1), 0).text == "\\x00");
}

TEST_CASE("long texts are cut between characters", "[glyph]") {
  CHECK(printable("short", 5) == "short");
  CHECK(printable("longer", 5) == "longe...");
  CHECK(printable("経経", 5) == "経...");
  CHECK(printable("a\nb", 10) == "a\\x0ab");
}

}  // namespace
}  // namespace leadscore
