// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& keys) {
  return "leadscore: 1\nevents: {visit: {url: {type: text, exact: true}}, open: {url: text}}\n"
         "feedback: {won: {}}\nscores:\n  s:\n    rules:\n      - {rule: a, points: 1, " +
         keys + "}\n";
}
Rule rule(const std::string& keys) { return good(with(keys)).value().model().rules.at(0); }

constexpr Duration kDay = std::chrono::hours(24);

}  // namespace

TEST_CASE("which events a rule looks for") {
  CHECK(rule("event: open").event->types == std::vector<bool>{false, true, false});
  CHECK(rule("event: won | visit").event->types == std::vector<bool>{true, false, true});
  CHECK(rule("event: any").event->types == std::vector<bool>{true, true, false});
  const Rule quiet = rule("event: silence(30d)");
  CHECK(quiet.event->silence == 30 * kDay);
  CHECK(quiet.event->types == std::vector<bool>{true, true, false});
  CHECK(rule("event: silence(30d of open)").event->types == std::vector<bool>{false, true, false});
}

TEST_CASE("limits") {
  const Rule once = rule("event: visit, limit: once");
  CHECK(once.limit->count == 1);
  CHECK(!once.limit->per.has_value());
  CHECK(rule("event: visit, limit: 3 per 24h").limit->per == kDay);
  CHECK(rule("event: visit, limit: 1 per calendar week").limit->per_calendar == Calendar::week);
  const Rule each = rule("event: visit, limit: 2 each url per 7d");
  CHECK(each.limit->each->name == "url");
  CHECK(each.limit->each_exact);
  CHECK(each.limit->text == "2 each url per 7d");
  CHECK(!rule("event: open, limit: once each url").limit->each_exact);
  CHECK(rule("event: visit, limit: 1000 per 3660d").limit->count == 1000);
}

TEST_CASE("decays are exact") {
  CHECK(rule("event: visit, decay: linear 25% every 30d").decay->amount == Decimal{25, 2});
  CHECK(rule("event: visit, decay: linear 12.5% every 30d").decay->amount == Decimal{125, 3});
  CHECK(rule("event: visit, decay: linear 12.50% every 30d").decay->amount == Decimal{125, 3});
  CHECK(rule("event: visit, decay: linear 100.0% every 30d").decay->amount == Decimal{100, 2});
  CHECK(rule("event: visit, decay: linear 0.000001% every 1d").decay->amount == Decimal{1, 8});
  const Rule lose = rule("event: visit, decay: lose 2.5 every 3660d");
  CHECK(lose.decay->kind == expr::DecayKind::lose);
  CHECK(lose.decay->amount == Decimal{2500, 3});
  CHECK(lose.decay->every == 3660 * kDay);
  CHECK(rule("event: visit, decay: half every 2d").decay->kind == expr::DecayKind::half);
}

TEST_CASE("ranges of phrases are named") {
  const std::pair<const char*, const char*> rows[] = {
      {"event: silence(23h)",
       "7:45 out-of-range: the length of a silence must be between 1d and 3660d, and this is "
       "23h\n"},
      {"event: visit, limit: 2 per 3661d",
       "7:57 out-of-range: the time of a limit must be between 1s and 3660d, and this is 3661d\n"},
      {"event: visit, limit: once each mail", "7:61 unknown-property: unknown property 'mail'\n"},
      {"event: visit | open, limit: once each url",
       "7:68 wrong-type: 'url' is of different types in these events\n"},
      {"event: silence(2d), limit: once each url",
       "7:67 unknown-property: a silence has no properties, so there is no 'url' to count each "
       "of\n"},
      {"event: visit, decay: half every 47h",
       "7:62 out-of-range: the interval of 'half' must be between 2d and 3660d, and this is 47h\n"},
      {"event: visit, decay: lose 1 every 23h",
       "7:64 out-of-range: the interval of a decay must be between 1d and 3660d, and this is "
       "23h\n"},
      {"event: visit, decay: lose 0 every 1d",
       "7:56 bad-points: 'lose' takes points above 0, with at most three digits after the point, "
       "and this is 0\n"},
      {"event: visit, decay: linear 0% every 1d",
       "7:58 out-of-range: 'linear' takes a percentage above 0 and at most 100, with at most six "
       "digits after the point, and this is 0\n"},
      {"event: visit, decay: linear 100.5% every 1d",
       "7:58 out-of-range: 'linear' takes a percentage above 0 and at most 100, with at most six "
       "digits after the point, and this is 100.5\n"},
      {"event: visit, expires: 3661d", "7:53 out-of-range: 'expires' must be from 1s to 3660d\n"},
  };
  for (const auto& [keys, expected] : rows) {
    CAPTURE(keys);
    CHECK(problems(with(keys)) == expected);
  }
}

TEST_CASE("places inside quoted phrases are exact") {
  CHECK(
      problems(with("event: \"silence( 23h )\"")) ==
      "7:47 out-of-range: the length of a silence must be between 1d and 3660d, and this is 23h\n");
}

}  // namespace leadscore::model
