// SPDX-License-Identifier: Apache-2.0
#include "cli/fact_source.hpp"

#include <algorithm>
#include <string_view>

#include "cli/lead_rows.hpp"
#include "cli/line_reader.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_json(const std::string& path, LineReader& lines) {
  std::string_view name = path;
  if (ends_with_any(name, {".gz"})) name.remove_suffix(3);
  if (ends_with_any(name, {".zst"})) name.remove_suffix(4);
  return lines.first_byte() == '{' || ends_with_any(name, {".jsonl", ".ndjson", ".json"});
}

// What is wrong with a target of --map, or nothing.
std::string map_problem(const LeadColumns& columns, const RuleSet& rules) {
  const std::vector<std::string> known = rules.attributes();
  for (const auto& [from, to] : columns.renamed) {
    const bool is_attribute = std::any_of(known.begin(), known.end(), [&to = to](const auto& name) {
      return spaced(name) == spaced(to);
    });
    if (is_attribute || to == "lead" || to == "at") continue;
    return "--map " + printable(from, 64) + "=" + printable(to, 64) +
           ": the rules have no such attribute" + did_you_mean(to, known);
  }
  return {};
}

}  // namespace

OpenedSource open_leads(const std::string& path, const LeadColumns& columns, const RuleSet& rules) {
  if (std::string problem = map_problem(columns, rules); !problem.empty()) return problem;
  auto input = Input::open(path);
  if (auto* problem = std::get_if<std::string>(&input)) return std::move(*problem);
  LineReader lines(std::get<Input>(std::move(input)));
  LeadRows rows(columns, rules);
  const bool json = is_json(path, lines);
  return json ? open_leads_json(std::move(lines), std::move(rows), rules)
              : open_leads_csv(std::move(lines), std::move(rows), rules);
}

OpenedSource open_facts(const std::string& path, const RuleSet& rules) {
  auto input = Input::open(path);
  if (auto* problem = std::get_if<std::string>(&input)) return std::move(*problem);
  LineReader lines(std::get<Input>(std::move(input)));
  const bool json = is_json(path, lines);
  return json ? open_facts_json(std::move(lines), rules) : open_facts_csv(std::move(lines), rules);
}

}  // namespace leadscore::cli
