// SPDX-License-Identifier: Apache-2.0
#include "expr/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/decimal.hpp"
#include "text/fold.hpp"

namespace leadscore::expr {
namespace {

// `any` is not among them: it also stands for every event.
constexpr std::array<std::string_view, 21> kKeywords = {
    "or",      "and",      "not",    "in",    "between",  "is",   "known",
    "unknown", "contains", "word",   "all",   "starts",   "ends", "with",
    "matches", "where",    "within", "after", "calendar", "true", "false"};

struct Sign {
  std::string_view text;
  std::string_view instead;  // what to write; empty where the sign is right
};

// The longest come first.
constexpr std::array kSigns = {
    Sign{"===", "=="}, Sign{"!==", "!="}, Sign{"==", ""},   Sign{"!=", ""},   Sign{"<=", ""},
    Sign{">=", ""},    Sign{"<>", "!="},  Sign{"=<", "<="}, Sign{"=>", ">="}, Sign{"&&", "and"},
    Sign{"||", "or"},  Sign{"(", ""},     Sign{")", ""},    Sign{"[", ""},    Sign{"]", ""},
    Sign{",", ""},     Sign{"|", ""},     Sign{".", ""},    Sign{"+", ""},    Sign{"-", ""},
    Sign{"*", ""},     Sign{"/", ""},     Sign{"<", ""},    Sign{">", ""},    Sign{"=", "=="},
    Sign{"&", "and"},  Sign{"!", "not"},  Sign{"≤", "<="},  Sign{"≥", ">="},  Sign{"≠", "!="},
    Sign{"×", "*"},    Sign{"÷", "/"},    Sign{"“", "\""},  Sign{"”", "\""},  Sign{"„", "\""},
    Sign{"‘", "'"},    Sign{"’", "'"},    Sign{"−", "-"},   Sign{"–", "-"},   Sign{"`", "\""},
};

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ascii_digit) -
                                  text.begin());
}

