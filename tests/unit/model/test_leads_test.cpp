// SPDX-License-Identifier: Apache-2.0
#include "model/test_case.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"
#include "unit/model/testing_with.hpp"

namespace leadscore::model {

TEST_CASE("the attributes of a test's lead are facts without a time") {
  const Loaded loaded =
      good(with_test("    lead: {size: 300, ok: yes, tags: a; b}\n    expect: {at: 2026-03-02}\n"));
  const TestCase& test = *loaded.value().model().tests.at(0);
  CHECK(test.name == "t");
  CHECK(test.place == Place{15, 11});
  REQUIRE(test.facts.size() == 1);
  CHECK(test.facts[0].kind == FactKind::set);
  CHECK(test.facts[0].lead == "lead");
  CHECK(!test.facts[0].at.has_value());
  CHECK(test.facts[0].values.size() == 3);
  REQUIRE(test.expectations.size() == 1);
  CHECK(!test.expectations[0].lead.has_value());
}

TEST_CASE("several leads, each named") {
  const Loaded loaded = good(with_test(R"(    leads: {ann: {size: 3}, bob: {}}
    facts:
      - {at: 2026-03-02, lead: ann, event: visit}
      - {at: 2026-03-02, lead: ann, merge: bob}
    expect: {at: 2026-03-02, lead: bob, fit: 0}
)"));
  const TestCase& test = *loaded.value().model().tests.at(0);
  REQUIRE(test.facts.size() == 3);
  CHECK(test.facts[0].lead == "ann");
  CHECK(test.facts[2].other == "bob");
  CHECK(test.expectations.at(0).lead == "bob");
}

TEST_CASE("one of one needs no name, and a lone test may bring a second lead") {
  const Loaded one =
      good(with_test("    leads: {ann: {size: 3}}\n    facts: [{at: 2026-03-02, event: visit}]\n"
                     "    expect: {at: 2026-03-02, fit: 1}\n"));
  CHECK(one.value().model().tests.at(0)->facts.at(1).lead == "ann");
  CHECK(one.value().model().tests.at(0)->expectations.at(0).lead == "ann");
  const Loaded other = good(
      with_test("    facts: [{at: 2026-03-02, lead: x, event: visit}, {at: 2026-03-02, merge: x}]\n"
                "    expect: [{at: 2026-03-02, fit: 1}, {at: 2026-03-02, lead: x, fit: 1}]\n"));
  const TestCase& test = *other.value().model().tests.at(0);
  CHECK(test.facts.at(0).lead == "x");
  CHECK(test.facts.at(1).lead == "lead");
  CHECK(!test.expectations.at(0).lead.has_value());
  CHECK(test.expectations.at(1).lead == "x");
}

TEST_CASE("what can be wrong with the leads of a test") {
  const std::pair<const char*, const char*> rows[] = {
      {"    lead: {siz: 1}\n    expect: []\n",
       "16:12 unknown-name: unknown attribute 'siz'; did you mean 'size'?\n"},
      {"    lead: {size: many}\n    expect: []\n",
       "16:18 wrong-type: 'size' cannot have this value: 'many' is no integer\n"},
      {"    lead: {}\n    leads: {a: {}}\n    expect: []\n",
       "17:5 conflict: a test has one 'lead' or several 'leads', not both\n"},
      {"    leads: [a]\n    expect: []\n",
       "16:12 wrong-kind: 'leads' needs a map ('key: value'), not a list\n"},
      {"    leads: {a: {}, b: {}}\n    facts: [{at: 2026-03-02, event: visit}]\n    expect: []\n",
       "17:14 missing-key: a fact of a test with several leads needs 'lead': which one it is "
       "about\n"},
      {"    leads: {ann: {}, bob: {}}\n    expect: {at: 2026-03-02, lead: anne}\n",
       "17:36 unknown-name: unknown lead 'anne'; did you mean 'ann'?\n"},
      {"    leads: {ann: {}, bob: {}}\n    expect: {at: 2026-03-02}\n",
       "17:14 missing-key: an expectation of a test with several leads needs 'lead': which one it "
       "is about\n"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(problems(with_test(text)) == expected);
  }
}

}  // namespace leadscore::model
