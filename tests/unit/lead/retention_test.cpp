// SPDX-License-Identifier: Apache-2.0

// What a lead remembers of its events: the newest that something bounded can still need.
#include <string>

#include <leadscore/history.hpp>
#include <leadscore/lead.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

const Time kBegin = parse_time("2026-03-01").value();
constexpr Duration kMinute = std::chrono::minutes(1);

constexpr const char* kRules = R"(leadscore: 1
name: retention
events:
  visit: {url: text, seconds: number}
  other: {}
scores:
  windowed: {rules: [{rule: a, when: count(visit) >= 0, points: count(visit within 30d)}]}
  plain: {rules: [{rule: b, when: count(visit) >= 0, points: count(visit)}]}
  sums: {rules: [{rule: c, when: count(visit) >= 0, points: sum(visit.seconds)}]}
  least: {rules: [{rule: d, when: count(visit) >= 0, points: min(visit.seconds)}]}
  fading: {rules: [{rule: e, event: visit, points: 1, expires: 60d}]}
  lasting: {rules: [{rule: f, event: visit, points: 1}]}
  urls: {rules: [{rule: g, when: count(visit) >= 0, points: distinct(visit.url)}]}
  once: {rules: [{rule: h, event: visit, points: 1, limit: once each url}]}
)";

Points score(const NamedPoints& scores, std::string_view name) {
  for (const auto& [score, points] : scores) {
    if (score == name) return points.value_or(Points());
  }
  FAIL("no score " << name);
  return {};
}

// 5,000 visits, a minute apart, of 2,000 pages in turn; the first lasted a second, the others two.
template <class Taker>
void tell(Taker& lead) {
  for (int i = 0; i < 5'000; ++i) {
    (void)lead.apply(event("L1", "visit", kBegin + i * kMinute)
                         .with("url", "/" + std::to_string(i % 2'000))
                         .with("seconds", i == 0 ? 1 : 2));
  }
}

void check(const NamedPoints& scores) {
  // 4,096 of the 5,000 are remembered where that is bounded: the first, of one second, is not.
  CHECK(score(scores, "windowed") == Points::whole(4'096));
  CHECK(score(scores, "least") == Points::whole(2));
  CHECK(score(scores, "fading") == Points::whole(4'096));
  // The others live on.
  CHECK(score(scores, "plain") == Points::whole(5'000));
  CHECK(score(scores, "sums") == Points::whole(9'999));
  CHECK(score(scores, "lasting") == Points::whole(5'000));
  // Of the pages the 1,024 seen last are remembered, so that each comes as a new one.
  CHECK(score(scores, "urls") == Points::whole(1'024));
  CHECK(score(scores, "once") == Points::whole(5'000));
}

}  // namespace

TEST_CASE("a lead remembers its newest 4,096 events, and 1,024 values, in every evaluator alike") {
  const RuleSet rules = support::load(kRules);
  const Time end = kBegin + 5'000 * kMinute;
  History history(rules, "L1");
  tell(history);
  check(history.snapshot(end).scores);
  CHECK(history.snapshot(end).events_without_room == 904);
  Lead lead(rules, "L1");
  tell(lead);
  check(lead.snapshot(end)->scores);
  CHECK(lead.events_without_room() == 904);
  CHECK(lead.snapshot(end)->events_without_room == 904);
  // It is as of the instant that is asked for.
  CHECK(history.snapshot(kBegin + 4'099 * kMinute).events_without_room == 4);
}

TEST_CASE("how many events are remembered is an option") {
  const RuleSet rules = support::load(kRules);
  LeadOptions options;
  options.retained_events = 100;
  options.retained_values = 10;
  Lead lead(rules, "L1", options);
  tell(lead);
  const auto scores = lead.snapshot(kBegin + 5'000 * kMinute)->scores;
  CHECK(score(scores, "windowed") == Points::whole(100));
  CHECK(score(scores, "urls") == Points::whole(10));
  CHECK(score(scores, "plain") == Points::whole(5'000));
}

TEST_CASE("events that nothing bounded needs take no room") {
  const RuleSet rules = support::load(kRules);
  Lead lead(rules, "L1");
  for (int i = 0; i < 4'096; ++i) {
    (void)lead.apply(event("L1", "visit", kBegin + i * kMinute).with("url", "/"));
  }
  for (int i = 0; i < 100; ++i) {
    (void)lead.apply(event("L1", "other", kBegin + (5'000 + i) * kMinute));
  }
  const auto scores = lead.snapshot(kBegin + 6'000 * kMinute)->scores;
  CHECK(score(scores, "windowed") == Points::whole(4'096));
  CHECK(lead.events_without_room() == 0);
}

}  // namespace leadscore
