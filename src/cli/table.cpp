// SPDX-License-Identifier: Apache-2.0
#include "cli/table.hpp"

#include <algorithm>
#include <cassert>

#include "cli/style.hpp"
#include "cli/words.hpp"
#include "text/fold.hpp"

namespace leadscore::cli {

void Table::add_column(std::string title, Align align) {
  title = printable(title);
  const std::size_t width = text::columns(title);
  heads_.push_back({std::move(title), align, width});
}

void Table::add_row(std::vector<std::string> cells) {
  assert(cells.size() == heads_.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = printable(cells[i]);
    heads_[i].width = std::max(heads_[i].width, text::columns(cells[i]));
  }
  rows_.push_back(std::move(cells));
}

std::string Table::line_of(const std::vector<std::string>& cells) const {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += "  ";
    line += padded(cells[i], heads_[i].width, heads_[i].align);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string Table::to_text(bool bold) const {
  std::vector<std::string> titles;
  for (const Head& head : heads_) titles.push_back(head.title);
  std::string text = Style{bold}.bold(line_of(titles)) + '\n';
  for (const auto& row : rows_) text += line_of(row) + '\n';
  return text;
}

std::string padded(std::string_view text, std::size_t width, Table::Align align) {
  const std::size_t own = text::columns(text);
  const std::string blanks(own < width ? width - own : 0, ' ');
  return align == Table::Align::right ? blanks + std::string(text) : std::string(text) + blanks;
}

}  // namespace leadscore::cli
