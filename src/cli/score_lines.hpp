// SPDX-License-Identifier: Apache-2.0

// Leads answered in columns, as the lines that their snapshots would be (print_score.hpp). What
// many lines have in common is made once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/points.hpp>
#include <leadscore/ruleset.hpp>

#include "lead/one_instant.hpp"

namespace leadscore::cli {

// Safe to use from several threads.
class ScoreLines {
 public:
  enum class Kind { json, csv };

  // The answers must outlive it.
  ScoreLines(const RuleSet& rules, const lead::OneInstant::Answers& answers, Kind kind);

  // Adds the line of one of the leads, with its line break.
  void append(std::string& out, std::string_view name, std::size_t lead) const;

 private:
  void append_json(std::string& out, std::string_view name, std::size_t lead) const;
  void append_csv(std::string& out, std::string_view name, std::size_t lead) const;
  void append_values(std::string& out, std::size_t lead) const;

  const lead::OneInstant::Answers& answers_;
  Kind kind_;
  std::vector<std::string> scores_;              // what stands before the points of each
  std::string no_points_;                        // of a score that is missing
  std::vector<std::vector<std::string>> bands_;  // by band and code
  std::vector<std::string> journeys_;            // by journey; with all that follows it
  std::string excluded_;                         // what follows the name of such a lead
};

// What Points::to_text() gives.
void append_points(std::string& out, Points points);

}  // namespace leadscore::cli
