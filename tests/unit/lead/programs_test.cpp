// SPDX-License-Identifier: Apache-2.0

// Programmes: who is enrolled, when each touch is due, when the clock stands still.
#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <leadscore/history.hpp>
#include <leadscore/population.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using Texts = std::vector<std::string>;

// `want`, `done`, `hot` and `staff` are switches; the other words are events that move the lead.
constexpr const char* kRules = R"(
leadscore: 1
attributes: {want: boolean, done: boolean, hot: boolean, staff: boolean, rushed: boolean}
events: {visit: {}, ask: {}}
feedback: {parked: {}, accepted: {}, lost_it: {}, back: {}, no_thanks: {}}
exclude: staff
signals: {mql: {when: hot}}
lifecycle:
  stages:
    - {stage: new}
    - {stage: pool, off_path: true}
    - {stage: mql}
    - {stage: sql, within: 2d}
    - {stage: lost, off_path: true}
  moves:
    - {to: mql, signal: mql, from: new}
    - {to: pool, event: parked, from: mql}
    - {to: sql, event: accepted, from: mql}
    - {to: lost, event: lost_it, from: sql}
    - {to: new, event: back, from: [pool, sql, lost]}
    - {to: sql, when: rushed, from: new}
    - {to: pool, when: rushed, from: sql}
rejection: {event: no_thanks, to: new, hold: 30d}
routing: [{to: sales, when: want}, {to: nobody}]
programs:
)";
const std::string kFourInEightDays = "  p: {enter: want, touches: 4, over: 8d}\n";
const std::string kUntilDone = "  p: {enter: want, exit: done, touches: 4, over: 8d}\n";

Time day(int days, int hours = 0) { return kEarliestTime + std::chrono::hours(24 * days + hours); }

Fact turn(const char* what, bool on, Time at) { return set("a", at).with(what, on); }
Fact happens(const char* what, Time at) { return event("a", what, at); }

// "p 2 on day 3 + 12h"; other instants as they are written.
std::string text_of(const Output& output, const Touch& touch) {
  std::string text = touch.program + ' ' + std::to_string(touch.number);
  const auto since = output.at - kEarliestTime;
  const auto hours = std::chrono::floor<std::chrono::hours>(since);
  if (hours != since) return text + " at " + to_text(output.at);
  text += " on day " + std::to_string(hours.count() / 24);
  return hours.count() % 24 == 0 ? text : text + " + " + std::to_string(hours.count() % 24) + 'h';
}

Texts touches(const std::vector<Output>& outputs) {
  Texts texts;
  for (const Output& output : outputs) {
    const auto* touch = std::get_if<Touch>(&output.what);
    if (touch != nullptr) texts.push_back(text_of(output, *touch));
  }
  return texts;
}

History lead_with(const std::string& programs, const std::vector<Fact>& facts) {
  History lead(support::load(kRules + programs), "a");
  for (const Fact& fact : facts) REQUIRE(lead.apply(fact).bad_values.empty());
  return lead;
}

Texts touches(const std::string& programs, const std::vector<Fact>& facts) {
  return touches(lead_with(programs, facts).outputs(day(100)));
}

}  // namespace

