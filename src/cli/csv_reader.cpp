// SPDX-License-Identifier: Apache-2.0
#include "cli/csv_reader.hpp"

#include <new>
#include <string_view>
#include <utility>

#include <csv.h>

#include "cli/words.hpp"

namespace leadscore::cli {

// Takes a row line by line.
class CsvReader::Parser {
 public:
  enum class State { open, done, bad_quote };

  Parser() { begin(); }
  ~Parser() { ::csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  State feed(std::string_view line);
  std::vector<std::string> take_cells() { return std::exchange(cells_, {}); }
  void restart() {
    ::csv_free(&parser_);
    begin();
  }

 private:
  void begin();
  static void on_cell(void* text, std::size_t size, void* self) noexcept;
  static void on_row(int, void* self) noexcept { static_cast<Parser*>(self)->done_ = true; }

  ::csv_parser parser_{};
  std::vector<std::string> cells_;
  bool done_ = false;
  bool out_of_memory_ = false;
};

void CsvReader::Parser::begin() {
  cells_.clear();
  done_ = false;
  if (::csv_init(&parser_, CSV_STRICT) != 0) throw std::bad_alloc();
}

// An exception must not pass through the C library.
void CsvReader::Parser::on_cell(void* text, std::size_t size, void* self) noexcept {
  auto* parser = static_cast<Parser*>(self);
  try {
    parser->cells_.emplace_back(static_cast<const char*>(text), size);
  } catch (const std::bad_alloc&) {
    parser->out_of_memory_ = true;
  }
}

// Strict but for a quote inside a cell that does not begin with one (`5" disk`): it stands for
// itself.
CsvReader::Parser::State CsvReader::Parser::feed(std::string_view line) {
  done_ = false;
  while (!line.empty()) {
    const std::size_t taken =
        ::csv_parse(&parser_, line.data(), line.size(), &Parser::on_cell, &Parser::on_row, this);
    if (out_of_memory_) throw std::bad_alloc();
    line.remove_prefix(taken);
    if (line.empty()) break;
    if (::csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc();
    if (parser_.quoted != 0 || line.front() != '"') return State::bad_quote;
    ::csv_set_opts(&parser_, 0);
    ::csv_parse(&parser_, line.data(), 1, &Parser::on_cell, &Parser::on_row, this);
    ::csv_set_opts(&parser_, CSV_STRICT);
    line.remove_prefix(1);
  }
  return done_ ? State::done : State::open;
}

CsvReader::CsvReader(LineReader lines)
    : lines_(std::move(lines)), parser_(std::make_unique<Parser>()) {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

std::optional<TextLine> CsvReader::next_line() {
  if (again_.empty()) return lines_.next();
  TextLine line = std::move(again_.front());
  again_.pop_front();
  return line;
}

// Gives up on the row: only its first line is lost, the others are read anew.
CsvRow CsvReader::refused(std::string problem) {
  parser_->restart();
  CsvRow row{row_.front().number, std::move(row_.front().text), std::move(problem), {}};
  for (std::size_t i = row_.size() - 1; i > 0; --i) again_.push_front(std::move(row_[i]));
  row_.clear();
  return row;
}

std::optional<CsvRow> CsvReader::next() {
  std::size_t bytes = 0;
  while (auto line = next_line()) {
    if (row_.empty() && trimmed(line->text).empty() && !line->too_long) continue;
    bytes += line->text.size();
    row_.push_back(std::move(*line));
    const TextLine& last = row_.back();
    if (last.too_long || bytes > kMostRowBytes) {
      return refused(row_.size() > 1 ? "a quote opens here and is not closed"
                                     : "a row may have at most 262144 bytes");
    }
    // A file may end without a line break.
    const std::string_view ending = last.ending.empty() ? "\n" : last.ending;
    switch (parser_->feed(last.text + std::string(ending))) {
      case Parser::State::open: continue;
      case Parser::State::bad_quote:
        return refused("text after the closing quote of a cell; a quote inside quotes is doubled");
      case Parser::State::done: break;
    }
    CsvRow row{row_.front().number, {}, {}, parser_->take_cells()};
    for (const TextLine& part : row_) {
      row.text += part.text;
      if (&part != &row_.back()) row.text += part.ending;
    }
    row_.clear();
    return row;
  }
  if (row_.empty() || lines_.failure()) return std::nullopt;
  return refused("a quote opens here and is not closed");
}

}  // namespace leadscore::cli
