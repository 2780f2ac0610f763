// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <string_view>
#include <utility>

#include "cli/column_leads.hpp"
#include "cli/csv_reader.hpp"
#include "cli/lead_rows.hpp"
#include "cli/progress.hpp"
#include "cli/row_batch.hpp"
#include "cli/words.hpp"
#include "model/model.hpp"

namespace leadscore::cli {
namespace {

class LeadsCsv final : public FactSource {
 public:
  LeadsCsv(CsvReader csv, LeadRows rows, std::vector<Column> columns, const RuleSet& rules);

  [[nodiscard]] const std::string& name() const override { return csv_.name(); }
  [[nodiscard]] std::optional<std::string> failure() const override { return csv_.failure(); }
  [[nodiscard]] std::uint64_t bytes() const override { return csv_.bytes(); }
  [[nodiscard]] std::vector<std::string> warnings() const override;
  [[nodiscard]] std::optional<FactRow> next() override;
  void store_in(ColumnLeads* leads, Progress* progress, unsigned threads) override;

 private:
  [[nodiscard]] FactRow row_of(const CsvRowView& csv);
  [[nodiscard]] std::string_view cell_of(const CsvRowView& csv, std::size_t column) const;
  void add_value(FactRow& row, const Column& column, std::string_view cell, bool dated) const;
  // Whether the row has nothing that asks for more than its values.
  [[nodiscard]] bool is_plain(const CsvRowView& csv) const;
  // Reads rows, and stores them, until there is one to give or the file ends.
  void read_on();
  void store_batch();

  CsvReader csv_;
  LeadRows rows_;
  std::vector<Column> columns_;
  std::vector<std::size_t> attributes_;  // which columns
  std::size_t lead_ = 0;                 // which column; as many as there are: none
  std::size_t at_ = 0;
  RowBatch batch_;
  std::deque<FactRow> given_;  // rows to give
  ColumnLeads* leads_ = nullptr;
  Progress* progress_ = nullptr;
  unsigned threads_ = 1;
};

// The columns that hold attributes.
std::vector<RowBatch::Place> places_of(const std::vector<Column>& columns, const RuleSet& rules) {
  std::vector<RowBatch::Place> places;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role != Column::Role::attribute) continue;
    places.push_back({i, *rules.model().attribute_named(columns[i].attribute)});
  }
  return places;
}

LeadsCsv::LeadsCsv(CsvReader csv, LeadRows rows, std::vector<Column> columns, const RuleSet& rules)
    : csv_(std::move(csv)),
      rows_(std::move(rows)),
      columns_(std::move(columns)),
      lead_(columns_.size()),
      at_(columns_.size()),
      batch_(places_of(columns_, rules), rules) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].role == Column::Role::lead) lead_ = std::min(lead_, i);
    if (columns_[i].role == Column::Role::at) at_ = std::min(at_, i);
    if (columns_[i].role == Column::Role::attribute) attributes_.push_back(i);
  }
}

std::vector<std::string> LeadsCsv::warnings() const {
  std::vector<std::string> unknown;
  for (const Column& column : columns_) {
    if (column.role == Column::Role::unknown) unknown.push_back(column.name);
  }
  return rows_.warning_for(unknown);
}

void LeadsCsv::store_in(ColumnLeads* leads, Progress* progress, unsigned threads) {
  leads_ = leads;
  progress_ = progress;
  threads_ = threads;
  if (leads_ != nullptr) leads_->name_by(rows_.undated());
}

std::string_view LeadsCsv::cell_of(const CsvRowView& csv, std::size_t column) const {
  return column < columns_.size() ? csv.cells[column] : std::string_view();
}

// Where a row has a time, an empty cell unsets what was known; else it says nothing.
void LeadsCsv::add_value(FactRow& row, const Column& column, std::string_view cell,
                         bool dated) const {
  if (cell.size() > kMostTextBytes) row.problem = "it has a text of more than 65536 bytes";
  if (!rows_.is_missing(cell)) {
    row.fact.with(column.attribute, Cell{std::string(cell)});
  } else if (dated) {
    row.fact.with(column.attribute, Missing{});
  }
}

std::optional<FactRow> LeadsCsv::next() {
  if (given_.empty()) read_on();
  if (given_.empty()) return std::nullopt;
  FactRow row = std::move(given_.front());
  given_.pop_front();
  return row;
}

void LeadsCsv::read_on() {
  while (given_.empty()) {
    const auto csv = csv_.next_view();
    if (csv && leads_ != nullptr && is_plain(*csv)) {
      batch_.add(*csv, trimmed(cell_of(*csv, lead_)), rows_);
      if (batch_.is_full()) store_batch();
      continue;
    }
    // All rows before it come first.
    store_batch();
    if (!csv) return;
    given_.push_back(row_of(*csv));
  }
}

void LeadsCsv::store_batch() {
  if (leads_ == nullptr || batch_.is_empty()) return;
  const std::size_t before = leads_->size();
  batch_.store(rows_, *leads_, threads_, given_);
  progress_->advance(leads_->size() - before);
}

FactRow LeadsCsv::row_of(const CsvRowView& csv) {
  FactRow row{csv.line, std::string(csv.text), std::string(csv.problem), {}, {}};
  if (!row.problem.empty()) return row;
  if (csv.cells.size() != columns_.size()) {
    row.problem = "it has " + counted(csv.cells.size(), "cell") + ", but the header has " +
                  std::to_string(columns_.size());
    return row;
  }
  const std::string_view at = cell_of(csv, at_);
  for (const std::size_t column : attributes_) {
    add_value(row, columns_[column], csv.cells[column], !rows_.is_missing(at));
  }
  if (!row.problem.empty()) return row;
  return rows_.finished(std::move(row), cell_of(csv, lead_), at, batch_.said(csv, rows_));
}

bool LeadsCsv::is_plain(const CsvRowView& csv) const {
  if (!csv.problem.empty() || csv.cells.size() != columns_.size()) return false;
  if (!rows_.is_lead(cell_of(csv, lead_)) || !rows_.is_missing(cell_of(csv, at_))) return false;
  return csv.text.size() <= kMostTextBytes ||
         std::none_of(attributes_.begin(), attributes_.end(), [&](std::size_t column) {
           return csv.cells[column].size() > kMostTextBytes;
         });
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

OpenedSource open_leads_csv(LineReader lines, LeadRows rows, const RuleSet& rules) {
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
  return std::make_unique<LeadsCsv>(std::move(csv), std::move(rows), std::move(columns), rules);
}

}  // namespace leadscore::cli
