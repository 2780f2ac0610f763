// SPDX-License-Identifier: Apache-2.0

// Comparisons, membership, and the tests on texts and lists.
#include <algorithm>
#include <utility>

#include "base/decimal.hpp"
#include "base/time_text.hpp"
#include "expr/check_pass.hpp"
#include "text/fold.hpp"

namespace leadscore::expr {

namespace {

Comparison comparison_of(const std::string& op) {
  if (op == "==") return Comparison::equal;
  if (op == "!=") return Comparison::not_equal;
  if (op == "<") return Comparison::less;
  if (op == "<=") return Comparison::less_equal;
  if (op == ">") return Comparison::greater;
  return Comparison::greater_equal;
}

bool is_text_literal(const Typed& typed) {
  return typed.expr.op == Op::constant && typed.expr.constant.kind == Datum::Kind::text;
}

// The constants of a defined list, made once: as values, or as what `contains` looks for.
const Literals& shared(Literals& made, const std::vector<Datum>& list, bool patterns) {
  if (made) return made;
  std::vector<Datum> values = list;
  for (Datum& value : values) {
    if (patterns) value = Datum::pattern_of(value.text->written);
  }
  made = std::make_shared<const std::vector<Datum>>(std::move(values));
  return made;
}

}  // namespace

struct KnownNames::Index {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> as_written, folded;
};

KnownNames::KnownNames(std::vector<std::string> names) {
  if (names.empty()) return;
  auto made = std::make_shared<Index>();
  for (std::size_t i = 0; i < names.size(); ++i) {
    made->as_written.emplace(names[i], i);
    made->folded.emplace(text::fold_and_trim(canonical_name(names[i])), i);
  }
  made->names = std::move(names);
  index_ = std::move(made);
}

const std::vector<std::string>& KnownNames::all() const {
  static const std::vector<std::string> kNone;
  return index_ ? index_->names : kNone;
}

const std::string* KnownNames::find(const std::string& given, bool exact) const {
  if (!index_) return nullptr;
  const auto& names = exact ? index_->as_written : index_->folded;
  const auto found = names.find(exact ? given : text::fold_and_trim(canonical_name(given)));
  return found == names.end() ? nullptr : &index_->names[found->second];
}

// Whether a literal can be a value of the other side; makes it of that side's type.
bool CheckPass::fits(const Typed& side, Typed& literal, const Syntax& literal_syntax) {
  if (!is_text_literal(literal)) return side.info.type == literal.info.type;
  const std::string& written = literal.expr.constant.text->written;
  if (side.info.type == Type::time) {
    auto time = vocabulary().zone.parse(written);
    if (!time) {
      const std::string meant = time_meant(written);
      refuse(literal_syntax.span, "bad-time", "'" + written + "' is no time",
             meant.empty() ? "a time is written 2026-03-01 or 2026-03-01T09:00" : "use: " + meant);
      return false;
    }
    literal.expr.constant = Datum::of(*time);
    literal.expr.type = literal.info.type = Type::time;
    return true;
  }
  const bool limited = side.info.type == Type::symbol || side.info.type == Type::text;
  if (!limited) return false;
  if (side.info.names.empty()) return true;
  const bool exact = side.info.exact && side.info.type == Type::text;
  if (const std::string* name = side.info.names.find(written, exact)) {
    if (side.info.type == Type::symbol) literal.expr.constant = Datum::text_of(*name);
    return true;
  }
  refuse_unknown(literal_syntax.span, "unknown-value", "value", written, side.info.names.all());
  return false;
}

bool CheckPass::reconcile(Typed& a, const Syntax& a_syntax, Typed& b, const Syntax& b_syntax) {
  const std::size_t before = checker_.problems.size();
  if (is_text_literal(b)   ? fits(a, b, b_syntax)
      : is_text_literal(a) ? fits(b, a, a_syntax)
                           : a.info.type == b.info.type) {
    return true;
  }
  if (checker_.problems.size() > before) return false;
  std::string hint;
  const auto number_in_quotes = [](const Typed& number, const Typed& text) {
    return number.info.type == Type::number && is_text_literal(text) &&
           parse_number(text.expr.constant.text->written).has_value();
  };
  if (number_in_quotes(a, b) || number_in_quotes(b, a)) hint = "write the number without quotes";
  if (hint.empty()) hint = hint_for_constant(a.info, b);
  if (hint.empty()) hint = hint_for_constant(b.info, a);
  if (hint.empty()) hint = hint_for_division(a.info, b_syntax);
  if (a.info.type == Type::list)
    hint = "a list is asked with: " + print(a_syntax) + " contains ...";
  refuse(b_syntax.span, "wrong-type",
         quoted(a_syntax) + " is " + std::string(describe(a.info.type)) + " and " +
             quoted(b_syntax) + " is " + std::string(describe(b.info.type)) +
             ": they cannot be compared",
         std::move(hint));
  return false;
}

bool CheckPass::ordered(const Typed& side, const Syntax& syntax, const std::string& op) {
  if (side.info.type == Type::number || side.info.type == Type::time ||
      side.info.type == Type::duration) {
    return true;
  }
  refuse(
      syntax.span, "wrong-type",
      "'" + op + "' compares numbers, times and durations, and " + quoted(syntax) + " is " +
          std::string(describe(side.info.type)),
      side.info.type == Type::symbol ? "list the ones meant: " + print(syntax) + " in [...]" : "");
  return false;
}

MaybeTyped CheckPass::compare(const Syntax& syntax) {
  auto a = any(syntax.args[0]);
  auto b = a ? beside(a->info, syntax.args[1]) : any(syntax.args[1]);
  if (!a || !b || !reconcile(*a, syntax.args[0], *b, syntax.args[1])) return std::nullopt;
  const Comparison comparison = comparison_of(syntax.text);
  const bool equality = comparison == Comparison::equal || comparison == Comparison::not_equal;
  if (!equality && !ordered(*a, syntax.args[0], syntax.text)) return std::nullopt;
  if (a->info.type == Type::list) {
    return refuse(syntax.span, "wrong-type", "lists cannot be compared",
                  "a list is asked with: " + print(syntax.args[0]) + " contains \"...\"");
  }
  Typed typed = make(Op::compare, Type::boolean, syntax);
  typed.expr.comparison = comparison;
  typed.expr.exact = a->expr.exact || b->expr.exact;
  typed.expr.args = {std::move(a->expr), std::move(b->expr)};
  return typed;
}

MaybeTyped CheckPass::between(const Syntax& syntax) {
  auto x = any(syntax.args[0]);
  auto low = x ? beside(x->info, syntax.args[1]) : any(syntax.args[1]);
  auto high = x ? beside(x->info, syntax.args[2]) : any(syntax.args[2]);
  if (!x || !low || !high) return std::nullopt;
  if (!reconcile(*x, syntax.args[0], *low, syntax.args[1]) ||
      !reconcile(*x, syntax.args[0], *high, syntax.args[2]) ||
      !ordered(*x, syntax.args[0], "between")) {
    return std::nullopt;
  }
  Typed typed = make(Op::between, Type::boolean, syntax);
  typed.expr.args = {std::move(x->expr), std::move(low->expr), std::move(high->expr)};
  return typed;
}

Symbol* CheckPass::defined_list(const Syntax& syntax) {
  if (syntax.kind != SyntaxKind::name) return nullptr;
  const auto found = vocabulary().symbols.find(syntax.text);
  const bool is_list =
      found != vocabulary().symbols.end() && found->second.kind == SymbolKind::list;
  if (!is_list) return nullptr;
  found->second.used = true;
  return &found->second;
}

std::optional<std::vector<std::pair<Typed, Span>>> CheckPass::literals(const Syntax& syntax,
                                                                       const TypeInfo& side,
                                                                       bool many) {
  std::vector<std::pair<Typed, Span>> out;
  if (const Symbol* list = defined_list(syntax)) {
    for (const Datum& datum : list->literals) {
      Typed item = make(Op::constant, list->type.type, syntax);
      item.expr.constant = datum;
      out.emplace_back(std::move(item), syntax.span);
    }
    return out;
  }
  if (syntax.kind == SyntaxKind::name && !vocabulary().symbols.contains(syntax.text)) {
    unknown_list(syntax, side, many);
    return std::nullopt;
  }
  const std::vector<Syntax> one = {syntax};
  for (const Syntax& item : syntax.kind == SyntaxKind::list ? syntax.args : one) {
    auto typed = beside(side, item);
    if (!typed) return std::nullopt;
    const bool minus = typed->expr.op == Op::minus && typed->expr.args[0].op == Op::constant;
    if (minus) {
      const Datum& inner = typed->expr.args[0].constant;
      typed->expr.constant =
          inner.kind == Datum::Kind::integer ? Datum::of(-inner.integer) : Datum::of(-inner.number);
      typed->expr.op = Op::constant;
      typed->expr.args.clear();
    }
    if (typed->expr.op != Op::constant) {
      refuse(item.span, "wrong-type", quoted(item) + " is not a constant",
             "only texts, numbers and defined constants can stand here");
      return std::nullopt;
    }
    out.emplace_back(std::move(*typed), item.span);
  }
  return out;
}

MaybeTyped CheckPass::in(const Syntax& syntax) {
  auto x = any(syntax.args[0]);
  if (!x) return std::nullopt;
  if (x->info.type == Type::list) {
    return refuse(syntax.span, "wrong-type", quoted(syntax.args[0]) + " is a list itself",
                  "write: " + print(syntax.args[0]) + " contains any [...]");
  }
  const bool list_like =
      syntax.args[1].kind == SyntaxKind::list || syntax.args[1].kind == SyntaxKind::name;
  if (!list_like) {
    return refuse(syntax.args[1].span, "wrong-type", "'in' needs a list",
                  "write: " + print(syntax.args[0]) + " in [" + print(syntax.args[1]) + "]");
  }
  Typed typed = make(Op::in, Type::boolean, syntax);
  typed.expr.negated = syntax.negated;
  typed.expr.exact = x->expr.exact;
  Symbol* list = defined_list(syntax.args[1]);
  if (list != nullptr && list->type.type == x->info.type && x->info.names.empty()) {
    typed.expr.literals = shared(list->as_values, list->literals, false);
    typed.expr.args.push_back(std::move(x->expr));
    return typed;
  }
  auto items = literals(syntax.args[1], x->info, true);
  if (!items) return std::nullopt;
  std::vector<Datum> values;
  for (auto& [item, span] : *items) {
    Syntax at;
    at.kind = SyntaxKind::name;
    at.text = syntax.args[1].text;
    at.span = span;
    const Syntax& shown =
        syntax.args[1].kind == SyntaxKind::list ? syntax.args[1].args[values.size()] : at;
    if (!reconcile(*x, syntax.args[0], item, shown)) return std::nullopt;
    values.push_back(std::move(item.expr.constant));
  }
  typed.expr.literals = std::make_shared<const std::vector<Datum>>(std::move(values));
  typed.expr.args.push_back(std::move(x->expr));
  return typed;
}

MaybeTyped CheckPass::test(const Syntax& syntax) {
  auto subject = any(syntax.args[0]);
  if (!subject) return std::nullopt;
  const Type type = subject->info.type;
  const bool membership = syntax.text.starts_with("contains") && syntax.text != "contains word";
  if (type != Type::text && !(type == Type::list && membership)) {
    const std::string needs = membership ? "a text or a list" : "a text";
    return refuse(syntax.args[0].span, "wrong-type",
                  "'" + syntax.text + "' needs " + needs + ", and " + quoted(syntax.args[0]) +
                      " is " + std::string(describe(type)));
  }
  if (syntax.text == "matches") return matches(syntax, std::move(*subject));
  Typed typed = make(Op::contains, Type::boolean, syntax);
  if (syntax.text == "contains word") typed.expr.op = Op::contains_word;
  if (syntax.text == "contains any") typed.expr.op = Op::contains_any;
  if (syntax.text == "contains all") typed.expr.op = Op::contains_all;
  if (syntax.text == "starts with") typed.expr.op = Op::starts_with;
  if (syntax.text == "ends with") typed.expr.op = Op::ends_with;
  typed.expr.exact = subject->expr.exact;
  const bool many = typed.expr.op == Op::contains_any || typed.expr.op == Op::contains_all;
  Symbol* list = defined_list(syntax.args[1]);
  if (many && list != nullptr && list->type.type == Type::text) {
    const bool patterns = type == Type::text;
    typed.expr.literals =
        shared(patterns ? list->as_patterns : list->as_values, list->literals, patterns);
    typed.expr.args.push_back(std::move(subject->expr));
    return typed;
  }
  auto items = literals(syntax.args[1], TypeInfo{}, many);
  if (!items) return std::nullopt;
  if (!many && items->size() != 1) {
    return refuse(syntax.args[1].span, "wrong-type", "'" + syntax.text + "' needs one text",
                  "write: " + print(syntax.args[0]) + " contains any [...]");
  }
  std::vector<Datum> values;
  for (auto& [item, span] : *items) {
    if (!is_text_literal(item)) {
      return refuse(span, "wrong-type", "'" + syntax.text + "' needs texts in quotes");
    }
    const std::string& written = item.expr.constant.text->written;
    values.push_back(type == Type::text ? Datum::pattern_of(written) : Datum::text_of(written));
  }
  typed.expr.literals = std::make_shared<const std::vector<Datum>>(std::move(values));
  typed.expr.args.push_back(std::move(subject->expr));
  return typed;
}

MaybeTyped CheckPass::matches(const Syntax& syntax, Typed subject) {
  auto items = literals(syntax.args[1], TypeInfo{}, false);
  if (!items) return std::nullopt;
  if (items->size() != 1 || !is_text_literal((*items)[0].first)) {
    return refuse(syntax.args[1].span, "wrong-type", "'matches' needs a pattern in quotes");
  }
  const std::string& pattern = (*items)[0].first.expr.constant.text->written;
  auto compiled = text::Regex::compile(pattern, !subject.expr.exact, checker_.limits);
  if (const auto* problem = std::get_if<std::string>(&compiled)) {
    return refuse((*items)[0].second, "bad-regex", *problem);
  }
  Typed typed = make(Op::matches, Type::boolean, syntax);
  typed.expr.exact = subject.expr.exact;
  typed.expr.regex = std::get<text::Regex>(std::move(compiled));
  typed.expr.args.push_back(std::move(subject.expr));
  return typed;
}

}  // namespace leadscore::expr
