// SPDX-License-Identifier: Apache-2.0
#include "yaml/print.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"
#include "yaml/reader.hpp"

namespace leadscore::yaml {
namespace {

Node read_text(const std::string& text) {
  Diagnostics diagnostics;
  auto node = read({"test.yaml", text}, {}, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) UNSCOPED_INFO(diagnostic.message);
  UNSCOPED_INFO(text);
  REQUIRE(diagnostics.empty());
  REQUIRE(node.has_value());
  return std::move(*node);
}

// What tells two trees apart: all but places and the kind of quotes.
std::string shape(const Node& node) {
  if (node.is_scalar()) return (node.style == Style::plain ? "=" : "'") + node.text + '\n';
  std::string out = node.is_map() ? "{\n" : "[\n";
  for (const Node& item : node.items) out += shape(item);
  for (const Entry& entry : node.entries) out += shape(entry.key) + shape(entry.value);
  return out + (node.is_map() ? "}\n" : "]\n");
}

// The same, a plain scalar of several lines counting as quoted.
std::string shape_of_source(Node node) {
  struct Quoter {
    void operator()(Node& inner) const {
      if (inner.text.find('\n') != std::string::npos) inner.style = Style::double_quoted;
      for (Node& item : inner.items) (*this)(item);
      for (Entry& entry : inner.entries) (*this)(entry.value);
    }
  };
  Quoter()(node);
  return shape(node);
}

void check_round_trip(const std::string& text) {
  const Node tree = read_text(text);
  const std::string printed = print(tree);
  CHECK(shape(read_text(printed)) == shape_of_source(tree));
  CHECK(print(read_text(printed)) == printed);
}

}  // namespace

TEST_CASE("a tree is printed in block style") {
  const char* const kCases[][2] = {
      {"{a: 1, b: [x, 'y'], c: {}, d: []}", "a: 1\nb:\n  - x\n  - \"y\"\nc: {}\nd: []\n"},
      {"a:\nb: ~\nc: [~, [p, q], {k: v, l: }]\n",
       "a:\nb: ~\nc:\n  - ~\n  - - p\n    - q\n  - k: v\n    l:\n"},
      {"a: |\n  x\n  y\nb: >-\n  x\n  y\n", "a: \"x\\ny\\n\"\nb: \"x y\"\n"},
      {"\"1\": \"say \\\"hi\\\" \\\\ now\"\n", "\"1\": \"say \\\"hi\\\" \\\\ now\"\n"},
      {"a: x\n  y\n", "a: x y\n"},
      {"a: x\n\n  y\n", "a: \"x\\ny\"\n"},
      {"when: a in [1, 2] and b\n", "when: a in [1, 2] and b\n"},
      {"a: -10\nb: \"- x\"\nc: 50 .. 199\nd: 'x: y'\ne: 'x #y'\n",
       "a: -10\nb: \"- x\"\nc: 50 .. 199\nd: \"x: y\"\ne: \"x #y\"\n"},
  };
  for (const auto& [text, printed] : kCases) {
    CHECK(print(read_text(text)) == printed);
    check_round_trip(text);
  }
}

TEST_CASE("a plain scalar that is not safe as such is quoted") {
  for (const char* text :
       {"a: b", "a #b", "a:",           " a", "a ", "- a", "-",   "?",  ": x", "[a", "{a",  "#a",
        "&a",   "*a",   "!a",           "|",  ">",  "'a",  "\"a", "%a", "@a",  "`a", "---", "...",
        "a\tb", "a\nb", "\xE2\x80\xA8", "<<"}) {
    Node value;
    value.text = text;
    Node key;
    key.text = "key";
    Node root;
    root.kind = Kind::map;
    root.entries.push_back({key, value});
    const Node back = read_text(print(root));
    REQUIRE(back.entries.size() == 1);
    CHECK(back.entries[0].value.text == text);
    CHECK(back.entries[0].value.is_quoted());
  }
}

TEST_CASE("every rule file of the source tree comes back as it was") {
  namespace fs = std::filesystem;
  std::vector<fs::path> paths;
  for (const char* folder : {"/rules", "/tests/semantics"}) {
    for (const auto& entry : fs::directory_iterator(LEADSCORE_SOURCE_DIR + std::string(folder))) {
      if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
    }
  }
  REQUIRE(paths.size() >= 10);
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    INFO(path);
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    check_round_trip(text.str());
  }
}

}  // namespace leadscore::yaml
