// SPDX-License-Identifier: Apache-2.0
#include "model/schema_patterns.hpp"

// g++ 12 takes a member of <regex> for uninitialized where it inlines with sanitizers.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <regex>
#include <variant>
#include <vector>

#include <leadscore/time.hpp>

#include "base/time_text.hpp"
#include "expr/grammar.hpp"
#include "support/catch.hpp"

namespace leadscore::model {

namespace {

bool matches(const std::string& pattern, const std::string& text) {
  return std::regex_search(text, std::regex(pattern, std::regex::ECMAScript));
}

// What the reader takes, the pattern takes; what is listed as bad, neither does.
template <class Parse>
void compare(const std::string& pattern, const Parse& accepts, const std::vector<std::string>& good,
             const std::vector<std::string>& bad) {
  for (const std::string& text : good) {
    CAPTURE(text);
    CHECK(accepts(text));
    CHECK(matches(pattern, text));
  }
  for (const std::string& text : bad) {
    CAPTURE(text);
    CHECK_FALSE(accepts(text));
    CHECK_FALSE(matches(pattern, text));
  }
}

template <class Parse>
auto parses(const Parse& parse) {
  return [parse](const std::string& text) {
    const auto parsed = parse(text, Limits{});
    return !std::holds_alternative<expr::SyntaxError>(parsed);
  };
}

}  // namespace

TEST_CASE("the schema's pattern of limits") {
  compare(pattern::limit(), parses(expr::parse_limit),
          {"once", " 3 per  24h ", "1 per calendar quarter", "once each url", "3",
           "2 each page url per 7d", "1_000 per 1w", "007 per 1s"},
          {"", "0", "0 per 7d", "twice", "3 per", "3 per day", "3 per 7 days", "2 each per 7d",
           "3 per 24H", "once per calendar decade", "3 per 7d each url", "3x", "each url",
           "-1 per 7d", "once each url 7d per"});
}

TEST_CASE("the schema's pattern of decays") {
  compare(pattern::decay(), parses(expr::parse_decay),
          {"linear 25% every 30d", "linear 12.5 %every 4w", "lose 5 every 7d", "half every 14d",
           "lose 1_000.5 every 24h", " half  every 2d "},
          {"", "half", "half every 14", "half 5 every 14d", "linear 25 every 30d",
           "lose 25% every 30d", "exponential 14d", "half every 14 days", "Half every 14d",
           "lose every 7d", "lose -5 every 7d"});
}

TEST_CASE("the schema's pattern of events") {
  compare(pattern::events(), parses(expr::parse_events),
          {"page_view", "a | b", "a|b | c d 2", "silence(30d)", "silence ( 30d of a | b )",
           "silence", "\xE8\xAE\xBF\xE9\x97\xAE"},
          {"", "a,b", "a |", "| a", "a || b", "silence()", "silence(30)", "silence(30d of)", "2a",
           "a.b", "silence(30d) | a"});
  CHECK(matches(pattern::silence(), " silence (30d)"));
  CHECK_FALSE(matches(pattern::silence(), "silences"));
  CHECK_FALSE(matches(pattern::happening(), "silence(30d)"));
  CHECK(matches(pattern::happening(), "silence | a"));
}

TEST_CASE("the schema's pattern of table rows") {
  compare(pattern::row(), parses(expr::parse_row),
          {"< 50", "<=50", "50 .. 199", ">= 1_000", "software | saas", "unknown", "else", "== a",
           "'=< 5'", " 7", "-5 .. -1", "a..b"},
          {"", " ", "=< 5", "=> 5", "<> a", "= a", "<", ">= ", ".. 5"});
}

TEST_CASE("the schema's patterns of times and durations") {
  compare(
      pattern::time(), [](const std::string& text) { return read_time_text(text).has_value(); },
      {"2026-03-01", "2026-03-01 09:00", "2026-03-01T09:00:00", "2026-03-01T09:00:00.123456789Z",
       "2026-03-01T09:00+08:00", "2026-03-01 23:59:59-0800", "2026-12-31T00:00+08"},
      {"", "2026", "2026-3-1", "2026-13-01", "2026-00-01", "2026-03-32", "2026-03-01 24:00",
       "2026-03-01 9:00", "2026-03-01Z", "01.03.2026", "2026-03-01T09:00:00.", "today",
       "2026-03-01 09:00 +08:00"});
  compare(pattern::duration(),
          [](const std::string& text) {
            const auto length = parse_duration(text);
            return length && *length > Duration{0};
          },
          {"90s", "15min", "24h", "7d", "2w", "007d"},
          {"", "7", "7 d", "30m", "1.5h", "-7d", "0d", "00s", "7days", "1us", "d", "7D"});
  CHECK(matches(pattern::hold(), "forever"));
  CHECK(matches(pattern::hold(), "14d"));
  CHECK_FALSE(matches(pattern::hold(), "for ever"));
}

TEST_CASE("the schema's patterns of names and numbers") {
  for (const char* good :
       {"a", "page_view", "churn risk", "_x", "A1", "\xE8\xA1\x8C\xE4\xB8\x9A"}) {
    CAPTURE(good);
    CHECK(matches(pattern::name(), good));
    CHECK(matches(pattern::label(), good));
  }
  for (const char* bad : {"", " a", "a ", "a-b", "a.b", "a\tb", "a/b", "@", "a[", "`", "{a}"}) {
    CAPTURE(bad);
    CHECK_FALSE(matches(pattern::name(), bad));
    CHECK_FALSE(matches(pattern::label(), bad));
  }
  CHECK_FALSE(matches(pattern::name(), "1st"));
  CHECK(matches(pattern::label(), "1st"));
  for (const char* good : {"1_000", "-2.5", ".5", "strong", "-.25"}) {
    CAPTURE(good);
    CHECK(matches(pattern::points(), good));
  }
  for (const char* bad : {"", "1e3", "5 points", "--5", "+5", "1.", "-strong", "1,5"}) {
    CAPTURE(bad);
    CHECK_FALSE(matches(pattern::points(), bad));
  }
  CHECK_FALSE(matches(pattern::number(), "strong"));
  CHECK(matches(pattern::band_text(), "{grade}-{heat}"));
  CHECK_FALSE(matches(pattern::band_text(), "grade"));
  CHECK_FALSE(matches(pattern::band_text(), "{grade"));
  CHECK_FALSE(matches(pattern::band_text(), "{{grade}}"));
}

}  // namespace leadscore::model
