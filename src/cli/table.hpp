// SPDX-License-Identifier: Apache-2.0

// Rows as text in columns, as wide as a terminal shows them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace leadscore::cli {

class Table {
 public:
  enum class Align { left, right };

  void add_column(std::string title, Align align = Align::left);
  [[nodiscard]] std::size_t column_count() const { return heads_.size(); }
  // As many cells as columns; control characters are escaped.
  void add_row(std::vector<std::string> cells);

  // Titles and rows, two blanks between columns. `bold` shows the titles so.
  [[nodiscard]] std::string to_text(bool bold) const;

 private:
  struct Head {
    std::string title;
    Align align;
    std::size_t width;
  };

  [[nodiscard]] std::string line_of(const std::vector<std::string>& cells) const;

  std::vector<Head> heads_;
  std::vector<std::vector<std::string>> rows_;
};

// The text in at least `width` columns, blanks before or behind it.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width, Table::Align align);

}  // namespace leadscore::cli
