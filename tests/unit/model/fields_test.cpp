// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

const Field& first_field(const Loaded& loaded) { return loaded.value().model().attributes.at(0); }

std::string with(const std::string& declaration) {
  return "leadscore: 1\nattributes:\n  x: " + declaration + "\n";
}

}  // namespace

TEST_CASE("a field is a type, or a map with more") {
  CHECK(first_field(good(with("integer"))).type == ValueType::integer);
  CHECK(first_field(good(with("{type: text, exact: true}"))).exact);

  const Loaded limited = good(with("{type: text, one_of: [a, B], default: b}"));
  CHECK(first_field(limited).one_of.size() == 2);
  CHECK(print(first_field(limited).fallback) == "\"b\"");

  const Loaded numbers = good(with("{type: integer, one_of: [1_000, 2], default: 1000}"));
  CHECK(print(first_field(numbers).fallback) == "1000");
  CHECK(print(first_field(good(with("{type: list, default: [a, b]}"))).fallback) ==
        "[\"a\", \"b\"]");
  CHECK(print(first_field(good("leadscore: 1\ntimezone: Asia/Shanghai\nattributes:\n"
                               "  x: {type: time, default: 2026-03-01}\n"))
                  .fallback) == "2026-02-28T16:00:00Z");
}

TEST_CASE("what can be wrong with a field") {
  const std::pair<const char*, const char*> rows[] = {
      {"string", "3:6 unknown-name: unknown type 'string'; did you mean 'text'?\n"},
      {"numbr", "3:6 unknown-name: unknown type 'numbr'; did you mean 'number'?\n"},
      {"blob", "3:6 unknown-name: unknown type 'blob'\n"},
      {"", "3:4 wrong-kind: 'x' needs a type\n"},
      {"[a, b]", "3:6 wrong-kind: 'x' needs a type, not a list\n"},
      {"{one_of: [a]}", "3:7 missing-key: an attribute or property needs 'type'\n"},
      {"{type: text, oneof: [a]}",
       "3:19 unknown-key: unknown key 'oneof' in an attribute or property; did you mean "
       "'one_of'?\n"},
      {"{type: boolean, one_of: [true]}",
       "3:30 conflict: 'one_of' is for texts, integers and numbers only\n"},
      {"{type: text, one_of: [a, A]}", "3:31 conflict: 'A' stands twice in 'one_of'\n"},
      {"{type: text, one_of: []}", "3:27 wrong-kind: 'one_of' needs at least one value\n"},
      {"{type: integer, one_of: [1, two]}", "3:34 wrong-type: 'two' is no integer\n"},
      {"{type: text, one_of: [a, b], default: c}", "3:44 unknown-value: 'c' is not one of a, b\n"},
      {"{type: integer, default: some}", "3:31 wrong-type: 'some' is no integer\n"},
      {"{type: time, default: 2026-02-30}", "3:28 wrong-type: '2026-02-30' is no time\n"},
      {"{type: integer, exact: true}", "3:29 conflict: 'exact' is for texts only\n"},
      {"{type: text, exact: yes}", "3:26 wrong-type: 'exact' needs true or false, not 'yes'\n"},
  };
  for (const auto& [declaration, expected] : rows) {
    CAPTURE(declaration);
    CHECK(problems(with(declaration)) == expected);
  }
}

}  // namespace leadscore::model
