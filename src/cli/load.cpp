// SPDX-License-Identifier: Apache-2.0
#include "cli/load.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <leadscore/diagnostic.hpp>

#include "base/parallel.hpp"
#include "cli/fact_source.hpp"
#include "cli/progress.hpp"
#include "cli/rejects.hpp"
#include "cli/rule_text.hpp"
#include "cli/stdin_copy.hpp"
#include "cli/words.hpp"
#include "model/model.hpp"

namespace leadscore::cli {
namespace {

// What became of the rows: applied + duplicate + ignored + rejected = read.
struct Tally {
  std::uint64_t read = 0;
  std::uint64_t applied = 0;
  std::uint64_t duplicate = 0;
  std::uint64_t ignored = 0;
  std::uint64_t rejected = 0;
  std::uint64_t bad_values = 0;
};

std::string summary(const Tally& tally, const char* noun) {
  std::string text = "read " + counted(tally.read, noun) + ": " + grouped(tally.applied) +
                     " applied, " + grouped(tally.duplicate) + " duplicate, ";
  if (tally.ignored > 0) text += grouped(tally.ignored) + " of unknown event types, ";
  text += grouped(tally.rejected) + " rejected";
  return tally.bad_values == 0 ? text : text + "; " + counted(tally.bad_values, "bad value");
}

// Puts the rows of files into a population.
class Loader {
 public:
  Loader(const RuleSet& rules, const Console& console, Rejects rejects)
      : data_{Population(rules), std::nullopt, std::nullopt, true, 0},
        console_(console),
        rejects_(std::move(rejects)),
        events_(rules.events()) {}

  // Facts go there and not into a population.
  void send_to(ReplayStream& stream) { stream_ = &stream; }
  // Of the summary to come: facts that turned out to be known.
  void count_duplicates(std::int64_t more) {
    tally_.applied -= static_cast<std::uint64_t>(more);
    tally_.duplicate += static_cast<std::uint64_t>(more);
  }
  // From now on leads are put into columns, for as long as no row has a time.
  void use_columns(unsigned threads) {
    data_.columns.emplace(data_.leads.rules());
    threads_ = threads;
  }
  // False where the file cannot be read to its end, which is said.
  bool read(OpenedSource opened);
  // What became of the rows since the last summary is said in the end, where it is worth a line.
  void summarise(const char* noun);
  std::optional<Data> finish() &&;

 private:
  void read_rows(FactSource& source);
  // Columns become a population, which knows what time is.
  void leave_columns(FactSource& source);
  void count_stored();
  void take(const FactSource& source, FactRow row);
  void reject(const FactSource& source, const FactRow& row, const std::string& reason);
  void count(const Applied& applied, const Fact& fact);
  void warn(const FactSource& source);

