// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {

TEST_CASE("names are kept as written and found with blanks or underscores") {
  const Loaded loaded = good(
      "leadscore: 1\n"
      "attributes: {lead source: text, Größe: integer, 国家: text}\n"
      "events:\n"
      "  page view: {url: text}\n"
      "  unsubscribe:\n"
      "feedback: {deal_won: {}}\n"
      "scores:\n"
      "  my score: {rules: [{rule: a, when: lead_source == \"x\" and Größe > 1 and 国家 is known,"
      " points: 1}]}\n"
      "signals: {churn risk: {when: my_score > 0 and count(page_view) > 1}}\n");
  const Model& model = loaded.value().model();
  CHECK(model.attributes[0].name == "lead source");
  CHECK(model.attribute_named("lead source") == 0u);
  CHECK(model.attribute_named("lead_source") == 0u);
  CHECK(model.attribute_named("my score") == std::nullopt);
  CHECK(model.score_named("my_score") == 0u);
  CHECK(model.signal_named("churn_risk") == 0u);
  CHECK(model.signal_named("churn risk") == 0u);
  CHECK(model.event_named("page_view") == 0u);
  CHECK(model.event_named("unsubscribe") == 1u);
  CHECK(model.event_named("deal_won") == 2u);
  CHECK(model.event_named("deal") == std::nullopt);
  CHECK(model.events[2].feedback);
}

TEST_CASE("a name is declared once in its space, and the second points at the first") {
  const Loaded loaded = load_rules({"rules.yaml",
                                    "leadscore: 1\n"
                                    "scores: {fit size: {rules: []}}\n"
                                    "attributes: {fit_size: text}\n"});
  REQUIRE(loaded.diagnostics().size() == 1);
  const Diagnostic& one = loaded.diagnostics()[0];
  CHECK(listed(loaded) == "3:14 duplicate-name: the name 'fit_size' is declared twice\n");
  REQUIRE(one.notes.size() == 1);
  CHECK(place_of(loaded.source(), one.notes[0].span.begin) == Place{2, 10});

  CHECK(problems("leadscore: 1\nevents: {a: {}}\nfeedback: {a: {}}\n") ==
        "3:12 duplicate-name: the event 'a' is declared twice\n");
  CHECK(problems("leadscore: 1\nevents: {a: {p q: text, p_q: text}}\n") ==
        "2:25 duplicate-name: the property 'p_q' is declared twice\n");
  CHECK(problems("leadscore: 1\nlifecycle: {stages: [{stage: a b}, {stage: a_b}]}\n") ==
        "2:44 duplicate-name: the stage 'a_b' is declared twice\n");
  // Spaces of their own.
  good(
      "leadscore: 1\nattributes: {a: text}\nevents: {a: {a: text}}\n"
      "signals: {a: {when: a is known}}\nlifecycle: {stages: [{stage: a}]}\n");
}

TEST_CASE("characters and words that a name cannot have") {
  const std::pair<const char*, const char*> rows[] = {
      {"attributes: {a-b: text}",
       "2:14 bad-name: 'a-b' cannot be the name of an attribute: it has a '-'\n"},
      {"attributes: {2fa: text}",
       "2:14 bad-name: '2fa' cannot be the name of an attribute: it begins with a digit\n"},
      {"attributes: {\"\": text}", "2:14 bad-name: the name of an attribute is empty\n"},
      {"attributes: {\" a\": text}",
       "2:14 bad-name: ' a' cannot be the name of an attribute: it has a blank at its end\n"},
      {"attributes: {stage: text}",
       "2:14 reserved-name: 'stage' cannot be the name of an attribute: the language keeps it for "
       "itself\n"},
      {"define: {not: 1}",
       "2:10 reserved-name: 'not' cannot be the name of a definition: the language keeps it for "
       "itself\n"},
      {"events: {any: {}}",
       "2:10 reserved-name: 'any' cannot be the name of an event: the language keeps it for "
       "itself\n"},
      {"events: {e: {id: text}}",
       "2:14 reserved-name: 'id' cannot be the name of a property: facts use it for themselves\n"},
      {"signals: {a/b: {when: true}}",
       "2:11 bad-name: 'a/b' cannot be the name of a signal: it has a '/'\n"},
  };
  for (const auto& [line, expected] : rows) {
    CAPTURE(line);
    CHECK(problems("leadscore: 1\n" + std::string(line) + "\n") == expected);
  }
  // Functions are no reserved words, and signals and stages stand in quotes.
  good(
      "leadscore: 1\nattributes: {count: integer}\nevents: {e: {last: text}}\n"
      "signals: {not: {when: count > 1}, 2nd: {when: count > 2}}\n");
}

TEST_CASE("a field that is wrong is still a name") {
  CHECK(problems("leadscore: 1\nattributes: {a: txt}\nexclude: a == \"x\"\n") ==
        "2:17 unknown-name: unknown type 'txt'; did you mean 'text'?\n");
}

TEST_CASE("one_of limits what an expression may ask for") {
  CHECK(problems("leadscore: 1\nattributes: {a: {type: text, one_of: [small, large]}}\n"
                 "exclude: a == \"smal\"\n") ==
        "3:15 unknown-value: unknown value 'smal'; did you mean 'small'?\n");
}

TEST_CASE("an event has at most 512 properties") {
  const auto file = [](int count) {
    std::string text = "leadscore: 1\nevents:\n  e:\n";
    for (int i = 0; i < count; ++i) text += "    p" + std::to_string(i) + ": text\n";
    return text;
  };
  CHECK(problems(file(512)).empty());
  CHECK(problems(file(513)) == "516:5 out-of-range: an event has at most 512 properties\n");
}

}  // namespace leadscore::model
