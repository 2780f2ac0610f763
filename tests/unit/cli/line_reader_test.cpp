// SPDX-License-Identifier: Apache-2.0
#include "cli/line_reader.hpp"

#include <string>
#include <utility>
#include <variant>

#include "support/catch.hpp"
#include "unit/cli/files.hpp"

namespace leadscore::cli {
namespace {

LineReader reader_of(const Folder& folder, std::string_view bytes) {
  auto input = Input::open(folder.with_file("f", bytes));
  return LineReader(std::get<Input>(std::move(input)));
}

template <typename Next>
std::string lines_by(std::string_view bytes, const Next& next) {
  const Folder folder;
  LineReader reader = reader_of(folder, bytes);
  std::string text;
  for (auto line = next(reader); line; line = next(reader)) {
    text.append(std::to_string(line->number)).append(":").append(line->text).append("|");
    text.append(line->ending == "\r\n" ? "+" : "");
  }
  return text;
}

// `1:one|2:two|`, with a `+` behind a line that ends with two bytes; the same whether lines are
// copied or seen.
std::string lines_of(std::string_view bytes) {
  const std::string lines = lines_by(bytes, [](LineReader& reader) { return reader.next(); });
  CHECK(lines_by(bytes, [](LineReader& reader) { return reader.next_view(); }) == lines);
  return lines;
}

TEST_CASE("lines end with any line break, the last one with none") {
  CHECK(lines_of("").empty());
  CHECK(lines_of("one") == "1:one|");
  CHECK(lines_of("one\ntwo\n") == "1:one|2:two|");
  CHECK(lines_of("one\r\n\r\nthree\r\n") == "1:one|+2:|+3:three|+");
  CHECK(lines_of("one\rtwo\r") == "1:one|2:two|");
  CHECK(lines_of("\xef\xbb\xbfone\n") == "1:one|");
}

TEST_CASE("a line break of two bytes may lie at the edge of a stretch") {
  const std::string long_text((1 << 16) - 1, 'x');
  CHECK(lines_of(long_text + "\r\ntwo") == "1:" + long_text + "|+2:two|");
  CHECK(lines_of(long_text + "x\r\ntwo") == "1:" + long_text + "x|+2:two|");
}

TEST_CASE("many lines, in many stretches, with any line breaks") {
  std::string bytes;
  std::string lines;
  for (int i = 1; i <= 20'000; ++i) {
    const std::string line = std::to_string(i * i);
    const char* const breaks[] = {"\n", "\r\n", "\r"};
    const int which = i * 7 / 5 % 3;
    bytes += line + breaks[which];
    lines += std::to_string(i) + ':' + line + (which == 1 ? "|+" : "|");
  }
  CHECK(lines_of(bytes) == lines);
}

TEST_CASE("a line is as long as a row may be, and cut where it is longer") {
  const Folder folder;
  LineReader reader = reader_of(
      folder, std::string(kMostRowBytes, 'x') + '\n' + std::string(kMostRowBytes + 1, 'y') + "\nz");
  const auto full = reader.next();
  REQUIRE(full);
  CHECK(full->text.size() == kMostRowBytes);
  CHECK_FALSE(full->too_long);
  const auto longer = reader.next();
  REQUIRE(longer);
  CHECK(longer->text == std::string(kMostRowBytes, 'y'));
  CHECK(longer->too_long);
  const auto last = reader.next();
  REQUIRE(last);
  CHECK(last->text == "z");
  CHECK(last->number == 3);
}

TEST_CASE("the first byte that is no blank is seen without being taken") {
  const Folder folder;
  LineReader reader = reader_of(folder, "\xef\xbb\xbf \n {}\n");
  CHECK(reader.first_byte() == '{');
  const auto line = reader.next();
  REQUIRE(line);
  CHECK(line->text == " ");
}

TEST_CASE("what stands before a failure is no line") {
  const Folder folder;
  // `one`, a line break and `two`, packed, without the last bytes.
  LineReader reader = reader_of(
      folder, std::string_view("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\xcf\x4b\xe5\x2a"
                               "\x29\xcf\x07\x00\x75",
                               20));
  const auto first = reader.next();
  REQUIRE(first);
  CHECK(first->text == "one");
  CHECK_FALSE(reader.next());
  CHECK(reader.failure());
}

TEST_CASE("UTF-16 is refused in words") {
  const Folder folder;
  LineReader reader = reader_of(folder, std::string_view("\xff\xfel\0e\0", 6));
  CHECK_FALSE(reader.next());
  REQUIRE(reader.failure());
  CHECK(reader.failure()->ends_with("it is UTF-16; save it as UTF-8"));
}

}  // namespace
}  // namespace leadscore::cli
