// SPDX-License-Identifier: Apache-2.0
#include "expr/text_test.hpp"

#include <algorithm>
#include <vector>

#include "text/fold.hpp"

namespace leadscore::expr {

namespace {

bool contains(const Datum& subject, const Datum& wanted, bool exact) {
  const std::string& needle = form(*wanted.text, exact);
  if (subject.kind == Datum::Kind::text) {
    return form(*subject.text, exact).find(needle) != std::string::npos;
  }
  const auto& items = *subject.list;
  return std::any_of(items.begin(), items.end(),
                     [&](const TextPtr& item) { return form(*item, exact) == needle; });
}

}  // namespace

bool holds(const Expr& expr, const Datum& subject) {
  const auto has = [&](const Datum& wanted) { return contains(subject, wanted, expr.exact); };
  static const std::vector<Datum> kNone;
  const auto& wanted = expr.literals ? *expr.literals : kNone;
  if (expr.op == Op::contains || expr.op == Op::contains_any) {
    return std::any_of(wanted.begin(), wanted.end(), has);
  }
  if (expr.op == Op::contains_all) return std::all_of(wanted.begin(), wanted.end(), has);
  const std::string& text = form(*subject.text, expr.exact);
  if (expr.op == Op::matches) return expr.regex->found_in(text);
  const std::string& literal = form(*wanted[0].text, expr.exact);
  if (expr.op == Op::starts_with) return text.starts_with(literal);
  if (expr.op == Op::ends_with) return text.ends_with(literal);
  return text::contains_word(text, literal);
}

}  // namespace leadscore::expr
