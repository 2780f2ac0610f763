// SPDX-License-Identifier: Apache-2.0
#include "cli/print_score.hpp"

#include <leadscore/value.hpp>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

std::string json_or_null(const std::optional<std::string>& text) {
  return text ? json_string(*text) : "null";
}

std::string bands_json(const Snapshot& snapshot) {
  std::string text;
  for (const auto& [name, value] : snapshot.bands) {
    text += (text.empty() ? "" : ",") + json_string(name) + ':' + json_or_null(value);
  }
  return '{' + text + '}';
}

std::string signals_json(const Snapshot& snapshot) {
  std::string text;
  for (const auto& [name, signal] : snapshot.signals) {
    text += (text.empty() ? "" : ",") + json_string(name) +
            ":{\"on\":" + (signal.on ? "true" : "false") +
            ",\"pass\":" + std::to_string(signal.pass) +
            ",\"since\":" + (signal.since ? json_string(to_text(*signal.since)) : "null") + '}';
  }
  return '{' + text + '}';
}

std::string points_or(const std::optional<Points>& points, const char* otherwise) {
  return points ? points->to_text() : otherwise;
}

std::string points_json(const NamedPoints& points) {
  std::string text;
  for (const auto& [name, value] : points) {
    text += (text.empty() ? "" : ",") + json_string(name) + ':' + points_or(value, "null");
  }
  return '{' + text + '}';
}

}  // namespace

std::string score_json(const RuleSet& rules, std::string_view lead, const Snapshot& snapshot) {
  const std::string begin = "{\"lead\":" + json_string(lead) + ",\"scores\":";
  if (snapshot.excluded) return begin + "null}";
  return begin + points_json(snapshot.scores) + ",\"bands\":" + bands_json(snapshot) +
         journey_json(rules, snapshot);
}

std::string journey_json(const RuleSet& rules, const Snapshot& snapshot) {
  const std::string route =
      rules.has_routing() ? ",\"route\":" + json_or_null(snapshot.route) : std::string();
  return ",\"stage\":" + json_or_null(snapshot.stage) + route +
         ",\"signals\":" + signals_json(snapshot) + '}';
}

std::vector<std::string> score_csv_header(const RuleSet& rules) {
  std::vector<std::string> cells = {"lead"};
  for (const std::string& name : rules.scores()) cells.push_back(name);
  for (const std::string& name : rules.bands()) cells.push_back(name);
  cells.push_back("stage");
  if (rules.has_routing()) cells.push_back("route");
  for (const std::string& name : rules.signals()) {
    cells.push_back(name + " on");
    cells.push_back(name + " pass");
    cells.push_back(name + " since");
  }
  return cells;
}

std::vector<std::string> score_csv_row(const RuleSet& rules, std::string_view lead,
                                       const Snapshot& snapshot) {
  std::vector<std::string> cells = {std::string(lead)};
  if (snapshot.excluded) {
    cells.resize(score_csv_header(rules).size());
    return cells;
  }
  for (const auto& [name, points] : snapshot.scores) cells.push_back(points_or(points, ""));
  for (const auto& [name, value] : snapshot.bands) cells.push_back(value.value_or(""));
  const std::vector<std::string> journey = journey_cells(rules, snapshot);
  cells.insert(cells.end(), journey.begin(), journey.end());
  return cells;
}

std::vector<std::string> journey_cells(const RuleSet& rules, const Snapshot& snapshot) {
  std::vector<std::string> cells = {snapshot.stage.value_or("")};
  if (rules.has_routing()) cells.push_back(snapshot.route.value_or(""));
  for (const auto& [name, signal] : snapshot.signals) {
    cells.emplace_back(signal.on ? "true" : "false");
    cells.push_back(std::to_string(signal.pass));
    cells.push_back(signal.since ? to_text(*signal.since) : "");
  }
  return cells;
}

Table score_table(const RuleSet& rules) {
  Table table;
  table.add_column("lead");
  for (const std::string& name : rules.scores()) table.add_column(name, Table::Align::right);
  for (const std::string& name : rules.bands()) table.add_column(name);
  if (!rules.stages().empty()) table.add_column("stage");
  if (rules.has_routing()) table.add_column("route");
  if (!rules.signals().empty()) table.add_column("signals on");
  return table;
}

std::vector<std::string> score_table_row(const RuleSet& rules, std::string_view lead,
                                         const Snapshot& snapshot) {
  std::vector<std::string> cells = {std::string(lead)};
  if (snapshot.excluded) {
    cells.emplace_back("excluded");
    cells.resize(score_table(rules).column_count(), "-");
    return cells;
  }
  for (const auto& [name, points] : snapshot.scores) cells.push_back(points_or(points, "-"));
  for (const auto& [name, value] : snapshot.bands) cells.push_back(value.value_or("-"));
  if (!rules.stages().empty()) cells.push_back(snapshot.stage.value_or("-"));
  if (rules.has_routing()) cells.push_back(snapshot.route.value_or("-"));
  if (rules.signals().empty()) return cells;
  std::vector<std::string> on;
  for (const auto& [name, signal] : snapshot.signals) {
    const std::string pass = signal.pass > 1 ? " (" + std::to_string(signal.pass) + ")" : "";
    if (signal.on) on.push_back(name + pass);
  }
  cells.push_back(joined(on));
  return cells;
}

}  // namespace leadscore::cli
