// SPDX-License-Identifier: Apache-2.0

// Rows of a CSV file on their way into columns, some thousand at once: a column after the other is
// faster than a row after the other, and threads can share the columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/ruleset.hpp>

#include "cli/attribute_column.hpp"
#include "cli/column_leads.hpp"
#include "cli/csv_reader.hpp"
#include "cli/fact_source.hpp"
#include "cli/lead_rows.hpp"

namespace leadscore::cli {

class RowBatch {
 public:
  // A column of the file, and what it holds.
  struct Place {
    std::size_t column = 0;
    std::uint32_t attribute = 0;
  };

  RowBatch(const std::vector<Place>& places, const RuleSet& rules);

  // A hash of the row's values, equal for rows that say the same.
  [[nodiscard]] std::uint64_t said(const CsvRowView& csv, const LeadRows& rows) const;

  // Preconditions: it is not full, and the row has as many cells as it should and a good lead.
  void add(const CsvRowView& csv, std::string_view lead, const LeadRows& rows);
  [[nodiscard]] bool is_empty() const { return rows_.empty(); }
  [[nodiscard]] bool is_full() const;

  // Puts first rows of leads into columns; then the batch is empty. Adds the rows that there is
  // something to say about to `told`, in their order.
  void store(LeadRows& rows, ColumnLeads& leads, unsigned threads, std::deque<FactRow>& told);

 private:
  struct Row {
    std::size_t line = 0;
    std::string_view text;
    std::string_view lead;
    std::uint64_t lead_hash = 0;
    bool sound = true;  // it is UTF-8
  };
  // The values of one column, by row.
  struct Values {
    Place place;
    bool texts = false;                   // or lists
    std::vector<std::string_view> cells;  // empty: missing
    std::vector<std::uint64_t> hashes;
    std::vector<AttributeColumn::Problem> problems;
    std::size_t told = 0;  // how many of the problems
  };
  // A row of a lead that has one before it.
  struct Second {
    std::size_t row = 0;
    LeadNames::Added before;
  };

  [[nodiscard]] std::string_view kept(std::string_view text);
  void hash(Values& values) const;
  void name(LeadRows& rows, ColumnLeads& leads);
  void fill(Values& values, ColumnLeads& leads) const;
  void tell(std::deque<FactRow>& told);
  [[nodiscard]] std::vector<std::string> bad_values(std::size_t row);

  RuleSet rules_;
  std::vector<Values> values_;
  std::vector<Row> rows_;
  std::string texts_;                // of rows and cells; never moves while there are rows
  std::vector<std::uint64_t> said_;  // by row
  std::vector<std::size_t> leads_;   // by row
  std::vector<Second> seconds_;
};

}  // namespace leadscore::cli
