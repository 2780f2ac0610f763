// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/parallel.hpp"
#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/print_score.hpp"
#include "cli/progress.hpp"
#include "cli/score_lines.hpp"
#include "cli/timings.hpp"
#include "cli/without_room.hpp"
#include "cli/words.hpp"
#include "lead/journey_parts.hpp"
#include "lead/one_instant.hpp"

namespace leadscore::cli {
namespace {

// Scores of leads one by one, through their lives.
class Scoring {
 public:
  Scoring(const Options& options, const Console& console, const Population& leads, Time at,
          Timings& timings, WithoutRoom& without_room)
      : options_(options),
        console_(console),
        leads_(leads),
        names_(leads.at(at)),
        at_(at),
        timings_(timings),
        without_room_(without_room) {
    timings_.leads = names_.size();
  }

  void write_to(Sink& sink) const;

 private:
  // Gives what `make(rules, lead, snapshot)` makes of every lead, in order, to `use`.
  template <typename Make, typename Use>
  void each(const Make& make, const Use& use) const {
    Progress progress(console_, "scoring", names_.size());
    Stopwatch::Clock::duration all{};
    Stopwatch::Clock::duration writing{};
    std::size_t next = 0;
    {
      const Stopwatch watch(all);
      in_order_parallel(
          names_.size(), thread_count(options_.threads),
          [&](std::size_t i) {
            const Snapshot snapshot = leads_.snapshot(names_[i], at_);
            return std::pair(make(leads_.rules(), names_[i], snapshot),
                             snapshot.events_without_room);
          },
          [&](const auto& made) {
            const Stopwatch writer(writing);
            progress.advance();
            without_room_.count(names_[next++], made.second);
            return use(made.first);
          });
    }
    timings_.writing += writing;
    timings_.scoring += all - writing;
  }

  const Options& options_;
  const Console& console_;
  const Population& leads_;
  std::vector<std::string> names_;
  Time at_;
  Timings& timings_;
  WithoutRoom& without_room_;
};

void Scoring::write_to(Sink& sink) const {
  switch (format_of(options_)) {
    case Format::csv:
      sink.write(csv_row(score_csv_header(leads_.rules())));
      return each(score_csv_row, [&](const auto& cells) { return sink.write(csv_row(cells)); });
    case Format::table: {
      Table table = score_table(leads_.rules());
      each(score_table_row, [&](const auto& cells) {
        table.add_row(cells);
        return true;
      });
      const Stopwatch watch(timings_.writing);
      sink.write(table.to_text(colors_of(options_)));
      return;
    }
    case Format::json:
    case Format::sarif:
      return each(score_json, [&](const auto& line) { return sink.write(line + '\n'); });
  }
}

// Scores of leads of which only attributes are known, a block at once.
class ColumnScoring {
 public:
  ColumnScoring(const Options& options, const Console& console, const RuleSet& rules,
                ColumnLeads& leads, Time at, Timings& timings)
      : options_(options),
        console_(console),
        rules_(rules),
        leads_(leads),
        instant_(rules, at, thread_count(options.threads)),
        timings_(timings) {
    timings_.leads = leads.size();
    timings_.in_columns = true;
  }

  void write_to(Sink& sink);

 private:
  using Answers = lead::OneInstant::Answers;

  // Gives each block's answers and its first lead to `use(answers, begin)` until that returns
  // false.
  template <typename Use>
  void each_block(const Use& use);
  [[nodiscard]] Answers answer(std::size_t block);
  [[nodiscard]] bool write_lines(Sink& sink, const Answers& answers, std::size_t begin,
                                 ScoreLines::Kind kind) const;
  void add_rows(Table& table, const Answers& answers, std::size_t begin) const;

