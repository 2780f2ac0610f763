// SPDX-License-Identifier: Apache-2.0
#include "yaml/quoting.hpp"

#include <string>

#include "support/catch.hpp"

namespace leadscore::yaml {
namespace {

TEST_CASE("a text is quoted so that it reads well") {
  CHECK(quoted("a == \"b\"") == "'a == \"b\"'");
  CHECK(quoted("it's") == "\"it's\"");
  CHECK(quoted("it's \"b\"") == "'it''s \"b\"'");
  CHECK(quoted("a\\d") == "'a\\d'");
  CHECK(meant_quoted("'it's'") == "\"it's\"");
  CHECK(meant_quoted("\"a\" == \"b\"") == "'\"a\" == \"b\"'");
}

TEST_CASE("quotes and brackets of an expression are balanced or not") {
  for (const char* text : {"", "a (b [c] {d})", "\"(\" == ')'", "don't", "a == \"\\\"\""}) {
    CAPTURE(text);
    CHECK(is_balanced(text));
  }
  for (const char* text : {"(", "a)", "min(a", "\"a", "a contains 'b", ")("}) {
    CAPTURE(text);
    CHECK_FALSE(is_balanced(text));
  }
}

TEST_CASE("a value goes as far as its author meant") {
  struct Case {
    const char* rest;
    const char* value;
    const char* in_flow;
  };
  const Case cases[] = {
      {"a == b", "a == b", "a == b"},
      {"a == b  # why\nc", "a == b", "a == b"},
      {"#fff # why", "#fff", "#fff"},
      {"a == \"x # y\" # z", "a == \"x # y\"", "a == \"x # y\""},
      {"a in [b, c], d: e}", "a in [b, c], d: e}", "a in [b, c]"},
      {"min(a, b)}", "min(a, b)}", "min(a, b)"},
      {"min(a, b: c}", "min(a, b: c}", "min(a"},
      {"a == \"}\", b", "a == \"}\", b", "a == \"}\""},
      {"don't, b", "don't, b", "don't"},
      {"", "", ""},
      {"a\r\nb", "a", "a"},
  };
  for (const Case& test : cases) {
    CAPTURE(test.rest);
    const std::string source = std::string("k: ") + test.rest;
    const auto text = [&](Span span) { return source.substr(span.begin, span.end - span.begin); };
    CHECK(text(meant_value(source, 3, false)) == test.value);
    CHECK(text(meant_value(source, 3, true)) == test.in_flow);
  }
}

TEST_CASE("a line is shown with a part of it replaced") {
  const std::string source = "x: 1\r\n  - a: b  # c \r\ny: 2";
  CHECK(line_with(source, {13, 14}, "'b'") == "- a: 'b'  # c");
  CHECK(line_with(source, {0, 1}, "z") == "z: 1");
  CHECK(line_of(source, 9) == Span{6, 20});
  CHECK(line_of(source, 99) == Span{22, 26});
  CHECK(line_of("", 0) == Span{0, 0});
  const std::string line = "a: " + std::string(1'000, 'x') + " # " + std::string(1'000, 'y');
  CHECK(line_with(line, {3, 1'003}, std::string(1'002, 'x')) == "a: '...'");
  CHECK(line_with(line, {3, 1'003}, "z") == "a: z");
}

}  // namespace
}  // namespace leadscore::yaml