  Data data_;
  unsigned threads_ = 1;
  ReplayStream* stream_ = nullptr;
  const Console& console_;
  Rejects rejects_;
  std::vector<std::string> events_;
  Tally tally_;  // since the last summary
  std::vector<std::string> summaries_;
  std::map<std::string, std::uint64_t> unknown_events_;
};

bool Loader::read(OpenedSource opened) {
  if (const auto* problem = std::get_if<std::string>(&opened)) {
    console_.error(printable(*problem, 4096));
    return false;
  }
  FactSource& source = *std::get<std::unique_ptr<FactSource>>(opened);
  unknown_events_.clear();
  read_rows(source);
  data_.bytes += source.bytes();
  if (const auto failure = source.failure()) {
    console_.error(printable(*failure));
    return false;
  }
  warn(source);
  return true;
}

void Loader::read_rows(FactSource& source) {
  Progress progress(console_, "reading " + printable(source.name(), 64));
  if (data_.columns) source.store_in(&*data_.columns, &progress, threads_);
  while (auto row = source.next()) {
    if (data_.columns && row->fact.at) leave_columns(source);
    if (!row->stored) progress.advance();
    take(source, *std::move(row));
  }
  source.store_in(nullptr, nullptr, 1);
  count_stored();
}

void Loader::leave_columns(FactSource& source) {
  count_stored();
  source.store_in(nullptr, nullptr, 1);
  for (std::size_t lead = 0; lead < data_.columns->size(); ++lead) {
    (void)data_.leads.apply(data_.columns->fact(lead));
  }
  data_.columns.reset();
}

void Loader::count_stored() {
  if (!data_.columns) return;
  tally_.read += data_.columns->size();
  tally_.applied += data_.columns->size();
}

void Loader::summarise(const char* noun) {
  if (tally_.applied < tally_.read || tally_.bad_values > 0) {
    summaries_.push_back(summary(tally_, noun));
  }
  tally_ = {};
}

void Loader::take(const FactSource& source, FactRow row) {
  if (!row.stored) ++tally_.read;
  Applied applied;
  if (row.repeats) {
    applied.status = Applied::Status::duplicate;
  } else if (row.problem.empty() && !row.stored) {
    applied = stream_ != nullptr ? stream_->apply(row.fact) : data_.leads.apply(row.fact);
    row.problem = applied.status == Applied::Status::rejected ? applied.problem : "";
  }
  if (!row.problem.empty()) {
    ++tally_.rejected;
    return reject(source, row, row.problem);
  }
  if (!row.stored) count(applied, row.fact);
  auto& bad = row.bad_values;
  bad.insert(bad.end(), applied.bad_values.begin(), applied.bad_values.end());
  tally_.bad_values += bad.size();
  if (!bad.empty()) reject(source, row, "bad value: " + joined(bad, "; "));
}

void Loader::reject(const FactSource& source, const FactRow& row, const std::string& reason) {
  data_.clean = false;
  rejects_.add(source.name(), row.line, reason, row.text);
}

void Loader::count(const Applied& applied, const Fact& fact) {
  if (fact.at && (!data_.latest || *fact.at > *data_.latest)) data_.latest = fact.at;
  switch (applied.status) {
    case Applied::Status::applied: ++tally_.applied; break;
    case Applied::Status::duplicate: ++tally_.duplicate; break;
    case Applied::Status::ignored:
      ++tally_.ignored;
      ++unknown_events_[fact.type];
      break;
    case Applied::Status::rejected:
    case Applied::Status::late:
    case Applied::Status::needs_facts:
    case Applied::Status::busy: break;
  }
}

void Loader::warn(const FactSource& source) {
  const std::string name = printable(source.name(), 256) + ": ";
  for (const std::string& text : source.warnings()) console_.warning(name + text);
  for (const auto& [type, count] : unknown_events_) {
    console_.warning(name + "ignored " + counted(count, "event") + " of type '" +
                     printable(type, 64) + "', which the rules do not know" +
                     did_you_mean(type, events_));
  }
}

std::optional<Data> Loader::finish() && {
  if (const auto problem = rejects_.finish()) {
    console_.error(printable(*problem));
    return std::nullopt;
  }
  for (const std::string& text : summaries_) console_.note(text);
  return std::move(data_);
}

}  // namespace

std::optional<RuleSet> load_runnable_rules(const std::string& path, const Console& console) {
  const auto loaded = load_rule_text(path);
  if (const auto* wrong = std::get_if<Unreadable>(&loaded)) {
    console.error(printable(wrong->problem));
    return std::nullopt;
  }
  const auto& rules = std::get<Loaded>(loaded);
  if (rules) return rules.value();
  for (const Diagnostic& diagnostic : rules.diagnostics()) {
    console.print(render(diagnostic, rules.source(), console.style().color));
  }
  return std::nullopt;
}

void note_what_is_not_run(const RuleSet& rules, const Console& console) {
  if (!rules.has_accounts()) return;
  console.note("accounts in " + printable(rules.model().source.name, 256) +
               " are checked but not run by this version");
}

std::optional<Data> load_data(const RuleSet& rules, const Options& options, const Console& console,
                              Shape shape) {
  auto rejects = Rejects::open(options.rejects, console);
  if (const auto* problem = std::get_if<std::string>(&rejects)) {
    console.error(printable(*problem));
    return std::nullopt;
  }
  Loader loader(rules, console, std::get<Rejects>(std::move(rejects)));
  if (shape == Shape::columns && options.facts.empty()) {
    loader.use_columns(thread_count(options.threads));
  }
  if (options.leads) {
    if (!loader.read(open_leads(*options.leads, options.columns, rules))) return std::nullopt;
    loader.summarise("lead");
  }
  for (const std::string& path : options.facts) {
    if (!loader.read(open_facts(path, rules))) return std::nullopt;
  }
  loader.summarise("fact");
  return std::move(loader).finish();
}

namespace {

// False where a file has changed so that it cannot be read any more, which is said.
bool read_again(OpenedSource opened, ReplayStream& stream, const Console& console) {
  if (const auto* problem = std::get_if<std::string>(&opened)) {
    console.error(printable(*problem, 4096));
    return false;
  }
  FactSource& source = *std::get<std::unique_ptr<FactSource>>(opened);
  Progress progress(console, "reading again " + printable(source.name(), 64));
  while (auto row = source.next()) {
    progress.advance();
    if (row->problem.empty() && !row->repeats) stream.apply_again(row->fact);
  }
  const auto failure = source.failure();
  if (failure) console.error(printable(*failure));
  return !failure;
}

}  // namespace

namespace {

bool reads_stdin(const Options& options) {
  return options.leads == "-" ||
         std::find(options.facts.begin(), options.facts.end(), "-") != options.facts.end();
}

}  // namespace

bool can_be_read_twice(const Options& options) {
  const auto is_file = [](const std::string& path) {
    std::error_code error;
    return path == "-" || std::filesystem::is_regular_file(path, error);
  };
  return (!options.leads || is_file(*options.leads)) &&
         std::all_of(options.facts.begin(), options.facts.end(), is_file);
}

std::optional<Data> load_stream(const RuleSet& rules, const Options& options,
                                const Console& console, ReplayStream& stream) {
  if (reads_stdin(options)) {
    Progress progress(console, "copying <stdin>, bytes:");
    const auto problem = copy_stdin([&](std::size_t count) { progress.advance(count); });
    if (problem) {
      console.error(printable(*problem));
      return std::nullopt;
    }
  }
  auto rejects = Rejects::open(options.rejects, console);
  if (const auto* problem = std::get_if<std::string>(&rejects)) {
    console.error(printable(*problem));
    return std::nullopt;
  }
  Loader loader(rules, console, std::get<Rejects>(std::move(rejects)));
  loader.send_to(stream);
  if (options.leads) {
    if (!loader.read(open_leads(*options.leads, options.columns, rules))) return std::nullopt;
    loader.summarise("lead");
  }
  for (const std::string& path : options.facts) {
    if (!loader.read(open_facts(path, rules))) return std::nullopt;
  }
  if (stream.needs_second()) {
    if (reads_stdin(options)) rewind_stdin();
    if (options.leads &&
        !read_again(open_leads(*options.leads, options.columns, rules), stream, console)) {
      return std::nullopt;
    }
    for (const std::string& path : options.facts) {
      if (!read_again(open_facts(path, rules), stream, console)) return std::nullopt;
    }
    loader.count_duplicates(stream.more_duplicates());
  }
  loader.summarise("fact");
  return std::move(loader).finish();
}

std::optional<Time> time_option(const RuleSet& rules, const char* name,
                                const std::optional<std::string>& text, Time otherwise,
                                const Console& console) {
  if (!text) return otherwise;
  const auto time = rules.parse_time(trimmed(*text));
  if (!time) {
    console.error(std::string(name) + ": '" + printable(*text, 64) +
                  "' is not a time; write it as 2026-03-01, \"2026-03-01 09:00\" or "
                  "2026-03-01T09:00:00Z");
  }
  return time;
}

Time default_time(const Data& data) {
  return data.latest.value_or(
      std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()));
}

}  // namespace leadscore::cli
