// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

constexpr const char* kAbout =
    "Scores sales leads from a rule file.\n"
    "\n"
    "Exit status: 0 done; 1 the answer is no (tests fail, a check finds errors, rows were\n"
    "rejected); 2 wrong usage or unreadable input.\n";

constexpr const char* kData = "--leads examples/data/leads.csv --facts examples/data/facts.jsonl";

constexpr std::array<std::string_view, 6> kCommandNames = {"score", "replay", "explain",
                                                           "check", "test",   "schema"};
constexpr std::array<std::string_view, 4> kFormatNames = {"table", "json", "csv", "sarif"};

template <std::size_t N>
std::size_t index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

// "score, replay and test"
std::string commands_joined_by(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < kCommandNames.size(); ++i) {
    const bool last = i + 1 == kCommandNames.size();
    out += i == 0 ? "" : last ? ' ' + std::string(word) + ' ' : ", ";
    out += kCommandNames[i];
  }
  return out;
}

std::string example(const std::string& line) { return "Example:\n  leadscore " + line + "\n"; }

// What CLI11 collects before it becomes Options.
struct Raw {
  Options options;
  std::string rule_file;
  std::vector<std::string> renamed;  // "CSV name=attribute"
  std::string format;
};

void add_output(CLI::App& command, Raw& raw, bool sarif = false) {
  Options& options = raw.options;
  command
      .add_option("--format", raw.format,
                  sarif ? "table, json, csv or sarif (default: table)"
                        : "table, json or csv (default: table on a terminal, else json)")
      ->type_name("FORMAT");
  command.add_option("--out", options.out, "Write to a file, complete or not at all")
      ->type_name("FILE");
  command.add_option("--threads", options.threads, "At most this many threads (default: all)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N");
  command.add_flag("--quiet", options.quiet, "No warnings, summaries or progress");
}

void add_data(CLI::App& command, Raw& raw, const char* leads_help) {
  Options& options = raw.options;
  command.add_option("RULES", raw.rule_file, "The rule file")->required()->type_name("FILE");
  command.add_option("--leads", options.leads, leads_help)->type_name("FILE");
  command.add_option("--facts", options.facts, "Facts: JSON Lines, or CSV of events; repeatable")
      ->allow_extra_args(false)
      ->type_name("FILE");
  command.add_option("--lead-column", options.columns.lead, "The leads' column with the id")
      ->type_name("NAME")
      ->capture_default_str();
  command
      .add_option("--map", raw.renamed, "A column of the leads that has another name; repeatable")
      ->allow_extra_args(false)
      ->type_name("COLUMN=ATTRIBUTE");
  command
      .add_option("--missing", options.columns.missing,
                  "A cell of the leads that says nothing, as an empty one; repeatable")
      ->allow_extra_args(false)
      ->type_name("TOKEN");
  command.add_option("--rejects", options.rejects, "Write bad rows to a file, as JSON Lines")
      ->type_name("FILE");
}

constexpr const char* kLeadsHelp = "Leads: CSV with a header, or JSON Lines; - is standard input";

void add_score(CLI::App& app, Raw& raw) {
  CLI::App& command = *app.add_subcommand("score", "Scores of every lead at one instant");
  add_data(command, raw, kLeadsHelp);
  command
      .add_option("--at", raw.options.at,
                  "The instant (default: the latest in the facts; without facts, now)")
      ->type_name("TIME");
  add_output(command, raw);
  command.add_flag("--timings", raw.options.timings,
                   "Say how long reading, scoring and writing took; with --quiet too");
  command.footer(example(std::string("score rules/b2b_software.yaml ") + kData));
}

