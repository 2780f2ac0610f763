// SPDX-License-Identifier: Apache-2.0
#include "cli/lead_rows.hpp"

#include <algorithm>

#include "cli/words.hpp"
#include "text/fold.hpp"

namespace leadscore::cli {

LeadRows::LeadRows(LeadColumns columns, const RuleSet& rules)
    : columns_(std::move(columns)), rules_(rules), attributes_(rules.attributes()) {
  for (const std::string& name : attributes_) attribute_by_name_.emplace(spaced(name), name);
}

Column LeadRows::column_named(std::string_view name) const {
  Column column{Column::Role::unknown, std::string(trimmed(name)), {}};
  const std::string own = spaced(column.name);
  std::string meant = own;
  for (const auto& [from, to] : columns_.renamed) {
    if (spaced(from) == own) meant = spaced(to);
  }
  const auto attribute = attribute_by_name_.find(meant);
  if (own == spaced(columns_.lead) || (meant != own && meant == "lead")) {
    column.role = Column::Role::lead;
  } else if (attribute != attribute_by_name_.end()) {
    column.role = Column::Role::attribute;
    column.attribute = attribute->second;
  } else if (meant == "at") {
    column.role = Column::Role::at;
  } else if (own.empty()) {
    column.role = Column::Role::nameless;
  }
  return column;
}

bool LeadRows::is_called_missing(std::string_view text) const {
  const std::string_view content = trimmed(text);
  return content.empty() || std::find(columns_.missing.begin(), columns_.missing.end(), content) !=
                                columns_.missing.end();
}

bool LeadRows::is_lead(std::string_view text) const {
  return !is_missing(text) && !text::first_bad_utf8(text);
}

FactRow LeadRows::finished(FactRow row, std::string_view lead, std::string_view at,
                           std::uint64_t said) {
  row.fact.kind = FactKind::set;
  row.fact.lead = std::string(trimmed(lead));
  if (is_missing(lead)) {
    row.problem = "it has no lead (column '" + printable(columns_.lead, 64) + "')";
  } else if (!is_lead(lead)) {
    row.problem = "the lead's name is not UTF-8";
  } else if (!is_missing(at)) {
    row.fact.at = rules_.parse_time(trimmed(at));
    if (!row.fact.at) row.problem = "at: '" + printable(at, 64) + "' is not a time";
  } else {
    const LeadNames::Added added = undated_->add(row.fact.lead, {row.line, said});
    const std::string name = row.fact.lead;
    if (!added.is_new) row = second_row(std::move(row), name, added, said);
  }
  return row;
}

// Values that hold from the start can be said once.
FactRow LeadRows::second_row(FactRow row, std::string_view lead, const LeadNames::Added& before,
                             std::uint64_t said) {
  row.repeats = before.first.said == said;
  if (row.repeats) return row;
  row.problem = "lead '" + printable(lead, 64) + "' has another row, in line " +
                std::to_string(before.first.line) +
                ", that says something else; a column 'at' may date them";
  return row;
}

std::vector<std::string> LeadRows::warning_for(const std::vector<std::string>& unknown) const {
  if (unknown.empty()) return {};
  std::string text = "ignored " + std::string(unknown.size() == 1 ? "a column" : "columns") +
                     " that the rules do not know: ";
  for (const std::string& name : unknown) {
    if (&name != &unknown.front()) text += ", ";
    text += printable(name, 64);
    const std::string hint = did_you_mean(name, attributes_);
    if (!hint.empty()) text += " (" + hint.substr(2) + ")";
  }
  return {text};
}

}  // namespace leadscore::cli
