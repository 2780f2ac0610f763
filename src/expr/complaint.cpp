// SPDX-License-Identifier: Apache-2.0
#include "expr/complaint.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "expr/parsing.hpp"

namespace leadscore::expr {
namespace {

constexpr std::array<std::string_view, 5> kNulls = {"null", "NULL", "Null", "nil", "None"};

constexpr std::string_view kListHint = "a list is written in square brackets: [a, b]";

struct Instead {
  std::string_view word;
  std::string_view instead;
};

constexpr std::array kInstead = {
    Instead{"AND", "and"},
    Instead{"OR", "or"},
    Instead{"NOT", "not"},
    Instead{"And", "and"},
    Instead{"Or", "or"},
    Instead{"Not", "not"},
    Instead{"IN", "in"},
    Instead{"IS", "is"},
    Instead{"BETWEEN", "between"},
    Instead{"CONTAINS", "contains"},
    Instead{"MATCHES", "matches"},
    Instead{"TRUE", "true"},
    Instead{"True", "true"},
    Instead{"FALSE", "false"},
    Instead{"False", "false"},
    Instead{"like", "contains, starts with, ends with or matches"},
    Instead{"LIKE", "contains, starts with, ends with or matches"},
    Instead{"KNOWN", "known"},
    Instead{"Known", "known"},
    Instead{"UNKNOWN", "unknown"},
    Instead{"Unknown", "unknown"},
    Instead{"equals", "=="},
    Instead{"xor", "!="},
};

constexpr std::array<std::string_view, 14> kComparisons = {
    "==", "!=",      "<",   "<=",       ">",       ">=",     "in",
    "is", "between", "not", "contains", "matches", "starts", "ends"};

bool is_null(std::string_view word) {
  return std::find(kNulls.begin(), kNulls.end(), word) != kNulls.end();
}

bool is_comparison(const Token& token) {
  return std::any_of(kComparisons.begin(), kComparisons.end(),
                     [&](std::string_view text) { return is(token, text); });
}

bool is_clause(const Token& token) {
  return is(token, "where") || is(token, "within") || is(token, "after");
}

// The tokens around the place of an error.
struct Place {
  std::string_view text;
  const Token& before;  // an `end` at the beginning of the text
  const Token& found;
  const Token& next;

