// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

const expr::Symbol& symbol(const Loaded& loaded, const std::string& name) {
  return loaded.value().model().vocabulary.symbols.at(name);
}

std::string with(const std::string& lines) {
  return "leadscore: 1\nattributes: {title: text, size: integer}\n"
         "events: {view: {url: text, us: boolean}}\ndefine:\n" +
         lines;
}

}  // namespace

TEST_CASE("a plain constant is what it looks like, a quoted one a text") {
  const std::pair<const char*, const char*> rows[] = {
      {"15", "15"},
      {"-0.5", "-0.5"},
      {"1_000_000", "1000000"},
      {"true", "true"},
      {"36h", "36h"},
      {"2026-03-01", "2026-03-01T00:00:00Z"},
      {"2026-03-01 09:30", "2026-03-01T09:30:00Z"},
      {"software", "\"software\""},
      {"3M", "\"3M\""},
      {"yes", "\"yes\""},
      {"\"15\"", "\"15\""},
      {"'7d'", "\"7d\""},
  };
  for (const auto& [written, expected] : rows) {
    CAPTURE(written);
    const Loaded loaded = good(with("  c: " + std::string(written) + "\n"));
    CHECK(print(symbol(loaded, "c").constant) == expected);
  }
}

TEST_CASE("lists are of texts or of numbers") {
  const Loaded loaded = good(with("  a: [x, Y z]\n  b: [1, 2.5]\n  c: [\"1\", x]\n  d: []\n"));
  CHECK(symbol(loaded, "a").type.type == expr::Type::text);
  CHECK(symbol(loaded, "a").literals.size() == 2);
  CHECK(symbol(loaded, "b").type.type == expr::Type::number);
  CHECK(symbol(loaded, "c").literals.size() == 2);
  CHECK(symbol(loaded, "d").literals.empty());
}

TEST_CASE("what can be wrong with a definition") {
  const std::pair<const char*, const char*> rows[] = {
      {"  a:\n", "5:4 wrong-kind: definition 'a' needs a value\n"},
      {"  a: 30m\n", "5:6 bad-duration: definition 'a' needs a duration such as 7d, not '30m'\n"},
      {"  a: 2026-02-30\n",
       "5:6 bad-time: definition 'a' needs a time such as 2026-03-01 09:00, not '2026-02-30'\n"},
      {"  a: [1, x]\n", "5:10 wrong-type: a list holds texts or numbers, not both\n"},
      {"  a: [[1]]\n",
       "5:7 wrong-kind: definition 'a' has an item that needs a value, not a list\n"},
      {"  a: {iss: size > 1}\n",
       "5:7 unknown-key: unknown key 'iss' in a defined condition or value; did you mean 'is'?\n"},
      {"  a: {is: sice > 1}\n",
       "5:11 unknown-name: unknown attribute 'sice'; did you mean 'size'?\n"},
      {"  a: {is: }\n", "5:9 wrong-kind: 'is' needs a condition or a value\n"},
      {"  a: {is: size >}\n", nullptr},
  };
  for (const auto& [lines, expected] : rows) {
    CAPTURE(lines);
    const std::string found = problems(with(lines));
    if (expected) {
      CHECK(found == expected);
    } else {
      CHECK(found.find(" syntax: ") != std::string::npos);
    }
  }
}

TEST_CASE("named conditions may stand in any order") {
  const Loaded loaded = good(
      with("  a: {is: b and size > limit}\n  b: {is: title contains word \"CEO\"}\n  limit: 50\n"));
  const Model& model = loaded.value().model();
  REQUIRE(model.named.size() == 2);
  CHECK(model.named[0].name == "b");
  CHECK(model.named[1].name == "a");
  CHECK(symbol(loaded, "a").slot == 1);
}

TEST_CASE("a definition may be of any type") {
  good(
      with("  half: {is: size / 2}\n  seen: {is: last(view)}\n  who: {is: title}\n"
           "  both: {is: half > 3 and age(seen) > 3d and who == \"x\"}\n"));
}

TEST_CASE("definitions in a cycle are reported once, with the way") {
  CHECK(problems(with("  a: {is: b}\n  b: {is: c or a}\n  c: {is: not a}\n")) ==
        "5:3 cycle: definition 'a' depends on itself: a -> b -> c -> a\n");
  CHECK(problems(with("  a: {is: a > 1}\n")) ==
        "5:3 cycle: definition 'a' depends on itself: a -> a\n");
  // A property of that name wins inside `where`, so this is none.
  good(with("  us: {is: count(view where us == true) > 1}\n"));
}

TEST_CASE("only a definition of constants may stand in a where") {
  good(with("  limit: 2\n  double: {is: limit * 2}\n  often: {is: double * 2}\n") +
       "scores: {s: {rules: [{rule: r, event: view, where: length(url) > often, points: 1}]}}\n");
  const std::string found =
      problems(with("  big: {is: size > 2}\n") +
               "scores: {s: {rules: [{rule: r, event: view, where: big, points: 1}]}}\n");
  CHECK(found.find("only the event's properties and constants can stand here") !=
        std::string::npos);
}

TEST_CASE("one wrong definition is one mistake") {
  CHECK(problems(with("  a: {is: sice > 1}\n  b: {is: a and size > 1}\n") + "exclude: a and b\n") ==
        "5:11 unknown-name: unknown attribute 'sice'; did you mean 'size'?\n");
}

TEST_CASE("definitions of definitions are bounded") {
  std::string lines = "  d0: {is: size > 1}\n";
  for (int i = 1; i <= 20; ++i) {
    const std::string before = "d" + std::to_string(i - 1);
    lines += "  d" + std::to_string(i) + ": {is: " + before + " and " + before + "}\n";
  }
  const std::string found = problems(with(lines));
  CHECK(
      found.find("limit-expression-nodes: with the definitions that it names put in their places, "
                 "this expression has more than 20000 nodes") != std::string::npos);

  lines = "  d0: {is: size}\n";
  for (int i = 1; i <= 300; ++i) {
    lines += "  d" + std::to_string(i) + ": {is: -d" + std::to_string(i - 1) + "}\n";
  }
  CHECK(problems(with(lines)).find("limit-expression-depth") != std::string::npos);
}

TEST_CASE("ignore and exclude") {
  const Loaded loaded =
      good(with("  x: 1\n") + "ignore: {view: us == true}\nexclude: title == \"me\"\n");
  CHECK(loaded.value().model().events[0].ignore.has_value());
  CHECK(loaded.value().model().exclude.has_value());
  CHECK(problems(with("  x: 1\n") + "ignore: {viev: us == true}\n") ==
        "6:10 unknown-event: unknown event 'viev'; did you mean 'view'?\n");
  CHECK(problems(with("  x: 1\n") + "ignore: {view: title == \"x\"}\n")
            .find("'title' is an attribute of the lead") != std::string::npos);
  CHECK(problems(with("  x: 1\n") + "exclude:\n") ==
        "6:8 wrong-kind: 'exclude' needs a condition\n");
}

}  // namespace leadscore::model
