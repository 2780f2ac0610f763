// SPDX-License-Identifier: Apache-2.0
#include "lead/constants.hpp"

#include <algorithm>
#include <cmath>

#include "expr/check.hpp"
#include "lead/words.hpp"

namespace leadscore::lead {

using eval::Datum;
using eval::Moment;
using expr::AggregateKind;
using expr::Expr;
using expr::Op;

namespace {

constexpr std::int64_t kDay = 86'400'000'000;

bool is_number(const Datum& datum) {
  return datum.kind == Datum::Kind::integer || datum.kind == Datum::Kind::number;
}

// A text that a pattern finds, if it is one without its signs; else nothing.
Datum text_for(const text::Regex& regex) {
  std::string text;
  for (const char c : regex.pattern()) {
    if (c == '.') text += 'x';
    if (std::string_view("^$.*+?()[]{}|\\").find(c) == std::string_view::npos) text += c;
  }
  const Datum datum = Datum::text_of(text);
  return regex.found_in(datum.text->folded) ? datum : Datum();
}

class Collector {
 public:
  explicit Collector(Moment& moment) : moment_(moment) {}

  Constants collect(const Needs& needs) {
    for (const Expr* condition : needs.conditions) {
      walk(*condition, [this](const Expr& expr) { node(expr); });
    }
    for (const std::uint32_t index : needs.rules) rule(moment_.model().rules[index]);
    return std::move(out_);
  }

 private:
  void node(const Expr& expr) {
    switch (expr.op) {
      case Op::compare:
        solve(expr.args[0], moment_.value(expr.args[1]));
        solve(expr.args[1], moment_.value(expr.args[0]));
        break;
      case Op::between:
        solve(expr.args[0], moment_.value(expr.args[1]));
        solve(expr.args[0], moment_.value(expr.args[2]));
        break;
      case Op::in:
        for (const Datum& literal : *expr.literals) solve(expr.args[0], literal);
        break;
      case Op::contains:
      case Op::contains_word:
      case Op::contains_any:
      case Op::contains_all:
      case Op::starts_with:
      case Op::ends_with:
        for (const Datum& literal : *expr.literals) search(expr.args[0], literal);
        break;
      case Op::matches: {
        const Datum text = text_for(*expr.regex);
        if (text.is_missing())
          out_.unsolved.push_back(source_text(moment_.model(), expr));
        else
          search(expr.args[0], text);
        break;
      }
      case Op::rejections:
        if (!expr.constant.is_missing()) out_.properties["reason"].values.push_back(expr.constant);
        break;
      default: break;
    }
  }

  void rule(const model::Rule& rule) {
    if (rule.table) {
      for (const model::Row& row : rule.table->rows) {
        for (const auto& alternative : row.alternatives) {
          for (const auto& test : alternative) solve(rule.table->by, test.value);
        }
      }
    }
    const auto* worth = std::get_if<Expr>(&rule.worth);
    if (worth == nullptr || rule.weight.count == 0) return;
    double weight = static_cast<double>(rule.weight.count);
    for (int i = 0; i < rule.weight.digits; ++i) weight /= 10;
    for (const auto& bound : {rule.min, rule.max}) {
      if (bound) solve(*worth, Datum::of(bound->to_double() / weight));
    }
  }

  Turns& properties(const expr::PropertyRef& property) {
    return out_.properties[expr::canonical_name(property.name)];
  }

  void search(const Expr& expr, const Datum& literal) {
    if (expr.op == Op::attribute) out_.attributes[expr.slot].patterns.push_back(literal);
    if (expr.op == Op::property) properties(*expr.property).patterns.push_back(literal);
    if (expr.op == Op::aggregate && expr.aggregate->property) {
      properties(*expr.aggregate->property).patterns.push_back(literal);
    }
    if (expr.op == Op::named) search(moment_.model().named[expr.slot].expr, literal);
    if (expr.op == Op::coalesce || expr.op == Op::domain) {
      for (const Expr& arg : expr.args) search(arg, literal);
    }
  }

  // What would have to be known for the expression to be `target`.
  void solve(const Expr& expr, const Datum& target) {
    if (target.is_missing()) return;
    switch (expr.op) {
      case Op::attribute: add(out_.attributes[expr.slot], target); break;
      case Op::property: add(properties(*expr.property), target); break;
      case Op::named: solve(moment_.model().named[expr.slot].expr, target); break;
      case Op::aggregate: solve_aggregate(expr, target); break;
      case Op::coalesce:
      case Op::min:
      case Op::max:
        for (const Expr& arg : expr.args) solve(arg, target);
        break;
      case Op::sum: solve_sum(expr, target); break;
      case Op::product: solve_product(expr, target); break;
      default: solve_function(expr, target);
    }
  }

