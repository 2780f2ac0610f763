// SPDX-License-Identifier: Apache-2.0
#include "cli/print_explain.hpp"

#include <leadscore/value.hpp>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

std::string json_or_null(const std::optional<Points>& points) {
  return points ? points->to_text() : "null";
}

std::string place_json(Place place) {
  return ",\"line\":" + std::to_string(place.line) + ",\"column\":" + std::to_string(place.column);
}

// `[a,b]` of what `one` makes of each.
template <typename T, typename One>
std::string list_json(const std::vector<T>& items, const One& one) {
  std::string text;
  for (const T& item : items) text += (text.empty() ? "" : ",") + one(item);
  return '[' + text + ']';
}

std::string earned_json(const Earned& earned) {
  return "{\"at\":" + json_string(to_text(earned.at)) + ",\"what\":" + json_string(earned.what) +
         ",\"id\":" + (earned.event_id.empty() ? "null" : json_string(earned.event_id)) +
         ",\"facts\":{" + earned.facts + "},\"original\":" + earned.original.to_text() +
         ",\"value\":" + earned.value.to_text() + ",\"withheld\":" + earned.withheld.to_text() +
         '}';
}

std::string line_json(const Line& line) {
  return "{\"kind\":" + json_string(name_of(line.kind)) + ",\"name\":" + json_string(line.name) +
         ",\"reason\":" + json_string(line.reason) + place_json(line.place) +
         ",\"points\":" + line.points.to_text() + ",\"detail\":" + json_string(line.detail) +
         ",\"earned\":" + list_json(line.earned, earned_json) + '}';
}

std::string not_held_json(const NotHeld& rule) {
  return "{\"rule\":" + json_string(rule.rule) + place_json(rule.place) +
         ",\"why\":" + json_string(rule.why) + ",\"could_give\":" + rule.could_give.to_text() + '}';
}

std::string reason_json(const Reason& reason) {
  return std::string("{\"kind\":") + (reason.is_group ? "\"group\"" : "\"rule\"") +
         ",\"name\":" + json_string(reason.name) + ",\"reason\":" + json_string(reason.reason) +
         place_json(reason.place) + ",\"points\":" + reason.points.to_text() +
         ",\"given\":" + reason.given.to_text() + '}';
}

std::string scores_json(const std::vector<ScoreExplanation>& scores) {
  std::string text;
  for (const ScoreExplanation& score : scores) {
    text += (text.empty() ? "" : ",") + json_string(score.name) +
            ":{\"value\":" + json_or_null(score.value) +
            ",\"lines\":" + list_json(score.lines, line_json) +
            ",\"not_held\":" + list_json(score.not_held, not_held_json) +
            ",\"reasons_above\":" + list_json(score.reasons_above, reason_json) +
            ",\"reasons_below\":" + list_json(score.reasons_below, reason_json) + '}';
  }
  return '{' + text + '}';
}

std::string part_json(const ConditionPart& part) {
  return "{\"text\":" + json_string(part.text) + ",\"holds\":" +
         (!part.holds   ? "null"
          : *part.holds ? "true"
                        : "false") +
         ",\"now\":" + json_string(part.now) + '}';
}

std::string time_or_null(const std::optional<Time>& at) {
  if (!at) return "null";
  return json_string(*at >= kLatestTime ? "forever" : to_text(*at));
}

std::string values_json(const Fact& fact) {
  std::string text;
  for (const auto& [name, value] : fact.values) {
    text += (text.empty() ? "" : ",") + json_string(name) + ':' + to_json(value);
  }
  return text;
}

// A line as --facts reads it.
std::string fact_json(const Fact& fact) {
  const std::string begin = "{\"lead\":" + json_string(fact.lead) +
                            ",\"at\":" + json_string(to_text(fact.at.value_or(Time())));
  if (fact.kind == FactKind::set) return begin + ",\"set\":{" + values_json(fact) + "}}";
  const std::string values = values_json(fact);
  return begin + ",\"event\":" + json_string(fact.type) + ",\"id\":" + json_string(fact.id) +
         (values.empty() ? "" : ",") + values + '}';
}

std::string points_json(const NamedPoints& scores) {
  std::string text;
  for (const auto& [name, points] : scores) {
    text += (text.empty() ? "" : ",") + json_string(name) + ':' + json_or_null(points);
  }
  return '{' + text + '}';
}

