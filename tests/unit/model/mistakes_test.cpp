// SPDX-License-Identifier: Apache-2.0

// The hint for a mistake, and that the file is right once the hint is followed.
#include <string>

#include "model/hints.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

struct Mistake {
  const char* wrong;
  const char* hint;
  const char* right;
};

constexpr const char* kHead =
    "leadscore: 1\n"
    "attributes: {title: text, country: text, employees: integer, opted_in: boolean, due: time,\n"
    "  industry: {type: text, one_of: [software, finance]}}\n"
    "events: {page_view: {url: text}, email_open: {}}\n"
    "feedback: {sales_rejected: {}}\n";

std::string condition(const std::string& when) {
  return std::string(kHead) + "scores: {fit: {rules: []}}\nsignals:\n  mql:\n    when: " + when +
         "\n";
}

std::string event_rule(const std::string& keys) {
  return std::string(kHead) + "scores:\n  fit:\n    rules:\n      - {rule: a, points: 1, " + keys +
         "}\n";
}

std::string table_rule(const std::string& by, const std::string& row) {
  return std::string(kHead) + "scores:\n  fit:\n    rules:\n      - {rule: a, by: " + by +
         ", points: {" + row + ": 1}}\n";
}

std::string section(const std::string& text) {
  return std::string(kHead) + "scores: {fit: {rules: []}}\n" + text + "\n";
}

// The only report of the wrong file has that hint, and the right file has no error.
void check(const Mistake& mistake, const std::string& wrong, const std::string& right) {
  CAPTURE(mistake.wrong, mistake.right);
  const Loaded bad = load_rules({"rules.yaml", wrong});
  CAPTURE(listed(bad));
  REQUIRE(bad.diagnostics().size() >= 1);
  CHECK(bad.diagnostics()[0].severity == Severity::error);
  CHECK(bad.diagnostics()[0].hint == mistake.hint);
  std::size_t errors = 0;
  for (const Diagnostic& one : bad.diagnostics()) errors += one.severity == Severity::error ? 1 : 0;
  CHECK(errors == 1);
  good(right);
}

}  // namespace

TEST_CASE("conditions as people write them") {
  const Mistake mistakes[] = {
      {"country == US", R"(a text stands in quotes: "US")", R"(country == "US")"},
      {"industry == Software", R"(a text stands in quotes: "software")",
       R"(industry == "software")"},
      {"industry == sofware", R"(did you mean "software"?)", R"(industry == "software")"},
      {"country in [US]", R"(a text stands in quotes: "US")", R"(country in ["US"])"},
      {"industry in finance", R"(write: ["finance"])", R"(industry in ["finance"])"},
      {"title contains VP", R"(a text stands in quotes: "VP")", R"(title contains "VP")"},
      {"opted_in == yes", "use: true", "opted_in == true"},
      {R"(opted_in == "no")", "use: false", "opted_in == false"},
      {"due < today", "use: now", "due < now"},
      {"due < now()", "use: now", "due < now"},
      {"title == empty", "for a value that is missing: is unknown", "title is unknown"},
      {"due < 2026/03/01", "use: 2026-03-01", "due < 2026-03-01"},
      {R"(due < "1.3.2026 9:00")", "use: 2026-03-01 09:00 or 2026-01-03 09:00",
       R"(due < "2026-03-01 09:00")"},
      {R"(title contains "VP" or "CEO" or "CTO")",
       R"(use: title contains any ["VP", "CEO", "CTO"])",
       R"(title contains any ["VP", "CEO", "CTO"])"},
      {R"(title contains "VP" and "CEO")", R"(use: title contains all ["VP", "CEO"])",
       R"(title contains all ["VP", "CEO"])"},
      {R"(country == "US" or "UK")", R"(use: country in ["US", "UK"])",
       R"(country in ["US", "UK"])"},
      {R"(country != "US" and "UK")", R"(use: country not in ["US", "UK"])",
       R"(country not in ["US", "UK"])"},
      {R"(title contains "VP" and not "x")", R"(repeat the name: not (title contains "x"))",
       R"(title contains "VP" and not (title contains "x"))"},
      {"employees > 5 or 3", "repeat the name: employees > 3", "employees > 5 or employees > 3"},
      {"url contains \"x\"",
       "it is a property of page_view: ask for it under 'where', or as last(page_view.url)",
       "last(page_view.url) contains \"x\""},
  };
  for (const Mistake& one : mistakes) check(one, condition(one.wrong), condition(one.right));
}

