// SPDX-License-Identifier: Apache-2.0

// CSV as of RFC 4180, row by row. The only door to libcsv.
//
// Blanks around a cell without quotes are left out, rows without any content are skipped. A row
// whose quotes are wrong is given with its problem, and reading goes on in the line after the one
// in which it began.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/line_reader.hpp"

namespace leadscore::cli {

struct CsvRow {
  std::size_t line = 0;  // in which it begins
  std::string text;      // as it stands in the file
  std::string problem;   // empty: `cells` are what it says
  std::vector<std::string> cells;
};

class CsvReader {
 public:
  explicit CsvReader(LineReader lines);
  CsvReader(CsvReader&&) noexcept;
  ~CsvReader();

  [[nodiscard]] const std::string& name() const { return lines_.name(); }
  [[nodiscard]] std::optional<CsvRow> next();
  [[nodiscard]] std::optional<std::string> failure() const { return lines_.failure(); }

 private:
  class Parser;

  std::optional<TextLine> next_line();
  CsvRow refused(std::string problem);

  LineReader lines_;
  std::unique_ptr<Parser> parser_;
  std::vector<TextLine> row_;   // the lines of the row that is being read
  std::deque<TextLine> again_;  // lines of a row that failed, to be read anew
};

}  // namespace leadscore::cli
