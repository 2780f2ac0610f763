// SPDX-License-Identifier: Apache-2.0
#include "yaml/sketch.hpp"

#include <algorithm>

#include "yaml/precheck.hpp"
#include "yaml/quoting.hpp"
#include "yaml/scalar.hpp"

namespace leadscore::yaml {
namespace {

class Sketcher {
 public:
  explicit Sketcher(std::string_view source) : source_(source) {
    at_ = byte_order_mark(source);
    for (std::uint32_t at = at_; at < size(); at = block_begin(source, at)) lines_.push_back(at);
  }

  std::vector<Token> run() {
    for (skip_blanks(); at_ < size(); skip_blanks()) step();
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(source_.size()); }
  [[nodiscard]] char byte(std::uint32_t at) const { return at < size() ? source_[at] : '\n'; }
  [[nodiscard]] bool in_flow() const { return !brackets_.empty(); }
  [[nodiscard]] int column(std::uint32_t at) const {
    return static_cast<int>(at - *(std::upper_bound(lines_.begin(), lines_.end(), at) - 1));
  }

  void skip_blanks() {
    while (at_ < size()) {
      if (byte(at_) == '#') {
        at_ = line_of(source_, at_).end;
      } else if (is_blank(byte(at_))) {
        ++at_;
      } else {
        return;
      }
    }
  }

  void push(Shape shape, std::uint32_t end) {
    Token token;
    token.shape = shape;
    token.span = {at_, end};
    token.depth = static_cast<std::uint32_t>(brackets_.size());
    tokens_.push_back(token);
    at_ = end;
  }

  void step() {
    const char c = byte(at_);
    const bool alone = is_blank(byte(at_ + 1));
    if (c == '[' || c == '{') return open();
    if (c == ']' || c == '}') return close();
    if (c == ',') return push(Shape::comma, at_ + 1);
    if (c == ':' && is_colon(at_)) return colon();
    if (c == '-' && alone && !in_flow()) return dash();
    if (c == '?' && alone) return push(Shape::other, at_ + 1);
    if (c == '"' || c == '\'') return quote();
    if (c == '!' || c == '&' || c == '*') return push(Shape::property, word_end());
    if ((c == '|' || c == '>') && !in_flow()) return block();
    push(Shape::plain, plain_end());
  }

  void open() {
    brackets_.push_back(static_cast<std::uint32_t>(tokens_.size()));
    push(Shape::open, at_ + 1);
    tokens_.back().closed = false;
  }

  void close() {
    push(Shape::close, at_ + 1);
    tokens_.back().closed = in_flow();
    if (!in_flow()) return;
    tokens_.back().opener = brackets_.back();
    tokens_[brackets_.back()].closed = true;
    brackets_.pop_back();
  }

  [[nodiscard]] bool is_colon(std::uint32_t at) const {
    const char next = byte(at + 1);
    if (is_blank(next)) return true;
    if (!in_flow()) return false;
    if (next == ',' || next == ']' || next == '}') return true;
    const Shape last = tokens_.empty() ? Shape::other : tokens_.back().shape;
    return at == at_ && (last == Shape::quoted || last == Shape::close);
  }

  void colon() {
    if (!in_flow() && !tokens_.empty()) parent_column_ = column(tokens_.back().span.begin);
    push(Shape::colon, at_ + 1);
  }

  void dash() {
    parent_column_ = column(at_);
    push(Shape::dash, at_ + 1);
  }

  void quote() {
    const auto end = quote_end(source_, at_);
    push(Shape::quoted, end.value_or(size()));
    tokens_.back().closed = end.has_value();
  }

  [[nodiscard]] std::uint32_t word_end() const {
    const std::size_t end = source_.find_first_of(" \t\r\n,[]{}", at_ + std::size_t{1});
    return static_cast<std::uint32_t>(std::min(end, source_.size()));
  }

  // Header, then all lines that are empty or further right than the key.
  void block() {
    std::uint32_t end = line_of(source_, at_).end;
    for (std::uint32_t next = block_begin(source_, at_); next < size();) {
      const std::size_t solid = source_.find_first_not_of(" \t\r\n", next);
      if (solid == std::string_view::npos) break;
      const auto first = static_cast<std::uint32_t>(solid);
      if (column(first) <= parent_column_) break;
      end = line_of(source_, first).end;
      next = block_begin(source_, first);
    }
    push(Shape::block, std::max(end, at_ + 1));
  }

  [[nodiscard]] bool ends_plain(std::uint32_t at) const {
    const char c = byte(at);
    if (c == ':') return is_colon(at) && at != at_;
    if (c == '#') return at > at_ && is_blank(byte(at - 1));
    if (!in_flow()) return false;
    return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
  }

  // Where a plain scalar goes on after a line break; `at` where it does not.
  [[nodiscard]] std::uint32_t continued(std::uint32_t at) const {
    const std::size_t solid = source_.find_first_not_of(" \t\r\n", at);
    if (solid == std::string_view::npos) return at;
    const auto next = static_cast<std::uint32_t>(solid);
    if (byte(next) == '#' || (!in_flow() && column(next) <= parent_column_)) return at;
    return next;
  }

  [[nodiscard]] std::uint32_t plain_end() const {
    std::uint32_t end = at_ + 1;
    for (std::uint32_t at = at_ + 1; at < size(); ++at) {
      if (ends_plain(at)) break;
      if (byte(at) == '\n') {
        const std::uint32_t next = continued(at);
        if (next == at || ends_plain(next)) break;
        at = next;
      }
      if (!is_blank(byte(at))) end = at + 1;
    }
    return end;
  }

  std::string_view source_;
  std::uint32_t at_ = 0;
  int parent_column_ = -1;               // of the innermost block collection, as far as can be told
  std::vector<std::uint32_t> lines_;     // where they begin
  std::vector<std::uint32_t> brackets_;  // the tokens of those that are open
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> sketch(std::string_view source) { return Sketcher(source).run(); }

}  // namespace leadscore::yaml
