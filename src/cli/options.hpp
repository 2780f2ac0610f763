// SPDX-License-Identifier: Apache-2.0

// What the command line says. The only door to CLI11.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/fact_source.hpp"

namespace leadscore::cli {

enum class Command { score, replay, explain, check, test, schema };
enum class Format { table, json, csv, sarif };

struct Options {
  Command command = Command::score;
  std::vector<std::string> rules;  // one; check and test: several; schema: none

  std::optional<std::string> leads;
  LeadColumns columns;
  std::vector<std::string> facts;
  std::optional<std::string> rejects;

  std::optional<std::string> at;              // score, explain
  std::optional<std::string> until;           // replay
  std::optional<std::string> backfill_until;  // replay
  std::string lead;                           // explain
  std::optional<std::string> why_not;         // explain
  bool when = false;                          // explain
  bool timings = false;                       // score
  std::optional<std::string> junit;           // test
  bool coverage = false;                      // test
  bool cost = false;                          // check
  bool plan = false;                          // check
  bool generate = false;                      // test

  std::optional<Format> format;
  std::optional<std::string> out;
  unsigned threads = 0;  // 0: as many as the machine has
  bool quiet = false;
};

// The command line was not one to run: what to print instead, and the exit status.
struct Exit {
  int status = 0;
  std::string text;
};

[[nodiscard]] std::variant<Options, Exit> parse_options(int argc, const char* const* argv);

}  // namespace leadscore::cli
