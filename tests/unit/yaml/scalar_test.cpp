// SPDX-License-Identifier: Apache-2.0
#include "yaml/scalar.hpp"

#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "unit/yaml/reading.hpp"

namespace leadscore::yaml {
namespace {

struct Case {
  const char* name;
  std::string value;  // written as the value of `k`, behind "k: "
  std::string text;   // what YAML makes of it
  // Each of these stands once in the text; in the source stands `written` (or the same).
  std::string part;
  std::string written = {};
};

const Case kCases[] = {
    {"plain", "a == b", "a == b", "== b"},
    {"plain, trailing blanks and comment", "a == b   # why", "a == b", "b"},
    {"plain over lines", "a and\n  b and\n\n  c", "a and b and\nc", "c"},
    {"plain over lines with CRLF", "aa and\r\n  bb\r\n  and cc", "aa and bb and cc", "bb"},
    {"plain over lines, a part with the break", "aa and\n   bb", "aa and bb", "and bb",
     "and\n   bb"},
    {"plain with inner blanks", "a   \t b", "a   \t b", "b"},
    {"plain, more than one byte a character", "t == é and ü == ＧＯ", "t == é and ü == ＧＯ",
     "ü == Ｇ"},
    {"single", "'a == b'", "a == b", "== b"},
    {"single, doubled quote", "'a == ''b'' or c'", "a == 'b' or c", "or c"},
    {"single, the doubled quote itself", "'a == ''b'", "a == 'b", "'b", "''b"},
    {"single over lines", "'a\n   or bb''s\n\n  cc'", "a or bb's\ncc", "s\ncc", "s\n\n  cc"},
    {"single over lines with CRLF", "'aé\r\n   or bb'", "aé or bb", "é or", "é\r\n   or"},
    {"double", "\"a == b\"", "a == b", "b"},
    {"double, escaped quotes", R"("a == \"b\" or c")", "a == \"b\" or c", "or c"},
    {"double, an escaped quote itself", R"("a == \"b")", "a == \"b", "\"b", "\\\"b"},
    {"double, line break escape", R"("a\nb c\td")", "a\nb c\td", "b c"},
    {"double, hex escapes", R"("\x61\u00e9 == \U0001F600x")", "aé == \U0001F600x",
     "é ==", "\\u00e9 =="},
    {"double, behind hex escapes", R"("\u00e9\U0001F600 or x")", "é\U0001F600 or x", "or x"},
    {"double, escapes of blanks", R"("a\x20\u0020\ b or c")", "a   b or c", "b or"},
    {"double, line continuation", "\"aa \\\n    bb\\\n   cc\"", "aa bbcc", "bbcc", "bb\\\n   cc"},
    {"double, line continuation with CRLF", "\"aa \\\r\n    bb\"", "aa bb", "bb"},
    {"double over lines", "\"aa\n\n  bb\n  cc\"", "aa\nbb cc", "cc"},
    {"double, other escapes", R"("a\\b \/ c")", "a\\b / c", "/ c", "\\/ c"},
    {"double, a blank that does not break", R"("a\_b or c")", "a\xC2\xA0\x62 or c", "b or"},
    {"double, separators", R"("a\L\Pb")", "a\xE2\x80\xA8\xE2\x80\xA9\x62", "b"},
    {"literal", "|\n  a and\n  b or c\n", "a and\nb or c\n", "b or"},
    {"literal, indented more", "|\n   a\n     b\n   c\n", "a\n  b\nc\n", "b"},
    {"literal with signs and comment", "|2-  # a b c\n    a\n  b", "  a\nb", "b"},
    {"literal with CRLF", "|\r\n  aé\r\n  b or c\r\n", "aé\nb or c\n", "b or"},
    {"literal, kept line breaks", "|+\n\n  a # b\n\n\n", "\na # b\n\n\n\n", "# b"},
    {"folded", ">\n  a and\n  b or c\n", "a and b or c\n", "b or"},
    {"folded, a part with the break", ">-\n  a and\n  b", "a and b", "and b", "and\n  b"},
    {"folded paragraphs", ">-\n  a\n\n  b\n    c\n  d", "a\nb\n  c\nd", "d"},
    {"folded with CRLF", ">-\r\n  aü\r\n  ß", "aü ß", "ü ß", "ü\r\n  ß"},
};

