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
#include <vector>

#include <leadscore/diagnostic.hpp>
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
  std::string rule;
  Place place;
  std::string why;    // "not judged: country is missing", "when is false", "no event yet", ...
  Points could_give;  // the most it could have given at once; 0 where that is not known
};

struct ScoreExplanation {
  std::string name;
  std::optional<Points> value;  // none: an expression without a value
  std::vector<Line> lines;      // add up to value
  std::vector<NotHeld> not_held;
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

// What keeps a signal from being on.
struct WhyNot {
  std::string signal;
  bool on = false;
  std::vector<ConditionPart> parts;  // of its `when`, where it is an `and`; else one part
  std::vector<std::string>
      obstacles;  // hold, cooldown, `for`, until, no activity since a rejection
  std::vector<ScoreExplanation> scores;  // the scores its condition names
};

// One value that changes if nothing more happens.
struct Change {
  Time at;
  std::string what;  // "score engagement", "signal mql", "stage", "band heat", "route"
  std::string from;
  std::string to;
};

}  // namespace leadscore
