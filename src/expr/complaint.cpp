// SPDX-License-Identifier: Apache-2.0
#include "expr/complaint.hpp"

#include <algorithm>
#include <string>

#include "expr/place.hpp"

namespace leadscore::expr {
namespace {

constexpr std::string_view kListHint = "a list is written in square brackets: [a, b]";

std::string expectation(const Place& place, std::string_view expected) {
  std::string message = "expected " + std::string(expected);
  if (place.before().kind != TokenKind::end) message += " after " + place.written(place.before());
  if (place.found().kind != TokenKind::end) message += ", not " + place.written(place.found());
  return message;
}

std::string hint_for_words(const Place& place) {
  if (is(place.found(), "at") && is(place.next(), "least")) return "use: >=";
  if (is(place.found(), "at") && is(place.next(), "most")) return "use: <=";
  for (const Token* token : {&place.found(), &place.before()}) {
    if (token->kind != TokenKind::word) continue;
    const std::string_view instead = word_instead_of(token->text);
    const bool or_equal = token == &place.found() && is(place.next(), "than") &&
                          is(place.next(2), "or") && is(place.next(3), "equal");
    if (!instead.empty()) return "use: " + std::string(instead) + (or_equal ? "=" : "");
  }
  return "";
}

// Two words, or a number and a word, where one was meant.
std::string hint_for_blank(const Place& place) {
  if (!is_name(place.found())) return "";
  if (is_name(place.before())) {
    return "if this is one name, write it " + place.before().text + "_" + place.found().text;
  }
  if (place.before().kind != TokenKind::number) return "";
  return hint_for_duration(place.before().text, place.found().text);
}

// `1,000`: the commas of a number; empty for a comma of another kind.
std::string hint_for_commas(const Place& place) {
  std::string digits = place.before().text;
  std::string grouped = digits;
  std::uint32_t end = place.before().span.end;
  for (std::size_t i = place.at; i + 1 < place.tokens.size(); i += 2) {
    const Token& comma = place.tokens[i];
    const Token& group = place.tokens[i + 1];
    const bool joined = is(comma, ",") && comma.span.begin == end &&
                        group.kind == TokenKind::number && group.span.begin == comma.span.end &&
                        group.span.end - group.span.begin == 3;
    if (!joined) break;
    digits += group.text;
    grouped += "_" + group.text;
    end = group.span.end;
  }
  if (place.before().kind != TokenKind::number || digits == place.before().text) return "";
  return "a number has no comma: " + digits + " or " + grouped;
}

// `title does not contain "x"`
std::string hint_for_denial(const Place& place) {
  const Token& verb = place.next(2);
  if (!is(place.found(), "does") || !is(place.next(), "not")) return "";
  if (word_instead_of(verb.text) == "==") return "use: !=";
  for (const std::string_view word : kComparisons) {
    if (verb.text.size() < 4 || !word.starts_with(verb.text)) continue;
    const std::size_t begin = std::min(place.at + 3, place.tokens.size() - 1);
    return "use: not (" + place.range(place.begin_of_part(place.at), place.at) + " " +
           std::string(word) + " " + place.range(begin, place.end_of_part(begin)) + ")";
  }
  return "";
}

// `days since last(x) > 30`
std::string hint_for_since(const Place& place) {
  if (!is(place.found(), "since") || !is_name(place.before())) return "";
  std::string time = place.subject(place.at + 1, place.end_of_part(place.at + 1));
  if (time.empty()) time = place.range(place.at + 1, place.end_of_part(place.at + 1));
  return is(place.before(), "days") ? "use: days(age(" + time + "))"
                                    : "use: age(" + time + "), and compare it with one such as 30d";
}

void say_no_property(const Place& place, SyntaxError& error) {
  const std::string property = is_name(place.next()) ? place.next().text : "property";
  error.message = "a property stands only inside the brackets of count, sum, last and the like";
  if (is(place.before(), "lead")) {
    error.message = "an attribute stands by its own name";
    error.hint = "use: " + property;
  } else if (is_name(place.next())) {
    error.hint =
        "use: last(" + place.before().text + "." + property + "); under 'where' only " + property;
  } else {
    error.hint = "use: last(event.property)";
  }
}

void say_no_operator(const Place& place, SyntaxError& error) {
  std::string better = hint_for_commas(place);
  if (better.empty()) better = hint_for_denial(place);
  if (better.empty()) better = hint_for_since(place);
  if (!better.empty()) {
    error.hint = std::move(better);
  } else if (is_comparison(place.found())) {
    error.message = "comparisons do not chain";
    error.hint = "use: a < b and b < c, or: b between a and c";
  } else if (is(place.found(), ".") && is_name(place.before())) {
    say_no_property(place, error);
  } else if (is(place.found(), "|")) {
    error.hint = "use: or";
  } else if (is_clause(place.found())) {
    error.message =
        place.written(place.found()) + " stands only inside the brackets of an aggregate";
    error.hint = "use: count(event " + place.found().text + " ...)";
  } else if (is(place.found(), ",")) {
    error.hint = kListHint;
  }
}

// `a > 5 and < 9`: speech names once what is compared, and here every part names it.
std::string hint_to_repeat(const Place& place) {
  const std::size_t denied = is(place.before(), "not") ? 1 : 0;
  if (place.at < 2 + denied || !is_comparison(place.found())) return "";
  const std::size_t joint = place.at - 1 - denied;
  if (!is(place.tokens[joint], "and") && !is(place.tokens[joint], "or")) return "";
  const std::string subject = place.subject(place.begin_of_part(joint), joint);
  if (subject.empty()) return "";
  return std::string("repeat the name: ") + (denied ? "not " : "") + subject + " " +
         place.range(place.at, place.end_of_part(place.at));
}

bool asks_for_presence(const Token& word) {
  return is(word, "known") || is(word, "unknown") ||
         (word.kind == TokenKind::word && means_nothing(word.text));
}

// `a == unknown`, `a != null`
std::string hint_for_missing(const Place& place) {
  const bool equal = is(place.before(), "==");
  if ((!equal && !is(place.before(), "!=")) || !asks_for_presence(place.found())) return "";
  const std::string subject = place.range(place.begin_of_part(place.at - 1), place.at - 1);
  const bool known = is(place.found(), "known") == equal;
  return "use: " + subject + (known ? " is known" : " is unknown");
}

std::string hint_for_list(const Place& place) {
  const std::string list = place.range(place.at, place.found().partner + 1);
  if (is(place.before(), "contains")) return "use: contains any " + list;
  if (is(place.before(), "==")) return "use: in " + list;
  if (is(place.before(), "!=")) return "use: not in " + list;
  return "a list stands only after in, not in, contains any and contains all";
}

void say_no_value(const Place& place, SyntaxError& error) {
  std::string better = hint_to_repeat(place);
  if (better.empty()) better = hint_for_missing(place);
  if (!better.empty()) {
    error.hint = std::move(better);
  } else if (is(place.found(), "not")) {
    error.hint = "put it in parentheses: (not ...)";
  } else if (is(place.found(), "[")) {
    error.hint = hint_for_list(place);
  } else if (is(place.found(), ".")) {
    error.hint = "a number begins with a digit: 0.5";
  } else if (is(place.found(), "+")) {
    error.hint = "a number needs no +";
  }
}

// Behind `is`, where this language has two words only.
void say_no_presence(const Place& place, SyntaxError& error) {
  const bool denied = is(place.found(), "not");
  const Token& word = denied ? place.next() : place.found();
  const Token& behind = place.next(denied ? 2 : 1);
  if (asks_for_presence(word)) {
    error.hint = is(word, "known") != denied ? "use: is known" : "use: is unknown";
  } else if ((is(word, "one") || is(word, "any")) && is(behind, "of")) {
    error.hint = denied ? "use: not in [a, b]" : "use: in [a, b]";
  } else if (denied && word.kind != TokenKind::end) {
    error.hint = "use: !=";
  } else if (word.kind != TokenKind::end && error.hint.empty()) {
    error.hint = "use: ==";
  }
}

// Behind `not`, where only `in` can stand.
void say_no_in(const Place& place, SyntaxError& error) {
  if (asks_for_presence(place.found())) {
    error.hint = is(place.found(), "known") ? "use: is unknown" : "use: is known";
  } else if (is_comparison(place.found())) {
    error.hint = "use: not (" + place.range(place.begin_of_part(place.at - 1), place.at - 1) + " " +
                 place.found().text + " ...)";
  }
}

// A length among the next words of an aggregate: `count(a, 7d)`, `count(a in last 7d)`.
std::string window_ahead(const Place& place) {
  constexpr std::size_t kFar = 4;
  for (std::size_t i = 0; i < kFar && !is(place.next(i), ")"); ++i) {
    const Token& token = place.next(i);
    if (is_clause(token) || is(token, "(")) break;
    if (token.kind == TokenKind::duration) return "use: within " + token.text;
  }
  return "";
}

// Behind the events of an aggregate.
void say_no_clause(const Place& place, SyntaxError& error) {
  const std::string window = window_ahead(place);
  if (!window.empty()) {
    error.hint = window;
  } else if (is(place.found(), "-") && is_name(place.before()) && is_name(place.next())) {
    error.hint = "if this is one name, write it " + place.before().text + "_" + place.next().text;
  } else if (is(place.found(), "or") || is(place.found(), "and") || is(place.found(), ",")) {
    error.hint = "events are joined with |";
  } else if (is(place.found(), "|")) {
    error.hint = "the property stands once, behind all events: a | b.p";
  }
}

// Where an event or a window should be.
void say_no_event(const Place& place, SyntaxError& error) {
  if (is(place.before(), "within") && place.found().kind == TokenKind::number) {
    error.hint = hint_for_duration(place.found().text, place.next().text);
    if (place.found().text == "1" && calendar_named(place.next().text)) {
      error.hint = "use: within calendar " + place.next().text + ", or a number of days: 30d";
    }
  } else if (is(place.before(), "within") && calendar_named(place.found().text)) {
    error.hint = "use: within calendar " + place.found().text;
  } else if (is(place.found(), "or") || is(place.found(), ",") || is(place.found(), "|")) {
    error.hint = "events are joined with |: a | b";
  } else if (place.found().kind == TokenKind::text) {
    error.hint = "an event stands without quotes";
  }
}

void say_no_word(const Place& place, std::string_view expected, SyntaxError& error) {
  const bool something = place.found().kind != TokenKind::end;
  if (is(place.before(), "is")) {
    say_no_presence(place, error);
  } else if (is(place.before(), "not") && something) {
    say_no_in(place, error);
  } else if (expected.starts_with("a list") && something) {
    error.hint = kListHint;
  } else if (expected == "','") {
    error.hint = "use: top(3, members.x)";
  } else if (expected == "'and'" && something) {
    const bool both =
        place.before().kind == TokenKind::number && place.next().kind == TokenKind::number;
    error.hint = both ? "use: between " + place.before().text + " and " + place.next().text
                      : "use: between a and b";
  } else if (expected == "',' or ']'" && error.hint.empty() && !is_sign(place.found())) {
    error.hint = "put a comma between them";
  } else if (expected.starts_with("'where'")) {
    say_no_clause(place, error);
  } else if (expected.starts_with("an event") || is(place.before(), "within")) {
    say_no_event(place, error);
  }
}

}  // namespace

SyntaxError complaint(std::string_view text, std::span<const Token> tokens, std::size_t at,
                      std::string_view expected) {
  const Place place{text, tokens, at};
  SyntaxError error{place.found().span, expectation(place, expected), hint_for_words(place)};
  if (error.hint.empty()) error.hint = hint_for_blank(place);
  if (place.found().kind == TokenKind::end && at > 0) {
    error.span = {place.before().span.end, place.before().span.end};
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

}  // namespace leadscore::expr
