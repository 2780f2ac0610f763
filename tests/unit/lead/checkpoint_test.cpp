// SPDX-License-Identifier: Apache-2.0

// The checkpoint of a lead follows its facts, and no fact that is in reach is lost by it.
#include <string>

#include <leadscore/history.hpp>
#include <leadscore/lead.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::shown;

const Time kBegin = parse_time("2026-03-01").value();
constexpr Duration kDay = std::chrono::hours(24);

}  // namespace

TEST_CASE("a retraction is not forgotten before its event has come") {
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {}}
scores: {heat: {rules: [{rule: v, event: visit, points: 1}]}}
)");
  Lead lead(rules, "L");
  History history(rules, "L");
  const auto apply = [&](const Fact& fact) {
    CHECK(lead.apply(fact).status == Applied::Status::applied);
    (void)history.apply(fact);
  };
  apply(retract("L", "late", kBegin));
  for (int day = 0; day < 40; ++day) {
    apply(event("L", "visit", kBegin + day * kDay));
    (void)lead.advance_to(kBegin + day * kDay);
  }
  apply(event("L", "visit", kBegin + 38 * kDay).identified("late"));
  // Forty visits: the one that is retracted before it happens never happens.
  const Time end = kBegin + 40 * kDay;
  CHECK(lead.snapshot(end)->scores[0].second == Points::whole(40));
  CHECK(shown(*lead.snapshot(end)) == shown(history.snapshot(end)));
}

TEST_CASE("what was given before a mark is not taken back for a late fact") {
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {}}
scores: {heat: {rules: [{rule: v, event: visit, points: 1}]}}
signals: {warm: {when: heat >= 21}}
)");
  Lead lead(rules, "L");
  const auto visit = [&](Duration after) {
    CHECK(lead.apply(event("L", "visit", kBegin + after)).status == Applied::Status::applied);
  };
  std::size_t given = 0;
  const auto advance = [&](Duration after) { given += lead.advance_to(kBegin + after).size(); };
  // Given on the 21st day; a mark is set soon after the 33rd visit, with that behind it.
  for (int day = 0; day < 37; ++day) {
    visit(day * kDay);
    advance(day * kDay);
  }
  REQUIRE(given == 1);
  // Built again from the mark.
  visit(36 * kDay - kDay / 2);
  advance(37 * kDay);
  CHECK(given == 1);
  // Late, and before anybody asks the mark comes out of reach and becomes the base.
  visit(37 * kDay - kDay / 4);
  visit(41 * kDay + kDay / 2);
  advance(42 * kDay);
  CHECK(given == 1);
}

TEST_CASE("facts that come late are not lost as the checkpoint follows") {
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {url: text}}
scores: {heat: {rules: [{rule: v, event: visit, points: 1}]}}
signals: {hundred: {when: heat >= 100}}
)");
  Lead lead(rules, "L");
  History history(rules, "L");
  int count = 0;
  const auto apply = [&](Time at, const std::string& url) {
    const Fact fact = event("L", "visit", at).with("url", url);
    CHECK(lead.apply(fact).status == Applied::Status::applied);
    (void)history.apply(fact);
    ++count;
  };
  // Four a day for 40 days; every third day one that is late by up to seven days, to the instant.
  for (int hour = 0; hour < 40 * 24; hour += 6) {
    const Time at = kBegin + std::chrono::hours(hour);
    apply(at, "/");
    (void)lead.advance_to(at);
    const int days = hour / 24 % 8;
    if (hour % 72 == 0 && hour >= 24 * days) apply(at - days * kDay, "/" + std::to_string(hour));
    REQUIRE(lead.snapshot(at)->scores[0].second == Points::whole(count));
  }
  const Time end = kBegin + 50 * kDay;
  (void)lead.advance_to(end);
  CHECK(shown(*lead.snapshot(end)) == shown(history.snapshot(end)));
}

TEST_CASE("the checkpoint does not pass what a late fact may still reach") {
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {url: text}}
scores: {heat: {rules: [{rule: v, event: visit, points: 1}]}}
)");
  Lead lead(rules, "L");
  int count = 0;
  const auto apply = [&](Time at) {
    const auto url = std::to_string(count++);
    CHECK(lead.apply(event("L", "visit", at).with("url", url)).status == Applied::Status::applied);
  };
  const auto burst = [&](int day, int size) {
    for (int i = 0; i < size; ++i) apply(kBegin + day * kDay + i * Duration(1));
    (void)lead.advance_to(kBegin + day * kDay + kDay / 2);
  };
  burst(0, 25);
  burst(4, 40);
  burst(8, 20);
  burst(11, 1);  // most of what is recent is out of reach: the checkpoint follows
  burst(15, 1);  // again; but what the lead was on day 11 is still in reach
  burst(18, 1);  // by the last microsecond
  apply(kBegin + 11 * kDay + kDay / 2);
  const Time end = kBegin + 19 * kDay;
  CHECK(lead.snapshot(end)->scores[0].second == Points::whole(count));
}

}  // namespace leadscore
