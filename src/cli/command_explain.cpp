// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/print_explain.hpp"
#include "cli/words.hpp"
#include "model/model.hpp"

namespace leadscore::cli {
namespace {

// How far ahead to look: scores that fade change every day, signals may follow much later.
constexpr std::size_t kMostChanges = 1000;

// The next change of each value.
std::vector<Change> first_of_each(const std::vector<Change>& changes) {
  std::vector<Change> firsts;
  std::set<std::string> seen;
  for (const Change& change : changes) {
    if (seen.insert(change.what).second) firsts.push_back(change);
  }
  return firsts;
}

// Whether the lead can be explained; says why not.
bool is_there(const Population& leads, const std::string& lead, Time at, const Console& console) {
  const std::string name = "'" + printable(lead, 128) + "'";
  if (!leads.contains(lead)) {
    console.error("no lead " + name + " in the data" + did_you_mean(lead, leads.names()));
    return false;
  }
  const std::vector<std::string> there = leads.at(at);
  if (std::find(there.begin(), there.end(), lead) != there.end()) return true;
  console.error("lead " + name + " is not there at " + to_text(at) +
                ": it was erased, or merged into another lead");
  return false;
}

// What was asked; nothing where it cannot be answered, which is said.
std::optional<Explained> answer(const Population& leads, const Options& options, Time at,
                                const Console& console) {
  const std::string& lead = options.lead;
  if (!is_there(leads, lead, at, console)) return std::nullopt;
  const std::string& file = leads.rules().model().source.name;
  Explained explained{lead, file, leads.explain(lead, at), {}, {}, {}};
  if (options.why_not) {
    explained.why_not = leads.why_not(lead, *options.why_not, at);
    if (!explained.why_not) {
      console.error("--why-not: the rules have no signal '" + printable(*options.why_not, 64) +
                    "'" + did_you_mean(*options.why_not, leads.rules().signals()));
      return std::nullopt;
    }
  }
  if (options.when) {
    explained.changes = first_of_each(leads.next_changes(lead, at, kMostChanges));
    explained.drops = leads.drops(lead, at, kMostChanges);
  }
  return explained;
}

std::string shown(const Explained& explained, const Options& options) {
  switch (format_of(options)) {
    case Format::table: return explain_text(explained, Style{colors_of(options)});
    case Format::csv: return explain_csv(explained);
    case Format::json:
    case Format::sarif: break;
  }
  return explain_json(explained);
}

}  // namespace

int run_explain(const Options& options, const Console& console) {
  const auto rules = load_runnable_rules(options.rules.front(), console);
  if (!rules) return kUnusable;
  auto sink = open_output(options.out, console);
  if (!sink) return kUnusable;
  const auto data = load_data(*rules, options, console);
  if (!data) return kUnusable;
  const auto at = time_option(*rules, "--at", options.at, default_time(*data), console);
  if (!at) return kUnusable;
  note_what_is_not_run(*rules, console);
  const auto explained = answer(data->leads, options, *at, console);
  if (!explained) return kUnusable;
  sink->write(shown(*explained, options));
  return finished(*sink, data->clean ? kDone : kNo, console);
}

}  // namespace leadscore::cli
