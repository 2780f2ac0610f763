// SPDX-License-Identifier: Apache-2.0
#include "yaml/hints.hpp"

#include <string>

#include "support/catch.hpp"
#include "unit/yaml/reading.hpp"

namespace leadscore::yaml {
namespace {

struct Case {
  const char* text;
  const char* hint;  // a part of it; empty for none
};

const Case kCases[] = {
    // Cut by a comment.
    {"when: name contains \"a #1\"",
     "ends the value at ` #`; quote it: when: 'name contains \"a #1\"'"},
    {"when: tag == #x", "quote it: when: 'tag == #x'"},
    {"when: total ==  # 60", "quote it: when: 'total ==  # 60'"},
    {"when: (a or b #c\nuntil: d", "quote it: when: '(a or b #c'"},
    {"color: #fff", "if it is meant as the value, quote it: color: '#fff'"},
    {"color: #fff  # why", "quote it: color: '#fff'  # why"},
    {"m: {color: #fff\n}", "quote it: m: {color: '#fff'"},
    // Cut inside brackets.
    {"m: {when: title contains \"a, b\", until: x}",
     "ends the value at `,`; quote it: m: {when: 'title contains \"a, b\"', until: x}"},
    {"m: {points: min(a, b), x: 3}", "quote it: m: {points: 'min(a, b)', x: 3}"},
    {"m: [\"x\", max(a, b)]", "quote it: m: [\"x\", 'max(a, b)']"},
    {"m: {when: t == \"}\", x: 3}", ""},  // refused by YAML itself
    {"m: {A:50, B: 30}", "a blank after the `:`: m: {A: 50, B: 30}"},
    // YAML is not to blame.
    {"when: total > > 1", ""},
    {"when: total > > 1  # only these", ""},
    {"m: {when: a b, c: d}", ""},
    {"m: {when: f(a b), c: d}", ""},
    {"when:", ""},
    {"when: 'total #1'", ""},
    {"when: |\n  a # b\n", ""},
    {"m: {}", ""},
};

// The hint for the innermost map or list.
std::string hint_for(const Reading& read, const Node& node) {
  for (const Entry& entry : node.entries) {
    if (!entry.value.is_scalar()) return hint_for(read, entry.value);
  }
  return quoting_hint(read.source, node).value_or("");
}

TEST_CASE("a hint is given where YAML cut a value short") {
  for (const Case& test : kCases) {
    CAPTURE(test.text);
    const Reading read = reading(test.text);
    if (!read.root) continue;
    const std::string hint = hint_for(read, *read.root);
    CAPTURE(hint);
    CHECK(hint.empty() == std::string(test.hint).empty());
    CHECK(hint.find(test.hint) != std::string::npos);
  }
}

TEST_CASE("a scalar has the hint of its own") {
  const Reading read = reading("m: {when: min(a, b), until: c}");
  REQUIRE(read.root);
  const Node& map = *read.root->find("m");
  CHECK(quoting_hint(read.source, *map.find("when")));
  CHECK_FALSE(quoting_hint(read.source, *map.find("until")));
}

}  // namespace
}  // namespace leadscore::yaml