void add_replay(CLI::App& app, Raw& raw) {
  CLI::App& command = *app.add_subcommand(
      "replay", "Crossings, moves, routes, touches, rejections, alerts in the order of time");
  add_data(command, raw, kLeadsHelp);
  command
      .add_option("--until", raw.options.until,
                  "The end (default: the latest instant in the facts)")
      ->type_name("TIME");
  command
      .add_option("--backfill-until", raw.options.backfill_until,
                  "Mark outputs up to this instant as history")
      ->type_name("TIME");
  add_output(command, raw);
  command.footer(example(std::string("replay rules/b2b_software.yaml ") + kData));
}

void add_explain(CLI::App& app, Raw& raw) {
  CLI::App& command = *app.add_subcommand("explain", "Where each point of a lead came from");
  add_data(command, raw, kLeadsHelp);
  command.add_option("--lead", raw.options.lead, "The lead")->required()->type_name("ID");
  command
      .add_option("--at", raw.options.at,
                  "The instant (default: the latest in the facts; without facts, now)")
      ->type_name("TIME");
  command
      .add_option("--why-not", raw.options.why_not,
                  "What a signal waits for, and what would turn it on")
      ->type_name("SIGNAL");
  command.add_flag("--when", raw.options.when,
                   "What changes next if nothing happens, and when signals drop");
  add_output(command, raw);
  command.footer(
      example(std::string("explain rules/b2b_software.yaml --lead L1 --why-not mql ") + kData));
}

void add_check(CLI::App& app, Raw& raw) {
  CLI::App& command = *app.add_subcommand("check", "Errors and warnings of rule files");
  command.add_option("RULES", raw.options.rules, "Rule files")->required()->type_name("FILE");
  command.add_flag("--cost", raw.options.cost,
                   "What judging each rule, signal and move takes, the dearest first");
  command.add_flag("--plan", raw.options.plan,
                   "Show how the rules are compiled for many leads at once");
  add_output(command, raw, true);
  command.footer(example("check rules/b2b_software.yaml"));
}

void add_test(CLI::App& app, Raw& raw) {
  CLI::App& command = *app.add_subcommand("test", "Runs the tests in rule files");
  command.add_option("RULES", raw.options.rules, "Rule files")->required()->type_name("FILE");
  command.add_option("--junit", raw.options.junit, "Write the results as JUnit XML")
      ->type_name("FILE");
  command.add_flag("--coverage", raw.options.coverage,
                   "What no test covers: rules, rows, moves, signals, sides of conditions");
  command.add_flag("--generate", raw.options.generate,
                   "Write tests on both sides of the rules' bounds instead of running any");
  add_output(command, raw);
  command.footer(example("test rules/b2b_software.yaml --coverage"));
}

void add_schema(CLI::App& app, Raw& raw) {
  CLI::App& command =
      *app.add_subcommand("schema", "A JSON Schema of rule files, for editors that complete keys");
  command.add_option("--out", raw.options.out, "Write to a file, complete or not at all")
      ->type_name("FILE");
  command.footer(example("schema"));
}

Exit usage_error(const std::string& problem, const std::string& command) {
  return {2, "leadscore: error: " + problem + "\nTry 'leadscore " +
                 (command.empty() ? "" : command + ' ') + "--help'.\n"};
}

// What is wrong with words that no option took, or nothing.
std::string extras_problem(CLI::App& command) {
  const std::vector<std::string> extras = command.remaining();
  if (extras.empty()) return {};
  const std::string& first = extras.front();
  if (!first.starts_with("-")) return "unexpected argument '" + printable(first, 64) + "'";
  std::vector<std::string> known;
  for (const CLI::Option* option : command.get_options()) known.push_back(option->get_name());
  return "unknown option '" + printable(first, 64) + "'" +
         did_you_mean(first.substr(0, first.find('=')), known);
}

// Splits at the last `=`, for a column may have one in its name.
bool take_renamed(Raw& raw) {
  for (const std::string& text : raw.renamed) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return false;
    raw.options.columns.renamed.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return true;
}

