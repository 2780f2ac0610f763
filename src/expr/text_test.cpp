// SPDX-License-Identifier: Apache-2.0
#include "expr/text_test.hpp"

#include <algorithm>
#include <vector>

#include "text/fold.hpp"

namespace leadscore::expr {

namespace {

bool is_in(const ListPtr& items, const Datum& wanted, bool exact) {
  return std::any_of(items->begin(), items->end(), [&](const TextPtr& item) {
    return form(*item, exact) == form(*wanted.text, exact);
  });
}

// `has(wanted)` of the constants of `contains`, `contains any` and `contains all`.
template <class Has>
bool contains(const Expr& expr, const Has& has) {
  const auto& wanted = *expr.literals;
  return expr.op == Op::contains_all ? std::all_of(wanted.begin(), wanted.end(), has)
                                     : std::any_of(wanted.begin(), wanted.end(), has);
}

}  // namespace

bool holds(const Expr& expr, std::string_view text) {
  if (expr.op == Op::matches) return expr.regex->found_in(text);
  const std::string& literal = form(*(*expr.literals)[0].text, expr.exact);
  switch (expr.op) {
    case Op::starts_with: return text.starts_with(literal);
    case Op::ends_with: return text.ends_with(literal);
    case Op::contains_word: return text::contains_word(text, literal);
    default: break;
  }
  return contains(expr, [&](const Datum& wanted) {
    return text.find(form(*wanted.text, expr.exact)) != std::string_view::npos;
  });
}

bool holds(const Expr& expr, const Datum& subject) {
  if (subject.kind == Datum::Kind::text) return holds(expr, form(*subject.text, expr.exact));
  return contains(expr,
                  [&](const Datum& wanted) { return is_in(subject.list, wanted, expr.exact); });
}

}  // namespace leadscore::expr
