// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore {

TEST_CASE("the version comes first") {
  CHECK(problems("name: x\n") == "1:1 missing-key: a rule file needs 'leadscore'\n");
  CHECK(problems("leadscore: 2\nnoise: 1\n") ==
        "1:12 version: version '2' of the language is not known\n");
  CHECK(problems("leadscore:\n") ==
        "1:10 version: 'leadscore' needs the version of the language\n");
  CHECK(problems("leadscore: 1\nlint: 1\n") ==
        "2:1 unknown-key: unknown key 'lint' in a rule file\n");
}

TEST_CASE("the time zone is looked up") {
  CHECK(problems("leadscore: 1\ntimezone: Asia/Shangai\n") ==
        "2:11 bad-zone: unknown time zone 'Asia/Shangai'; did you mean 'Asia/Shanghai'?\n");
  const Loaded loaded = good("leadscore: 1\ntimezone: Asia/Shanghai\n");
  CHECK(to_text(*loaded.value().parse_time("2026-03-01")) == "2026-02-28T16:00:00Z");
}

TEST_CASE("all mistakes come in the order of the file, each once") {
  CHECK(problems("leadscore: 1\nevents: 3\nattributes: {a: txt}\nbands: []\nnaem: x\n") ==
        "2:9 wrong-kind: 'events' needs a map ('key: value'), not a single value\n"
        "3:17 unknown-name: unknown type 'txt'; did you mean 'text'?\n"
        "4:8 wrong-kind: 'bands' needs a map ('key: value'), not a list\n"
        "5:1 unknown-key: unknown key 'naem' in a rule file; did you mean 'name'?\n");
}

TEST_CASE("at most so many diagnostics, the last says how many more") {
  std::string text = "leadscore: 1\nattributes:\n";
  for (int i = 0; i < 100; ++i) text += "  a" + std::to_string(i) + ": txt\n";
  CHECK(load_rules({"r", text}).diagnostics().size() == 100);
  CHECK(load_rules({"r", text}).diagnostics().back().notes.empty());
  const Loaded loaded = load_rules({"r", text + "  b: txt\n  c: txt\n"});
  REQUIRE(loaded.diagnostics().size() == 100);
  REQUIRE(loaded.diagnostics().back().notes.size() == 1);
  const Note& note = loaded.diagnostics().back().notes[0];
  CHECK(note.message == "and at least 2 more, from here on, that are not shown");
  CHECK(place_of(loaded.source(), note.span.begin).line == 103);
}

TEST_CASE("thousands of mistakes cost little") {
  std::string text = "leadscore: 1\nsignals:\n";
  for (int i = 0; i < 5000; ++i) {
    text += "  s" + std::to_string(i) + ": {when: unknown_name_" + std::to_string(i) + " > 1}\n";
  }
  const Loaded loaded = load_rules({"r", text});
  CHECK(!loaded);
  CHECK(loaded.diagnostics().size() == 100);
}

TEST_CASE("messages stay short") {
  const Loaded loaded =
      load_rules({"r", "leadscore: 1\n\"" + std::string(200, 'x') +
                           "\": 1\nattributes: {a: " + std::string(60'000, 'y') + "}\n"});
  REQUIRE(loaded.diagnostics().size() == 2);
  for (const Diagnostic& one : loaded.diagnostics()) CHECK(one.message.size() < 200);
}

TEST_CASE("list items are counted over the whole file") {
  Limits limits;
  limits.list_items = 5;
  const std::string text = "leadscore: 1\ndefine: {a: [1, 2, 3]}\nattributes: {n: integer}\n";
  CHECK(load_rules({"r", text + "exclude: n in [4, 5]\n"}, limits));
  const Loaded more = load_rules({"r", text + "exclude: n in [4, 5, 6]\n"}, limits);
  CHECK(listed(more) == "4:10 limit-list-items: the lists of this file have more than 5 items\n");
}

TEST_CASE("a file that is no YAML has no second opinion") {
  CHECK(!problems("leadscore: 1\nname: \"open\n").empty());
  CHECK(!problems("").empty());
  CHECK(!problems("- 1\n").empty());
}

}  // namespace leadscore