// Whether `text` begins as `pattern` says, where `0` is any digit.
bool begins_like(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return false;
  return std::equal(pattern.begin(), pattern.end(), text.begin(),
                    [](char p, char c) { return p == '0' ? is_ascii_digit(c) : p == c; });
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {
    tokens_.reserve(text.size() / 4 + 2);  // so many are usual
  }

  Parsed<std::vector<Token>> run() {
    while (!error_ && skip_blanks()) read_token();
    if (!error_) pair_brackets();
    if (error_) return *std::move(error_);
    add(TokenKind::end, at_, "");
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }
  bool name_char_at(std::size_t offset) const {
    return offset < text_.size() && text::is_name_char(text::code_point_at(text_, offset).value);
  }
  std::size_t end_of_name(std::size_t offset) const {
    while (offset < text_.size()) {
      const text::CodePoint c = text::code_point_at(text_, offset);
      if (!text::is_name_char(c.value)) break;
      offset += c.bytes;
    }
    return offset;
  }
  Span span_to(std::size_t end) const {
    return {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)};
  }

  void add(TokenKind kind, std::size_t end, std::string text, Duration duration = {}) {
    tokens_.push_back({kind, span_to(end), std::move(text), duration});
    at_ = end;
  }
  void fail(Span span, std::string message, std::string hint = "") {
    error_ = SyntaxError{span, std::move(message), std::move(hint)};
  }

  // False at the end of the text.
  bool skip_blanks() {
    while (at_ < text_.size()) {
      const text::CodePoint c = text::code_point_at(text_, at_);
      if (!text::is_blank(c.value)) return true;
      at_ += c.bytes;
    }
    return false;
  }

  void read_token() {
    const char c = text_[at_];
    if (begins_like(rest(), "0000-00-00")) return read_time();
    if (is_ascii_digit(c)) return read_number();
    if (c == '"' || c == '\'') return read_text(c);
    if (name_char_at(at_) && !text::is_digit(text::code_point_at(text_, at_).value)) {
      const std::size_t end = end_of_name(at_);
      return add(TokenKind::word, end, std::string(text_.substr(at_, end - at_)));
    }
    read_sign();
  }

  void read_time() {
    const std::size_t end = end_of_time();
    const std::string_view written = text_.substr(at_, end - at_);
    if (!parse_time(written)) {
      return fail(span_to(end), quoted(written) + " is no time",
                  "write 2026-03-01 or 2026-03-01T09:00, years 1970 to 9999");
    }
    add(TokenKind::time, end, std::string(written));
  }

  // A day, a clock after `T` or one blank, and an offset.
  std::size_t end_of_time() const {
    std::size_t end = at_ + 10;
    const std::string_view clock = text_.substr(end);
    const bool has_clock = begins_like(clock, "T0") || begins_like(clock, " 00:00");
    if (!has_clock) return end_of_name(end);
    for (++end; end < text_.size() && (is_ascii_digit(text_[end]) || text_[end] == ':');) ++end;
    if (begins_like(text_.substr(end), ".0")) end += 1 + count_digits(text_.substr(end + 1));
    const std::string_view offset = text_.substr(end);
    if (begins_like(offset, "+00:00") || begins_like(offset, "-00:00")) end += 6;
    return end_of_name(end);
  }

  void read_number() {
    std::size_t end = end_of_digits(at_);
    if (begins_like(text_.substr(end), ".0")) end = end_of_digits(end + 1);
    const std::string_view exponent = text_.substr(end);
    for (const std::string_view sign : {"e0", "e+0", "e-0", "E0", "E+0", "E-0"}) {
      if (begins_like(exponent, sign)) end = end_of_digits(end + sign.size() - 1);
    }
    const std::size_t end_of_unit = end_of_name(end);
    if (end_of_unit > end) return read_length(end, end_of_unit);
    std::string number(text_.substr(at_, end - at_));
    std::erase(number, '_');
    if (!parse_number(number)) return fail(span_to(end), quoted(number) + " is too large");
    add(TokenKind::number, end, std::move(number));
  }

  // Digits, single `_` between them.
  std::size_t end_of_digits(std::size_t begin) const {
    std::size_t end = begin + count_digits(text_.substr(begin));
    while (begins_like(text_.substr(end), "_0")) end += 1 + count_digits(text_.substr(end + 1));
    return end;
  }

  void read_length(std::size_t end_of_number, std::size_t end) {
    const std::string_view written = text_.substr(at_, end - at_);
    if (text_[end_of_number] == '_') {
      return fail(span_to(end), quoted(written) + " is no number",
                  "a '_' stands between digits, as in 1_000_000; a name begins with a letter");
    }
    Parsed<Duration> length = read_duration(written, span_to(end));
    if (auto* error = std::get_if<SyntaxError>(&length)) {
      if (error->hint == kUnits) error->hint += "; a name begins with a letter";
      error_ = std::move(*error);
    } else {
      add(TokenKind::duration, end, std::string(written), std::get<Duration>(length));
    }
  }

  void read_text(char quote) {
    std::string value;
    std::size_t end = at_ + 1;
    for (; end < text_.size() && text_[end] != quote; ++end) {
      if (quote == '"' && text_[end] == '\\') {
        const std::string_view escaped = text_.substr(end + 1, 1);
        if (escaped != "\"" && escaped != "\\") return fail_escape(end);
        ++end;
      }
      value += text_[end];
    }
    if (end >= text_.size()) {
      return fail(span_to(at_ + 1), std::string("this ") + quote + " opens a text that never ends",
                  std::string("close it with ") + quote);
    }
    add(TokenKind::text, end + 1, std::move(value));
  }

  void fail_escape(std::size_t backslash) {
    std::size_t end = backslash + 1;
    if (end < text_.size()) end += text::code_point_at(text_, end).bytes;
    at_ = backslash;
    fail(span_to(end),
         quoted(text_.substr(backslash, end - backslash)) + " means nothing in \"...\"",
         R"(only \" and \\ are escapes; between '...' a \ stands for itself)");
  }

  void read_sign() {
    const auto* sign = std::find_if(kSigns.begin(), kSigns.end(),
                                    [&](const Sign& s) { return rest().starts_with(s.text); });
    if (sign == kSigns.end()) return fail_character();
    const std::size_t end = at_ + sign->text.size();
    if (sign->instead.empty()) return add(TokenKind::sign, end, std::string(sign->text));
    fail(span_to(end), quoted(sign->text) + " means nothing in an expression",
         "use: " + std::string(sign->instead));
  }

  void fail_character() {
    const std::string_view character = rest().substr(0, text::code_point_at(text_, at_).bytes);
    const std::string folded = text::fold(character);
    const bool plain = folded.size() == 1 && folded != character;
    const bool currency = character == "$" || character.size() > 1;
    const bool by_number = currency && (begins_like(rest().substr(character.size()), "0") ||
                                        (at_ > 0 && is_ascii_digit(text_[at_ - 1])));
    fail(span_to(at_ + character.size()), quoted(character) + " means nothing in an expression",
         plain       ? "use: " + folded
         : by_number ? "a number stands by itself: 1000"
                     : "");
  }

  void pair_brackets() {
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (is(token, "(") || is(token, "[")) open.push_back(i);
      if (!is(token, ")") && !is(token, "]")) continue;
      if (open.empty()) return fail(token.span, "this " + quoted(token.text) + " closes nothing");
      if (closing(tokens_[open.back()]) != token.text)
        return fail_pair(tokens_[open.back()], token);
      tokens_[i].partner = open.back();
      tokens_[open.back()].partner = i;
      open.pop_back();
    }
    if (open.empty()) return;
    const Token& last = tokens_[open.back()];
    fail(last.span, "expected " + quoted(closing(last)) + " to close the " + quoted(last.text) +
                        " opened here");
  }

  static std::string_view closing(const Token& open) { return open.text == "(" ? ")" : "]"; }

  void fail_pair(const Token& open, const Token& close) {
    fail(close.span, "expected " + quoted(closing(open)) + " before this " + quoted(close.text));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  std::optional<SyntaxError> error_;
};

}  // namespace

Parsed<std::vector<Token>> tokenize(std::string_view text) { return Tokenizer(text).run(); }

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

std::vector<std::string_view> keywords() { return {kKeywords.begin(), kKeywords.end()}; }

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace leadscore::expr
