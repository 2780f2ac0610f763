// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <leadscore/batch.hpp>
#include <leadscore/diagnostic.hpp>
#include <leadscore/lint.hpp>

#include "base/diagnostic_codes.hpp"
#include "cli/command.hpp"
#include "cli/print_check.hpp"
#include "cli/rule_text.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

// With the warnings of lints, where there are no errors.
Loaded linted(Loaded loaded, bool quiet) {
  if (!loaded) return loaded;
  Diagnostics all = loaded.diagnostics();
  if (quiet) return Loaded(loaded.source(), loaded.value(), {});
  Diagnostics found = lint_rules(loaded.value());
  all.insert(all.end(), found.begin(), found.end());
  all = presentable(std::move(all), Limits{}.diagnostics);
  return Loaded(loaded.source(), loaded.value(), std::move(all));
}

std::string shown_costs(const std::vector<Loaded>& files, const Options& options) {
  std::string text;
  for (const Loaded& loaded : files) {
    if (!loaded) text += check_text(loaded, colors_of(options)) + check_summary(loaded);
  }
  switch (options.format.value_or(Format::table)) {
    case Format::json: return text + costs_json(files);
    case Format::csv: return text + costs_csv(files);
    default: {
      const bool any =
          std::any_of(files.begin(), files.end(), [](const auto& f) { return bool(f); });
      return any ? text + costs_text(files, colors_of(options)) : text;
    }
  }
}

// Of each file without errors, behind its name where there are several.
std::string shown_plans(const std::vector<Loaded>& files, const Options& options) {
  std::string text;
  for (const Loaded& loaded : files) {
    if (!loaded) {
      text += check_text(loaded, colors_of(options)) + check_summary(loaded);
      continue;
    }
    if (files.size() > 1) text += printable(loaded.source().name, 4096) + ":\n";
    text += BatchScorer(loaded.value()).to_text();
  }
  return text;
}

std::string shown(const std::vector<Loaded>& files, const Options& options) {
  if (options.plan) return shown_plans(files, options);
  if (options.cost) return shown_costs(files, options);
  switch (options.format.value_or(Format::table)) {
    case Format::json: return check_json(files);
    case Format::csv: return check_csv(files);
    case Format::sarif:
      return files.empty() ? "" : render_sarif(files.front().diagnostics(), files.front().source());
    case Format::table: break;
  }
  std::string text;
  for (const Loaded& loaded : files) {
    text += check_text(loaded, colors_of(options));
    if (!options.quiet) text += check_summary(loaded);
  }
  return text;
}

}  // namespace

int run_check(const Options& options, const Console& console) {
  auto sink = open_output(options.out, console);
  if (!sink) return kUnusable;
  std::vector<Loaded> files;
  bool readable = true;
  for (const std::string& path : options.rules) {
    auto loaded = load_rule_text(path);
    if (const auto* wrong = std::get_if<Unreadable>(&loaded)) {
      console.error(printable(wrong->problem));
      readable = false;
    } else {
      files.push_back(linted(std::get<Loaded>(std::move(loaded)), options.quiet));
    }
  }
  sink->write(shown(files, options));
  const bool sound =
      std::all_of(files.begin(), files.end(), [](const Loaded& loaded) { return bool(loaded); });
  return finished(*sink, !readable ? kUnusable : sound ? kDone : kNo, console);
}

}  // namespace leadscore::cli
