// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"

#include <optional>
#include <string>
#include <vector>

#include <leadscore/testing.hpp>

#include "cli/load.hpp"
#include "cli/print_test.hpp"
#include "model/model.hpp"

namespace leadscore::cli {
namespace {

void write_results(const std::vector<TestedFile>& files, const Options& options,
                   const Console& console, Sink& sink) {
  const Format format = format_of(options);
  if (format == Format::csv) sink.write(tests_csv(files, options.coverage));
  for (const TestedFile& file : files) {
    if (format == Format::json) sink.write(tests_json(file, options.coverage));
    if (format == Format::table) {
      sink.write(tests_text(file, options.coverage, Style{colors_of(options)}));
    }
  }
  if (format == Format::table) {
    sink.write(tests_summary(files) + '\n');
  } else {
    console.note(tests_summary(files));
  }
}

int generate(const Options& options, const Console& console) {
  auto sink = open_output(options.out, console);
  if (!sink) return kUnusable;
  const auto rules = load_runnable_rules(options.rules.front(), console);
  if (!rules) return finished(*sink, kUnusable, console);
  const std::string tests = generate_tests(*rules);
  sink->write(tests);
  if (tests.empty()) console.note("these rules name nothing that a test could be about");
  return finished(*sink, kDone, console);
}

}  // namespace

int run_test(const Options& options, const Console& console) {
  if (options.generate) return generate(options, console);
  auto sink = open_output(options.out, console);
  if (!sink) return kUnusable;
  auto junit = options.junit ? open_output(options.junit, console) : std::nullopt;
  if (options.junit && !junit) return kUnusable;
  std::vector<TestedFile> files;
  bool readable = true;
  bool good = true;
  for (const std::string& path : options.rules) {
    const auto rules = load_runnable_rules(path, console);
    readable = readable && rules.has_value();
    if (!rules) continue;
    note_what_is_not_run(*rules, console);
    files.push_back({rules->model().source.name, run_tests(*rules, {options.coverage})});
    good = good && failed_count(files.back().report) == 0;
  }
  write_results(files, options, console, *sink);
  int status = !readable ? kUnusable : good ? kDone : kNo;
  if (junit) {
    junit->write(tests_junit(files));
    status = finished(*junit, status, console);
  }
  return finished(*sink, status, console);
}

}  // namespace leadscore::cli