std::string input_problem(const Options& options) {
  const bool has_data = options.leads || !options.facts.empty();
  switch (options.command) {
    case Command::check:
      if (options.format == Format::sarif && options.rules.size() > 1) {
        return "--format sarif takes one rule file";
      }
      break;
    case Command::test:
      if (options.generate && options.rules.size() > 1) return "--generate takes one rule file";
      if (options.generate && (options.coverage || options.junit)) {
        return "--generate runs no tests: leave out --coverage and --junit";
      }
      break;
    case Command::schema: break;
    case Command::replay:
      if (options.facts.empty()) return "--facts is required";
      break;
    case Command::score:
    case Command::explain:
      if (!has_data) return "--leads or --facts is required";
  }
  auto inputs = options.rules;
  inputs.insert(inputs.end(), options.facts.begin(), options.facts.end());
  if (options.leads) inputs.push_back(*options.leads);
  if (std::count(inputs.begin(), inputs.end(), "-") > 1) {
    return "standard input (-) can be read only once";
  }
  return {};
}

// Completes the options; what is wrong with them, or nothing.
std::string complete(Raw& raw, const std::string& command) {
  constexpr std::array kCommands = {Command::score, Command::replay, Command::explain,
                                    Command::check, Command::test,   Command::schema};
  constexpr std::array kFormats = {Format::table, Format::json, Format::csv, Format::sarif};
  raw.options.command = kCommands[index_of(kCommandNames, command)];
  if (!raw.rule_file.empty()) raw.options.rules = {raw.rule_file};
  if (!raw.format.empty()) {
    const std::size_t format = index_of(kFormatNames, raw.format);
    const std::size_t known = raw.options.command == Command::check ? 4 : 3;
    if (format >= known) {
      return "--format is one of table, json, csv" + std::string(known == 4 ? ", sarif" : "");
    }
    raw.options.format = kFormats[format];
  }
  if (!take_renamed(raw)) return "--map is written COLUMN=ATTRIBUTE";
  return input_problem(raw.options);
}

// What is wrong with the first word, or nothing.
std::string command_problem(int argc, const char* const* argv) {
  if (argc < 2) return "a command is needed: " + commands_joined_by("or");
  const std::string first = argv[1];
  if (first.starts_with("-") || index_of(kCommandNames, first) < kCommandNames.size()) return {};
  const std::vector<std::string> names(kCommandNames.begin(), kCommandNames.end());
  const std::string hint = did_you_mean(first, names);
  return "unknown command '" + printable(first, 64) + "'" +
         (hint.empty() ? "; there are " + commands_joined_by("and") : hint);
}

}  // namespace

std::variant<Options, Exit> parse_options(int argc, const char* const* argv) {
  if (const std::string problem = command_problem(argc, argv); !problem.empty()) {
    return usage_error(problem, "");
  }
  Raw raw;
  CLI::App app(kAbout, "leadscore");
  app.set_version_flag("--version", "leadscore " LEADSCORE_VERSION);
  app.set_help_flag("-h,--help", "Print this help");
  app.require_subcommand(1);
  app.footer(example(std::string("score rules/b2b_software.yaml ") + kData));
  add_score(app, raw);
  add_replay(app, raw);
  add_explain(app, raw);
  add_check(app, raw);
  add_test(app, raw);
  add_schema(app, raw);
  for (CLI::App* each : app.get_subcommands(nullptr)) each->allow_extras();
  std::string command = argv[1][0] == '-' ? "" : argv[1];
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Exit{0, app.help()};
  } catch (const CLI::CallForVersion&) {
    return Exit{0, "leadscore " LEADSCORE_VERSION "\n"};
  } catch (const CLI::ParseError& error) {
    return usage_error(printable(error.what()), command);
  }
  CLI::App& chosen = *app.get_subcommands().front();
  command = chosen.get_name();
  if (const std::string problem = extras_problem(chosen); !problem.empty()) {
    return usage_error(problem, command);
  }
  if (const std::string problem = complete(raw, command); !problem.empty()) {
    return usage_error(problem, command);
  }
  return std::move(raw.options);
}

}  // namespace leadscore::cli
