// SPDX-License-Identifier: Apache-2.0
#include "expr/check.hpp"

#include <algorithm>
#include <utility>

#include "base/decimal.hpp"
#include "expr/check_pass.hpp"
#include "expr/ops.hpp"
#include "text/nearest.hpp"

namespace leadscore::expr {

namespace {

Expr taken(Typed typed, TypeInfo& type) {
  type = std::move(typed.info);
  note_motion(typed.expr);
  return std::move(typed.expr);
}

}  // namespace

std::optional<Expr> Checker::check(const Syntax& syntax) {
  auto typed = CheckPass(*this, context, event_types).any(syntax);
  if (!typed) return std::nullopt;
  return taken(*std::move(typed), checked_type);
}

std::optional<Expr> Checker::check_as(Type type, const Syntax& syntax, std::string_view what) {
  auto typed =
      CheckPass(*this, context, event_types).as(type, syntax, std::string(what) + " needs");
  if (!typed) return std::nullopt;
  return taken(*std::move(typed), checked_type);
}

std::string quoted(const Syntax& syntax) {
  constexpr std::size_t kMost = 60;
  const bool length = syntax.kind == SyntaxKind::duration && !syntax.text.empty();
  std::string text = length ? syntax.text : print(syntax);
  if (text.size() > kMost) text = text.substr(0, kMost - 3) + "...";
  return "'" + text + "'";
}

Typed CheckPass::make(Op op, Type type, const Syntax& syntax) {
  Typed typed;
  typed.expr.op = op;
  typed.expr.type = type;
  typed.expr.span = syntax.span;
  typed.info.type = type;
  return typed;
}

MaybeTyped CheckPass::refuse(Span span, std::string code, std::string message, std::string hint,
                             std::string replacement) {
  checker_.problems.push_back(
      {span, std::move(code), std::move(message), std::move(hint), std::move(replacement)});
  return std::nullopt;
}

MaybeTyped CheckPass::refuse_unknown(Span span, std::string code, const std::string& what,
                                     const std::string& given,
                                     const std::vector<std::string>& known) {
  std::string message = "unknown " + what + " '" + given + "'";
  auto near = text::nearest(given, known);
  if (!near) return refuse(span, std::move(code), std::move(message));
  message += "; did you mean '" + *near + "'?";
  return refuse(span, std::move(code), std::move(message), {}, *near);
}

MaybeTyped CheckPass::any(const Syntax& syntax) {
  switch (syntax.kind) {
    case SyntaxKind::number:
    case SyntaxKind::text:
    case SyntaxKind::boolean:
    case SyntaxKind::duration:
    case SyntaxKind::time: return literal(syntax);
    case SyntaxKind::list:
      return refuse(syntax.span, "wrong-type", "a list may only follow 'in' or 'contains any/all'");
    case SyntaxKind::name: return name(syntax);
    case SyntaxKind::call: return call(syntax);
    case SyntaxKind::aggregate: return aggregate(syntax);
    case SyntaxKind::all:
    case SyntaxKind::any:
    case SyntaxKind::negate: return logic(syntax);
    case SyntaxKind::sum: return sum(syntax);
    case SyntaxKind::minus:
    case SyntaxKind::product: return product(syntax);
    case SyntaxKind::compare: return compare(syntax);
    case SyntaxKind::in: return in(syntax);
    case SyntaxKind::between: return between(syntax);
    case SyntaxKind::test: return test(syntax);
    case SyntaxKind::known: return known(syntax);
  }
  return std::nullopt;
}

MaybeTyped CheckPass::as(Type type, const Syntax& syntax, const std::string& needs) {
  auto typed = any(syntax);
  if (!typed || typed->info.type == type) return typed;
  std::string message = needs + " " + std::string(describe(type)) + ", and " + quoted(syntax) +
                        " is " + std::string(describe(typed->info.type));
  std::string hint;
  if (type == Type::boolean && syntax.kind == SyntaxKind::name) {
    if (typed->expr.op == Op::constant && typed->info.type == Type::text) {
      return refuse_text_as_condition(syntax, *typed, needs);
    }
    hint = "compare it with something, or write: " + syntax.text + " is known";
  }
  return refuse(syntax.span, "wrong-type", std::move(message), std::move(hint));
}

MaybeTyped CheckPass::literal(const Syntax& syntax) {
  switch (syntax.kind) {
    case SyntaxKind::number: {
      Typed typed = make(Op::constant, Type::number, syntax);
      const bool whole = syntax.text.find_first_of(".eE") == std::string::npos;
      if (auto integer = whole ? parse_integer(syntax.text) : std::nullopt) {
        typed.expr.constant = Datum::of(*integer);
      } else if (auto number = parse_number(syntax.text)) {
        typed.expr.constant = Datum::of(*number);
      } else {
        return refuse(syntax.span, "bad-number", "'" + syntax.text + "' is too large for a number");
      }
      return typed;
    }
    case SyntaxKind::boolean: {
      Typed typed = make(Op::constant, Type::boolean, syntax);
      typed.expr.constant = Datum::of(syntax.text == "true");
      return typed;
    }
    case SyntaxKind::duration: {
      Typed typed = make(Op::constant, Type::duration, syntax);
      typed.expr.constant = Datum::of(syntax.duration);
      return typed;
    }
    case SyntaxKind::time: {
      auto time = vocabulary().zone.parse(syntax.text);
      if (!time) return refuse(syntax.span, "bad-time", "'" + syntax.text + "' is no time");
      Typed typed = make(Op::constant, Type::time, syntax);
      typed.expr.constant = Datum::of(*time);
      return typed;
    }
    default: {
      Typed typed = make(Op::constant, Type::text, syntax);
      typed.expr.constant = Datum::text_of(syntax.text);
      return typed;
    }
  }
}

MaybeTyped CheckPass::logic(const Syntax& syntax) {
  const Op op = syntax.kind == SyntaxKind::all   ? Op::all
                : syntax.kind == SyntaxKind::any ? Op::any
                                                 : Op::negate;
  const std::string needs = op == Op::all   ? "'and' needs"
                            : op == Op::any ? "'or' needs"
                                            : "'not' needs";
  Typed typed = make(op, Type::boolean, syntax);
  bool good = true;
  for (std::size_t i = 0; i < syntax.args.size(); ++i) {
    auto part = as(Type::boolean, syntax.args[i], needs);
    if (part) {
      typed.expr.args.push_back(std::move(part->expr));
      continue;
    }
    good = false;
    const std::string hint = op == Op::negate ? "" : hint_for_part(syntax, i);
    if (hint.empty()) continue;
    checker_.problems.back().hint = hint;
    // Values that follow are the same mistake.
    while (i + 1 < syntax.args.size() && syntax.args[i + 1].kind == SyntaxKind::text) ++i;
  }
  return good ? MaybeTyped(std::move(typed)) : std::nullopt;
}

MaybeTyped CheckPass::known(const Syntax& syntax) {
  auto inner = any(syntax.args[0]);
  if (!inner) return std::nullopt;
  Typed typed = make(Op::known, Type::boolean, syntax);
  typed.expr.negated = syntax.negated;
  typed.expr.args.push_back(std::move(inner->expr));
  return typed;
}

MaybeTyped CheckPass::product(const Syntax& syntax) {
  const bool minus = syntax.kind == SyntaxKind::minus;
  Typed typed = make(minus ? Op::minus : Op::product, Type::number, syntax);
  typed.expr.ops = syntax.ops;
  bool good = true;
  for (const Syntax& arg : syntax.args) {
    auto part = as(Type::number, arg, minus ? "'-' needs" : "'*' and '/' need");
    good = good && part.has_value();
    if (part) typed.expr.args.push_back(std::move(part->expr));
  }
  return good ? MaybeTyped(std::move(typed)) : std::nullopt;
}

MaybeTyped CheckPass::sum(const Syntax& syntax) {
  std::vector<Typed> terms;
  for (const Syntax& arg : syntax.args) {
    if (auto term = any(arg)) terms.push_back(std::move(*term));
  }
  if (terms.size() != syntax.args.size()) return std::nullopt;
  const auto timely = [](const Typed& term) {
    return term.info.type == Type::time || term.info.type == Type::duration;
  };
  if (std::any_of(terms.begin(), terms.end(), timely)) return time_sum(syntax, std::move(terms));

  Typed typed = make(Op::sum, Type::number, syntax);
  typed.expr.ops = syntax.ops;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (terms[i].info.type != Type::number) {
      return refuse(syntax.args[i].span, "wrong-type",
                    "'+' and '-' need numbers, and " + quoted(syntax.args[i]) + " is " +
                        std::string(describe(terms[i].info.type)));
    }
    typed.expr.args.push_back(std::move(terms[i].expr));
  }
  return typed;
}

// A time and durations that are added to it or taken from it.
MaybeTyped CheckPass::time_sum(const Syntax& syntax, std::vector<Typed> terms) {
  std::size_t times = 0;
  Typed typed = make(Op::sum, Type::time, syntax);
  typed.expr.ops = syntax.ops;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const bool taken_away = i > 0 && syntax.ops[i - 1] == '-';
    if (terms[i].info.type == Type::time && !taken_away) {
      ++times;
    } else if (terms[i].info.type == Type::time) {
      return refuse(syntax.span, "wrong-type", "a time cannot be taken from a time",
                    "age(t) is the time since t, days(age(t)) the whole days in it");
    } else if (terms[i].info.type != Type::duration || terms[i].expr.op != Op::constant) {
      return refuse(syntax.args[i].span, "wrong-type",
                    "only a duration such as 7d can be added to a time or taken from it, and " +
                        quoted(syntax.args[i]) + " is " +
                        std::string(describe(terms[i].info.type)));
    }
    typed.expr.args.push_back(std::move(terms[i].expr));
  }
  if (times == 1) return typed;
  return refuse(syntax.span, "wrong-type",
                times == 0 ? "durations can be compared and added to a time, nothing else"
                           : "two times cannot be added");
}

}  // namespace leadscore::expr
