// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& accounts) {
  return "leadscore: 1\n"
         "attributes: {account: text, size: integer, role: {type: text, one_of: [champion, "
         "user]}}\n"
         "scores: {fit: {rules: [{rule: a, when: size > 5, points: 1}]}}\naccounts:\n" +
         accounts;
}

}  // namespace

TEST_CASE("accounts with all their parts") {
  const Loaded loaded = good(with(R"(  key: account
  roles: {attribute: role, wanted: [champion, User]}
  attributes: {tier: text, seats: integer}
  scores:
    best: max(members.fit)
    champions: sum(members.fit where role == "champion")
    whole: best + champions * seats
  bands: {grade: {of: whole, A: 50, B: 0}}
  signals: {mqa: {when: best >= 5 and coverage >= 0.5 and grade == "A"}}
  journey: [{to: open, when: reach > 0.5}, {to: cold}]
)"));
  const Accounts& accounts = *loaded.value().model().accounts;
  CHECK(accounts.key == 0);
  CHECK(accounts.role == 2U);
  CHECK(accounts.wanted_roles == std::vector<std::string>{"champion", "User"});
  CHECK(accounts.attributes.size() == 2);
  REQUIRE(accounts.scores.size() == 3);
  CHECK(accounts.scores[2].first == "whole");
  CHECK(accounts.scores[2].second.op == expr::Op::sum);
  CHECK(accounts.bands.at(0).of == 2U);
  CHECK(accounts.signals.at(0).name == "mqa");
  CHECK(accounts.journey.size() == 2);
}

TEST_CASE("what can be wrong with accounts") {
  const std::pair<const char*, const char*> rows[] = {
      {"  scores: {}\n", "5:3 missing-key: 'accounts' needs 'key'\n"},
      {"  key: acount\n",
       "5:8 unknown-name: unknown attribute 'acount'; did you mean 'account'?\n"},
      {"  key: size\n", "5:8 wrong-type: 'key' needs a text attribute, and 'size' is none\n"},
      {"  key: account\n  roles: {attribute: role, wanted: [champoin]}\n",
       "6:37 unknown-value: unknown role 'champoin'; did you mean 'champion'?\n"},
      {"  key: account\n  roles: {attribute: role, wanted: []}\n",
       "6:36 wrong-kind: 'wanted' names no role\n"},
      {"  key: account\n  scores: {a: max(members.fitt)}\n",
       "6:27 unknown-name: unknown name 'fitt'; did you mean 'fit'?\n"},
      {"  key: account\n  scores: {a: fit}\n",
       "6:15 wrong-type: 'fit' is a score; an account has many leads\n"},
      {"  key: account\n  scores: {a: coverage}\n",
       "6:15 missing-key: 'coverage' is the share of the wanted roles, and 'accounts' has no "
       "'roles'\n"},
      {"  key: account\n  scores: {a: b + 1, b: c * 2, c: b - 1, d: a}\n",
       "6:25 cycle: these scores need themselves: b -> c -> b\n"},
      {"  key: account\n  scores: {a: max(members.fit)}\n  bands: {a: {of: a, x: 0}}\n",
       "7:11 duplicate-name: the name 'a' is declared twice\n"},
      {"  key: account\n  journey: {to: x}\n",
       "6:12 wrong-kind: 'journey' needs a list, not a map\n"},
  };
  for (const auto& [accounts, expected] : rows) {
    CAPTURE(accounts);
    CHECK(problems(with(accounts)) == expected);
  }
}

}  // namespace leadscore::model
