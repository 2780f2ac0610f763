// SPDX-License-Identifier: Apache-2.0

// A reader of short phrases such as `2 each url per 7d`: takes words, names and lengths one after
// another and remembers the first thing that did not fit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/calendar.hpp"
#include "expr/syntax.hpp"

namespace leadscore::expr {

// After a failure nothing more is taken, and what is returned means nothing.
class Phrase {
 public:
  Phrase(std::string_view text, const Limits& limits);

  // Whether this word or sign stood here; it is taken.
  bool take(std::string_view text);
  // The same, or a failure.
  void expect(std::string_view text);

  // Words joined by `_`, up to a sign or one of the words in `stop`.
  Name take_name(std::string_view what, std::string_view stop = "");
  // `a | b | c`
  std::vector<Name> take_names();
  std::string take_number(Span& span);
  Duration take_duration(std::string_view what, Span& span);
  Calendar take_calendar();

  // What stands next: a word, or one character; empty at the end.
  [[nodiscard]] std::string_view next() const;
  [[nodiscard]] bool next_is_number() const;
  [[nodiscard]] Span next_span() const;

  void fail(SyntaxError error);
  void fail_expected(std::string_view what, std::string hint = "");

  // The result, or what did not fit, be it only that the text goes on.
  template <class T>
  Parsed<T> finish(T result) {
    if (!error_ && !next().empty()) fail_expected("the end");
    if (error_) return *std::move(error_);
    return result;
  }

 private:
  void advance(std::size_t bytes);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t end_of_last_ = 0;
  std::string last_;
  std::optional<SyntaxError> error_;
};

}  // namespace leadscore::expr
