// SPDX-License-Identifier: Apache-2.0

// What an author reads where YAML itself gave up: the place, the words, the line as it should be.
#include "yaml/cause.hpp"

#include <string>

#include "support/catch.hpp"
#include "unit/yaml/reading.hpp"

namespace leadscore::yaml {
namespace {

struct Case {
  const char* text;
  const char* place;
  const char* message;  // a part of it
  const char* hint;     // a part of it
};

const Case kCases[] = {
    // Tabs.
    {"a:\n\tb: c", "2:1 yaml-tab", "a tab is used for indentation", "spaces: `  b: c`"},
    {"a: b\n\tc: d", "2:1 yaml-tab", "a tab is used for indentation", "spaces: `  c: d`"},
    {"a:\n  b: c\n \td: e", "3:2 yaml-tab", "a tab is used for indentation", "`   d: e`"},
    {"a:\n-\tb: c", "2:2 yaml-tab", "a tab stands where YAML knows only spaces", "as: - b: c"},
    {"\ta: b", "1:1 yaml-tab", "a tab is used for indentation", "`  a: b`"},
    // Quotes.
    {"a: \"b\nc: d", "1:4 yaml", "never closed", "close it: a: \"b\""},
    {"a: 'b  # why\nc: d", "1:4 yaml", "never closed", "close it: a: 'b'  # why"},
    {"a: {b: \"x, c: d}", "1:8 yaml", "never closed", "close it: a: {b: \"x\", c: d}"},
    {"é: \"ü\nß: d", "1:5 yaml", "never closed", "close it: é: \"ü\""},
    {"é: ü\nß: \"ö\\ü\"", "2:8 yaml", "no escape that YAML knows", "ß: 'ö\\ü'"},
    {"a: \"b\nc: \"d\"", "1:4 yaml", "not closed on its line", "close it: a: \"b\""},
    {"a: \"b\n---\nc: \"d\"", "1:4 yaml", "never closed", "close it: a: \"b\""},
    {"a: \"b \\d c\"", "1:7 yaml", "no escape that YAML knows", "a: 'b \\d c'"},
    {"a: \"b \\\"\\d\\\" c\"", "1:9 yaml", "no escape that YAML knows", "a: 'b \"\\d\" c'"},
    {"a: \"\\xfg\"", "1:5 yaml", "no escape that YAML knows", "a: '\\xfg'"},
    {"name: 'it's'", "1:7 yaml", "ends at its `'`", "name: \"it's\""},
    // Expressions that YAML takes for something else.
    {"when: !active", "1:7 yaml-tag", "is a tag", "quote it: when: '!active'"},
    {"when: &a or b", "1:7 yaml-anchor", "is an anchor", "quote it: when: '&a or b'"},
    {"*a  b: 1", "1:1 yaml-alias", "is an alias", "'*a  b: 1'"},
    {"!a!b: c", "1:1 yaml-tag", "is a tag", "quote it: '!a!b: c'"},
    {"a: !b !c d", "1:4 yaml-tag", "is a tag", "a: '!b !c d'"},
    {"when: *a", "1:7 yaml-alias", "is an alias", "quote it: when: '*a'"},
    {"when: * 3 > total  # why", "1:7 yaml-alias", "is an alias", "when: '* 3 > total'  # why"},
    {"where: \"a\" == x", "1:8 yaml", "this value ends at its `\"`", "where: '\"a\" == x'"},
    {"where: 'a' == x", "1:8 yaml", "this value ends at its `'`", "where: \"'a' == x\""},
    {"- \"a\" in b", "1:3 yaml", "this value ends at its `\"`", "- '\"a\" in b'"},
    {"m: {w: \"a\" == x, u: 1}", "1:8 yaml", "ends at its `\"`", "m: {w: '\"a\" == x', u: 1}"},
    {"where: [a] == x", "1:8 yaml", "this value ends at its `]`", "where: '[a] == x'"},
    {"rating: {grade}{heat}", "1:9 yaml", "ends at its `}`", "rating: '{grade}{heat}'"},
    {"m: {r: {a}{b}, c: d}", "1:8 yaml", "ends at its `}`", "m: {r: '{a}{b}', c: d}"},
    {"{{x}}: 1", "1:1 yaml", "a key cannot be a map or list", "'{{x}}': 1"},
    {"when: @x", "1:7 yaml", "nothing can begin with `@`", "when: '@x'"},
    {"when: `x`", "1:7 yaml", "nothing can begin with '`'", "when: '`x`'"},
    {"when: %x", "1:7 yaml", "nothing can begin with `%`", "when: '%x'"},
    {"when: , x", "1:7 yaml", "nothing can begin with `,`", "when: ', x'"},
    {",", "1:1 yaml", "nothing can begin with `,`", "','"},
    {"when: ? x", "1:7 yaml", "nothing can begin with `?`", "when: '? x'"},
    {"when: > 5", "1:7 yaml", "`>` begins a text of several lines", "when: '> 5'"},
    {"when: | x", "1:7 yaml", "`|` begins a text of several lines", "when: '| x'"},
    {"p:\n  > 50: 3", "2:3 yaml", "`>` begins a text of several lines", "'> 50': 3"},
    {"p: {> 50: 3, else: 1}", "1:5 yaml", "nothing can begin with `>`", "p: {'> 50': 3, else: 1}"},
    {"when: title: x", "1:12 yaml", "a `: ` inside a value", "when: 'title: x'"},
    {"a:\n  - when: b: c  # d", "2:12 yaml", "a `: ` inside a value", "- when: 'b: c'  # d"},
    {"m: {a: b: c, d: e}", "1:9 yaml", "a `: ` inside a value", "m: {a: 'b: c', d: e}"},
    // Expressions cut inside brackets.
    {"m: {when: stage in [\"a\", \"b\"], until: x}", "1:11 yaml", "ends a value at `[`",
     "quote it: m: {when: 'stage in [\"a\", \"b\"]', until: x}"},
    {"- {to: a, when: x in [b]}", "1:17 yaml", "ends a value at `[`", "when: 'x in [b]'}"},
    {"m: [a {b}, c]", "1:5 yaml", "ends a value at `{`", "m: ['a {b}', c]"},
    // Lines.
    {"mql:\n  when total >= 60\n  until: x", "2:3 yaml", "no `:` after its key",
     "write it as: when: total >= 60"},
    {"- rule: a\n  when total\n  points: 3", "2:3 yaml", "no `:` after its key", "when: total"},
    {"a: 3\nwhen total", "2:1 yaml", "no `:` after its key", "when: total"},
    {"a:\n  b: 3\n  when total > 3\nc: d", "3:3 yaml", "no `:` after its key", "when: total > 3"},
    {"a:\n  rules\n  b: c", "2:3 yaml", "no `:` after its key", "rules:"},
    {"b: 2\na:1", "2:1 yaml", "no blank after the `:`", "write it as: a: 1"},
    {"a:1\nb: 2", "1:1 yaml", "no blank after the `:`", "write it as: a: 1"},
    {"a: 1\n  b: 2", "2:3 yaml", "further right", "begin it in column 1"},
    {"a:\n     b: 1\n   c: 2", "3:4 yaml", "fits none of the lines above", "column 6"},
    {"rules:\n  - rule: x\n  points: 3", "3:3 yaml", "fits none of the lines", "column 5"},
    {"a:\nfoo\nb: c", "2:1 yaml", "no further to the right", "indent it"},
    {"a:\n|\n b\nc: d", "2:1 yaml", "no further to the right", "indent it"},
    {"a:\n\"foo\"\nb: c", "2:1 yaml", "no further to the right", "indent it"},
    {"a: x\n  : y", "2:3 yaml", "a key is missing", "key: value"},
    {"a: - b", "1:4 yaml", "a list cannot begin on the line of its key", "a: '- b'"},
    {"a:\n  - \n  b: 1", "3:3 yaml", "fits none of the lines", "same column"},
    {"a:\n  b: 1\n  - c", "3:3 yaml", "a list item where a key was expected", "`- item`"},
    // Brackets.
    {"a: {b: 1\nc: 2", "1:4 yaml", "the `{` that opens here is never closed", "with `}`"},
    {"{a: 1", "1:1 yaml", "the `{` that opens here is never closed", "with `}`"},
    {"a: [1, 2\nb: 3\n", "1:4 yaml", "the `[` that opens here is never closed", "with `]`"},
    {"a:\n  {b: 1\n   c: 2}", "2:7 yaml", "a comma is missing at the end", "{b: 1,"},
    {"a: [\"x\" \"y\"]", "1:9 yaml", "a comma is missing before this", "a: [\"x\", \"y\"]"},
    {"a: {b: \"x\" c: y}", "1:12 yaml", "a comma is missing", "a: {b: \"x\", c: y}"},
    {"a: {b: 1 c: 2}", "1:11 yaml", "a `: ` inside a value", "comma that is missing"},
    {"a: {b: 1,, c: 2}", "1:10 yaml", "a key is missing before this `,`", "remove the comma"},
    {"a: [1,, 2]", "1:7 yaml", "a value is missing before this `,`", "remove the comma"},
    {"a: {: 1}", "1:5 yaml", "a key is missing before this `:`", "key: value"},
    {"a: {b:}", "1:6 yaml", "wants a blank after this `:`", "a: {b: }"},
    {"a: {b:[1]}", "1:6 yaml", "wants a blank after this `:`", "a: {b: [1]}"},
    {"a: {?b: 1}", "1:6 yaml", "`? ` before a key", "key: value"},
    {"a: ]", "1:4 yaml", "there is no bracket that this `]` closes", "a: ']'"},
    {"a: [b}", "1:6 yaml", "a `[` is closed by a `}`", "with `]`"},
};

TEST_CASE("what YAML refuses is explained in the author's words") {
  for (const Case& test : kCases) {
    CAPTURE(test.text);
    const Reading read = reading(test.text);
    CHECK_FALSE(read.root);
    CHECK(places(read) == test.place);
    if (read.diagnostics.empty()) continue;
    const Diagnostic& diagnostic = read.diagnostics[0];
    CAPTURE(diagnostic.message, diagnostic.hint);
    CHECK(diagnostic.message.find(test.message) != std::string::npos);
    CHECK(diagnostic.hint.find(test.hint) != std::string::npos);
  }
}

TEST_CASE("places do not depend on line breaks, byte order marks or what stands around") {
  for (const Case& test : kCases) {
    std::string text = "\xEF\xBB\xBF";
    for (const char c : std::string(test.text)) text += c == '\n' ? "\r\n" : std::string(1, c);
    CAPTURE(text);
    std::string found = places(reading(text));
    // In the first line the mark counts as three columns.
    if (found.rfind("1:", 0) == 0) {
      const int column = std::stoi(found.substr(2)) - 3;
      found = "1:" + std::to_string(column) + found.substr(found.find(' '));
    }
    CHECK(found == test.place);
  }
}

// What is shown as the right line, or given as a fix, must read better than what was there.
TEST_CASE("a replacement makes the file readable") {
  for (const Case& test : kCases) {
    const Reading read = reading(test.text);
    if (read.diagnostics.empty() || read.diagnostics[0].replacement.empty()) continue;
    const Diagnostic& fix = read.diagnostics[0];
    std::string text = test.text;
    text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
    CAPTURE(text);
    const std::string after = places(reading(text));
    CHECK((after.empty() || after == "1:1 yaml-root"));
  }
}

}  // namespace
}  // namespace leadscore::yaml
