// SPDX-License-Identifier: Apache-2.0
#include "cli/csv_reader.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include "support/catch.hpp"
#include "unit/cli/files.hpp"

namespace leadscore::cli {
namespace {

template <typename Row>
void show(std::string& text, const Row& row) {
  text += (text.empty() ? "" : " ") + std::to_string(row.line);
  if (!row.problem.empty()) {
    text.append("!").append(row.problem);
    return;
  }
  text += '[';
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    text.append(i == 0 ? "" : "|").append(row.cells[i]);
  }
  text += ']';
}

// The rows, each asked for by `next(reader)`; then their texts.
template <typename Next>
std::pair<std::string, std::string> rows_by(std::string_view bytes, const Next& next) {
  const Folder folder;
  auto input = Input::open(folder.with_file("f", bytes));
  CsvReader reader(LineReader(std::get<Input>(std::move(input))));
  std::string rows;
  std::string texts;
  for (auto row = next(reader); row; row = next(reader)) {
    show(rows, *row);
    texts.append(row->text).append("|");
  }
  return {rows, texts};
}

// `1[a|b] 2[c|d] 4!problem`; the same whether rows are copied or seen.
std::string rows_of(std::string_view bytes) {
  const auto rows = rows_by(bytes, [](CsvReader& reader) { return reader.next(); });
  CHECK(rows_by(bytes, [](CsvReader& reader) { return reader.next_view(); }) == rows);
  return rows.first;
}

TEST_CASE("CSV rows") {
  struct Case {
    const char* title;
    std::string_view text;
    const char* rows;
  };
  const Case cases[] = {
      {"nothing", "", ""},
      {"a row without a line break", "a,b", "1[a|b]"},
      {"line breaks of all kinds", "a,b\nc,d\r\ne,f\rg,h\n", "1[a|b] 2[c|d] 3[e|f] 4[g|h]"},
      {"blank lines count, but are no rows", "a\n\n  \nb\n", "1[a] 4[b]"},
      {"empty cells", ",a,\n", "1[|a|]"},
      {"empty cells in quotes", "\"\",a\n", "1[|a]"},
      {"commas and quotes in quotes", "\"a,\"\"b\"\"\",c\n", "1[a,\"b\"|c]"},
      {"line breaks in quotes", "\"a\nb\r\nc\",d\ne,f\n", "1[a\nb\r\nc|d] 4[e|f]"},
      {"an empty line in quotes", "\"a\n\nb\"\n", "1[a\n\nb]"},
      {"blanks around cells", " a , b \n", "1[a|b]"},
      {"blanks in quotes stay", "\" a \" ,b\n", "1[ a |b]"},
      {"a quote inside a cell", "5\" disk,a\"b\"\n", "1[5\" disk|a\"b\"]"},
      {"cells of all lengths", "a,bb,,ccc,dddd,eeeee,ffffff,ggggggg,hhhhhhhh,iiiiiiiii,\n",
       "1[a|bb||ccc|dddd|eeeee|ffffff|ggggggg|hhhhhhhh|iiiiiiiii|]"},
      {"characters next to a comma", "+,-,\xac,-+,,\n", "1[+|-|\xac|-+||]"},
      {"a quote at the end of a cell", "a\",b\nc,d\n", "1[a\"|b] 2[c|d]"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.title);
    CHECK(rows_of(each.text) == each.rows);
  }
}

TEST_CASE("a row with wrong quotes is lost alone") {
  const std::string open = "a quote opens here and is not closed";
  const std::string after =
      "text after the closing quote of a cell; a quote inside quotes is doubled";
  CHECK(rows_of("a,b\n\"c,d\ne,f\ng,h\n") == "1[a|b] 2!" + open + " 3[e|f] 4[g|h]");
  CHECK(rows_of("\"a\"b,c\nd,e\n") == "1!" + after + " 2[d|e]");
  CHECK(rows_of("\"a\nb\"c,d\ne,f\n") == "1!" + after + " 2[b\"c|d] 3[e|f]");
  CHECK(rows_of("\"a") == "1!" + open);
  CHECK(rows_of("\"a\n\"b\n\"c\n") == "1!" + after + " 2!" + after + " 3!" + open);
}

TEST_CASE("a row that grows too long is lost alone") {
  std::string text = "\"open\n";
  while (text.size() <= 2 * kMostRowBytes) text += std::string(1000, 'x') + '\n';
  text += "end\"\n";
  const std::string rows = rows_of(text);
  CHECK(rows.starts_with("1!a quote opens here and is not closed 2[xxx"));
  CHECK(rows.ends_with("[end\"]"));
  CHECK(rows_of(std::string(kMostRowBytes + 1, 'x') + "\na\n") ==
        "1!a row may have at most 262144 bytes 2[a]");
}

}  // namespace
}  // namespace leadscore::cli