TEST_CASE("touches are spread evenly from the entry on, and after the last the lead is out") {
  CHECK(touches(kFourInEightDays, {turn("want", true, day(1))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 7"});
  CHECK(touches("  p: {enter: want, touches: 1, over: 8d}\n", {turn("want", true, day(1))}) ==
        Texts{"p 1 on day 1"});
  // Not wanted any more is no exit.
  CHECK(touches(kFourInEightDays, {turn("want", true, day(1)), turn("want", false, day(2))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 7"});
}

TEST_CASE("a touch that falls between two microseconds is due at the first, however many came") {
  // A seventh of a day is 12342.857142857... s.
  CHECK(touches("  p: {enter: want, touches: 7, over: 1d}\n", {turn("want", true, day(0))}) ==
        Texts{"p 1 on day 0", "p 2 at 1970-01-01T03:25:42.857142Z",
              "p 3 at 1970-01-01T06:51:25.714285Z", "p 4 at 1970-01-01T10:17:08.571428Z",
              "p 5 at 1970-01-01T13:42:51.428571Z", "p 6 at 1970-01-01T17:08:34.285714Z",
              "p 7 at 1970-01-01T20:34:17.142857Z"});
  // The greatest that a file may ask for: touch 1,000 is due a thousandth of 3,660 days before the
  // end, 3.66 d = 87 h 50 min 24 s.
  const Texts most = touches(
      lead_with("  p: {enter: want, touches: 1000, over: 3660d}\n", {turn("want", true, day(0))})
          .outputs(day(4000)));
  REQUIRE(most.size() == 1'000);
  CHECK(most.back() == "p 1000 at " + to_text(day(3660) - std::chrono::seconds(316'224)));
}

TEST_CASE("in the stage that a signal leads to, and below it, touches wait and the clock stands") {
  const Fact begins = turn("want", true, day(1));
  const Fact hot = turn("hot", true, day(4));  // one day before touch 3
  CHECK(touches(kFourInEightDays, {begins, hot}) == Texts{"p 1 on day 1", "p 2 on day 3"});
  // Ten days among MQLs: the rest comes ten days later.
  CHECK(touches(kFourInEightDays, {begins, hot, happens("no_thanks", day(14))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 15", "p 4 on day 17"});
  // SQL and lost stand further down. Two stops: of 4 days, then of 2.
  CHECK(touches(kFourInEightDays,
                {begins, hot, happens("accepted", day(5)), happens("lost_it", day(6)),
                 happens("back", day(8)), turn("hot", false, day(8)), turn("hot", true, day(10)),
                 happens("no_thanks", day(12))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 9", "p 4 on day 13"});
  // The pool is beside the path too, but stands above.
  CHECK(touches(kFourInEightDays, {begins, hot, happens("parked", day(6))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 7", "p 4 on day 9"});
}

TEST_CASE("a programme may name where it pauses") {
  const std::vector<Fact> facts = {turn("want", true, day(1)), turn("hot", true, day(4)),
                                   happens("accepted", day(6)), happens("back", day(10))};
  CHECK(touches("  p: {enter: want, touches: 4, over: 8d, pause_from: sql}\n", facts) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 11"});
  // New is the first of all stages: there is nowhere to be written to.
  CHECK(touches("  p: {enter: want, touches: 4, over: 8d, pause_from: new}\n", facts).empty());
}

TEST_CASE("where no signal leads to a stage touches never wait") {
  History lead(support::load("leadscore: 1\nattributes: {want: boolean}\nevents: {won: {}}\n"
                             "lifecycle: {stages: [{stage: new}, {stage: customer}], moves: [{to: "
                             "customer, event: won}]}\n"
                             "programs: {p: {enter: want, touches: 2, over: 2d}}\n"),
               "a");
  (void)lead.apply(turn("want", true, day(1)));
  (void)lead.apply(happens("won", day(1)));
  CHECK(touches(lead.outputs(day(9))) == Texts{"p 1 on day 1", "p 2 on day 2"});
}

TEST_CASE("a pause that begins or ends in the instant of a touch") {
  const Fact begins = turn("want", true, day(1));
  // In the instant in which it becomes an MQL it is one: touch 3 waits till it is none.
  CHECK(touches(kFourInEightDays,
                {begins, turn("hot", true, day(5)), happens("no_thanks", day(6))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 6", "p 4 on day 8"});
  // Enrolled as an MQL: even the first touch waits.
  CHECK(touches(kFourInEightDays,
                {begins, turn("hot", true, day(1)), happens("no_thanks", day(6))}) ==
        Texts{"p 1 on day 6", "p 2 on day 8", "p 3 on day 10", "p 4 on day 12"});
}

TEST_CASE("a hold holds signals, not touches") {
  // Held from day 2 to day 32; back in the first stage all the while.
  CHECK(touches(kFourInEightDays, {turn("want", true, day(1)), happens("no_thanks", day(2))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 7"});
}

TEST_CASE("exit ends it, in the instant of a touch too") {
  const Fact begins = turn("want", true, day(1));
  CHECK(touches(kUntilDone, {begins, turn("done", true, day(4))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3"});
  CHECK(touches(kUntilDone, {begins, turn("done", true, day(3))}) == Texts{"p 1 on day 1"});
  // It is asked while the clock stands still as well.
  CHECK(touches(kUntilDone, {begins, turn("hot", true, day(2)), turn("done", true, day(3)),
                             turn("done", false, day(4)), happens("no_thanks", day(5))}) ==
        Texts{"p 1 on day 1"});
}

TEST_CASE("enrolled again only when enter becomes true anew") {
  const Texts twice = {"p 1 on day 1",  "p 2 on day 3",  "p 3 on day 5",  "p 4 on day 7",
                       "p 1 on day 20", "p 2 on day 22", "p 3 on day 24", "p 4 on day 26"};
  CHECK(touches(kFourInEightDays, {turn("want", true, day(1)), turn("want", false, day(19)),
                                   turn("want", true, day(20))}) == twice);
  // While the lead is in, it changes nothing; afterwards it has not become true anew.
  CHECK(touches(kFourInEightDays, {turn("want", true, day(1)), turn("want", false, day(2)),
                                   turn("want", true, day(4)), turn("want", true, day(20))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 7"});
  // Unknown is not true.
  CHECK(touches(kUntilDone, {turn("want", true, day(1)), turn("done", true, day(2)),
                             turn("done", false, day(3)), set("a", day(4)).with("want", Missing{}),
                             turn("want", true, day(5))}) ==
        Texts{"p 1 on day 1", "p 1 on day 5", "p 2 on day 7", "p 3 on day 9", "p 4 on day 11"});
  // An end of `exit` is no entry.
  CHECK(touches(kUntilDone, {turn("want", true, day(1)), turn("done", true, day(2)),
                             turn("done", false, day(3))}) == Texts{"p 1 on day 1"});
}

TEST_CASE("who has the exit behind him already is not enrolled") {
  const Fact done = turn("done", true, day(1));
  CHECK(
      touches(kUntilDone, {done, turn("want", true, day(1)), turn("done", false, day(2))}).empty());
  // Nor in the instant in which he leaves.
  CHECK(touches(kUntilDone, {turn("want", true, day(1)), turn("want", false, day(2)),
                             turn("want", true, day(3)), turn("done", true, day(3)),
                             turn("done", false, day(4))}) == Texts{"p 1 on day 1"});
}

TEST_CASE("a stage that is only passed through enrols nobody") {
  const std::string programs =
      "  p: {enter: stage == \"sql\", touches: 2, over: 2d, pause_from: lost}\n"
      "  q: {enter: stage == \"pool\", touches: 2, over: 2d}\n";
  // From new through SQL to the pool within one instant.
  CHECK(touches(programs, {turn("rushed", true, day(1))}) == Texts{"q 1 on day 1", "q 2 on day 2"});
}

TEST_CASE("an excluded lead is given nothing and the clock stands still") {
  const Fact begins = turn("want", true, day(1));
  CHECK(touches(kFourInEightDays,
                {begins, turn("staff", true, day(4)), turn("staff", false, day(10))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 11", "p 4 on day 13"});
  // Nothing is judged meanwhile: an exit that came and went was not seen.
  CHECK(touches(kUntilDone, {begins, turn("staff", true, day(4)), turn("done", true, day(5)),
                             turn("done", false, day(6)), turn("staff", false, day(10))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 11", "p 4 on day 13"});
  // What has been true all along does not become true by that.
  CHECK(touches(kFourInEightDays,
                {begins, turn("staff", true, day(10)), turn("staff", false, day(12))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 7"});
  // What became true meanwhile does.
  CHECK(
      touches(kFourInEightDays, {turn("staff", true, day(0)), begins, turn("staff", false, day(2))})
          .front() == "p 1 on day 2");
}

TEST_CASE("touches of one instant come in the order of the file, behind routes, before alerts") {
  const std::string programs =
      "  second: {enter: want, touches: 2, over: 4d, pause_from: lost}\n"
      "  first: {enter: want, touches: 2, over: 4d, pause_from: lost}\n";
  // In SQL since day 1, which is too long on day 3: then touch 2 is due.
  const History lead = lead_with(programs, {turn("hot", true, day(0)), happens("accepted", day(1)),
                                            turn("want", true, day(1))});
  CHECK(
      support::shown(lead.outputs(day(9))) ==
      R"({"at":"1970-01-01T00:00:00Z","lead":"a","out":"crossing","signal":"mql","edge":"entered","pass":1,"scores":{}}
{"at":"1970-01-01T00:00:00Z","lead":"a","out":"move","from":"new","to":"mql","pass":1,"cause":"signal mql"}
{"at":"1970-01-01T00:00:00Z","lead":"a","out":"route","to":"nobody"}
{"at":"1970-01-02T00:00:00Z","lead":"a","out":"move","from":"mql","to":"sql","pass":1,"cause":"event accepted"}
{"at":"1970-01-02T00:00:00Z","lead":"a","out":"route","to":"sales"}
{"at":"1970-01-02T00:00:00Z","lead":"a","out":"touch","program":"second","number":1}
{"at":"1970-01-02T00:00:00Z","lead":"a","out":"touch","program":"first","number":1}
{"at":"1970-01-04T00:00:00Z","lead":"a","out":"touch","program":"second","number":2}
{"at":"1970-01-04T00:00:00Z","lead":"a","out":"touch","program":"first","number":2}
{"at":"1970-01-04T00:00:00Z","lead":"a","out":"alert","alert":"overdue","stage":"sql"}
)");
}

TEST_CASE("what happens in between changes no touch, nor how often the lead is asked") {
  std::vector<Fact> facts = {turn("want", true, day(1)), turn("hot", true, day(4)),
                             happens("no_thanks", day(6))};
  const Texts expected = {"p 1 on day 1", "p 2 on day 3", "p 3 on day 7", "p 4 on day 9"};
  CHECK(touches(kFourInEightDays, facts) == expected);
  for (int hour = 30; hour < 230; hour += 7) facts.push_back(happens("visit", day(0, hour)));
  CHECK(touches(kFourInEightDays, facts) == expected);

  History lead = lead_with(kFourInEightDays, facts);
  Texts stepped;
  for (Time at = day(0); at <= day(12); at += std::chrono::minutes(1430)) {
    const Texts more = touches(lead.advance_to(at));
    stepped.insert(stepped.end(), more.begin(), more.end());
  }
  CHECK(stepped == expected);
}

TEST_CASE("time alone enrols and lets go") {
  // Quiet for two days on day 3; a visit on day 4 ends it, two days later it is quiet again.
  CHECK(touches("  p: {enter: age(last(any)) >= 2d, exit: age(last(any)) < 2d, touches: 3, over: "
                "3d}\n",
                {happens("visit", day(1)), happens("visit", day(4))}) ==
        Texts{"p 1 on day 3", "p 1 on day 6", "p 2 on day 7", "p 3 on day 8"});
}

TEST_CASE("an exit that time alone brings is seen though it does not last till the next touch") {
  // From day 2 to day 3; touch 2 would be due on day 3.
  CHECK(
      touches("  p: {enter: want, exit: age(last(any)) >= 1d and age(last(any)) < 2d, touches: 4, "
              "over: 8d}\n",
              {happens("visit", day(1)), turn("want", true, day(1))}) == Texts{"p 1 on day 1"});
}

TEST_CASE("a retraction does not repeat touches") {
  // Under the facts that are left the lead entered on day 3 and touch 3 is due on day 7: it has it.
  const std::string programs = "  p: {enter: count(ask) > 0, touches: 4, over: 8d}\n";
  const std::vector<Fact> facts = {happens("ask", day(1)).identified("e"), happens("ask", day(3)),
                                   retract("a", "e", day(6))};
  CHECK(touches(programs, facts) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 9"});
  // Retracted after the last touch: that was all.
  CHECK(touches(programs, {facts[0], facts[1], retract("a", "e", day(8))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 7"});
  // At the instant of a touch: day 7 under the facts that are left.
  CHECK(touches(programs, {facts[0], facts[1], retract("a", "e", day(7))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 3 on day 5", "p 4 on day 9"});
  // With nothing left the lead never was in; a later entry is its first.
  CHECK(touches(programs, {facts[0], retract("a", "e", day(4)), happens("ask", day(10))}) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 1 on day 10", "p 2 on day 12", "p 3 on day 14",
              "p 4 on day 16"});
}

TEST_CASE("what a retraction would have brought about before it is not made up for") {
  // The exit of day 2 did not happen: the lead is in as of day 1, and goes on with touch 4.
  const std::string programs =
      "  p: {enter: count(ask) > 0, exit: count(visit) > 0, touches: 4, over: 8d}\n";
  CHECK(touches(programs, {happens("ask", day(1)), happens("visit", day(2)).identified("e"),
                           retract("a", "e", day(6))}) == Texts{"p 1 on day 1", "p 4 on day 7"});
}

TEST_CASE("an enrolment that was over before the one that a retraction brings about is another") {
  // Both touches of day 1 were given. Without the visit the lead is in again as of day 10.
  const std::string programs =
      "  p: {enter: count(ask within 2d) > 0 and count(visit) == 0, touches: 2, over: 2d}\n";
  CHECK(touches(programs, {happens("ask", day(1)), happens("visit", day(5)).identified("e"),
                           happens("ask", day(10)), retract("a", "e", day(10, 12))}) ==
        Texts{"p 1 on day 1", "p 2 on day 2", "p 2 on day 11"});
}

TEST_CASE("merged leads are one person, who gets each touch once") {
  Population leads(
      support::load(kRules + std::string("  p: {enter: count(ask) > 0, touches: 4, over: 8d}\n")));
  (void)leads.apply(event("a", "ask", day(4)));
  (void)leads.apply(event("b", "ask", day(1)));
  (void)leads.apply(merge("a", "b", day(5)));
  CHECK(touches(leads.outputs("b", day(50))) == Texts{"p 1 on day 1", "p 2 on day 3"});
  CHECK(touches(leads.outputs("a", day(50))) ==
        Texts{"p 1 on day 4", "p 3 on day 5", "p 4 on day 7"});
}

TEST_CASE("a forgotten lead that returns begins anew") {
  Population leads(support::load(kRules + kFourInEightDays));
  (void)leads.apply(turn("want", true, day(1)));
  (void)leads.apply(erase("a", day(4)));
  (void)leads.apply(turn("want", true, day(20)));
  CHECK(touches(leads.outputs("a", day(23))) ==
        Texts{"p 1 on day 1", "p 2 on day 3", "p 1 on day 20", "p 2 on day 22"});
}

}  // namespace leadscore