  const Options& options_;
  const Console& console_;
  const RuleSet& rules_;
  ColumnLeads& leads_;
  lead::OneInstant instant_;
  Timings& timings_;
};

ColumnScoring::Answers ColumnScoring::answer(std::size_t block) {
  const Stopwatch watch(timings_.scoring);
  const std::size_t begin = block * ColumnLeads::kBlock;
  return instant_.answer(leads_.batch(instant_.scorer(), block),
                         [&](std::size_t lead) { return leads_.attributes(begin + lead); });
}

template <typename Use>
void ColumnScoring::each_block(const Use& use) {
  Progress progress(console_, "scoring", leads_.size());
  {
    const Stopwatch watch(timings_.scoring);
    leads_.bind(instant_.scorer());
  }
  for (std::size_t block = 0; block < leads_.blocks(); ++block) {
    const Answers answers = answer(block);
    const Stopwatch watch(timings_.writing);
    if (!use(answers, block * ColumnLeads::kBlock)) return;
    progress.advance(answers.scores.leads);
  }
}

bool ColumnScoring::write_lines(Sink& sink, const Answers& answers, std::size_t begin,
                                ScoreLines::Kind kind) const {
  constexpr std::size_t kPart = 1024;
  const ScoreLines lines(rules_, answers, kind);
  const std::size_t leads = answers.scores.leads;
  bool wanted = true;
  in_order_parallel((leads + kPart - 1) / kPart, thread_count(options_.threads),
                    [&](std::size_t part) {
                      std::string text;
                      const std::size_t end = std::min(leads, (part + 1) * kPart);
                      for (std::size_t lead = part * kPart; lead < end; ++lead) {
                        lines.append(text, leads_.name(begin + lead), lead);
                      }
                      return text;
                    },
                    [&](const std::string& text) { return wanted = sink.write(text); });
  return wanted;
}

void ColumnScoring::add_rows(Table& table, const Answers& answers, std::size_t begin) const {
  for (std::size_t lead = 0; lead < answers.scores.leads; ++lead) {
    table.add_row(
        score_table_row(rules_, leads_.name(begin + lead), instant_.snapshot(answers, lead)));
  }
}

void ColumnScoring::write_to(Sink& sink) {
  switch (format_of(options_)) {
    case Format::csv:
      sink.write(csv_row(score_csv_header(rules_)));
      return each_block([&](const Answers& answers, std::size_t begin) {
        return write_lines(sink, answers, begin, ScoreLines::Kind::csv);
      });
    case Format::table: {
      Table table = score_table(rules_);
      each_block([&](const Answers& answers, std::size_t begin) {
        add_rows(table, answers, begin);
        return true;
      });
      const Stopwatch watch(timings_.writing);
      sink.write(table.to_text(colors_of(options_)));
      return;
    }
    case Format::json:
    case Format::sarif:
      return each_block([&](const Answers& answers, std::size_t begin) {
        return write_lines(sink, answers, begin, ScoreLines::Kind::json);
      });
  }
}

std::optional<Data> timed_load(const RuleSet& rules, const Options& options, const Console& console,
                               Timings& timings) {
  const Stopwatch watch(timings.reading);
  const bool in_columns = lead::JourneyParts(rules.model()).are_whole();
  auto data = load_data(rules, options, console, in_columns ? Shape::columns : Shape::population);
  if (data) timings.bytes_read = data->bytes;
  return data;
}

}  // namespace

int run_score(const Options& options, const Console& console) {
  const auto rules = load_runnable_rules(options.rules.front(), console);
  if (!rules) return kUnusable;
  auto sink = open_output(options.out, console);
  if (!sink) return kUnusable;
  Timings timings;
  auto data = timed_load(*rules, options, console, timings);
  if (!data) return kUnusable;
  const auto at = time_option(*rules, "--at", options.at, default_time(*data), console);
  if (!at) return kUnusable;
  note_what_is_not_run(*rules, console);
  if (data->columns) {
    ColumnScoring(options, console, *rules, *data->columns, *at, timings).write_to(*sink);
  } else {
    WithoutRoom without_room;
    Scoring(options, console, data->leads, *at, timings, without_room).write_to(*sink);
    without_room.warn(console);
  }
  int status = kDone;
  {
    const Stopwatch watch(timings.writing);
    status = finished(*sink, data->clean ? kDone : kNo, console);
  }
  timings.bytes_written = sink->bytes();
  if (options.timings) console.print("leadscore: " + to_text(timings) + '\n');
  return status;
}

}  // namespace leadscore::cli
