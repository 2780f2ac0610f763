// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>

#include <leadscore/diagnostic.hpp>

#include "support/catch.hpp"

namespace leadscore {
namespace {

Diagnostic mistake(std::uint32_t begin, std::uint32_t end) {
  Diagnostic d;
  d.code = "syntax";
  d.span = {begin, end};
  d.message = "wrong";
  return d;
}

// The two lines below the headline.
std::string snippet(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const std::string all = render(mistake(begin, end), {"f", std::string(text)});
  return all.substr(all.find('\n') + 1);
}

TEST_CASE("a diagnostic shows its line and a caret", "[render]") {
  const Source source{"rules.yaml", "a: 1\n\n\n\n\n\n\n\n\n\n\n      when: employes > 50\n"};
  Diagnostic d = mistake(27, 35);
  d.code = "unknown-name";
  d.message = "unknown attribute 'employes'; did you mean 'employees'?";
  d.hint = "when: employees > 50\nor leave it out";
  d.notes = {{{0, 1}, "attributes are declared here"}};
  CHECK(
      render(d, source) ==
      R"(rules.yaml:12:13: error: unknown attribute 'employes'; did you mean 'employees'? [unknown-name]
  12 |       when: employes > 50
     |             ^~~~~~~~
  hint: when: employees > 50
        or leave it out
rules.yaml:1:1: note: attributes are declared here
  1 | a: 1
    | ^
)");
}

TEST_CASE("carets stand under the first line of a span", "[render]") {
  CHECK(snippet("abc", 1, 1) == "  1 | abc\n    |  ^\n");
  CHECK(snippet("abc", 1, 3) == "  1 | abc\n    |  ^~\n");
  CHECK(snippet("abc", 3, 3) == "  1 | abc\n    |    ^\n");
  CHECK(snippet("abc\r\ndef", 1, 8) == "  1 | abc\n    |  ^~\n");
  CHECK(snippet("abc\n\ndef", 3, 9) == "  1 | abc\n    |    ^\n");
  CHECK(snippet("abc\n", 4, 4) == "  2 | \n    | ^\n");
  CHECK(snippet("", 0, 0) == "  1 | \n    | ^\n");
  CHECK(snippet("abc", 90, 99) == "  1 | abc\n    |    ^\n");
  CHECK(snippet("abc", 2, 1) == "  1 | abc\n    |   ^\n");
}

TEST_CASE("tabs, wide characters and controls keep the caret in place", "[render]") {
  CHECK(snippet("\tab", 1, 3) == "  1 |  ab\n    |  ^~\n");
  CHECK(snippet("経営x", 6, 7) == "  1 | 経営x\n    |     ^\n");
  CHECK(snippet("x経営", 1, 7) == "  1 | x経営\n    |  ^~~~\n");
  CHECK(snippet("\x1b[31mab", 5, 6) == "  1 | \\x1b[31mab\n    |         ^\n");
  CHECK(snippet("a\xff"
                "b",
                2, 3) == "  1 | a\\xffb\n    |      ^\n");
}

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    longest = std::max(longest, line.size());
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return longest;
}

TEST_CASE("long lines are cut around the caret", "[render]") {
  const std::string text = std::string(1000, 'a') + "XYZ" + std::string(1000, 'b');
  const std::string shown = snippet(text, 1000, 1003);
  CHECK(shown.find("| ..." + std::string(60, 'a') + "XYZb") != std::string::npos);
  CHECK(shown.find("b...\n") != std::string::npos);
  CHECK(shown.find("    | " + std::string(63, ' ') + "^~~\n") != std::string::npos);
  CHECK(longest_line(shown) < 180);
  CHECK(longest_line(snippet(text, 0, 2003)) < 180);
  CHECK(longest_line(snippet(text, 2003, 2003)) < 180);
  CHECK(longest_line(snippet(std::string(160, 'a'), 0, 160)) == 166);
}

TEST_CASE("a line of marks without a letter has an end", "[render]") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "\u0301";
  CHECK(snippet(text, 100'000, 100'002).size() < 5000);
}

TEST_CASE("messages are bounded and their controls escaped", "[render]") {
  Diagnostic d = mistake(0, 1);
  d.message = std::string(2000, 'm') + "\x1b[2J";
  const std::string shown = render(d, {"f\x1b", "x"});
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown.find("f\\x1b:1:1: error: mmm") == 0);
  CHECK(longest_line(shown) < 560);
}

TEST_CASE("colours are there only if wanted", "[render]") {
  Diagnostic d = mistake(0, 1);
  d.notes = {{{0, 1}, "see"}};
  const Source source{"f", "x"};
  CHECK(render(d, source).find('\x1b') == std::string::npos);
  const std::string error = render(d, source, true);
  CHECK(error.find("\x1b[1;31merror:\x1b[0m wrong") != std::string::npos);
  CHECK(error.find("\x1b[1;32m^\x1b[0m\n") != std::string::npos);
  CHECK(error.find("\x1b[1;36mnote:\x1b[0m see") != std::string::npos);
  d.severity = Severity::warning;
  CHECK(render(d, source, true).find("\x1b[1;35mwarning:\x1b[0m") != std::string::npos);
}

}  // namespace
}  // namespace leadscore
