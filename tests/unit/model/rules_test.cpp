// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& rules) {
  return "leadscore: 1\nattributes: {size: integer, title: text}\n"
         "events: {visit: {url: text, seconds: number}, open: {mail: text}}\n"
         "define: {strong: 15}\nscores:\n  s:\n    rules:\n" +
         rules;
}
std::string rule(const std::string& rule) { return with("      - {rule: a, " + rule + "}\n"); }

}  // namespace

TEST_CASE("an event rule with all its keys") {
  const Loaded loaded = good(with(R"(      - rule: pricing page
        event: visit | open
        when: size > 5
        where: url contains "/pricing"
        given: size < 50
        points: strong
        weight: 1.5
        reason: looked at prices
        limit: 3 per 7d
        decay: half every 14d
        expires: 90d
        min: 1
        max: 12
        active: {from: 2026-01-01, until: 2026-02-01}
        enabled: false
)"));
  const Rule& rule = loaded.value().model().rules.at(0);
  CHECK(rule.name == "pricing page");
  CHECK(rule.reason == "looked at prices");
  CHECK(rule.event->types == std::vector<bool>{true, true});
  CHECK(rule.event->text == "visit | open");
  CHECK(rule.when.has_value());
  CHECK(rule.where.size() == 1);
  CHECK(rule.given.size() == 1);
  CHECK(std::get<Points>(rule.worth) == Points::whole(15));
  CHECK(rule.weight.count == 1500000);
  CHECK(rule.limit->count == 3);
  CHECK(rule.decay->text == "half every 14d");
  CHECK(rule.expires == Duration(std::chrono::hours(24 * 90)));
  CHECK(rule.min == Points::whole(1));
  CHECK(rule.max == Points::whole(12));
  CHECK(rule.active_from == parse_time("2026-01-01"));
  CHECK(rule.active_until == parse_time("2026-02-01"));
  CHECK(!rule.enabled);
  CHECK(rule.place == Place{8, 15});
}

TEST_CASE("an attribute rule, and one that always holds") {
  const Loaded loaded =
      good(with("      - {rule: a, when: size > 5, points: size / 10}\n"
                "      - {rule: b, points: -2.5}\n"));
  const auto& rules = loaded.value().model().rules;
  CHECK(std::holds_alternative<Expr>(rules.at(0).worth));
  CHECK(!rules[0].event.has_value());
  CHECK(rules[0].reason == "a");
  CHECK(rules[0].weight == Decimal{1, 0});
  CHECK(std::get<Points>(rules.at(1).worth) == Points::thousandths(-2500));
  CHECK(rules[1].enabled);
}

TEST_CASE("a silence gives constants only") {
  good(rule("event: silence(30d), given: size > 5, points: -10, decay: lose 1 every 7d"));
  const std::pair<const char*, const char*> rows[] = {
      {"event: silence(30d), points: seconds",
       "8:48 unknown-property: unknown property 'seconds'\n"},
      {"event: silence(30d), points: 1, where: seconds > 2",
       "8:51 conflict: a silence has no properties, so 'where' has nothing to look at\n"},
      {"event: silence(30d), by: url, points: {a: 1}",
       "8:40 conflict: a silence has no properties, so there is nothing for 'by' to look at\n"},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    CHECK(problems(rule(keys)) == expected);
  }
}

TEST_CASE("what can be wrong with a rule") {
  const std::pair<const char*, const char*> rows[] = {
      {"when: size > 2", "8:16 missing-key: rule 'a' needs 'points'\n"},
      {"point: 2", "8:19 unknown-key: unknown key 'point' in a rule; did you mean 'points'?\n"},
      {"points: 1, where: size > 2",
       "8:30 missing-key: 'where' needs 'event': this rule is about no event\n"},
      {"points: 1, given: size > 2, limit: once, decay: half every 2d, expires: 3d",
       "8:30 missing-key: 'given' needs 'event': this rule is about no event\n"
       "8:47 missing-key: 'limit' needs 'event': this rule is about no event\n"
       "8:60 missing-key: 'decay' needs 'event': this rule is about no event\n"
       "8:82 missing-key: 'expires' needs 'event': this rule is about no event\n"},
      {"points: 0.1234",
       "8:27 bad-points: 'points' has at most 3 digits after the point, and '0.1234' has 4\n"},
      {"points: 1000000001",
       "8:27 bad-points: 'points' must be from -1000000000 to 1000000000, and this is "
       "1000000001\n"},
      {"points: title", "8:27 wrong-type: 'points' needs a number, and 'title' is a text\n"},
      {"points: 1, combine: max",
       "8:30 missing-key: 'combine' says which rows of a table count, and this rule has no 'by'\n"},
      {"points: 1, when: size",
       "8:36 wrong-type: 'when' needs a condition, and 'size' is a number\n"},
      {"points: 1, min: 2, max: 1",
       "8:35 conflict: 'min' is 2 and 'max' is 1, so nothing lies between them\n"},
      {"points: 1, enabled: no", "8:39 wrong-type: 'enabled' needs true or false, not 'no'\n"},
      {"points: 1, weight: 1000001",
       "8:38 out-of-range: 'weight' must be between -1000000 and 1000000, and this is 1000001\n"},
      {"points: 1, active: {from: 2026-02-01, until: 2026-02-01}",
       "8:64 conflict: 'until' is not after 'from', so this is never active\n"},
      {"event: vist, points: 1",
       "8:26 unknown-event: unknown event 'vist'; did you mean 'visit'?\n"},
      {"event: visit, where: size > 2, points: 1",
       "8:40 wrong-type: 'size' is an attribute of the lead; only the event's properties and "
       "constants can stand here\n"},
      {"event: open, points: seconds", "8:40 unknown-property: unknown property 'seconds'\n"},
      {"group: b, points: 1", "8:19 conflict: this is both a rule and a group\n"},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    CHECK(problems(rule(keys)) == expected);
  }
  CHECK(problems(with("      - {points: 1}\n")) == "8:10 missing-key: a rule needs 'rule'\n");
  CHECK(problems(with("      - {rule: , points: 1}\n")) ==
        "8:14 wrong-kind: 'rule' needs a text\n");
  CHECK(problems(with("      - a\n")) ==
        "8:9 wrong-kind: a rule needs a map ('key: value'), not a single value\n");
}

TEST_CASE("names of rules are unique in the file, whatever the score") {
  const std::string text =
      "leadscore: 1\nscores:\n  a: {rules: [{rule: big deal, points: 1}]}\n"
      "  b: {rules: [{rule: big_deal, points: 1}, {group: big deal, rules: []}]}\n";
  CHECK(problems(text) == "4:22 duplicate-name: rule 'big_deal' is declared twice\n");
}

TEST_CASE("as many rules as the limit allows") {
  const std::string text = with(
      "      - {rule: a, points: 1}\n      - {rule: b, points: 1}\n"
      "      - {rule: c, points: 1}\n      - {rule: d, points: 1}\n");
  Limits limits;
  limits.rules = 4;
  CHECK(listed(load_rules({"r.yaml", text}, limits)).empty());
  limits.rules = 2;
  CHECK(listed(load_rules({"r.yaml", text}, limits)) ==
        "10:9 limit-rules: a rule file has at most 2 rules, and this is one more\n");
}

}  // namespace leadscore::model
