// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/csv_reader.hpp"
#include "cli/lead_rows.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

class LeadsCsv final : public FactSource {
 public:
  LeadsCsv(CsvReader csv, LeadRows rows, std::vector<Column> columns)
      : csv_(std::move(csv)), rows_(std::move(rows)), columns_(std::move(columns)) {}

  [[nodiscard]] const std::string& name() const override { return csv_.name(); }
  [[nodiscard]] std::optional<std::string> failure() const override { return csv_.failure(); }
  [[nodiscard]] std::vector<std::string> warnings() const override;
  [[nodiscard]] std::optional<FactRow> next() override;

 private:
  [[nodiscard]] std::string_view cell_of(const CsvRow& row, Column::Role role) const;
  void add_value(FactRow& row, const Column& column, std::string cell, bool dated) const;

  CsvReader csv_;
  LeadRows rows_;
  std::vector<Column> columns_;
};

std::vector<std::string> LeadsCsv::warnings() const {
  std::vector<std::string> unknown;
  for (const Column& column : columns_) {
    if (column.role == Column::Role::unknown) unknown.push_back(column.name);
  }
  return rows_.warning_for(unknown);
}

std::string_view LeadsCsv::cell_of(const CsvRow& row, Column::Role role) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].role == role) return row.cells[i];
  }
  return {};
}

// Where a row has a time, an empty cell unsets what was known; else it says nothing.
void LeadsCsv::add_value(FactRow& row, const Column& column, std::string cell, bool dated) const {
  if (cell.size() > kMostTextBytes) row.problem = "it has a text of more than 65536 bytes";
  if (!rows_.is_missing(cell)) {
    row.fact.with(column.attribute, Cell{std::move(cell)});
  } else if (dated) {
    row.fact.with(column.attribute, Missing{});
  }
}

std::optional<FactRow> LeadsCsv::next() {
  auto csv = csv_.next();
  if (!csv) return std::nullopt;
  FactRow row{csv->line, std::move(csv->text), std::move(csv->problem), {}, {}};
  if (!row.problem.empty()) return row;
  if (csv->cells.size() != columns_.size()) {
    row.problem = "it has " + counted(csv->cells.size(), "cell") + ", but the header has " +
                  std::to_string(columns_.size());
    return row;
  }
  const std::string lead(cell_of(*csv, Column::Role::lead));
  const std::string at(cell_of(*csv, Column::Role::at));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].role != Column::Role::attribute) continue;
    add_value(row, columns_[i], std::move(csv->cells[i]), !rows_.is_missing(at));
  }
  if (!row.problem.empty()) return row;
  return rows_.finished(std::move(row), lead, at);
}

std::vector<std::string> names_of(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

// What is wrong with the header, or nothing.
std::string header_problem(const std::vector<Column>& columns, const LeadColumns& wanted) {
  const std::vector<std::string> names = names_of(columns);
  const auto is = [&](Column::Role role, const std::string& attribute = {}) {
    return std::count_if(columns.begin(), columns.end(), [&](const Column& column) {
      return column.role == role && column.attribute == attribute;
    });
  };
  if (is(Column::Role::lead) == 0) {
    return "no column '" + printable(wanted.lead, 64) + "' with the lead (see --lead-column)" +
           did_you_mean(wanted.lead, names) + "; the columns are: " + printable(joined(names));
  }
  for (const Column& column : columns) {
    const bool once = column.role == Column::Role::unknown || column.role == Column::Role::nameless;
    if (once || is(column.role, column.attribute) == 1) continue;
    return "two columns stand for '" +
           printable(column.attribute.empty() ? column.name : column.attribute, 64) + "'";
  }
  for (const auto& [from, to] : wanted.renamed) {
    const auto found = std::find_if(names.begin(), names.end(), [&from = from](const auto& name) {
      return spaced(name) == spaced(from);
    });
    if (found == names.end()) {
      return "--map: no column '" + printable(from, 64) + "'" + did_you_mean(from, names);
    }
  }
  return {};
}

}  // namespace

OpenedSource open_leads_csv(LineReader lines, LeadRows rows) {
  CsvReader csv(std::move(lines));
  const auto header = csv.next();
  if (csv.failure()) return *csv.failure();
  std::vector<Column> columns;
  if (header) {
    for (const std::string& name : header->cells) columns.push_back(rows.column_named(name));
    const std::string problem =
        header->problem.empty() ? header_problem(columns, rows.columns()) : header->problem;
    if (!problem.empty()) {
      return csv.name() + ":" + std::to_string(header->line) + ": " + problem;
    }
  }
  return std::make_unique<LeadsCsv>(std::move(csv), std::move(rows), std::move(columns));
}

}  // namespace leadscore::cli