TEST_CASE("events, limits and lengths as people write them") {
  const Mistake mistakes[] = {
      {"event: [page_view, email_open]", "events are joined with |: page_view | email_open",
       "event: page_view | email_open"},
      {"event: page_view or email_open", "write: page_view | email_open",
       "event: page_view | email_open"},
      {"event: silence", "write how long it lasts: silence(30d)", "event: silence(30d)"},
      {"event: page_view, limit: 5 a day", "write: 5 per calendar day",
       "event: page_view, limit: 5 per calendar day"},
      {"event: page_view, limit: once per url", "for each value of a property write: once each url",
       "event: page_view, limit: once each url"},
      {"event: page_view, decay: half after 14 days", "write: half every 14d",
       "event: page_view, decay: half every 14d"},
      {"event: page_view, weight: 50%", "write 0.5", "event: page_view, weight: 0.5"},
      {"event: page_view, expires: 3 months", "a month has no fixed length: write 90d",
       "event: page_view, expires: 90d"},
      {"event: page_view, expires: 2 days", "write 2d", "event: page_view, expires: 2d"},
      {"event: page_view, max: +5", "write 5", "event: page_view, max: 5"},
  };
  for (const Mistake& one : mistakes) check(one, event_rule(one.wrong), event_rule(one.right));
}

TEST_CASE("rows as people write them") {
  const Mistake mistakes[] = {
      {R"("1-50")", R"(write: "1 .. 50")", R"("1 .. 50")"},
      {R"("-5 to 50")", R"(write: "-5 .. 50")", R"("-5 .. 50")"},
      {R"("200+")", R"(write: ">= 200")", R"(">= 200")"},
      {R"("up to 10")", R"(write: "<= 10")", R"("<= 10")"},
      {R"(">> 5")", R"(write: "> 5")", R"("> 5")"},
      {R"("1,000")", R"(write: "1000")", R"("1000")"},
      {"default", "for all others write: else", "else"},
  };
  for (const Mistake& one : mistakes) {
    check(one, table_rule("employees", one.wrong), table_rule("employees", one.right));
  }
  const Mistake other = {"other", "for all others write: else", "else"};
  check(other, table_rule("industry", other.wrong), table_rule("industry", other.right));
  const Mistake sign = {R"("< 5")", "its rows are its values: finance, software", "finance"};
  check(sign, table_rule("industry", sign.wrong), table_rule("industry", sign.right));
}

TEST_CASE("sections in another shape") {
  const Mistake mistakes[] = {
      {"bands: {grade: {of: fit, A: \">= 50\"}}", "a range has its lower bound only: A: 50",
       "bands: {grade: {of: fit, A: 50}}"},
      {"bands: {grade: {of: fit, A: 50-100}}", "a range has its lower bound only: A: 50",
       "bands: {grade: {of: fit, A: 50}}"},
      {"lifecycle: {stages: [new]}", "such as: {stage: new}",
       "lifecycle: {stages: [{stage: new}]}"},
      {"define: {vip: employees > 5}\nsignals: {a: {when: vip}}",
       "a condition is defined as vip: {is: employees > 5}",
       "define: {vip: {is: employees > 5}}\nsignals: {a: {when: vip}}"},
      {"signals: {a: {when: employees > 1,000}}",
       "YAML ends the value at `,`; write the number without it",
       "signals: {a: {when: employees > 1000}}"},
      {"routing: [{else: nurture}]", "the keys of a route: to, when", "routing: [{to: nurture}]"},
  };
  for (const Mistake& one : mistakes) check(one, section(one.wrong), section(one.right));
}

TEST_CASE("what is no mistake of a known kind gets no hint") {
  const auto is_number = [](std::string_view text) { return text == "1" || text == "50"; };
  CHECK(row_meant("1-2", is_number).empty());
  CHECK(row_meant("many", is_number).empty());
  CHECK(row_meant("", is_number).empty());
  CHECK(bound_meant("high").empty());
  CHECK(bound_meant("< 50").empty());
  CHECK(number_meant("1,00").empty());
  CHECK(number_meant("1000").empty());
  CHECK(factor_meant("half").empty());
  CHECK(example_of("rule").empty());
}

}  // namespace leadscore::model
