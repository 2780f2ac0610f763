// SPDX-License-Identifier: Apache-2.0
#include "expr/phrase.hpp"

#include <algorithm>

#include "base/decimal.hpp"
#include "expr/limit_errors.hpp"
#include "expr/tokens.hpp"
#include "text/fold.hpp"

namespace leadscore::expr {
namespace {

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

// The bytes at the beginning of a text whose characters are (or are not) blank.
std::size_t count_blanks(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const text::CodePoint c = text::code_point_at(text, at);
    if (!text::is_blank(c.value)) break;
    at += c.bytes;
  }
  return at;
}

// The length of a decimal such as `2.5`, of a word such as `30d`, or of one character.
std::size_t length_of_word(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const text::CodePoint c = text::code_point_at(text, at);
    const bool point = c.value == '.' && at > 0 && is_ascii_digit(text[at - 1]) &&
                       at + 1 < text.size() && is_ascii_digit(text[at + 1]);
    if (!point && !text::is_name_char(c.value)) break;
    at += c.bytes;
  }
  if (at == 0 && !text.empty()) return text::code_point_at(text, 0).bytes;
  return at;
}

bool begins_name(std::string_view word) {
  if (word.empty()) return false;
  const char32_t c = text::code_point_at(word, 0).value;
  return text::is_name_char(c) && !text::is_digit(c);
}

bool continues_name(std::string_view word) {
  return !word.empty() && text::is_name_char(text::code_point_at(word, 0).value) &&
         word.find('.') == std::string_view::npos;
}

}  // namespace

Phrase::Phrase(std::string_view text, const Limits& limits) : text_(text) {
  if ((error_ = unreadable(text, limits))) return;
  at_ = count_blanks(text_);
}

std::string_view Phrase::next() const {
  if (error_) return "";
  const std::string_view rest = text_.substr(at_);
  return rest.substr(0, length_of_word(rest));
}

bool Phrase::next_is_number() const {
  const std::string_view word = next();
  return !word.empty() && is_ascii_digit(word.front()) &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return is_ascii_digit(c) || c == '.' || c == '_'; });
}

Span Phrase::next_span() const {
  const std::size_t begin = next().empty() ? end_of_last_ : at_;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + next().size())};
}

void Phrase::advance(std::size_t bytes) {
  last_ = text_.substr(at_, bytes);
  end_of_last_ = at_ + bytes;
  at_ = end_of_last_ + count_blanks(text_.substr(end_of_last_));
}

bool Phrase::take(std::string_view text) {
  if (error_ || next() != text) return false;
  advance(text.size());
  return true;
}

void Phrase::expect(std::string_view text) {
  if (!take(text)) fail_expected(quoted(text));
}

Name Phrase::take_name(std::string_view what, std::string_view stop) {
  Name name;
  if (!begins_name(next()) || next() == stop) {
    fail_expected(what);
    return name;
  }
  name.span = next_span();
  while (continues_name(next()) && next() != stop) {
    if (!name.text.empty()) name.text += '_';
    name.text += next();
    name.span.end = next_span().end;
    advance(next().size());
  }
  return name;
}

std::vector<Name> Phrase::take_names() {
  std::vector<Name> names;
  do {
    names.push_back(take_name("an event name"));
  } while (take("|"));
  return names;
}

std::string Phrase::take_number(Span& span) {
  if (!next_is_number()) {
    fail_expected("a number");
    return "";
  }
  span = next_span();
  std::string number(next());
  std::erase(number, '_');
  if (!parse_number(number)) fail({span, quoted(next()) + " is no number", ""});
  advance(next().size());
  return number;
}

Duration Phrase::take_duration(std::string_view what, Span& span) {
  span = next_span();
  if (error_ || next().empty() || !is_ascii_digit(next().front())) {
    const std::string unit(calendar_named(next()) ? next() : "");
    const bool calendar_fits = what.find("calendar") != std::string_view::npos;
    fail_expected(what, unit.empty()    ? ""
                        : calendar_fits ? "write 1d or 7d, or `calendar " + unit + "`"
                                        : "write it in days: 7d");
    return {};
  }
  const std::string written(next());
  advance(written.size());
  Parsed<Duration> length = read_duration(written, span);
  if (const auto* read = std::get_if<Duration>(&length)) return *read;
  auto& error = std::get<SyntaxError>(length);
  const std::string hint = hint_for_duration(written, next());
  if (!hint.empty()) {  // `30 days`
    error.span.end = next_span().end;
    error.message =
        quoted(text_.substr(span.begin, error.span.end - span.begin)) + " is no duration";
    error.hint = hint;
  }
  fail(std::move(error));
  return {};
}

Calendar Phrase::take_calendar() {
  const auto unit = calendar_named(next());
  if (!unit) {
    fail_expected("day, week, month, quarter or year");
    return Calendar::day;
  }
  advance(next().size());
  return *unit;
}

void Phrase::fail(SyntaxError error) {
  if (!error_) error_ = std::move(error);
}

void Phrase::fail_expected(std::string_view what, std::string hint) {
  if (error_) return;
  std::string message = "expected " + std::string(what);
  if (!last_.empty()) message += " after " + quoted(last_);
  if (!next().empty()) message += ", not " + quoted(next());
  fail({next_span(), std::move(message), std::move(hint)});
}

}  // namespace leadscore::expr
