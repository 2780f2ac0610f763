// SPDX-License-Identifier: Apache-2.0

// What an author wrote, as a tree: expressions and the small languages of `event`, `limit`,
// `decay` and table rows. Nothing here knows names or types; check.hpp does.
//
// Spans count bytes of the text that was parsed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>
#include <leadscore/time.hpp>

#include "base/calendar.hpp"

namespace leadscore::expr {

enum class SyntaxKind : std::uint8_t {
  number,     // 15, 1_000_000, 0.5: `text` as written without `_`
  text,       // "..." or '...': `text` unescaped
  boolean,    // true, false: `text`
  duration,   // 7d: `duration`
  time,       // 2026-03-01, 2026-03-01T09:00:00+08:00: `text` as written
  list,       // [a, b]: args
  name,       // employees, now, stage: `text`
  call,       // domain(email): `text` is the function, args
  aggregate,  // count(E where .. within .. after ..): `text` is the function, `aggregate`
  all,        // a and b and c: args
  any,        // a or b or c: args
  negate,     // not a: args[0]
  minus,      // -a: args[0]
  sum,        // a + b - c: args, ops ('+', '-')
  product,    // a * b / c: args, ops ('*', '/')
  compare,    // a == b: args[0..1], `text` is the operator: == != < <= > >=
  in,         // a in L: args[0..1], args[1] a list or a name; `negated` for not in
  between,    // a between b and c: args[0..2]
  test,       // a contains b: args[0..1], `text` is one of: contains, contains word,
              // contains any, contains all, starts with, ends with, matches
  known,      // a is known: args[0]; `negated` for is unknown
};

struct Name {
  std::string text;
  Span span;
};

struct AggregateSyntax;

struct Syntax {
  SyntaxKind kind = SyntaxKind::name;
  Span span;
  std::string text;
  std::vector<Syntax> args;
  std::vector<char> ops;
  bool negated = false;
  Duration duration{};
  std::shared_ptr<const AggregateSyntax> aggregate;
};

// The inside of count(...), sum(...), first(...): which events, which property, which of them.
struct AggregateSyntax {
  std::optional<Syntax> top;     // the N of top(N, members.X)
  std::vector<Name> events;      // one, several, `any` or `members`
  std::optional<Name> property;  // E.p
  std::optional<Syntax> where;
  std::optional<Duration> within;           // within 7d
  std::optional<Calendar> within_calendar;  // within calendar month
  Span within_span;
  std::optional<Syntax> after;
};

// `page_view | form_submit`, `any`, `silence(30d)`, `silence(30d of a | b)`.
struct EventSyntax {
  std::vector<Name> events;         // of a silence: empty where it is of all
  std::optional<Duration> silence;  // the D of silence(D)
  Span silence_span;
};

// `once`, `3 per 24h`, `1 per calendar day`, `once each url`, `2 each url per 7d`.
struct LimitSyntax {
  std::uint32_t count = 1;
  Span count_span;
  std::optional<Duration> per;
  std::optional<Calendar> per_calendar;
  Span per_span;
  std::optional<Name> each;
};

enum class DecayKind : std::uint8_t { linear, lose, half };

// `linear 25% every 30d`, `lose 5 every 7d`, `half every 14d`.
struct DecaySyntax {
  DecayKind kind = DecayKind::half;
  std::string amount;  // the number of `linear` and `lose`, as written
  Span amount_span;
  Duration every{};
  Span every_span;
};

enum class RowKind : std::uint8_t {
  values,   // "software | saas", 5, true: `values`
  compare,  // "< 50", ">= 7d": `op` and values[0]
  range,    // "50 .. 199": values[0] to values[1], both belong
  unknown,
  otherwise,  // else
};

// The left side of a table row. Text stands without quotes; `values` are as written, trimmed (a
// quoted one without its quotes), each with its span.
struct RowSyntax {
  RowKind kind = RowKind::values;
  std::string op;  // < <= > >= == !=
  std::vector<Name> values;
};

// Why a text could not be parsed: what stands at `span` and what was expected there.
struct SyntaxError {
  Span span;
  std::string message;  // "expected a value after 'and'"
  std::string hint;     // may be empty
  std::string code = "syntax";
};

template <class T>
using Parsed = std::variant<T, SyntaxError>;

// An expression, fully parenthesised and canonical, as a text that parses to the same tree.
[[nodiscard]] std::string print(const Syntax& syntax);
// For tests: the tree as nested lists, `(all (compare >= total 60) (compare > engagement 0))`.
[[nodiscard]] std::string print_tree(const Syntax& syntax);

}  // namespace leadscore::expr
