// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/load.hpp"
#include "cli/parallel.hpp"
#include "cli/print_score.hpp"
#include "cli/progress.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

class Scoring {
 public:
  Scoring(const Options& options, const Console& console, const Population& leads, Time at)
      : options_(options), console_(console), leads_(leads), names_(leads.at(at)), at_(at) {}

  void write_to(Sink& sink) const;

 private:
  // Gives what `make(rules, lead, snapshot)` makes of every lead, in order, to `use`.
  template <typename Make, typename Use>
  void each(const Make& make, const Use& use) const {
    Progress progress(console_, "scoring", names_.size());
    in_order_parallel(
        names_.size(), thread_count(options_.threads),
        [&](std::size_t i) {
          return make(leads_.rules(), names_[i], leads_.snapshot(names_[i], at_));
        },
        [&](const auto& made) {
          progress.advance();
          return use(made);
        });
  }

  const Options& options_;
  const Console& console_;
  const Population& leads_;
  std::vector<std::string> names_;
  Time at_;
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
      sink.write(table.to_text(colors_of(options_)));
      return;
    }
    case Format::json:
    case Format::sarif:
      return each(score_json, [&](const auto& line) { return sink.write(line + '\n'); });
  }
}

}  // namespace

int run_score(const Options& options, const Console& console) {
  const auto rules = load_runnable_rules(options.rules.front(), console);
  if (!rules) return kUnusable;
  auto sink = open_output(options.out, console);
  if (!sink) return kUnusable;
  const auto data = load_data(*rules, options, console);
  if (!data) return kUnusable;
  const auto at = time_option(*rules, "--at", options.at, default_time(*data), console);
  if (!at) return kUnusable;
  note_what_is_not_run(*rules, console);
  Scoring(options, console, data->leads, *at).write_to(*sink);
  return finished(*sink, data->clean ? kDone : kNo, console);
}

}  // namespace leadscore::cli
