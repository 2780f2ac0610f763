// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <vector>

#include <leadscore/output.hpp>

#include "base/parallel.hpp"
#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/print_replay.hpp"
#include "cli/replay_stream.hpp"
#include "cli/replayed.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

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
  Replayed replayed;
  if (stream) {
    replayed = stream->replay(*until, console);
  } else {
    replay(data->leads, *until, threads, console, replayed);
  }
  auto& outputs = replayed.outputs;
  for (Output& output : outputs) output.backfill = output.backfill || output.at <= *history;
  switch (format_of(options)) {
    case Format::table: write_table(outputs, colors_of(options), *sink); break;
    case Format::csv: write_csv(outputs, *rules, *sink); break;
    case Format::json:
    case Format::sarif: write_json(outputs, *sink);
  }
  replayed.without_room.warn(console);
  return finished(*sink, data->clean ? kDone : kNo, console);
}

}  // namespace leadscore::cli
