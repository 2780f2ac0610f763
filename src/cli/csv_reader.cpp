// SPDX-License-Identifier: Apache-2.0
#include "cli/csv_reader.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#include <csv.h>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

constexpr std::ptrdiff_t kWordBytes = 8;

// The highest bit of each byte of a word that is a comma; the first byte is the lowest.
std::uint64_t commas_in(const char* bytes) {
  constexpr std::uint64_t kLowBits = 0x7F7F7F7F7F7F7F7F;
  constexpr std::uint64_t kCommas = 0x0101010101010101 * ',';
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  const std::uint64_t other = word ^ kCommas;  // 0 where there is one
  return ~(((other & kLowBits) + kLowBits) | other | kLowBits);
}

std::string_view without_blanks(const char* begin, const char* end) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (begin < end && is_blank(*begin)) ++begin;
  while (begin < end && is_blank(end[-1])) --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

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

// A line without quotes is what stands between its commas, as libcsv would say it. Cells are
// shorter than what a call to find the next comma is worth: they are looked for in whole words.
void CsvReader::split(std::string_view line) {
  const char* const end = line.data() + line.size();
  const char* begin = line.data();
  cells_.clear();
  const auto take = [&](const char* comma) {
    cells_.push_back(without_blanks(begin, comma));
    begin = comma + 1;
  };
  const char* at = begin;
  for (; end - at >= kWordBytes; at += kWordBytes) {
    for (std::uint64_t commas = commas_in(at); commas != 0; commas &= commas - 1) {
      take(at + std::countr_zero(commas) / 8);
    }
  }
  for (; at != end; ++at) {
    if (*at == ',') take(at);
  }
  take(end);
}

std::optional<CsvRowView> CsvReader::next_view() {
  while (row_.empty() && again_.empty()) {
    const auto line = lines_.next_view();
    if (!line) return std::nullopt;
    if (line->too_long || line->text.find('"') != std::string_view::npos) {
      again_.push_front({line->number, std::string(line->text), line->ending, line->too_long});
      break;
    }
    if (trimmed(line->text).empty()) continue;
    split(line->text);
    return CsvRowView{line->number, line->text, {}, cells_};
  }
  auto row = next();
  if (!row) return std::nullopt;
  copy_ = std::move(*row);
  cells_.assign(copy_.cells.begin(), copy_.cells.end());
  return CsvRowView{copy_.line, copy_.text, copy_.problem, cells_};
}

}  // namespace leadscore::cli
