// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& group) {
  return "leadscore: 1\nattributes: {size: integer}\n"
         "events: {visit: {url: text}, open: {mail: text, url: text}, call: {}}\n"
         "scores:\n  s:\n    rules:\n" +
         group;
}

}  // namespace

TEST_CASE("rules have from the nearest group what they do not say") {
  const Loaded loaded = good(with(R"(      - group: outer
        when: size > 5
        where: url contains "/a"
        given: size < 50
        weight: 2
        limit: once each url
        decay: half every 14d
        expires: 90d
        active: {from: 2026-01-01}
        combine: max
        min: 1
        max: 9
        rules:
          - group: inner
            where: url contains "/b"
            weight: 3
            rules:
              - {rule: all of it, event: open, points: 1}
              - {rule: its own, event: visit, points: 1, where: url contains "/c", weight: 4,
                 limit: 2 per 1d, decay: lose 1 every 1d, expires: 1d, active: {until: 2027-01-01}}
)"));
  const Model& model = loaded.value().model();
  const Group& outer = model.groups.at(0);
  CHECK(outer.name == "outer");
  CHECK(outer.when.has_value());
  CHECK(outer.combine == Combine::max);
  CHECK(outer.min == Points::whole(1));
  CHECK(outer.max == Points::whole(9));
  REQUIRE(outer.items.size() == 1);
  CHECK(outer.items[0].is_group);
  CHECK(outer.items[0].index == 1);
  CHECK(model.groups.at(1).items.size() == 2);
  const Rule& all = model.rules.at(0);
  CHECK(all.where.size() == 2);
  CHECK(all.given.size() == 1);
  CHECK(all.weight.count == 3000000);
  CHECK(all.limit->each->name == "url");
  CHECK(all.limit->each->slot_of(1) == 1U);
  CHECK(all.decay->text == "half every 14d");
  CHECK(all.expires == Duration(std::chrono::hours(24 * 90)));
  CHECK(all.active_from == parse_time("2026-01-01"));
  const Rule& own = model.rules.at(1);
  CHECK(own.where.size() == 3);
  CHECK(own.weight.count == 4000000);
  CHECK(own.limit->count == 2);
  CHECK(!own.limit->each);
  CHECK(own.decay->kind == expr::DecayKind::lose);
  CHECK(!own.active_from.has_value());
  CHECK(own.active_until == parse_time("2027-01-01"));
}

TEST_CASE("a rule without events takes what is for it") {
  const Loaded loaded =
      good(with("      - {group: g, weight: 2, limit: once, decay: half every 2d, "
                "rules: [{rule: a, when: size > 5, points: 1}]}\n"));
  const Rule& rule = loaded.value().model().rules.at(0);
  CHECK(rule.weight.count == 2000000);
  CHECK(!rule.limit.has_value());
  CHECK(!rule.decay.has_value());
}

TEST_CASE("a group's conditions must fit each rule inside, and are reported once") {
  const std::pair<const char*, const char*> rows[] = {
      {R"(      - group: g
        where: url contains "/a"
        rules: [{rule: a, event: visit, points: 1}, {rule: b, event: call, points: 1},
                {rule: c, event: call, points: 1}]
)",
       "8:16 unknown-property: unknown property 'url'\n"},
      {R"(      - group: g
        where: url contains "/a"
        given: size > 5
        rules: [{rule: a, when: size > 1, points: 1}, {rule: b, points: 1}]
)",
       "10:24 conflict: rule 'a' has no 'event', so the group's 'where' cannot hold for it\n"
       "10:24 conflict: rule 'a' has no 'event', so the group's 'given' cannot hold for it\n"},
      {R"(      - group: g
        where: url contains "/a"
        rules: [{rule: a, event: silence(2d), points: 1}]
)",
       "9:24 conflict: rule 'a' is of a silence, which has no properties, so the group's 'where' "
       "cannot hold for it\n"},
      {R"(      - group: g
        given: siize > 5
        rules: [{rule: a, event: visit, points: 1}, {rule: b, event: open, points: 1}]
)",
       "8:16 unknown-name: unknown attribute 'siize'; did you mean 'size'?\n"},
      {R"(      - group: g
        limit: once each url
        rules: [{rule: a, event: visit, points: 1}, {rule: b, event: call, points: 1},
                {rule: c, event: call, points: 1}]
)",
       "8:26 unknown-property: unknown property 'url'\n"},
  };
  for (const auto& [group, expected] : rows) {
    CAPTURE(group);
    CHECK(problems(with(group)) == expected);
  }
}

TEST_CASE("what can be wrong with a group itself") {
  const std::pair<const char*, const char*> rows[] = {
      {"{group: g}", "7:10 missing-key: a group needs 'rules'\n"},
      {"{rules: []}", "7:10 missing-key: a group needs 'group'\n"},
      {"{group: g, combine: best, rules: []}",
       "7:29 unknown-value: 'combine' is one of sum, first, max and min\n"},
      {"{group: g, min: 2, max: 1, rules: []}",
       "7:25 conflict: 'min' is 2 and 'max' is 1, so nothing lies between them\n"},
      {"{group: g, points: 5, rules: []}", "7:20 unknown-key: unknown key 'points' in a group\n"},
  };
  for (const auto& [group, expected] : rows) {
    CAPTURE(group);
    CHECK(problems(with("      - " + std::string(group) + "\n")) == expected);
  }
}

TEST_CASE("what groups give their rules has a bound") {
  std::string condition = "size == 0";
  for (int i = 1; i < 60; ++i) condition += " or size == " + std::to_string(i);
  std::string rules = "      - group: g\n        given: " + condition + "\n        rules:\n";
  for (int i = 0; i < 2000; ++i) {
    rules += "          - {rule: r" + std::to_string(i) + ", event: visit, points: 1}\n";
  }
  CHECK(problems(with(rules)) ==
        "8:16 limit-expression-nodes: the conditions of groups come to more than 200000 nodes over "
        "the rules inside them\n");
}

}  // namespace leadscore::model