  // A number that was worked out may be wanted where only whole ones are known.
  static void add(Turns& turns, const Datum& target) {
    if (target.kind == Datum::Kind::number && std::fabs(target.number) < 9e15) {
      turns.values.push_back(Datum::of(static_cast<std::int64_t>(std::floor(target.number))));
      turns.values.push_back(Datum::of(static_cast<std::int64_t>(std::ceil(target.number))));
    }
    turns.values.push_back(target);
  }

  void solve_aggregate(const Expr& expr, const Datum& target) {
    const expr::Aggregate& aggregate = *expr.aggregate;
    const bool counts =
        aggregate.kind == AggregateKind::count || aggregate.kind == AggregateKind::distinct;
    const Datum now = moment_.value(expr);
    if (counts && is_number(target) && !now.is_missing()) {
      const double open = std::ceil(target.as_number() - now.as_number());
      for (const double count : {open, open + 1}) {
        if (count > 1 && count <= 1000) out_.counts.insert(static_cast<std::uint32_t>(count));
      }
      return;
    }
    if (!aggregate.property) return;
    Turns& turns = properties(*aggregate.property);
    add(turns, target);
    if (aggregate.kind == AggregateKind::sum && is_number(target) && !now.is_missing()) {
      add(turns, Datum::of(target.as_number() - now.as_number()));
    }
  }

  void solve_function(const Expr& expr, const Datum& target) {
    if (expr.args.empty()) return;
    const Expr& arg = expr.args[0];
    const double number = is_number(target) ? target.as_number() : 0;
    switch (expr.op) {
      case Op::minus: solve(arg, Datum::of(-number)); break;
      case Op::abs: solve(arg, Datum::of(-number)); [[fallthrough]];
      case Op::round:
      case Op::floor: solve(arg, target); break;
      case Op::sqrt: solve(arg, Datum::of(number * number)); break;
      case Op::domain: solve(arg, Datum::text_of("someone@" + target.text->written)); break;
      case Op::length: solve_length(arg, number); break;
      case Op::age: {
        const Datum then = less(Datum::of(moment_.state().now), target, 1);
        if (!then.is_missing()) solve(arg, as(expr::Type::time, then));
        break;
      }
      case Op::days:
        if (std::fabs(number) > 1e6) break;
        for (const double days : {number - 1, number, number + 1}) {
          solve(arg, Datum::of(Duration(static_cast<std::int64_t>(std::floor(days)) * kDay)));
        }
        break;
      default: break;
    }
  }

  void solve_length(const Expr& arg, double length) {
    for (const double each : {length - 1, length, length + 1}) {
      if (each < 1 || each > 1000) continue;
      solve(arg, Datum::text_of(std::string(static_cast<std::size_t>(each), 'x')));
    }
  }

  // Each term in turn is what all the others leave open.
  void solve_sum(const Expr& expr, const Datum& target) {
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      Datum open = target;
      for (std::size_t j = 0; j < expr.args.size() && !open.is_missing(); ++j) {
        if (j == i) continue;
        const Datum term = moment_.value(expr.args[j]);
        open = term.is_missing() ? Datum() : less(open, term, sign(expr, j));
      }
      if (open.is_missing()) continue;
      if (sign(expr, i) < 0)
        open = is_number(open) ? Datum::of(-open.as_number()) : less({}, open, 1);
      solve(expr.args[i], as(expr.args[i].type, open));
    }
  }

  static int sign(const Expr& expr, std::size_t i) {
    return i > 0 && expr.ops[i - 1] == '-' ? -1 : 1;
  }

  static Datum less(const Datum& from, const Datum& term, int sign) {
    if (is_number(term)) return Datum::of(from.as_number() - sign * term.as_number());
    std::int64_t out = 0;
    const bool over = sign > 0 ? __builtin_sub_overflow(from.integer, term.integer, &out)
                               : __builtin_add_overflow(from.integer, term.integer, &out);
    return over ? Datum() : Datum::of(Duration(out));
  }

  static Datum as(expr::Type type, const Datum& datum) {
    return type == expr::Type::time ? Datum::of(Time(Duration(datum.integer))) : datum;
  }

  void solve_product(const Expr& expr, const Datum& target) {
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      double others = 1;
      bool known = true;
      for (std::size_t j = 0; j < expr.args.size(); ++j) {
        if (j == i) continue;
        const Datum factor = moment_.value(expr.args[j]);
        known = known && !factor.is_missing();
        if (!known) break;
        const bool divides = j > 0 && expr.ops[j - 1] == '/';
        others = divides ? others / factor.as_number() : others * factor.as_number();
      }
      if (!known) continue;
      const bool divides = i > 0 && expr.ops[i - 1] == '/';
      const double open = divides ? others / target.as_number() : target.as_number() / others;
      solve(expr.args[i], Datum::of(open));
    }
  }

  Moment& moment_;
  Constants out_;
};

}  // namespace

Constants constants_of(Moment& moment, const Needs& needs) {
  return Collector(moment).collect(needs);
}

}  // namespace leadscore::lead
