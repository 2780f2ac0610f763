// SPDX-License-Identifier: Apache-2.0

// What rows of leads have in common, be they CSV or JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/ruleset.hpp>

#include "cli/fact_source.hpp"

namespace leadscore::cli {

// The most bytes of a text.
inline constexpr std::size_t kMostTextBytes = 64 * 1024;

// What a column is for.
struct Column {
  enum class Role { lead, at, attribute, unknown, nameless };
  Role role = Role::unknown;
  std::string name;       // as in the file
  std::string attribute;  // as declared
};

class LeadRows {
 public:
  LeadRows(LeadColumns columns, const RuleSet& rules);

  [[nodiscard]] Column column_named(std::string_view name) const;
  [[nodiscard]] bool is_missing(std::string_view text) const;
  [[nodiscard]] const LeadColumns& columns() const { return columns_; }

  // Takes the lead and the time of a row; an empty time leaves it without one.
  [[nodiscard]] FactRow finished(FactRow row, std::string_view lead, std::string_view at);

  // `ignored columns ...`, or nothing.
  [[nodiscard]] std::vector<std::string> warning_for(const std::vector<std::string>& unknown) const;

 private:
  struct Seen {
    std::size_t line = 0;
    std::uint64_t hash = 0;
  };

  [[nodiscard]] std::string second_row_problem(const FactRow& row);

  LeadColumns columns_;
  RuleSet rules_;
  std::vector<std::string> attributes_;
  std::map<std::string, std::string> attribute_by_name_;  // by the name with blanks
  std::map<std::string, Seen> undated_;                   // by lead
};

[[nodiscard]] OpenedSource open_leads_csv(class LineReader lines, LeadRows rows);
[[nodiscard]] OpenedSource open_leads_json(class LineReader lines, LeadRows rows);
[[nodiscard]] OpenedSource open_facts_csv(class LineReader lines, const RuleSet& rules);
[[nodiscard]] OpenedSource open_facts_json(class LineReader lines, const RuleSet& rules);

}  // namespace leadscore::cli
