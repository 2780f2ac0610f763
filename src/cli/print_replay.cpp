// SPDX-License-Identifier: Apache-2.0
#include "cli/print_replay.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

std::string in_words(const NamedPoints& points, bool as_change) {
  std::string text;
  for (const auto& [name, value] : points) {
    const bool plus = as_change && value && *value > Points();
    text += (text.empty() ? "" : ", ") + name + (plus ? " +" : " ") +
            (value ? value->to_text() : "has no value");
  }
  return text;
}

std::string until_text(Time until) { return until == kLatestTime ? "forever" : to_text(until); }

struct Words {
  std::string operator()(const Rejection& rejection) const {
    std::string text = "is rejected";
    if (!rejection.reason.empty()) text += ": " + rejection.reason;
    const std::string changed = in_words(rejection.changed, true);
    if (!changed.empty()) text += "; " + changed;
    if (!rejection.hold_until) return text;
    return text + "; held " + (*rejection.hold_until == kLatestTime ? "" : "until ") +
           until_text(*rejection.hold_until);
  }
  std::string operator()(const Crossing& crossing) const {
    const bool on = crossing.edge == Edge::entered;
    const std::string scores = in_words(crossing.scores, false);
    return crossing.signal + (on ? " comes on" : " goes off") + " (pass " +
           std::to_string(crossing.pass) + ")" + (scores.empty() ? "" : ": " + scores);
  }
  std::string operator()(const Move& move) const {
    std::vector<std::string> remarks;
    if (move.cause != "when") remarks.push_back(move.cause);
    if (move.pass > 1) remarks.push_back("pass " + std::to_string(move.pass));
    const std::string text = "moves from " + move.from + " to " + move.to;
    return remarks.empty() ? text : text + " (" + joined(remarks) + ")";
  }
  std::string operator()(const RouteChange& route) const {
    return route.to.empty() ? "goes to nobody" : "goes to " + route.to;
  }
  std::string operator()(const Touch& touch) const {
    return "touch " + std::to_string(touch.number) + " of " + touch.program + " is due";
  }
  std::string operator()(const Overdue& overdue) const { return "is too long in " + overdue.stage; }
  std::string operator()(const Retracted& retracted) const {
    return "no longer stands, of " + to_text(retracted.at) + ": " + std::visit(*this, retracted.of);
  }
};

using Cells = std::map<std::string_view, std::string>;

struct CellsOf {
  Cells operator()(const Rejection& rejection) const {
    return {{"out", "rejection"},
            {"reason", rejection.reason},
            {"hold_until", rejection.hold_until ? until_text(*rejection.hold_until) : ""}};
  }
  Cells operator()(const Crossing& crossing) const {
    return {{"out", "crossing"},
            {"signal", crossing.signal},
            {"edge", crossing.edge == Edge::entered ? "entered" : "left"},
            {"pass", std::to_string(crossing.pass)}};
  }
  Cells operator()(const Move& move) const {
    return {{"out", "move"},
            {"from", move.from},
            {"to", move.to},
            {"pass", std::to_string(move.pass)},
            {"cause", move.cause}};
  }
  Cells operator()(const RouteChange& route) const { return {{"out", "route"}, {"to", route.to}}; }
  Cells operator()(const Touch& touch) const {
    return {{"out", "touch"}, {"program", touch.program}, {"number", std::to_string(touch.number)}};
  }
  Cells operator()(const Overdue& overdue) const {
    return {{"out", "alert"}, {"alert", "overdue"}, {"stage", overdue.stage}};
  }
  // What was given out, and in place of a cause when.
  Cells operator()(const Retracted& retracted) const {
    Cells cells = std::visit(*this, retracted.of);
    cells["out"] = "retracted";
    cells["cause"] = to_text(retracted.at);
    return cells;
  }
};

constexpr std::string_view kColumns[] = {
    "at",    "lead",   "out",        "signal",  "edge",   "pass",  "from",  "to",
    "cause", "reason", "hold_until", "program", "number", "alert", "stage", "mark"};

// Of a crossing the scores, of a rejection by how much they changed.
const NamedPoints* points_of(const Output& output) {
  if (const auto* crossing = std::get_if<Crossing>(&output.what)) return &crossing->scores;
  if (const auto* rejection = std::get_if<Rejection>(&output.what)) return &rejection->changed;
  return nullptr;
}

}  // namespace

std::string in_words(const Output& output) {
  return std::visit(Words(), output.what) + (output.late       ? " [late]"
                                             : output.backfill ? " [history]"
                                                               : "");
}

std::vector<std::string> replay_csv_header(const RuleSet& rules) {
  std::vector<std::string> cells(std::begin(kColumns), std::end(kColumns));
  for (const std::string& name : rules.scores()) cells.push_back(name);
  return cells;
}

std::vector<std::string> replay_csv_row(const RuleSet& rules, const Output& output) {
  Cells known = std::visit(CellsOf(), output.what);
  known["at"] = to_text(output.at);
  known["lead"] = output.lead;
  known["mark"] = output.late ? "late" : output.backfill ? "backfill" : "";
  std::vector<std::string> cells;
  for (const std::string_view column : kColumns) cells.push_back(known[column]);
  const NamedPoints* points = points_of(output);
  for (const std::string& name : rules.scores()) {
    cells.emplace_back();
    if (points == nullptr) continue;
    const auto found = std::find_if(points->begin(), points->end(),
                                    [&](const auto& entry) { return entry.first == name; });
    if (found != points->end() && found->second) cells.back() = found->second->to_text();
  }
  return cells;
}

}  // namespace leadscore::cli
