// SPDX-License-Identifier: Apache-2.0
#include "yaml/reader.hpp"

#include <fstream>
#include <functional>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "unit/yaml/reading.hpp"

namespace leadscore::yaml {
namespace {

TEST_CASE("a tree knows the places of its nodes") {
  const std::pair<const char*, const char*> cases[] = {
      {"a: b", "{'a': 'b'}"},
      {"a:\n- b\n-  c # d\nd: 1", "{'a': ['b', 'c'], 'd': '1'}"},
      {"'a' : {b: [c, d], \"e\":f}", "{''a'': {'b': ['c', 'd'], '\"e\"': 'f'}}"},
      {"é: ü\r\nß: [ö]\r\n", "{'é': 'ü', 'ß': ['ö']}"},
      {"\xEF\xBB\xBF\x61: b", "{'a': 'b'}"},
      {"---\na: b\n...\n# end\n", "{'a': 'b'}"},
      {"a:\nb: ~\nc: null # x\nnull: 1", "{'a': '', 'b': '~', 'c': 'null', 'null': '1'}"},
      {"a:\n  -\n  - # x\n  - null\nb:\n-", "{'a': ['-', '-', 'null'], 'b': ['-']}"},
      {"a:\n  -\nnullable: x", "{'a': ['-'], 'nullable': 'x'}"},
      {"a: {b, c: , d: }", "{'a': {'b': '', 'c': '', 'd': ''}}"},
      {"a: {? null: 1}", ""},
      {"a: [b: c]", "{'a': [{'b': 'c'}]}"},
      {"a: [\n\tb,\n]", "{'a': ['b']}"},
      {"a: |-\n\nb:\n- |-\n-", "{'a': '|-', 'b': ['|-', '-']}"},
      {"\"<<\": x", "{'\"<<\"': 'x'}"},
      {"m: {url: x?y, b: c}", "{'m': {'url': 'x?y', 'b': 'c'}}"},
      {"a: {b: 1,\n  c\n}", "{'a': {'b': '1', 'c': ''}}"},
      {"a: x]\nb: c #d#\n", "{'a': 'x]', 'b': 'c'}"},
      // Tabs that say nothing: on blank lines and before comments.
      {"a: 'b'\n \t\n\t# x\nc: d\n\t\r\n  \t# y\n\t", "{'a': ''b'', 'c': 'd'}"},
      {"a:\n  b: >-\n    x\n\t\n    y\n\t\nc: d", "{'a': {'b': '>-\n    x\n\t\n    y'}, 'c': 'd'}"},
  };
  for (const auto& [text, tree] : cases) {
    CAPTURE(text);
    const Reading read = reading(text);
    CHECK((read.root ? show(read.source, *read.root) : "") == tree);
    CHECK(read.root.has_value() == read.diagnostics.empty());
  }
}

TEST_CASE("maps and lists span their children, with brackets if they have them") {
  const Reading read = reading("a:\n  b: [1, {c: }, ] # }\n  d: {}\ne: {f: # }\n  {g:1}\n}\n");
  REQUIRE(read.root);
  const Node& a = *read.root->find("a");
  CHECK(source_of(read.source, a.span) == "b: [1, {c: }, ] # }\n  d: {}");
  CHECK(source_of(read.source, a.find("b")->span) == "[1, {c: }, ]");
  CHECK(source_of(read.source, a.find("b")->items[1].span) == "{c: }");
  CHECK(source_of(read.source, a.find("d")->span) == "{}");
  CHECK(source_of(read.source, read.root->find("e")->span) == "{f: # }\n  {g:1}\n}");
  CHECK(read.root->span.begin == 0);
}

TEST_CASE("scalars are text, whatever they look like") {
  const Reading read = reading("a: 010\nb: yes\nc: .nan\nd: '1'\ne: \"2\"\nf: |\n  3\ng: >\n  4\n");
  REQUIRE(read.root);
  const Style styles[] = {Style::plain,         Style::plain,   Style::plain, Style::single_quoted,
                          Style::double_quoted, Style::literal, Style::folded};
  const char* texts[] = {"010", "yes", ".nan", "1", "2", "3\n", "4\n"};
  for (std::size_t i = 0; i < read.root->entries.size(); ++i) {
    CHECK(read.root->entries[i].value.style == styles[i]);
    CHECK(read.root->entries[i].value.text == texts[i]);
  }
}

TEST_CASE("what would change the meaning of a file is refused") {
  const std::pair<const char*, const char*> cases[] = {
      {"a: !x", "1:4 yaml-tag"},
      {"a: ! x", "1:4 yaml-tag"},
      {"a: !!str x\nb: !!int 3", "1:4 yaml-tag 2:4 yaml-tag"},
      {"!x\na: b", "1:1 yaml-tag"},
      {"a: [!x b, !y]", "1:5 yaml-tag 1:11 yaml-tag"},
      {"!x a: b", "1:1 yaml-tag"},
      {"a: !x\n- b", "1:4 yaml-tag"},
      {"a: &x 1\nb: *x", "1:4 yaml-anchor 2:4 yaml-alias"},
      {"a: &x", "1:4 yaml-anchor"},
      {"a: &x\nb: 1", "1:4 yaml-anchor"},
      {"a: &x [*x]", "1:4 yaml-anchor 1:8 yaml-alias"},
      {"a: *x", "1:4 yaml-alias"},
      {"a: * x", "1:4 yaml-alias"},
      {"a: & x", "1:4 yaml-anchor"},
      {"<<: {a: b}\nc: 1", "1:1 yaml-merge-key"},
      {"a: {<<: {b: 1}}", "1:5 yaml-merge-key"},
      {"%YAML 1.2\n---\na: b", "1:1 yaml-directive"},
      {"# x\n%FOO\n---\na: b", "2:1 yaml-directive"},
      {"a: b\n%FOO", "2:1 yaml-directive"},
      {"%YAML 9.9\n---\na: b", "1:1 yaml-directive"},
      {"a: b\n---\nc: d", "2:1 yaml-documents"},
      {"a: b\n---\n", "2:1 yaml-documents"},
      {"a: b\n...\nc: d", "3:1 yaml-documents"},
      {"- a\nb: c", "2:1 yaml-documents"},
      {"-\nb: c", "2:1 yaml"},
      {"  a: b\nc: d", "2:1 yaml-documents"},
      {"", "1:1 yaml-root"},
      {"\n# x\n", "3:1 yaml-root"},
      {"~", "1:1 yaml-root"},
      {"---\n...\n", "2:1 yaml-root"},
      {"- a", "1:1 yaml-root"},
      {"a", "1:1 yaml-root"},
      {"'a'", "1:1 yaml-root"},
      {"{a: b}: c", "1:1 yaml"},
      {"[a]: c", "1:1 yaml"},
      {"? [a]\n: c", "1:3 yaml"},
      {"? a\n: c", "1:3 yaml"},
      {"? # x\n  a", "2:3 yaml"},
      {"a: \xE2\x80\xA8", "1:4 yaml-encoding"},
      {": c", "1:1 yaml"},
      {"{,}", "1:2 yaml"},
      {"a:\n\tb: c", "2:1 yaml-tab"},
      {"a:\n \tb", "2:2 yaml-tab"},
      {"a: \"\\0\"", "1:4 yaml-encoding"},
      {"a: \"\\N\"", "1:4 yaml-encoding"},
      {"a: \"\\e[0m\"", "1:4 yaml-encoding"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const Reading read = reading(text);
    CHECK(places(read) == expected);
    CHECK_FALSE(read.root);
  }
}

TEST_CASE("a duplicate key shows both places and the first stays") {
  const Reading read = reading("a: 1\nb: {c: 1, 'c': 2}\na: 3\nd: !x");
  CHECK(places(read) == "2:11 yaml-duplicate-key 3:1 yaml-duplicate-key 4:4 yaml-tag");
  CHECK_FALSE(read.root);

  const Reading again = reading("a: 1\nb: 2\na: 3\na: 4\n");
  CHECK(places(again) == "3:1 yaml-duplicate-key 4:1 yaml-duplicate-key");
  REQUIRE(again.root);
  CHECK(show(again.source, *again.root) == "{'a': '1', 'b': '2'}");
  REQUIRE(again.diagnostics[1].notes.size() == 1);
  CHECK(again.diagnostics[1].notes[0].span == Span{0, 1});
}

TEST_CASE("no more is reported than the limit of diagnostics") {
  Limits limits;
  limits.diagnostics = 3;
  CHECK(reading("a: [!x, !x, !x, !x, !x]", limits).diagnostics.size() == 3);
  CHECK(reading("a: 1\na: 1\na: 1\na: 1\na: 1\na: 1\n", limits).diagnostics.size() == 3);
}

struct LimitCase {
  const char* code;
  std::uint64_t Limits::*limit;
  std::uint64_t value;
  std::function<std::string(std::size_t)> text;  // one that has just so much
};

std::string repeat(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

const LimitCase kLimits[] = {
    {"limit-file-bytes", &Limits::file_bytes, 2'097'152,
     [](std::size_t n) { return "a: b\n" + std::string(n - 5, '#'); }},
    {"limit-flow-characters", &Limits::flow_characters, 1'000,
     [](std::size_t n) { return "a: [" + repeat("x,", n - 2) + "x]"; }},
    {"limit-depth", &Limits::depth, 32,
     [](std::size_t n) { return "a: " + repeat("[", n - 1) + repeat("]", n - 1); }},
    {"limit-depth", &Limits::depth, 32,
     [](std::size_t n) { return "a:\n" + repeat("- ", n - 1) + "x"; }},
    {"limit-depth", &Limits::depth, 450,
     [](std::size_t n) { return "a: " + repeat("[", n - 1) + repeat("]", n - 1); }},
    {"limit-nodes", &Limits::nodes, 2'000,
     [](std::size_t n) { return "a:\n" + repeat("- x\n", n - 3); }},
    {"limit-scalar-bytes", &Limits::scalar_bytes, 65'536,
     [](std::size_t n) { return "a: " + std::string(n, 'x'); }},
    {"limit-scalar-bytes", &Limits::scalar_bytes, 100,
     [](std::size_t n) { return "a: [\"" + repeat("\\x61", n) + "\"]"; }},
    {"limit-key-bytes", &Limits::key_bytes, 256,
     [](std::size_t n) { return std::string(n, 'x') + ": a"; }},
};

TEST_CASE("each limit is accepted at its value and refused one above") {
  for (const LimitCase& test : kLimits) {
    CAPTURE(test.code, test.value);
    Limits limits;
    limits.*test.limit = test.value;
    const Reading at = reading(test.text(test.value), limits);
    CHECK(at.root);
    CHECK(places(at).empty());
    const Reading above = reading(test.text(test.value + 1), limits);
    CHECK_FALSE(above.root);
    REQUIRE(above.diagnostics.size() == 1);
    CHECK(above.diagnostics[0].code == test.code);
  }
}

TEST_CASE("the parser's own bounds have the words of the limits") {
  Limits limits;
  limits.depth = 10'000;
  const Reading deep = reading("a: " + repeat("[", 3'000) + repeat("]", 3'000), limits);
  REQUIRE(deep.diagnostics.size() == 1);
  CHECK(deep.diagnostics[0].code == "limit-depth");
  limits.key_bytes = 10'000;
  const Reading key = reading(std::string(2'000, 'x') + ": a", limits);
  REQUIRE(key.diagnostics.size() == 1);
  CHECK(key.diagnostics[0].code == "limit-key-bytes");
}

TEST_CASE("the rule files of the project can be read") {
  const std::string path = LEADSCORE_SOURCE_DIR "/rules/b2b_software.yaml";
  std::ifstream file(path, std::ios::binary);
  const Reading read = reading({std::istreambuf_iterator<char>(file), {}});
  CHECK(places(read).empty());
  REQUIRE(read.root);
  CHECK(read.root->find("scores") != nullptr);
}

}  // namespace
}  // namespace leadscore::yaml
