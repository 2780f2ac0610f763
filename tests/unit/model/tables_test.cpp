// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& keys) {
  return "leadscore: 1\nattributes: {size: integer, title: text, code: {type: text, exact: true}}\n"
         "events: {visit: {seconds: number, url: text}}\ndefine: {small: 3, half: 0.5}\n"
         "scores:\n  s:\n    rules:\n      - {rule: a, " +
         keys + "}\n";
}
Table table(const std::string& keys) { return *good(with(keys)).value().model().rules.at(0).table; }

}  // namespace

TEST_CASE("a table over an attribute") {
  const Table made = table(
      "by: size, points: {\"< 50\": small, \"50 .. 199\": size / 10, unknown: -1, else: 0.5}");
  CHECK(made.by.op == expr::Op::attribute);
  CHECK(made.combine == Combine::first);
  REQUIRE(made.rows.size() == 4);
  CHECK(std::get<Points>(made.rows[0].worth) == Points::whole(3));
  CHECK(std::holds_alternative<Expr>(made.rows[1].worth));
  CHECK(made.rows[2].unknown);
  CHECK(made.rows[3].otherwise);
}

TEST_CASE("a table over a property of the event, and its combine") {
  const Table made =
      table("event: visit, by: seconds, combine: sum, points: {\"> 5\": 1, \"> 10\": seconds}");
  CHECK(made.by.op == expr::Op::property);
  CHECK(made.combine == Combine::sum);
}

TEST_CASE("exact texts stay exact") {
  CHECK(table("by: code, points: {a: 1, A: 2}").exact);
  CHECK(!table("by: title, points: {a: 1}").exact);
}

TEST_CASE("what can be wrong with a table") {
  const std::pair<const char*, const char*> rows[] = {
      {"points: {\"< 5\": 1}",
       "8:19 missing-key: 'points' is a table, so the rule needs 'by': what its rows look at\n"},
      {"by: size",
       "8:19 missing-key: 'by' makes a table, so the rule needs 'points' with its rows\n"},
      {"by: size, points: 5",
       "8:37 wrong-kind: 'by' makes a table, so 'points' is a map of rows and what each gives\n"},
      {"by: size, points: {}", "8:37 wrong-kind: this table has no rows\n"},
      {"by: siize, points: {\"< 5\": 1}",
       "8:23 unknown-name: unknown attribute 'siize'; did you mean 'size'?\n"},
      {"by: size, combine: best, points: {\"< 5\": 1}",
       "8:38 unknown-value: 'combine' is one of sum, first, max and min\n"},
      {"by: size, points: {\"< 5\": 0.0001}",
       "8:45 bad-points: what row '< 5' gives has at most 3 digits after the point, and '0.0001' "
       "has 4\n"},
      {"by: size, points: {\"< 5\": title}",
       "8:45 wrong-type: what row '< 5' gives needs a number, and 'title' is a text\n"},
      {"event: visit, by: size, points: {\"< 5\": 1}",
       "8:37 wrong-type: 'size' is an attribute of the lead; only the event's properties and "
       "constants can stand here\n"},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    CHECK(problems(with(keys)) == expected);
  }
}

}  // namespace leadscore::model
