// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/output.hpp>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/parallel.hpp"
#include "cli/print_replay.hpp"
#include "cli/progress.hpp"
#include "cli/replay_stream.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

// All outputs in order of time, then lead, then as they happened.
std::vector<Output> outputs_of(const Population& leads, Time until, unsigned threads,
                               const Console& console) {
  std::vector<Output> all;
  const std::vector<std::string> names = leads.names();
  Progress progress(console, "replaying", names.size());
  in_order_parallel(
      names.size(), threads, [&](std::size_t i) { return leads.outputs(names[i], until); },
      [&](std::vector<Output>& of_one) {
        std::move(of_one.begin(), of_one.end(), std::back_inserter(all));
        progress.advance();
        return true;
      });
  sort_outputs(all);
  return all;
}

void write_table(const std::vector<Output>& outputs, bool colors, Sink& sink) {
  Table table;
  table.add_column("time");
  table.add_column("lead");
  table.add_column("what happens");
  for (const Output& output : outputs) {
    table.add_row({to_text(output.at), output.lead, in_words(output)});
  }
  sink.write(table.to_text(colors));
}

void write_csv(const std::vector<Output>& outputs, const RuleSet& rules, Sink& sink) {
  sink.write(csv_row(replay_csv_header(rules)));
  for (const Output& output : outputs) {
    if (!sink.write(csv_row(replay_csv_row(rules, output)))) return;
  }
}

void write_json(const std::vector<Output>& outputs, Sink& sink) {
  for (const Output& output : outputs) {
    if (!sink.write(to_json(output) + '\n')) return;
  }
}

}  // namespace

int run_replay(const Options& options, const Console& console) {
  const auto rules = load_runnable_rules(options.rules.front(), console);
  if (!rules) return kUnusable;
  auto sink = open_output(options.out, console);
  if (!sink) return kUnusable;
  const auto history =
      time_option(*rules, "--backfill-until", options.backfill_until, Time::min(), console);
  if (!history) return kUnusable;
  const unsigned threads = thread_count(options.threads);
  std::optional<ReplayStream> stream;
  if (can_be_read_twice(options)) stream.emplace(*rules, threads);
  const auto data =
      stream ? load_stream(*rules, options, console, *stream) : load_data(*rules, options, console);
  if (!data) return kUnusable;
  const auto until = time_option(*rules, "--until", options.until, default_time(*data), console);
  if (!until) return kUnusable;
  note_what_is_not_run(*rules, console);
  auto outputs =
      stream ? stream->outputs(*until, console) : outputs_of(data->leads, *until, threads, console);
  for (Output& output : outputs) output.backfill = output.backfill || output.at <= *history;
  switch (format_of(options)) {
    case Format::table: write_table(outputs, colors_of(options), *sink); break;
    case Format::csv: write_csv(outputs, *rules, *sink); break;
    case Format::json:
    case Format::sarif: write_json(outputs, *sink);
  }
  return finished(*sink, data->clean ? kDone : kNo, console);
}

}  // namespace leadscore::cli