  // As in the text; a long one is cut between two characters.
  std::string written(const Token& token) const {
    constexpr std::size_t kShown = 40;
    const std::string_view all = text.substr(token.span.begin, token.span.end - token.span.begin);
    if (all.size() <= kShown) return quoted(all);
    const auto continues = [&](std::size_t at) {
      return (static_cast<unsigned char>(all[at]) & 0xC0U) == 0x80U;
    };
    std::size_t bytes = kShown;
    while (continues(bytes)) --bytes;
    return quoted(std::string(all.substr(0, bytes)) + "...");
  }
};

std::string expectation(const Place& place, std::string_view expected) {
  std::string message = "expected " + std::string(expected);
  if (place.before.kind != TokenKind::end) message += " after " + place.written(place.before);
  if (place.found.kind != TokenKind::end) message += ", not " + place.written(place.found);
  return message;
}

std::string hint_for_words(const Place& place) {
  for (const Token* token : {&place.found, &place.before}) {
    if (token->kind != TokenKind::word) continue;
    const std::string_view instead = word_instead_of(token->text);
    if (!instead.empty()) return "use: " + std::string(instead);
  }
  return "";
}

// Two words, or a number and a word, where one was meant.
std::string hint_for_blank(const Place& place) {
  if (!is_name(place.found)) return "";
  if (is_name(place.before)) {
    return "if this is one name, write it " + place.before.text + "_" + place.found.text;
  }
  if (place.before.kind != TokenKind::number) return "";
  return hint_for_duration(place.before.text, place.found.text);
}

void say_no_property(const Place& place, SyntaxError& error) {
  error.message = "a property stands only inside the brackets of count, sum, last and the like";
  error.hint = is_name(place.next) ? "use: last(" + place.before.text + "." + place.next.text + ")"
                                   : "use: last(event.property)";
}

void say_no_operator(const Place& place, SyntaxError& error) {
  if (is_comparison(place.found)) {
    error.message = "comparisons do not chain";
    error.hint = "use: a < b and b < c, or: b between a and c";
  } else if (is(place.found, ".") && is_name(place.before)) {
    say_no_property(place, error);
  } else if (is(place.found, "|")) {
    error.hint = "use: or";
  } else if (is_clause(place.found)) {
    error.message = place.written(place.found) + " stands only inside the brackets of an aggregate";
    error.hint = "use: count(event " + place.found.text + " ...)";
  } else if (is(place.found, ",")) {
    error.hint = kListHint;
  }
}

void say_no_value(const Place& place, SyntaxError& error) {
  if (is(place.found, "not")) {
    error.hint = "put it in parentheses: (not ...)";
  } else if (is(place.found, "[")) {
    error.hint = "a list stands only after in, not in, contains any and contains all";
  } else if (is(place.found, ".")) {
    error.hint = "a number begins with a digit: 0.5";
  } else if (is(place.found, "+")) {
    error.hint = "a number needs no +";
  }
}

// Behind `is`, where this language has two words only.
void say_no_presence(const Place& place, SyntaxError& error) {
  if (is(place.found, "not")) {
    error.hint = is(place.next, "unknown") ? "use: is known" : "use: is unknown";
  } else if (is_foreign_value(place.found.text) && error.hint.ends_with("unknown")) {
    error.hint = "use: is unknown";
  } else if (place.found.kind != TokenKind::end && error.hint.empty()) {
    error.hint = "use: ==";
  }
}

// Inside an aggregate.
void say_no_clause(const Place& place, SyntaxError& error) {
  if (is(place.before, "within") && place.found.kind == TokenKind::number) {
    error.hint = hint_for_duration(place.found.text, place.next.text);
  } else if (is(place.before, "within") && calendar_named(place.found.text)) {
    error.hint = "use: within calendar " + place.found.text;
  } else if (is(place.found, "or") || is(place.found, ",")) {
    error.hint = "events are joined with |";
  } else if (is(place.found, "|")) {
    error.hint = "the property stands once, behind all events: a | b.p";
  } else if (place.found.kind == TokenKind::text) {
    error.hint = "an event stands without quotes";
  }
}

void say_no_word(const Place& place, std::string_view expected, SyntaxError& error) {
  if (is(place.before, "is")) {
    say_no_presence(place, error);
  } else if (is(place.before, "not") && is_comparison(place.found)) {
    error.hint = "use: not (x " + place.found.text + " ...)";
  } else if (expected.starts_with("a list") && place.found.kind != TokenKind::end) {
    error.hint = kListHint;
  } else if (expected == "','") {
    error.hint = "use: top(3, members.x)";
  } else {
    say_no_clause(place, error);
  }
}

}  // namespace

SyntaxError complaint(std::string_view text, std::span<const Token> tokens, std::size_t at,
                      std::string_view expected) {
  const Token& end = tokens.back();
  const Place place{text, at == 0 ? end : tokens[at - 1], tokens[at],
                    at + 1 < tokens.size() ? tokens[at + 1] : end};
  SyntaxError error{place.found.span, expectation(place, expected), hint_for_words(place)};
  if (error.hint.empty()) error.hint = hint_for_blank(place);
  if (place.found.kind == TokenKind::end && at > 0) {
    error.span = {place.before.span.end, place.before.span.end};
  }
  if (expected.starts_with(kAnOperator)) {
    say_no_operator(place, error);
  } else if (expected == kAValue) {
    say_no_value(place, error);
  } else {
    say_no_word(place, expected, error);
  }
  return error;
}

std::string_view word_instead_of(std::string_view word) {
  const auto* found = std::find_if(kInstead.begin(), kInstead.end(),
                                   [&](const Instead& i) { return i.word == word; });
  if (is_null(word)) return "x is unknown";
  return found == kInstead.end() ? std::string_view{} : found->instead;
}

bool is_foreign_value(std::string_view word) {
  const std::string_view instead = word_instead_of(word);
  return is_null(word) || instead == "true" || instead == "false";
}

}  // namespace leadscore::expr
