// SPDX-License-Identifier: Apache-2.0

// `given: count(page_view) >= 3` in a rule on page_view holds from the fourth on, not the third.
#include <optional>

#include "model/rules.hpp"

namespace leadscore::model {

namespace {

// The n of `count(E ...) >= n` or `> n - 1`, where E has an event of the rule among others.
std::optional<std::int64_t> least_count(const Model& model, const Expr& expr,
                                        const EventPhrase& event) {
  if (expr.op != expr::Op::compare) return std::nullopt;
  const bool strict = expr.comparison == expr::Comparison::greater;
  if (!strict && expr.comparison != expr::Comparison::greater_equal) return std::nullopt;
  const Expr& count = expr.args[0];
  const Datum& bound = expr.args[1].constant;
  if (count.op != expr::Op::aggregate || count.aggregate->members ||
      count.aggregate->kind != expr::AggregateKind::count || bound.kind != Datum::Kind::integer) {
    return std::nullopt;
  }
  const auto& counted = model.vocabulary.keys[count.aggregate->key].types;
  for (std::uint32_t type : event.types) {
    if (counted[type] && bound.integer < 1'000'000) return bound.integer + (strict ? 1 : 0);
  }
  return std::nullopt;
}

std::string ordinal(std::int64_t n) {
  const bool teen = n % 100 >= 11 && n % 100 <= 13;
  const char* end = teen || n % 10 > 3 || n % 10 == 0 ? "th"
                    : n % 10 == 1                     ? "st"
                    : n % 10 == 2                     ? "nd"
                                                      : "rd";
  return std::to_string(n) + end;
}

}  // namespace

void lint_given(Builder& build, const Expr& given, const EventPhrase& event) {
  if (given.op == expr::Op::all) {
    for (const Expr& part : given.args) lint_given(build, part, event);
    return;
  }
  auto least = least_count(build.model(), given, event);
  if (!least || *least < 1) return;
  build.warning(given.span, "given-count",
                "'given' is judged before this event counts, so this holds from the " +
                    ordinal(*least + 1) + " such event on",
                *least == 1 ? "" : "if the " + ordinal(*least) + " is meant, count one less");
}

}  // namespace leadscore::model
