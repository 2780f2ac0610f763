// SPDX-License-Identifier: Apache-2.0

// CSV as of RFC 4180, row by row. The only door to libcsv.
//
// Blanks around a cell without quotes are left out, rows without any content are skipped. A row
// whose quotes are wrong is given with its problem, and reading goes on in the line after the one
// in which it began.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/line_reader.hpp"

namespace leadscore::cli {

struct CsvRow {
  std::size_t line = 0;  // in which it begins
  std::string text;      // as it stands in the file
  std::string problem;   // empty: `cells` are what it says
  std::vector<std::string> cells;
};

// The same, lying in the reader: good until its next call.
struct CsvRowView {
  std::size_t line = 0;
  std::string_view text;
  std::string_view problem;
  std::span<const std::string_view> cells;
};

class CsvReader {
 public:
  explicit CsvReader(LineReader lines);
  CsvReader(CsvReader&&) noexcept;
  ~CsvReader();

  [[nodiscard]] const std::string& name() const { return lines_.name(); }
  [[nodiscard]] std::optional<CsvRow> next();
  // Much faster where rows have no quotes.
  [[nodiscard]] std::optional<CsvRowView> next_view();
  [[nodiscard]] std::optional<std::string> failure() const { return lines_.failure(); }
  [[nodiscard]] std::uint64_t bytes() const { return lines_.bytes(); }

 private:
  class Parser;

  std::optional<TextLine> next_line();
  CsvRow refused(std::string problem);
  void split(std::string_view line);

  LineReader lines_;
  std::unique_ptr<Parser> parser_;
  std::vector<TextLine> row_;   // the lines of the row that is being read
  std::deque<TextLine> again_;  // lines of a row that failed, to be read anew
  CsvRow copy_;                 // of a row with quotes
  std::vector<std::string_view> cells_;
};

}  // namespace leadscore::cli