std::string step_json(const Step& step) {
  return "{\"text\":" + json_string(step.text) + ",\"facts\":" + list_json(step.facts, fact_json) +
         ",\"before\":" + points_json(step.before) + ",\"after\":" + points_json(step.after) + '}';
}

std::string way_json(const Way& way) {
  return "{\"on_at\":" + time_or_null(way.on_at) + ",\"steps\":" + list_json(way.steps, step_json) +
         '}';
}

std::string_view name_of(Search search) {
  switch (search) {
    case Search::not_needed: return "not needed";
    case Search::exact: return "exact";
    case Search::greedy: return "greedy";
    case Search::not_found: return "not found";
  }
  return {};
}

std::string why_not_json(const WhyNot& why) {
  return "{\"signal\":" + json_string(why.signal) + ",\"on\":" + (why.on ? "true" : "false") +
         ",\"parts\":" + list_json(why.parts, part_json) +
         ",\"obstacles\":" + list_json(why.obstacles, json_string) +
         ",\"not_before\":" + time_or_null(why.not_before) +
         ",\"by_itself\":" + time_or_null(why.by_itself) +
         ",\"from\":" + json_string(to_text(why.from)) +
         ",\"search\":" + json_string(name_of(why.search)) +
         ",\"ways\":" + list_json(why.ways, way_json) +
         ",\"not_tried\":" + list_json(why.not_tried, json_string) +
         ",\"trials\":" + std::to_string(why.trials) + '}';
}

std::string drop_json(const Drop& drop) {
  return "{\"signal\":" + json_string(drop.signal) + ",\"at\":" + time_or_null(drop.at) +
         ",\"looked_until\":" + time_or_null(drop.looked_until) + '}';
}

std::string change_json(const Change& change) {
  return "{\"at\":" + json_string(to_text(change.at)) + ",\"what\":" + json_string(change.what) +
         ",\"from\":" + json_string(change.from) + ",\"to\":" + json_string(change.to) + '}';
}

}  // namespace

std::string name_of(LineKind kind) {
  switch (kind) {
    case LineKind::initial: return "initial";
    case LineKind::rule: return "rule";
    case LineKind::rule_bound: return "rule bound";
    case LineKind::group_bound: return "group bound";
    case LineKind::not_chosen: return "not chosen";
    case LineKind::old_book: return "old book";
    case LineKind::deduction: return "deduction";
    case LineKind::adjustment: return "adjustment";
    case LineKind::score_bound: return "score bound";
    case LineKind::expression: return "expression";
  }
  return {};
}

std::string explain_json(const Explained& explained) {
  const Explanation& explanation = explained.explanation;
  std::string text = "{\"lead\":" + json_string(explained.lead) +
                     ",\"at\":" + json_string(to_text(explanation.at)) + ",\"scores\":" +
                     (explanation.excluded ? std::string("null") : scores_json(explanation.scores));
  if (explained.why_not) text += ",\"why_not\":" + why_not_json(*explained.why_not);
  if (explained.changes) {
    text += ",\"next\":" + list_json(*explained.changes, change_json) +
            ",\"drops\":" + list_json(explained.drops, drop_json);
  }
  return text + "}\n";
}

std::string explain_csv(const Explained& explained) {
  const std::vector<std::string> header = {"lead", "score", "kind",     "name",   "reason",
                                           "file", "line",  "points",   "detail", "at",
                                           "what", "id",    "original", "value",  "withheld"};
  std::string text = csv_row(header);
  for (const ScoreExplanation& score : explained.explanation.scores) {
    for (const Line& line : score.lines) {
      const std::vector<std::string> begin = {explained.lead,
                                              score.name,
                                              name_of(line.kind),
                                              line.name,
                                              line.reason,
                                              explained.file,
                                              std::to_string(line.place.line),
                                              line.points.to_text(),
                                              line.detail};
      auto cells = begin;
      cells.resize(header.size());
      text += csv_row(cells);
      for (const Earned& earned : line.earned) {
        cells = begin;
        cells[2] = "occurrence";
        cells[7].clear();
        for (const std::string& cell :
             {to_text(earned.at), earned.what, earned.event_id, earned.original.to_text(),
              earned.value.to_text(), earned.withheld.to_text()}) {
          cells.push_back(cell);
        }
        text += csv_row(cells);
      }
    }
  }
  return text;
}

}  // namespace leadscore::cli
