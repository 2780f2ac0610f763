// SPDX-License-Identifier: Apache-2.0

// Where each point of a lead's scores came from, what is missing for a signal, and what changes
// next.
//
// The lines of a score add up to it exactly; what caps and bounds took are lines of their own.
//
// Threads: value types; safe everywhere.
//
//     leadscore::Explanation why = lead.explain(now);
//     for (const auto& score : why.scores) std::cout << score.name << ' ' << score.value.to_text();
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/output.hpp>
#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

// One event (or full interval of silence, or correction) that earned or cost points.
struct Earned {
  Time at;
  std::string what;      // the event's type, or "silence", or "adjust"
  std::string event_id;  // empty: it has none
  std::string facts;     // its properties as JSON members, `"url":"/pricing"`
  Points original;       // points x weight when it happened
  Points value;          // what it is still worth
  Points withheld;       // what the score's minimum kept it from taking (<= 0)
};

enum class LineKind : std::uint8_t {
  initial,      // what a lead starts from
  rule,         // a rule that holds
  rule_bound,   // what a rule's min or max changed
  group_bound,  // what a group's min or max changed
  not_chosen,   // what a group's first, max or min left out of a rule that holds
  old_book,     // what events before a rejection still count
  deduction,    // what a rejection takes lastingly
  adjustment,   // a person's correction
  score_bound,  // what the score's min or max changed
  expression,   // the value of a score that is an expression
};

struct Line {
  LineKind kind = LineKind::rule;
  std::string name;    // of the rule or group; the rejection's reason
  std::string reason;  // the rule's `reason`, or its name
  Place place;         // in the rule file
  Points points;
  std::string detail;  // "max 40", "half every 14d", "limit left out 2 occurrences", ...
  std::vector<Earned> earned;
};

// A rule that gives nothing now, and why.
struct NotHeld {
  std::string rule;  // or the score, where an expression has no value
  Place place;
  std::string why;    // "not judged: country is missing", "when is false", "no event yet", ...
  Points could_give;  // the most it could have given at once; 0 where that is not known
};

// What makes a score high, or what it lacks. A rule counts for itself, and so does a group that
// chooses among its rules or has bounds; the rules of any other group count for themselves.
//
// "Could have given" is what the rule file allows, whatever the lead: the rows of a table, the
// limit times the points of an occurrence, bounds. Where the file names no least, 0 is the least
// of what gives more than 0; where it names no most (an event rule without limit or max), 0 is the
// most of what gives less than 0; otherwise such a rule is not ranked on that side.
struct Reason {
  bool is_group = false;
  std::string name;    // of the rule or group
  std::string reason;  // the rule's `reason`, or the name
  Place place;
  Points points;  // > 0: how far above the least, or below the most, it is
  Points given;   // what it gives now; 0 where it does not hold
};

struct ScoreExplanation {
  std::string name;
  std::optional<Points> value;  // none: an expression without a value
  std::vector<Line> lines;      // add up to value
  std::vector<NotHeld> not_held;
  // Largest first, where equal in the order of the file. Of an expression that only adds scores
  // up: the reasons of those scores; of any other expression: none.
  std::vector<Reason> reasons_above;  // why so high
  std::vector<Reason> reasons_below;  // what is missing
};

struct Explanation {
  Time at;
  bool excluded = false;  // an excluded lead has no scores
  std::vector<ScoreExplanation> scores;
};

// A part of a signal's condition as it stands now.
struct ConditionPart {
  std::string text;           // "total >= 60"
  std::optional<bool> holds;  // none: unknown, for something is missing
  std::string now;            // "total is 45.5"
};

// One thing that would have to happen for a signal to come on: an attribute that is learnt or
// changes, or an event that happens, once or several times.
struct Step {
  std::string text;         // `title becomes "VP"`, `page_view with url "/pricing", 3 times`
  std::vector<Fact> facts;  // what it is as facts, ready to be applied to the lead
  NamedPoints before;       // the scores that the signal rests on, without this step
  NamedPoints after;        // and with it, after the steps before it
};

// Steps that turn a signal on.
struct Way {
  std::vector<Step> steps;
  Time on_at;  // when the signal comes on if they happen at WhyNot::from
};

// What was tried to turn a signal on. The facts of steps are tried on the evaluator itself, all at
// the instant `from`.
//
// One fact: every value of an attribute and every kind of event that something the signal rests on
// tells apart. Values are the constants of conditions and table rows, those on either side of them,
// and for texts one that is none of them; events have properties with which each `where` is true
// or not, as far as they can be made up: `not_tried` says what could not. If one fact is enough,
// such ways are listed (of one attribute or event type at most three) and none is
// shorter. Otherwise the best fact for what it brings is taken, again and again, which finds a way
// without a superfluous fact, but maybe not the shortest. At most 4,000 trials, ways of at most 20
// facts.
enum class Search : std::uint8_t {
  not_needed,  // the signal is on, or comes on by itself; or nothing can turn it on
  exact,       // one fact is enough: `ways` are all that were found, and none is shorter
  greedy,      // one way of several facts; fewer may do
  not_found,   // the one way listed is as near as the search came; it does not turn the signal on
};

// What keeps a signal from being on, and what would turn it on.
struct WhyNot {
  std::string signal;
  bool on = false;
  std::vector<ConditionPart> parts;  // of its `when`, where it is an `and`; else one part
  std::vector<std::string>
      obstacles;  // hold, cooldown, `for`, until, no activity since a rejection
  std::vector<ScoreExplanation> scores;  // the scores its condition names

  // No change turns it on before this: the end of a hold or cooldown, or when `for` is over. None:
  // a change would do so at once. kLatestTime: it is held for ever.
  std::optional<Time> not_before;
  // When it comes on by itself if nothing happens; none: not that we could see (see Drop).
  std::optional<Time> by_itself;
  // The instant at which steps are tried: the one asked, or the end of a hold or cooldown; one
  // microsecond later where attributes were set at that very instant.
  Time from;
  Search search = Search::not_needed;
  std::vector<Way> ways;
  std::vector<std::string> not_tried;  // what the search left out, in words
  std::uint32_t trials = 0;            // how often the evaluator was asked
};

// When a signal that is on goes off if nothing more happens.
struct Drop {
  std::string signal;
  std::optional<Time> at;  // none: not by time alone, as far as we looked
  // How far we looked, where it was not to the end; none: to the end of time.
  std::optional<Time> looked_until;
};

// One value that changes if nothing more happens.
struct Change {
  Time at;
  std::string what;  // "score engagement", "signal mql", "stage", "band heat", "route"
  std::string from;
  std::string to;
};

}  // namespace leadscore
