// SPDX-License-Identifier: Apache-2.0
#include "model/test_case.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"
#include "unit/model/testing_with.hpp"

namespace leadscore::model {
namespace {

std::string with_facts(const std::string& facts) {
  return with_test("    facts: [" + facts + "]\n    expect: []\n");
}
std::vector<Fact> facts(const std::string& facts) {
  return good(with_facts(facts)).value().model().tests.at(0)->facts;
}
std::string fact(const std::string& rest) { return "{at: 2026-03-02 09:00, " + rest + "}"; }

}  // namespace

TEST_CASE("facts of every kind") {
  const auto all = facts(
      fact("event: visit, id: e1, page_url: /pricing, seconds: 4.5") + ", " +
      fact("set: {size: \"300\", tags: [a, b], kind: null}") + ", " + fact("retract: e1") + ", " +
      fact("merge: other") + ", " + fact("unmerge: other") + ", " + fact("erase: true") + ", " +
      fact("adjust: {score: fit, by: -2.5, reason: met, author: ann, expires: 10d}"));
  REQUIRE(all.size() == 7);
  CHECK(all[0].kind == FactKind::event);
  CHECK(all[0].lead == "lead");
  CHECK(all[0].at == parse_time("2026-03-02T01:00:00Z"));  // nine o'clock in Shanghai
  CHECK(all[0].type == "visit");
  CHECK(all[0].id == "e1");
  REQUIRE(all[0].values.size() == 2);
  CHECK(all[0].values[0].first == "page url");
  CHECK(all[0].values[0].second == Value(Cell{"/pricing"}));
  CHECK(all[1].values.at(0).second == Value(Cell{"300"}));
  CHECK(all[1].values.at(1).second == Value(TextList{"a", "b"}));
  CHECK(all[1].values.at(2).second == Value(Missing{}));
  CHECK(all[2].id == "e1");
  CHECK(all[3].other == "other");
  CHECK(all[4].kind == FactKind::unmerge);
  CHECK(all[5].kind == FactKind::erase);
  CHECK(all[6].adjustment.score == "fit");
  CHECK(all[6].adjustment.by == Points::thousandths(-2500));
  CHECK(all[6].adjustment.author == "ann");
  CHECK(all[6].adjustment.expires == Duration(std::chrono::hours(240)));
}

TEST_CASE("a fact about an account is checked and left out") {
  CHECK(facts(fact("account: Acme, set: {tier: gold}")).empty());
  CHECK(problems(with_facts(fact("account: Acme, set: {teir: gold}"))) ==
        "16:57 unknown-name: unknown attribute 'teir'; did you mean 'tier'?\n");
}

TEST_CASE("what can be wrong with a fact") {
  const std::pair<std::string, const char*> rows[] = {
      {"{event: visit}", "16:14 missing-key: a fact needs 'at': when it happened\n"},
      {fact("evnt: visit"), "16:36 unknown-key: unknown key 'evnt'; did you mean 'event'?\n"},
      {"{at: 2026-03-02}", "16:14 missing-key: a fact needs to say what it is\n"},
      {"{at: 2026-02-30, event: visit}",
       "16:18 bad-time: 'at' needs a time such as 2026-03-01 09:00, not '2026-02-30'\n"},
      {"visit", "16:13 wrong-kind: a fact needs a map ('key: value'), not a single value\n"},
      {fact("event: vist"), "16:43 unknown-event: unknown event 'vist'; did you mean 'visit'?\n"},
      {fact("event: visit, secnds: 5"),
       "16:50 unknown-property: unknown property 'secnds'; did you mean 'seconds'?\n"},
      {fact("event: visit, seconds: long"),
       "16:59 wrong-type: 'seconds' cannot have this value: 'long' is no number\n"},
      {fact("event: visit, seconds: {a: 1}"),
       "16:59 wrong-kind: 'seconds' needs a value or a list of texts\n"},
      {fact("event: visit, set: {size: 3}"),
       "16:50 conflict: a fact is one thing: this is both 'event' and 'set'\n"},
      {fact("set: {siz: 3}"),
       "16:42 unknown-name: unknown attribute 'siz'; did you mean 'size'?\n"},
      {fact("set: {kind: c}"),
       "16:48 wrong-type: 'kind' cannot have this value: 'c' is not one of a, b\n"},
      {fact("retract: e1, id: e2"), "16:49 unknown-key: unknown key 'id'\n"},
      {fact("erase: false"), "16:43 wrong-type: 'erase' can only be true\n"},
      {fact("adjust: {score: total, by: 1}"),
       "16:52 conflict: 'total' is computed from other scores; only scores with rules can be "
       "adjusted\n"},
      {fact("adjust: {score: fit}"), "16:45 missing-key: 'adjust' needs 'by'\n"},
      {fact("account: Acme, event: visit"),
       "16:51 conflict: a fact about an account can only be 'set'\n"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(problems(with_facts(text)) == expected);
  }
}

}  // namespace leadscore::model
