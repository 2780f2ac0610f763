// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "expr/grammar.hpp"
#include "support/catch.hpp"
#include "unit/expr/outcome.hpp"

namespace leadscore::expr {
namespace {

using expr::show;

std::string show(const EventSyntax& events) {
  std::string all;
  if (events.silence)
    all += "silence " + to_text(*events.silence) + "@" + show(events.silence_span);
  for (const Name& name : events.events) all += (all.empty() ? "" : " ") + show(name);
  return all;
}

std::string show(const LimitSyntax& limit) {
  std::string all = std::to_string(limit.count) + "@" + show(limit.count_span);
  if (limit.each) all += " each " + show(*limit.each);
  if (limit.per) all += " per " + to_text(*limit.per) + "@" + show(limit.per_span);
  if (limit.per_calendar) {
    all +=
        " per calendar " + std::string(name_of(*limit.per_calendar)) + "@" + show(limit.per_span);
  }
  return all;
}

std::string show(const DecaySyntax& decay) {
  constexpr std::string_view kKinds[] = {"linear", "lose", "half"};
  std::string all(kKinds[static_cast<std::size_t>(decay.kind)]);
  if (!decay.amount.empty()) all += " " + decay.amount + "@" + show(decay.amount_span);
  return all + " every " + to_text(decay.every) + "@" + show(decay.every_span);
}

template <class T>
std::string outcome_of(const Parsed<T>& parsed) {
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) return show(*error);
  return show(std::get<T>(parsed));
}

constexpr Row kEvents[] = {
    {"a | b | c", "a@0..1 b@4..5 c@8..9"},
    {"any", "any@0..3"},
    {"page_view", "page_view@0..9"},
    {"silence(30d)", "silence 30d@8..11"},
    {"silence(30d of a | b)", "silence 30d@8..11 a@15..16 b@19..20"},
    {" silence ( 30d of form submit | b ) ", "silence 30d@11..14 form_submit@18..29 b@32..33"},
    {"form   submit|page_view", "form_submit@0..13 page_view@14..23"},
    {"terms and conditions", "terms_and_conditions@0..20"},
    {"价格 页面 | naïve 2", "价格_页面@0..13 naïve_2@16..24"},
    {"silence", "silence@0..7"},
    {"silence of the lambs", "silence_of_the_lambs@0..20"},
    {"offer | silent", "offer@0..5 silent@8..14"},
    {"silence(30m)", "error 8..11 '30m' is no duration -- write 30min for minutes"},
    {"silence(30 days)", "error 8..15 '30 days' is no duration -- write 30d"},
    {"silence(month)",
     "error 8..13 expected a duration such as 30d after '(', not 'month' -- write it in days: 7d"},
    {"silence(30)",
     "error 8..10 '30' is no duration -- it needs a unit, such as 30d; the units are s, min, h, d "
     "and w"},
    {"silence()", "error 8..9 expected a duration such as 30d after '(', not ')'"},
    {"silence(30d of)", "error 14..15 expected an event name after 'of', not ')'"},
    {"silence(30d of a |)", "error 18..19 expected an event name after '|', not ')'"},
    {"silence(30d a)", "error 12..13 expected ')' after '30d', not 'a'"},
    {"silence(30d", "error 11..11 expected ')' after '30d'"},
    {"silence(30d) x", "error 13..14 expected the end after ')', not 'x'"},
    {"silence(30d) | a", "error 13..14 expected the end after ')', not '|'"},
    {"a |", "error 3..3 expected an event name after '|'"},
    {"| a", "error 0..1 expected an event name, not '|'"},
    {"a || b", "error 3..4 expected an event name after '|', not '|'"},
    {"", "error 0..0 expected an event name"},
    {"a, b", "error 1..2 expected the end after 'a', not ',' -- events are joined with |: a | b"},
    {"3d", "error 0..2 expected an event name, not '3d'"},
    {"a | 3d", "error 4..6 expected an event name after '|', not '3d'"},
    {"a.b",
     "error 1..2 expected the end after 'a', not '.' -- a property is asked for under 'where'"},
    {"form-submit",
     "error 4..5 expected the end after 'form', not '-' -- if this is one name, write it "
     "form_submit"},
    {R"~("a")~", R"~(error 0..1 expected an event name, not '"')~"},
};

constexpr Row kLimits[] = {
    {"once", "1@0..4"},
    {"3 per 24h", "3@0..1 per 1d@6..9"},
    {"1_000 per 7d", "1000@0..5 per 1w@10..12"},
    {"1000 per 7d", "1000@0..4 per 1w@9..11"},
    {"1 per calendar day", "1@0..1 per calendar day@6..18"},
    {"1 per calendar week", "1@0..1 per calendar week@6..19"},
    {"1 per calendar month", "1@0..1 per calendar month@6..20"},
    {"1 per calendar quarter", "1@0..1 per calendar quarter@6..22"},
    {"1 per calendar year", "1@0..1 per calendar year@6..19"},
    {"once per 7d", "1@0..4 per 1w@9..11"},
    {"once per calendar week", "1@0..4 per calendar week@9..22"},
    {"once each url", "1@0..4 each url@10..13"},
    {"once each form name", "1@0..4 each form_name@10..19"},
    {"once each cost per 7d", "1@0..4 each cost@10..14 per 1w@19..21"},
    {"2 each url per 7d", "2@0..1 each url@7..10 per 1w@15..17"},
    {"once each url per calendar day", "1@0..4 each url@10..13 per calendar day@18..30"},
    {"3", "3@0..1"},
    {" once   each  url ", "1@1..5 each url@14..17"},
    {"1001 per 7d",
     "error 0..4 more than 1000 occurrences that a limit may count [limit-limit-count]"},
    {"99999999999 per 7d",
     "error 0..11 more than 1000 occurrences that a limit may count [limit-limit-count]"},
    {"0 per 7d", "error 0..1 '0' is no number of occurrences -- a whole number, at least 1"},
    {"1.5 per 7d", "error 0..3 '1.5' is no number of occurrences -- a whole number, at least 1"},
    {"-1 per 7d", "error 0..1 expected 'once' or a number, not '-'"},
    {"twice per 7d", "error 0..5 expected 'once' or a number, not 'twice' -- write: 2 per 7d"},
    {"Once", "error 0..4 expected 'once' or a number, not 'Once' -- write: once"},
    {"once a day",
     "error 5..6 expected 'each' or 'per' after 'once', not 'a' -- write: once per calendar day"},
    {"3 times", "error 2..7 expected 'each' or 'per' after '3', not 'times' -- write: 3"},
    {"3 in 7d", "error 2..4 expected 'each' or 'per' after '3', not 'in' -- write: 3 per 7d"},
    {"1 per day",
     "error 6..9 expected a duration such as 7d, or 'calendar' after 'per', not 'day' -- write: 1 "
     "per calendar day"},
    {"1 per", "error 5..5 expected a duration such as 7d, or 'calendar' after 'per'"},
    {"1 per 7",
     "error 6..7 '7' is no duration -- it needs a unit, such as 7d; the units are s, min, h, d and "
     "w"},
    {"1 per 30m", "error 6..9 '30m' is no duration -- write 30min for minutes"},
    {"1 per 1month", "error 6..12 '1month' is no duration -- write: 1 per 30d"},
    {"1 per 2 weeks", "error 6..13 '2 weeks' is no duration -- write: 1 per 2w"},
    {"1 per calendar", "error 14..14 expected day, week, month, quarter or year after 'calendar'"},
    {"1 per calendar decade",
     "error 15..21 expected day, week, month, quarter or year after 'calendar', not 'decade'"},
    {"1 per calendar 7d",
     "error 15..17 expected day, week, month, quarter or year after 'calendar', not '7d' -- write: "
     "1 per 7d"},
    {"once each", "error 9..9 expected the name of a property after 'each'"},
    {"once each per 7d",
     "error 10..13 expected the name of a property after 'each', not 'per' -- write: once per 7d"},
    {"once each url, email", "error 13..14 expected 'per' after 'url', not ','"},
    {"once per 7d each url", "error 12..16 expected the end after '7d', not 'each'"},
    {"once each url per 7d foo", "error 21..24 expected the end after '7d', not 'foo'"},
    {"max 3 per 7d", "error 0..3 expected 'once' or a number, not 'max' -- write: 3 per 7d"},
    {"5/day",
     "error 1..2 expected 'each' or 'per' after '5', not '/' -- write: 5 per calendar day"},
    {"thrice", "error 0..6 expected 'once' or a number, not 'thrice' -- write: 3"},
    {"once per url",
     "error 9..12 expected a duration such as 7d, or 'calendar' after 'per', not 'url' -- for each "
     "value of a property write: once each url"},
    {"7d", "error 0..2 expected 'once' or a number, not '7d'"},
    {"per 7d", "error 0..3 expected 'once' or a number, not 'per'"},
    {"", "error 0..0 expected 'once' or a number"},
};

constexpr Row kDecays[] = {
    {"linear 25% every 30d", "linear 25@7..10 every 30d@17..20"},
    {"linear 2.5 % every 30d", "linear 2.5@7..12 every 30d@19..22"},
    {"linear 1_0% every 24h", "linear 10@7..11 every 1d@18..21"},
    {"lose 5 every 7d", "lose 5@5..6 every 1w@13..15"},
    {"lose 0.125 every 1d", "lose 0.125@5..10 every 1d@17..19"},
    {"half every 14d", "half every 2w@11..14"},
    {"half every 2w", "half every 2w@11..13"},
    {"linear 25 every 30d",
     "error 10..15 expected '%' after '25', not 'every' -- for points in place of a share, write: "
     "lose 25"},
    {"25% per month",
     "error 0..2 expected 'linear', 'lose' or 'half', not '25' -- write: linear 25% every 30d"},
    {"lose 5 points every week",
     "error 7..13 expected 'every' after '5', not 'points' -- write: lose 5 every 1w"},
    {"linear every 7d", "error 7..12 expected a number after 'linear', not 'every'"},
    {"linear -5% every 7d",
     "error 7..8 expected a number after 'linear', not '-' -- write: linear 5% every 7d"},
    {"linear 25% every", "error 16..16 expected a duration such as 14d after 'every'"},
    {"linear 25% each 30d",
     "error 11..15 expected 'every' after '%', not 'each' -- write: linear 25% every 30d"},
    {"linear 25% 30d",
     "error 11..14 expected 'every' after '%', not '30d' -- write: linear 25% every 30d"},
    {"lose 5% every 30d",
     "error 6..7 expected 'every' after '5', not '%' -- for a share of the points, write: linear "
     "5%"},
    {"lose every 7d", "error 5..10 expected a number after 'lose', not 'every'"},
    {"half life 14d",
     "error 5..9 expected 'every' after 'half', not 'life' -- write: half every 14d"},
    {"half 14d", "error 5..8 expected 'every' after 'half', not '14d' -- write: half every 14d"},
    {"lose 1.2.3 every 7d", "error 5..10 '1.2.3' is no number"},
    {"lose 5.every 7d", "error 6..7 expected 'every' after '5', not '.'"},
    {"half every month",
     "error 11..16 expected a duration such as 14d after 'every', not 'month' -- write: half every "
     "30d"},
    {"half every 1 month", "error 11..18 '1 month' is no duration -- write: half every 30d"},
    {"half every 14",
     "error 11..13 '14' is no duration -- it needs a unit, such as 14d; the units are s, min, h, d "
     "and w"},
    {"half every 14d to 0", "error 15..17 expected the end after '14d', not 'to'"},
    {"Half every 14d",
     "error 0..4 expected 'linear', 'lose' or 'half', not 'Half' -- write: half every 14d"},
    {"exponential 5% every 7d",
     "error 0..11 expected 'linear', 'lose' or 'half', not 'exponential' -- such as: linear 25% "
     "every 30d, lose 5 every 7d, half every 14d"},
    {"",
     "error 0..0 expected 'linear', 'lose' or 'half' -- such as: linear 25% every 30d, lose 5 "
     "every 7d, half every 14d"},
};

TEST_CASE("event types and silences", "[phrases]") {
  for (const Row& row : kEvents) CHECK(outcome_of(parse_events(row.text, {})) == row.outcome);
}

TEST_CASE("limit phrases", "[phrases]") {
  for (const Row& row : kLimits) CHECK(outcome_of(parse_limit(row.text, {})) == row.outcome);
}

TEST_CASE("decays", "[phrases]") {
  for (const Row& row : kDecays) CHECK(outcome_of(parse_decay(row.text, {})) == row.outcome);
}

TEST_CASE("phrases have limits too", "[phrases]") {
  Limits limits;
  limits.expression_bytes = 8;
  CHECK(outcome_of(parse_events("abcdefgh", limits)) == "abcdefgh@0..8");
  CHECK(outcome_of(parse_events("abcdefghi", limits)) ==
        "error 0..9 more than 8 bytes in one expression [limit-expression-bytes]");
  limits.limit_count = 5;
  CHECK(outcome_of(parse_limit("5 per 1d", limits)) == "5@0..1 per 1d@6..8");
  CHECK(outcome_of(parse_limit("6 per 1d", limits)) ==
        "error 0..1 more than 5 occurrences that a limit may count [limit-limit-count]");
  CHECK(outcome_of(parse_decay("half \xff", {})) == "error 5..6 this byte is not UTF-8");
}

}  // namespace
}  // namespace leadscore::expr