TEST_CASE("places inside a scalar are found in its source, whatever its style") {
  for (const std::string before : {"k: ", "\xEF\xBB\xBFk: ", "é:\n- x\nk: "}) {
    for (const Case& test : kCases) {
      CAPTURE(test.name, before);
      const Reading read = reading(before + test.value + "\nz: 1\n");
      CHECK(places(read).empty());
      REQUIRE(read.root);
      const Node* node = read.root->find("k");
      REQUIRE(node != nullptr);
      CHECK(node->text == test.text);
      const auto begin = static_cast<std::uint32_t>(node->text.find(test.part));
      const auto end = begin + static_cast<std::uint32_t>(test.part.size());
      const std::string written = test.written.empty() ? test.part : test.written;
      CHECK(source_of(read.source, span_inside(read.source, *node, begin, end)) == written);
    }
  }
}

TEST_CASE("every byte that is not blank has its place") {
  for (const Case& test : kCases) {
    CAPTURE(test.name);
    const Reading read = reading("k: " + test.value + "\nz: 1\n");
    REQUIRE(read.root);
    const Node& node = read.root->entries[0].value;
    Span last{node.span.begin, node.span.begin};
    for (std::uint32_t i = 0; i < node.text.size(); ++i) {
      const Span place = span_inside(read.source, node, i, i + 1);
      CHECK(place.begin >= last.begin);
      CHECK(place.end >= last.end);
      CHECK(place.end <= node.span.end);
      last = place;
      if (is_blank(node.text[i])) continue;
      const std::string written = source_of(read.source, place);
      CHECK((written[0] == node.text[i] || written[0] == '\\'));
    }
  }
}

TEST_CASE("the span of a scalar covers it with its quotes") {
  const std::pair<const char*, const char*> cases[] = {
      {"a b  # c", "a b"},
      {"'a ''b' # c", "'a ''b'"},
      {"\"a \\\" b\" # c", "\"a \\\" b\""},
      {"|\n  a\n   b\n", "|\n  a\n   b"},
      {">-\n\n\n", ">-"},
      {"|2-\n", "|2-"},
      {"a\n  b\n", "a\n  b"},
      {"''", "''"},
      {"\"\"", "\"\""},
  };
  for (const auto& [value, written] : cases) {
    CAPTURE(value);
    const Reading read = reading(std::string("k: ") + value + "\nz: 1\n");
    REQUIRE(read.root);
    CHECK(source_of(read.source, read.root->entries[0].value.span) == written);
  }
}

TEST_CASE("an empty place is where its byte would be") {
  const Reading read = reading("k: 'a ''b'\n");
  REQUIRE(read.root);
  const Node& node = read.root->entries[0].value;  // a 'b
  CHECK(span_inside(read.source, node, 0, 0) == Span{4, 4});
  CHECK(span_inside(read.source, node, 1, 1) == Span{5, 5});
  CHECK(span_inside(read.source, node, 4, 4) == Span{9, 9});
  CHECK(span_inside(read.source, node, 9, 99) == Span{9, 9});
  CHECK(span_inside(read.source, node, 3, 99) == Span{8, 9});
}

TEST_CASE("the closing quote is found past escapes") {
  CHECK(quote_end("'a''b' c", 0) == 6U);
  CHECK(quote_end("'a''b", 0) == std::nullopt);
  CHECK(quote_end(R"("a\"b" c)", 0) == 6U);
  CHECK(quote_end(R"("a\\" c)", 0) == 5U);
  CHECK(quote_end("\"", 0) == std::nullopt);
}

TEST_CASE("a long scalar is walked once") {
  std::string text = "k: \"" + std::string(60'000, ' ') + "\\u00e9\\\n";
  text += std::string(5'000, ' ') + "x\"\n";
  const Reading read = reading(text);
  REQUIRE(read.root);
  const Node& node = read.root->entries[0].value;
  const auto last = static_cast<std::uint32_t>(node.text.size() - 1);
  CHECK(source_of(read.source, span_inside(read.source, node, last, last + 1)) == "x");
}

}  // namespace
}  // namespace leadscore::yaml
