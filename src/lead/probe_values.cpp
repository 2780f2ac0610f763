// SPDX-License-Identifier: Apache-2.0
#include "lead/probe_values.hpp"

#include <algorithm>

#include "eval/moment.hpp"
#include "expr/ops.hpp"

namespace leadscore::lead {

using eval::Datum;
using expr::Expr;
using expr::Op;

void ProbeValues::add(const Expr& condition) { visit(condition); }

void ProbeValues::add(const model::Rule& rule) {
  if (const auto* worth = std::get_if<Expr>(&rule.worth); worth != nullptr && !rule.table) {
    visit(*worth);
  }
  if (rule.limit && rule.limit->each) add_each(*rule.limit->each);
  if (!rule.table) return;
  visit(rule.table->by);
  for (const model::Row& row : rule.table->rows) {
    for (const auto& alternative : row.alternatives) {
      for (const auto& test : alternative) solve(rule.table->by, test.value, true);
    }
    if (const auto* worth = std::get_if<Expr>(&row.worth)) visit(*worth);
  }
}

// Two values that the limit tells apart.
void ProbeValues::add_each(const expr::PropertyRef& property) {
  for (const auto& [type, slot] : property.places) {
    const model::Field& field = model_.events[type].properties[slot];
    Choices& choices = properties_[{type, slot}];
    const bool is_text =
        field.type == model::ValueType::text || field.type == model::ValueType::list;
    for (const char* text : {"one", "another"}) {
      if (is_text) put_text(field, choices, text);
    }
    for (const double number : {1.0, 2.0}) {
      if (!is_text) emit(field, choices, Datum::of(number), false);
    }
  }
}

const Choices& ProbeValues::choices_of(std::uint32_t type, std::size_t slot) const {
  const auto found = properties_.find({type, slot});
  return found == properties_.end() ? none_ : found->second;
}

bool ProbeValues::is_constant(const Expr& expr) const {
  bool constant = true;
  expr::walk(expr, [&](const Expr& inner) {
    const bool named = inner.op == Op::named;
    constant = constant && !is_looked_up(inner.op) &&
               (!named || is_constant(model_.named[inner.slot].expr));
  });
  return constant;
}

Datum ProbeValues::constant(const Expr& expr) const {
  return is_constant(expr) ? eval::Moment(nobody_).value(expr) : Datum();
}

void ProbeValues::visit(const Expr& expr) {
  switch (expr.op) {
    case Op::named: visit(model_.named[expr.slot].expr); return;
    case Op::attribute: attributes_[expr.slot]; return;
    case Op::property:
      for (const auto& [type, slot] : expr.property->places) properties_[{type, slot}];
      return;
    case Op::aggregate: {
      const auto& where = expr.aggregate->members
                              ? expr.aggregate->where
                              : model_.vocabulary.keys[expr.aggregate->key].where;
      if (where && !expr.aggregate->members) visit(*where);
      if (expr.aggregate->after) visit(*expr.aggregate->after);
      return;
    }
    case Op::compare:
      visit_comparison(expr.args[0], expr.args[1], true);
      visit_comparison(expr.args[1], expr.args[0], true);
      break;
    case Op::between:
      visit_comparison(expr.args[0], expr.args[1], true);
      visit_comparison(expr.args[0], expr.args[2], true);
      break;
    case Op::in:
      for (const Datum& literal : *expr.literals) solve(expr.args[0], literal, false);
      break;
    case Op::contains:
    case Op::contains_any:
    case Op::contains_all:
    case Op::contains_word:
    case Op::starts_with:
    case Op::ends_with: visit_text_test(expr); break;
    default: break;
  }
  for (const Expr& arg : expr.args) visit(arg);
}

void ProbeValues::visit_comparison(const Expr& subject, const Expr& bound, bool around) {
  const Datum target = constant(bound);
  if (!target.is_missing()) solve(subject, target, around);
}

void ProbeValues::visit_text_test(const Expr& expr) {
  if (!expr.literals) return;
  const bool of_list = expr.args[0].type == expr::Type::list;
  std::string all;
  std::vector<expr::TextPtr> items;
  for (const Datum& literal : *expr.literals) {
    const std::string& text = literal.text->written;
    all += (all.empty() ? "" : " ") + text;
    items.push_back(literal.text);
    if (expr.op == Op::contains_all) continue;
    solve(expr.args[0],
          of_list ? Datum::of(std::make_shared<const std::vector<expr::TextPtr>>(1, literal.text))
                  : Datum::text_of(text),
          false);
    // A letter next to it makes it another word, or no longer the beginning or the end.
    if (expr.op == Op::contains_word || expr.op == Op::ends_with) {
      solve(expr.args[0], Datum::text_of(text + "x"), false);
    }
    if (expr.op == Op::starts_with) solve(expr.args[0], Datum::text_of("x" + text), false);
  }
  if (expr.op != Op::contains_all) return;
  solve(expr.args[0],
        of_list ? Datum::of(std::make_shared<const std::vector<expr::TextPtr>>(std::move(items)))
                : Datum::text_of(all),
        false);
}

void ProbeValues::solve(const Expr& subject, const Datum& target, bool around) {
  constexpr std::int64_t kDay = 86'400'000'000;
  constexpr double kMostLetters = 300;
  if (target.is_missing()) return;
  const bool is_number = target.kind == Datum::Kind::integer || target.kind == Datum::Kind::number;
  switch (subject.op) {
    case Op::attribute:
    case Op::property: return emit(subject, target, around);
    case Op::named: return solve(model_.named[subject.slot].expr, target, around);
    case Op::coalesce:
    case Op::round:
    case Op::floor:
    case Op::abs: return solve(subject.args[0], target, around);
    case Op::minus:
      if (is_number) solve(subject.args[0], Datum::of(-target.as_number()), around);
      return;
    case Op::sum: return solve_sum(subject, target, around);
    case Op::product: return solve_product(subject, target, around);
    case Op::domain:
      if (target.text) {
        solve(subject.args[0], Datum::text_of("someone@" + target.text->written), false);
      }
      return;
    case Op::length:
      for (int by = -1; is_number && by <= 1; ++by) {
        const double letters = target.as_number() + by;
        if (letters < 1 || letters > kMostLetters) continue;
        const std::string text(static_cast<std::size_t>(letters), 'x');
        solve(subject.args[0], Datum::text_of(text), false);
      }
      return;
    case Op::age:
      if (target.kind != Datum::Kind::duration) return;
      return solve(subject.args[0], Datum::of(now_ - target.as_duration()), around);
    case Op::aggregate: return solve_aggregate(*subject.aggregate, target, around);
    case Op::days:
      if (!is_number || std::abs(target.as_number()) > 1e6) return;
      return solve(subject.args[0],
                   Datum::of(Duration(static_cast<std::int64_t>(target.as_number()) * kDay)),
                   around);
    default: return;
  }
}

// A property of events: one event alone makes its first, last, sum and so on.
void ProbeValues::solve_aggregate(const expr::Aggregate& aggregate, const Datum& target,
                                  bool around) {
  if (aggregate.members || !aggregate.property) return;
  if (aggregate.kind == expr::AggregateKind::distinct) return;
  for (const auto& [type, slot] : aggregate.property->places) {
    emit(model_.events[type].properties[slot], properties_[{type, slot}], target, around);
  }
}

// One term is looked for, the others are constants.
void ProbeValues::solve_sum(const Expr& sum, const Datum& target, bool around) {
  for (std::size_t wanted = 0; wanted < sum.args.size(); ++wanted) {
    if (is_constant(sum.args[wanted])) continue;
    const auto sign = [&](std::size_t i) { return i > 0 && sum.ops[i - 1] == '-' ? -1 : 1; };
    double rest = 0;
    std::int64_t rest_of_time = 0;
    for (std::size_t i = 0; i < sum.args.size(); ++i) {
      if (i == wanted) continue;
      const Datum term = constant(sum.args[i]);
      if (term.is_missing()) return;
      rest_of_time += sign(i) * term.integer;
      if (sum.type != expr::Type::time) rest += sign(i) * term.as_number();
    }
    if (sum.type == expr::Type::time) {
      if (sign(wanted) < 0 || sum.args[wanted].type != expr::Type::time) return;
      return solve(sum.args[wanted], Datum::of(Time(Duration(target.integer - rest_of_time))),
                   around);
    }
    return solve(sum.args[wanted], Datum::of(sign(wanted) * (target.as_number() - rest)), around);
  }
}

void ProbeValues::solve_product(const Expr& product, const Datum& target, bool around) {
  if (product.args.empty() || is_constant(product.args[0])) return;
  double factor = 1;
  for (std::size_t i = 1; i < product.args.size(); ++i) {
    const Datum term = constant(product.args[i]);
    if (term.is_missing() || term.as_number() == 0) return;
    factor = product.ops[i - 1] == '/' ? factor / term.as_number() : factor * term.as_number();
  }
  solve(product.args[0], Datum::of(target.as_number() / factor), around);
}

}  // namespace leadscore::lead
