// SPDX-License-Identifier: Apache-2.0
#include "cli/line_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace leadscore::cli {

bool LineReader::fill() {
  if (rest_.empty() && !failure_) {
    rest_ = input_.next();
    newline_ = nullptr;
  }
  return !rest_.empty();
}

void LineReader::begin() {
  if (begun_) return;
  begun_ = true;
  fill();
  if (rest_.starts_with("\xef\xbb\xbf")) rest_.remove_prefix(3);
  if (rest_.starts_with("\xff\xfe") || rest_.starts_with("\xfe\xff")) {
    failure_ = "cannot read " + name() + ": it is UTF-16; save it as UTF-8";
    rest_ = {};
  }
}

std::optional<char> LineReader::first_byte() {
  begin();
  const std::size_t at = rest_.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos) return std::nullopt;
  return rest_[at];
}

// Takes the line break at which `rest_` begins; its two bytes may lie in two stretches.
std::string_view LineReader::take_ending() {
  const bool carriage_return = rest_.front() == '\r';
  rest_.remove_prefix(1);
  if (!carriage_return) return "\n";
  if (!fill() || rest_.front() != '\n') return "\r";
  rest_.remove_prefix(1);
  return "\r\n";
}

std::optional<TextLine> LineReader::next() {
  begin();
  if (!fill()) return std::nullopt;
  TextLine line;
  line.number = ++number_;
  while (fill()) {
    const auto end =
        std::find_if(rest_.begin(), rest_.end(), [](char c) { return c == '\n' || c == '\r'; });
    const auto count = static_cast<std::size_t>(end - rest_.begin());
    const std::size_t room = kMostRowBytes - line.text.size();
    line.text += rest_.substr(0, std::min(count, room));
    line.too_long = line.too_long || count > room;
    rest_.remove_prefix(count);
    if (rest_.empty()) continue;
    line.ending = take_ending();
    return line;
  }
  // What stands before the place where reading failed is no line.
  if (failure()) return std::nullopt;
  return line;
}

// Where the line at which `rest_` begins ends in it; its size where it does not.
std::size_t LineReader::line_end() {
  const char* const begin = rest_.data();
  const char* const end = begin + rest_.size();
  if (newline_ == nullptr || newline_ < begin) {
    newline_ = static_cast<const char*>(std::memchr(begin, '\n', rest_.size()));
    if (newline_ == nullptr) newline_ = end;
  }
  const auto count = static_cast<std::size_t>(newline_ - begin);
  const auto* const other = static_cast<const char*>(std::memchr(begin, '\r', count));
  return other == nullptr ? count : static_cast<std::size_t>(other - begin);
}

std::optional<LineView> LineReader::next_view() {
  begin();
  if (!fill()) return std::nullopt;
  const std::size_t count = line_end();
  // What comes after a carriage return tells how long the line break is.
  const bool whole = count < rest_.size() && (rest_[count] == '\n' || count + 1 < rest_.size());
  if (!whole || count > kMostRowBytes) {
    auto line = next();
    if (!line) return std::nullopt;
    copy_ = std::move(*line);
    return LineView{copy_.number, copy_.text, copy_.ending, copy_.too_long};
  }
  LineView line{++number_, rest_.substr(0, count), {}, false};
  rest_.remove_prefix(count);
  line.ending = take_ending();
  return line;
}

std::optional<std::string> LineReader::failure() const {
  return failure_ ? failure_ : input_.failure();
}

}  // namespace leadscore::cli
