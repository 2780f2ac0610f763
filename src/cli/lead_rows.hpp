// SPDX-License-Identifier: Apache-2.0

// What rows of leads have in common, be they CSV or JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/ruleset.hpp>

#include "cli/fact_source.hpp"
#include "cli/lead_names.hpp"

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
  [[nodiscard]] bool is_missing(std::string_view text) const {
    if (text.empty()) return true;
    // What begins with no blank has something in it.
    const bool blank = static_cast<unsigned char>(text.front()) <= ' ';
    return (blank || !columns_.missing.empty()) && is_called_missing(text);
  }
  [[nodiscard]] const LeadColumns& columns() const { return columns_; }

  // Takes the lead and the time of a row; an empty time leaves it without one. `said` is a hash of
  // the row's values, equal for rows that say the same.
  [[nodiscard]] FactRow finished(FactRow row, std::string_view lead, std::string_view at,
                                 std::uint64_t said);

  // What becomes of a row without a time where its lead had one `before`.
  [[nodiscard]] static FactRow second_row(FactRow row, std::string_view lead,
                                          const LeadNames::Added& before, std::uint64_t said);

  // Whether a text can name a lead.
  [[nodiscard]] bool is_lead(std::string_view text) const;
  // The leads that have a row without a time.
  [[nodiscard]] const std::shared_ptr<LeadNames>& undated() const { return undated_; }

  // `ignored columns ...`, or nothing.
  [[nodiscard]] std::vector<std::string> warning_for(const std::vector<std::string>& unknown) const;

 private:
  [[nodiscard]] bool is_called_missing(std::string_view text) const;

  LeadColumns columns_;
  RuleSet rules_;
  std::vector<std::string> attributes_;
  std::map<std::string, std::string> attribute_by_name_;  // by the name with blanks
  std::shared_ptr<LeadNames> undated_ = std::make_shared<LeadNames>();
};

[[nodiscard]] OpenedSource open_leads_csv(class LineReader lines, LeadRows rows,
                                          const RuleSet& rules);
[[nodiscard]] OpenedSource open_leads_json(class LineReader lines, LeadRows rows,
                                           const RuleSet& rules);
[[nodiscard]] OpenedSource open_facts_csv(class LineReader lines, const RuleSet& rules);
[[nodiscard]] OpenedSource open_facts_json(class LineReader lines, const RuleSet& rules);

}  // namespace leadscore::cli
