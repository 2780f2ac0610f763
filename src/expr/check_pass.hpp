// SPDX-License-Identifier: Apache-2.0

// The working state of one check: private to the check_*.cpp files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "expr/check.hpp"

namespace leadscore::expr {

// A checked expression with all that is known of its type.
struct Typed {
  Expr expr;
  TypeInfo info;
};
using MaybeTyped = std::optional<Typed>;

class CheckPass {
 public:
  CheckPass(Checker& checker, Context context, std::vector<std::uint32_t> event_types)
      : checker_(checker), context_(context), event_types_(std::move(event_types)) {}

  MaybeTyped any(const Syntax& syntax);
  // Must be of that type; `needs` begins the message: "'and' needs".
  MaybeTyped as(Type type, const Syntax& syntax, const std::string& needs);

 private:
  // check.cpp: literals, names, logic, arithmetic
  MaybeTyped literal(const Syntax& syntax);
  MaybeTyped name(const Syntax& syntax);
  MaybeTyped special_name(const Syntax& syntax);
  MaybeTyped property(const Syntax& syntax);
  MaybeTyped symbol(const Syntax& syntax, const Symbol& symbol);
  MaybeTyped unknown_name(const Syntax& syntax);
  std::string event_with(const std::string& property);
  MaybeTyped logic(const Syntax& syntax);
  MaybeTyped sum(const Syntax& syntax);
  MaybeTyped time_sum(const Syntax& syntax, std::vector<Typed> terms);
  MaybeTyped product(const Syntax& syntax);
  MaybeTyped known(const Syntax& syntax);

  // check_compare.cpp: comparisons, membership, tests on text
  MaybeTyped compare(const Syntax& syntax);
  MaybeTyped between(const Syntax& syntax);
  MaybeTyped in(const Syntax& syntax);
  MaybeTyped test(const Syntax& syntax);
  MaybeTyped matches(const Syntax& syntax, Typed subject);
  // Brings two sides of a comparison to one type, a literal following the other side.
  bool reconcile(Typed& a, const Syntax& a_syntax, Typed& b, const Syntax& b_syntax);
  bool fits(const Typed& side, Typed& literal, const Syntax& literal_syntax);
  bool ordered(const Typed& side, const Syntax& syntax, const std::string& op);
  // The symbol of a defined list; null where the name is of something else.
  Symbol* defined_list(const Syntax& syntax);
  // The values of a list literal, or of a defined list or constant; `side` is what they stand
  // beside, and `many` says that a list is wanted.
  std::optional<std::vector<std::pair<Typed, Span>>> literals(const Syntax& syntax,
                                                              const TypeInfo& side, bool many);
  MaybeTyped unknown_list(const Syntax& syntax, const TypeInfo& side, bool many);

  // check_calls.cpp: functions and aggregates
  MaybeTyped call(const Syntax& syntax);
  MaybeTyped named_call(const Syntax& syntax);
  MaybeTyped plain_call(const Syntax& syntax, std::string_view parameters, Type result, bool any);
  MaybeTyped aggregate(const Syntax& syntax);
  MaybeTyped event_aggregate(const Syntax& syntax, AggregateKind kind);
  MaybeTyped member_aggregate(const Syntax& syntax, AggregateKind kind);
  bool member_value(const Syntax& syntax, AggregateKind kind, Aggregate& aggregate);
  bool bounds(const Syntax& syntax, Aggregate& aggregate);
  std::optional<TypeInfo> result_of(const Syntax& syntax, AggregateKind kind,
                                    const std::optional<ResolvedProperty>& property);

  // check_hints.cpp: what may have been meant
  // The value of one side of a comparison, the other being of that type.
  MaybeTyped beside(const TypeInfo& side, const Syntax& syntax);
  // Why a name of a text is no condition.
  MaybeTyped refuse_text_as_condition(const Syntax& syntax, const Typed& typed,
                                      const std::string& needs);

  MaybeTyped refuse(Span span, std::string code, std::string message, std::string hint = {},
                    std::string replacement = {});
  MaybeTyped refuse_unknown(Span span, std::string code, const std::string& what,
                            const std::string& given, const std::vector<std::string>& known);
  [[nodiscard]] Vocabulary& vocabulary() { return checker_.vocabulary; }
  static Typed make(Op op, Type type, const Syntax& syntax);

  Checker& checker_;
  Context context_;
  std::vector<std::uint32_t> event_types_;
};

// For a name without quotes beside a value of that type: how the value is written. May be empty.
[[nodiscard]] std::string hint_beside(const TypeInfo& side, const std::string& word);
// The same for a constant that is of another type.
[[nodiscard]] std::string hint_for_constant(const TypeInfo& side, const Typed& constant);
// For `2026/03/01` beside a time, which is a division here: how the date is written.
[[nodiscard]] std::string hint_for_division(const TypeInfo& side, const Syntax& syntax);
// For `a contains "x" or "y"`: how the part at `index` of the logic is written. May be empty.
[[nodiscard]] std::string hint_for_part(const Syntax& logic, std::size_t index);

// How a message quotes a part of an expression: printed, and cut where it is long.
[[nodiscard]] std::string quoted(const Syntax& syntax);

}  // namespace leadscore::expr
