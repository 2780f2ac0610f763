// SPDX-License-Identifier: Apache-2.0
#include "text/fold.hpp"

#include <leadscore/value.hpp>

#include "support/catch.hpp"

namespace leadscore::text {
namespace {

TEST_CASE("texts that a reader takes for equal fold to one", "[fold]") {
  struct Case {
    std::string_view text;
    std::string_view folded;
  };
  const auto [text, folded] = GENERATE(values<Case>({
      {"", ""},
      {"Google", "google"},
      {"ＧＯＯＧＬＥ", "google"},
      {"Straße", "strasse"},
      {"STRASSE", "strasse"},
      {"e\u0301", "é"},
      {"É", "é"},
      {"ﬁnance", "finance"},
      {"①", "1"},
      {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
      {"ソフトウェア", "ソフトウェア"},
      {"ｿﾌﾄ", "ソフト"},
      {" Two  Blanks ", " two  blanks "},
  }));
  CHECK(fold(text) == folded);
  CHECK(fold(folded) == folded);
}

TEST_CASE("what is not UTF-8 stays as it is", "[fold]") {
  CHECK(fold("A\xff") == "A\xff");
  CHECK(fold("\xED\xA0\x80Q") == "\xED\xA0\x80Q");
  using namespace std::string_view_literals;
  CHECK(fold("A\0É"sv) == "a\0é"sv);
}

TEST_CASE("blanks of any script are trimmed", "[fold]") {
  CHECK(fold_and_trim("  Google\t\r\n") == "google");
  CHECK(fold_and_trim("\u3000Ｇoogle\u00A0") == "google");
  CHECK(fold_and_trim("\u2003\u2028") == "");
  CHECK(trim("").empty());
  CHECK(trim(" a b ") == "a b");
  CHECK(trim("\xff ") == "\xff");
}

TEST_CASE("length counts characters", "[fold]") {
  CHECK(length("") == 0);
  CHECK(length("abc") == 3);
  CHECK(length("経é😀") == 3);
}

TEST_CASE("words are bounded by what is no letter or digit", "[fold]") {
  struct Case {
    std::string_view text;
    std::string_view word;
    bool found;
  };
  const auto [text, word, found] = GENERATE(values<Case>({
      {"ceo", "ceo", true},
      {"the ceo, europe", "ceo", true},
      {"vp_sales", "vp", true},
      {"svp sales", "vp", false},
      {"vp2", "vp", false},
      {"evp vp", "vp", true},
      {"vpvp vp", "vp", true},
      {"évp", "vp", false},
      {"vpé", "vp", false},
      {"vp経", "vp", false},
      {"vp。", "vp", true},
      {"vp\u0301x", "vp", false},
      {"c++ developer", "c++", true},
      {"abab ab", "ab", true},
      {"ceo", "", false},
      {"", "ceo", false},
      {"", "", false},
  }));
  CAPTURE(text, word);
  CHECK(contains_word(text, word) == found);
}

TEST_CASE("the first bad byte is found", "[fold]") {
  CHECK(first_bad_utf8("plain 経 😀") == std::nullopt);
  CHECK(first_bad_utf8("ab\xffz") == 2);
  CHECK(first_bad_utf8("\xC0\xAF") == 0);
  CHECK(first_bad_utf8("é\xED\xA0\x80") == 2);
  CHECK(first_bad_utf8("é\xE7\xB5") == 2);
}

TEST_CASE("a bad byte is found wherever it stands", "[fold]") {
  for (std::size_t place = 0; place < 40; ++place) {
    std::string text(40, 'a');
    CHECK(first_bad_utf8(text) == std::nullopt);
    text[place] = '\x80';
    CHECK(first_bad_utf8(text) == place);
    text.replace(place, 1, "é");
    CHECK(first_bad_utf8(text) == std::nullopt);
  }
}

TEST_CASE("characters are sorted into kinds", "[fold]") {
  CHECK(code_point_at("a経", 1).value == 0x7D4C);
  CHECK(code_point_at("a経", 1).bytes == 3);
  CHECK(is_letter(U'a'));
  CHECK(is_letter(U'経'));
  CHECK_FALSE(is_letter(U'1'));
  CHECK_FALSE(is_letter(U'_'));
  CHECK(is_digit(U'7'));
  CHECK(is_digit(U'٣'));
  CHECK_FALSE(is_digit(U'a'));
  CHECK(is_blank(U'\t'));
  CHECK(is_blank(0x3000));
  CHECK(is_blank(0x85));
  CHECK_FALSE(is_blank(U'x'));
  CHECK(is_name_char(U'_'));
  CHECK(is_name_char(U'é'));
  CHECK(is_name_char(0x0301));
  CHECK_FALSE(is_name_char(U'-'));
  CHECK_FALSE(is_name_char(U' '));
  CHECK_FALSE(is_name_char(0x110000));
}

TEST_CASE("columns are those of a terminal", "[fold]") {
  CHECK(columns("abc") == 3);
  CHECK(columns("経営") == 4);
  CHECK(columns("e\u0301") == 1);
  CHECK_FALSE(tables_version().empty());
}

}  // namespace
}  // namespace leadscore::text
