// SPDX-License-Identifier: Apache-2.0
#include "cli/print_check.hpp"

#include <algorithm>
#include <string_view>

#include <leadscore/diagnostic.hpp>
#include <leadscore/lint.hpp>
#include <leadscore/value.hpp>

#include "cli/table.hpp"
#include "cli/words.hpp"
#include "model/model.hpp"

namespace leadscore::cli {
namespace {

std::string contents(const RuleSet& rules) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::size_t count, const char* noun) {
    if (count > 0) parts.push_back(counted(count, noun));
  };
  add(rules.attributes().size(), "attribute");
  add(rules.events().size(), "event");
  add(rules.model().rules.size(), "rule");
  add(rules.scores().size(), "score");
  add(rules.bands().size(), "band");
  add(rules.signals().size(), "signal");
  add(rules.stages().size(), "stage");
  add(rules.model().programs.size(), "program");
  add(rules.model().tests.size(), "test");
  return parts.empty() ? "it is empty" : joined(parts);
}

}  // namespace

std::string check_summary(const Loaded& loaded) {
  const auto& all = loaded.diagnostics();
  const auto errors = static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [](const Diagnostic& d) { return d.severity == Severity::error; }));
  const std::size_t warnings = all.size() - errors;
  std::vector<std::string> found;
  if (errors > 0) found.push_back(counted(errors, "error"));
  if (warnings > 0) found.push_back(counted(warnings, "warning"));
  if (loaded) found.insert(found.begin(), "ok");
  const std::string what = loaded ? ": " + contents(loaded.value()) : "";
  return printable(loaded.source().name) + ": " + joined(found) + what + '\n';
}

std::string check_text(const Loaded& loaded, bool color) {
  std::string text;
  for (const Diagnostic& diagnostic : loaded.diagnostics()) {
    text += render(diagnostic, loaded.source(), color);
  }
  return text;
}

std::string costs_text(const std::vector<Loaded>& files, bool color) {
  Table table;
  table.add_column("part");
  table.add_column("name");
  table.add_column("steps", Table::Align::right);
  table.add_column("looks at events", Table::Align::right);
  table.add_column("place");
  for (const Loaded& loaded : files) {
    if (!loaded) continue;
    for (const Cost& cost : costs(loaded.value())) {
      table.add_row({cost.what, cost.name, grouped(cost.steps), grouped(cost.counts),
                     loaded.source().name + ':' + std::to_string(cost.place.line)});
    }
  }
  return table.to_text(color);
}

std::string costs_json(const std::vector<Loaded>& files) {
  std::string items;
  for (const Loaded& loaded : files) {
    if (!loaded) continue;
    for (const Cost& cost : costs(loaded.value())) {
      items += (items.empty() ? "" : ",\n ") + ("{\"file\":" + json_string(loaded.source().name)) +
               ",\"line\":" + std::to_string(cost.place.line) +
               ",\"what\":" + json_string(cost.what) + ",\"name\":" + json_string(cost.name) +
               ",\"steps\":" + std::to_string(cost.steps) +
               ",\"counts\":" + std::to_string(cost.counts) + '}';
    }
  }
  return '[' + items + "]\n";
}

std::string costs_csv(const std::vector<Loaded>& files) {
  const std::vector<std::string> header = {"file", "line", "what", "name", "steps", "counts"};
  std::string text = csv_row(header);
  for (const Loaded& loaded : files) {
    if (!loaded) continue;
    for (const Cost& cost : costs(loaded.value())) {
      const std::vector<std::string> cells = {
          loaded.source().name,       std::to_string(cost.place.line), cost.what, cost.name,
          std::to_string(cost.steps), std::to_string(cost.counts)};
      text += csv_row(cells);
    }
  }
  return text;
}

std::string check_json(const std::vector<Loaded>& files) {
  std::string items;
  for (const Loaded& loaded : files) {
    if (loaded.diagnostics().empty()) continue;
    const std::string list = render_json(loaded.diagnostics(), loaded.source());
    const std::size_t begin = list.find('[') + 1;
    if (!items.empty()) items += ',';
    items += list.substr(begin, list.rfind(']') - begin);
  }
  return '[' + items + "]\n";
}

std::string check_csv(const std::vector<Loaded>& files) {
  const std::vector<std::string> header = {"file", "line",    "column", "severity",
                                           "code", "message", "hint"};
  std::string text = csv_row(header);
  for (const Loaded& loaded : files) {
    for (const Diagnostic& diagnostic : loaded.diagnostics()) {
      const Place place = place_of(loaded.source(), diagnostic.span.begin);
      const std::vector<std::string> cells = {
          loaded.source().name,
          std::to_string(place.line),
          std::to_string(place.column),
          diagnostic.severity == Severity::error ? "error" : "warning",
          diagnostic.code,
          diagnostic.message,
          diagnostic.hint};
      text += csv_row(cells);
    }
  }
  return text;
}

}  // namespace leadscore::cli
