// SPDX-License-Identifier: Apache-2.0

// The left side of a table row: `< 50`, `50 .. 199`, `software | saas`, `unknown`, `else`.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "expr/grammar.hpp"
#include "expr/limit_errors.hpp"
#include "expr/tokens.hpp"
#include "text/fold.hpp"

namespace leadscore::expr {
namespace {

constexpr std::array<std::string_view, 6> kRelations = {"<=", ">=", "==", "!=", "<", ">"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWrongRelations = {
    {{"=<", "<="}, {"=>", ">="}, {"<>", "!="}, {"=", "=="}}};

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_quote(char c) { return c == '"' || c == '\''; }

bool begins_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && is_ascii_digit(text.front());
}

// `1_000` is a number in expressions, so it is one here.
std::string without_separators(std::string_view number) {
  std::string plain(number);
  const auto in_number = [](char c) {
    return is_ascii_digit(c) || c == '_' || c == '.' || c == '-';
  };
  if (begins_number(number) && std::all_of(number.begin(), number.end(), in_number)) {
    std::erase(plain, '_');
  }
  return plain;
}

class Row {
 public:
  explicit Row(std::string_view text) : text_(text) {}

  Parsed<RowSyntax> read() {
    const std::string_view all = text::trim(text_);
    if (all.empty()) {
      fail(all, "expected a value", "for a missing value write unknown, for all others else");
    } else if (all == "unknown" || all == "else") {
      row_.kind = all == "else" ? RowKind::otherwise : RowKind::unknown;
    } else if (!read_relation(all) && !read_range(all)) {
      read_values(all);
    }
    if (error_) return *std::move(error_);
    return std::move(row_);
  }

 private:
  Span span_of(std::string_view part) const {
    const auto begin = static_cast<std::uint32_t>(part.data() - text_.data());
    return {begin, begin + static_cast<std::uint32_t>(part.size())};
  }
  void fail(std::string_view part, std::string message, std::string hint = "") {
    if (!error_) error_ = SyntaxError{span_of(part), std::move(message), std::move(hint)};
  }

  bool read_relation(std::string_view all) {
    const auto begins = [&](std::string_view relation) { return all.starts_with(relation); };
    for (const auto& [wrong, right] : kWrongRelations) {
      if (!begins(wrong) || begins("==")) continue;
      fail(all.substr(0, wrong.size()), quoted(wrong) + " means nothing here",
           "use: " + std::string(right));
      return true;
    }
    const auto* relation = std::find_if(kRelations.begin(), kRelations.end(), begins);
    if (relation == kRelations.end()) return false;
    row_.kind = RowKind::compare;
    row_.op = *relation;
    const std::string_view value = text::trim(all.substr(relation->size()));
    const bool ordered = row_.op != "==" && row_.op != "!=";
    if (value.empty()) {
      fail(all.substr(all.size()), "expected a value after " + quoted(row_.op));
    } else if (is_quote(value.front())) {
      if (!read_quoted(value).empty()) fail(value, "expected one value after " + quoted(row_.op));
    } else if (value.find('|') != std::string_view::npos) {
      fail(value.substr(value.find('|'), 1), "alternatives stand without " + quoted(row_.op));
    } else {
      add_bound(value, ordered);
    }
    return true;
  }

  bool read_range(std::string_view all) {
    const std::size_t dots = all.find("..");
    if (dots == std::string_view::npos) return false;
    const std::string_view low = text::trim(all.substr(0, dots));
    const std::string_view high = text::trim(all.substr(dots + 2));
    const bool open = low.empty() || high.empty();
    if (!begins_number(open ? (low.empty() ? high : low) : low)) return false;
    row_.kind = RowKind::range;
    if (open) {
      fail(all.substr(dots, 2), "a range has a value on both sides of '..'",
           low.empty() ? "use: <= " + std::string(high) : "use: >= " + std::string(low));
    } else if (!begins_number(high)) {
      fail(high, "expected a number, duration or time after '..', not " + quoted(high));
    }
    add_bound(low, true);
    add_bound(high, true);
    return true;
  }

  // A value that others are compared with. Of an ordered kind it may be a duration.
  void add_bound(std::string_view value, bool ordered) {
    const std::string_view unsigned_value = value.substr(value.starts_with('-') ? 1 : 0);
    const auto unit =
        std::find_if_not(unsigned_value.begin(), unsigned_value.end(), is_ascii_digit);
    const bool is_length = unit != unsigned_value.begin() && unit != unsigned_value.end() &&
                           std::all_of(unit, unsigned_value.end(), is_ascii_letter);
    if (ordered && is_length) {
      Parsed<Duration> length = read_duration(unsigned_value, span_of(value));
      if (auto* error = std::get_if<SyntaxError>(&length)) fail(value, error->message, error->hint);
    }
    row_.values.push_back({without_separators(value), span_of(value)});
  }

  void read_values(std::string_view all) {
    std::string_view rest = all;
    do {
      rest = text::trim(rest);
      rest = is_quote(rest.empty() ? ' ' : rest.front()) ? read_quoted(rest) : read_plain(rest);
    } while (!error_ && take_bar(rest));
  }

  // True where another alternative follows.
  bool take_bar(std::string_view& rest) {
    if (rest.empty()) return false;
    rest.remove_prefix(1);
    if (text::trim(rest).empty()) fail(rest.substr(0, 0), "expected a value after '|'");
    return true;
  }

  // Reads up to a `|` and returns the rest.
  std::string_view read_plain(std::string_view rest) {
    const std::size_t bar = std::min(rest.find('|'), rest.size());
    const std::string_view value = text::trim(rest.substr(0, bar));
    if (value.empty()) {
      fail(rest.substr(0, 1), "expected a value before '|'");
    } else if (value == "unknown" || value == "else") {
      fail(value, quoted(value) + " stands alone in its row",
           "give it a row of its own, or quotes if it is a text");
    }
    row_.values.push_back({std::string(value), span_of(value)});
    return rest.substr(bar);
  }

  // Reads a quoted value and the blanks after it, and returns the rest: a `|` and what follows.
  std::string_view read_quoted(std::string_view rest) {
    const char quote = rest.front();
    std::string value;
    std::size_t end = 1;
    for (; end < rest.size() && rest[end] != quote; ++end) {
      const bool escape = quote == '"' && rest[end] == '\\' && end + 1 < rest.size() &&
                          (rest[end + 1] == '"' || rest[end + 1] == '\\');
      if (escape) ++end;
      value += rest[end];
    }
    if (end >= rest.size()) {
      fail(rest.substr(0, 1), std::string("this ") + quote + " opens a text that never ends",
           quote == '"' ? "close it with \"" : "put a text with a ' between \"...\"");
      return "";
    }
    row_.values.push_back({std::move(value), span_of(rest.substr(0, end + 1))});
    const std::string_view after = text::trim(rest.substr(end + 1));
    if (!after.empty() && after.front() != '|') {
      fail(after,
           "expected '|' after " + quoted(rest.substr(0, end + 1)) + ", not " + quoted(after));
    }
    return after;
  }

  std::string_view text_;
  RowSyntax row_;
  std::optional<SyntaxError> error_;
};

}  // namespace

Parsed<RowSyntax> parse_row(std::string_view text, const Limits& limits) {
  if (auto error = unreadable(text, limits)) return *std::move(error);
  return Row(text).read();
}

}  // namespace leadscore::expr
