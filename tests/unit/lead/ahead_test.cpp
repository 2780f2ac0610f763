// SPDX-License-Identifier: Apache-2.0

// When signals that are on go off by time alone.
#include <leadscore/history.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

constexpr const char* kRules = R"(
leadscore: 1
attributes: {size: integer}
events: {visit: {}}
scores:
  fit: {rules: [{rule: big, when: size > 5, points: 10}]}
  heat: {rules: [{rule: visits, event: visit, points: 10, decay: linear 25% every 2d},
                 {rule: quiet, event: silence(1d), points: 0}]}
signals:
  fits: {when: fit >= 10}
  warm: {when: heat >= 5}
  hot: {when: heat >= 100}
  fresh: {when: count(visit within 3d) >= 1, for: 1d}
)";

Time day(int day) { return kEarliestTime + std::chrono::hours(24 * day); }

std::vector<std::string> texts(const std::vector<Drop>& drops) {
  std::vector<std::string> out;
  for (const Drop& drop : drops) {
    std::string text = drop.signal;
    if (drop.at) text += " at " + to_text(*drop.at);
    if (drop.looked_until) text += " looked until " + to_text(*drop.looked_until);
    out.push_back(text);
  }
  return out;
}

}  // namespace

TEST_CASE("signals drop when points fade and windows end, as far as we look") {
  History lead(support::load(kRules), "a");
  (void)lead.apply(set("a", day(0)).with("size", 9));
  (void)lead.apply(event("a", "visit", day(1)));
  (void)lead.apply(event("a", "visit", day(30)));  // lies ahead: it is left out
  // 10, from day 3 on 7.5, from day 5 on 5, from day 7 on 2.5. Silence goes on for ever.
  const std::vector<std::string> expected = {"fits looked until 1970-01-13T00:00:00Z",
                                             "warm at 1970-01-08T00:00:00Z",
                                             "fresh at 1970-01-05T00:00:00Z"};
  // From day 2 on something may change every day: the tenth is day 12.
  CHECK(texts(lead.drops(day(2), 10)) == expected);
  CHECK(texts(lead.drops(day(2), 0)) ==
        std::vector<std::string>{"fits looked until 1970-01-03T00:00:00Z",
                                 "warm looked until 1970-01-03T00:00:00Z",
                                 "fresh looked until 1970-01-03T00:00:00Z"});
  CHECK(lead.drops(day(0) - Duration(1)).empty());
}

TEST_CASE("a signal that time does not end") {
  History lead(support::load("leadscore: 1\nattributes: {size: integer}\n"
                             "signals: {big: {when: size > 5}}\n"
                             "scores: {s: {rules: [{rule: r, points: 1}]}}\n"),
               "a");
  (void)lead.apply(set("a", day(0)).with("size", 9));
  CHECK(texts(lead.drops(day(1))) == std::vector<std::string>{"big"});
}

TEST_CASE("a touch of a programme is no value that changes") {
  History lead(support::load("leadscore: 1\nattributes: {want: boolean}\n"
                             "programs: {p: {enter: want, touches: 3, over: 3d}}\n"),
               "a");
  (void)lead.apply(set("a", day(1)).with("want", true));
  CHECK(lead.outputs(day(9)).size() == 3);
  CHECK(lead.next_change(day(1)) == std::nullopt);
}

}  // namespace leadscore
