// SPDX-License-Identifier: Apache-2.0

// Rules, leads and facts as the command line names them, and what is said about their rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <leadscore/population.hpp>
#include <leadscore/ruleset.hpp>

#include "cli/column_leads.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/replay_stream.hpp"

namespace leadscore::cli {

// The rules of a file, for commands that run them; nothing where it has errors, which are shown.
[[nodiscard]] std::optional<RuleSet> load_runnable_rules(const std::string& path,
                                                         const Console& console);

// Says which parts of the rules are not run.
void note_what_is_not_run(const RuleSet& rules, const Console& console);

struct Data {
  Population leads;
  std::optional<ColumnLeads> columns;  // in place of `leads`
  std::optional<Time> latest;          // the latest instant in the files
  bool clean = true;                   // no row was rejected, no value bad
  std::uint64_t bytes = 0;             // that were read, unpacked
};

// Whether leads are wanted in columns, where only their attributes are known.
enum class Shape { population, columns };

// Nothing where a file cannot be read, which is said.
[[nodiscard]] std::optional<Data> load_data(const RuleSet& rules, const Options& options,
                                            const Console& console,
                                            Shape shape = Shape::population);

// The same rows on their way through a ReplayStream, which reads twice what it has to: the files
// must be such that can be (can_be_read_twice). Standard input is copied for it.
[[nodiscard]] std::optional<Data> load_stream(const RuleSet& rules, const Options& options,
                                              const Console& console, ReplayStream& stream);
[[nodiscard]] bool can_be_read_twice(const Options& options);

// The instant that an option gives, else the other one. Nothing where it is no time, which is said.
[[nodiscard]] std::optional<Time> time_option(const RuleSet& rules, const char* name,
                                              const std::optional<std::string>& text,
                                              Time otherwise, const Console& console);

// The latest instant in the data, else the current time.
[[nodiscard]] Time default_time(const Data& data);

}  // namespace leadscore::cli
