// SPDX-License-Identifier: Apache-2.0

// Functions, and aggregates over events and members.
#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "expr/check_pass.hpp"

namespace leadscore::expr {

namespace {

enum class Form : std::uint8_t { plain, aggregate, either, named };

struct Function {
  std::string_view name;
  Form form = Form::plain;
  std::string_view parameters;
  Type result = Type::number;
  bool any_result = false;
};

constexpr Type result_named(std::string_view name) {
  if (name == "text") return Type::text;
  if (name == "boolean") return Type::boolean;
  if (name == "time") return Type::time;
  if (name == "duration") return Type::duration;
  return Type::number;
}

constexpr Function kFunctions[] = {
#define LEADSCORE_FUNCTION(name, form, parameters, result, summary) \
  {#name, Form::form, parameters, result_named(#result), std::string_view(#result) == "any"},
#include "expr/functions.def"
#undef LEADSCORE_FUNCTION
};

const Function* function_named(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                   [&](const Function& f) { return f.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}

Op op_named(std::string_view name) {
  static constexpr std::pair<std::string_view, Op> kOps[] = {
      {"domain", Op::domain},     {"length", Op::length}, {"min", Op::min},  {"max", Op::max},
      {"round", Op::round},       {"floor", Op::floor},   {"abs", Op::abs},  {"sqrt", Op::sqrt},
      {"coalesce", Op::coalesce}, {"age", Op::age},       {"days", Op::days}};
  for (const auto& [known, op] : kOps) {
    if (known == name) return op;
  }
  return Op::constant;
}

AggregateKind kind_named(std::string_view name) {
  static constexpr std::pair<std::string_view, AggregateKind> kKinds[] = {
      {"count", AggregateKind::count}, {"sum", AggregateKind::sum},
      {"avg", AggregateKind::avg},     {"min", AggregateKind::min},
      {"max", AggregateKind::max},     {"distinct", AggregateKind::distinct},
      {"first", AggregateKind::first}, {"last", AggregateKind::last},
      {"top", AggregateKind::top}};
  for (const auto& [known, kind] : kKinds) {
    if (known == name) return kind;
  }
  return AggregateKind::count;
}

Type type_of_parameter(char letter) {
  if (letter == 't') return Type::text;
  if (letter == 'i') return Type::time;
  if (letter == 'd') return Type::duration;
  return Type::number;
}

bool needs_number(AggregateKind kind) {
  return kind == AggregateKind::sum || kind == AggregateKind::avg || kind == AggregateKind::min ||
         kind == AggregateKind::max || kind == AggregateKind::top;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Function& function : kFunctions) names.emplace_back(function.name);
  return names;
}

}  // namespace

bool moves_with_now(const Expr& expr, const Vocabulary& vocabulary) {
  bool moves = false;
  walk(expr, [&](const Expr& part) {
    moves = moves || part.op == Op::now || part.op == Op::age ||
            (part.op == Op::named && vocabulary.named_moves[part.slot]);
  });
  return moves;
}

MaybeTyped CheckPass::call(const Syntax& syntax) {
  const Function* function = function_named(syntax.text);
  if (function == nullptr && syntax.text == "now" && syntax.args.empty()) {
    return refuse(syntax.span, "unknown-function", "'now' is no function", "use: now");
  }
  if (function == nullptr) {
    return refuse_unknown(syntax.span, "unknown-function", "function", syntax.text,
                          function_names());
  }
  if (function->form == Form::named) return named_call(syntax);
  if (function->form == Form::aggregate) {
    return refuse(syntax.span, "syntax",
                  "'" + syntax.text + "' is taken over events: " + syntax.text + "(page_view ...)");
  }
  return plain_call(syntax, function->parameters, function->result, function->any_result);
}

MaybeTyped CheckPass::plain_call(const Syntax& syntax, std::string_view parameters, Type result,
                                 bool any_result) {
  if (syntax.args.size() != parameters.size()) {
    return refuse(syntax.span, "syntax",
                  "'" + syntax.text + "' takes " + std::to_string(parameters.size()) +
                      (parameters.size() == 1 ? " value" : " values") + ", not " +
                      std::to_string(syntax.args.size()));
  }
  const bool clock = syntax.text == "age" || syntax.text == "days";
  if (clock && context_ == Context::occurrence) {
    return refuse(syntax.span, "wrong-type",
                  "'" + syntax.text + "' cannot stand here: what an event is worth is judged once");
  }
  Typed typed = make(op_named(syntax.text), result, syntax);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    auto arg = parameters[i] == '*' ? any(syntax.args[i])
                                    : as(type_of_parameter(parameters[i]), syntax.args[i],
                                         "'" + syntax.text + "' needs");
    if (!arg) return std::nullopt;
    if (any_result && i > 0 && arg->info.type != typed.info.type) {
      return refuse(syntax.args[i].span, "wrong-type",
                    "the values of '" + syntax.text +
                        "' must be of one kind: " + std::string(describe(typed.info.type)) +
                        " and " + std::string(describe(arg->info.type)));
    }
    if (any_result && i == 0) typed.info = arg->info;
    typed.expr.exact = typed.expr.exact || arg->expr.exact;
    typed.expr.args.push_back(std::move(arg->expr));
  }
  typed.expr.type = typed.info.type;
  if (any_result) typed.info.names = {};
  return typed;
}

// signal("s"), passes("s"), since("s"), entered("x"), rejections("reason").
MaybeTyped CheckPass::named_call(const Syntax& syntax) {
  if (context_ != Context::lead) {
    return refuse(syntax.span, "wrong-type", "'" + syntax.text + "' cannot stand here");
  }
  if (syntax.args.size() != 1 || syntax.args[0].kind != SyntaxKind::text) {
    return refuse(syntax.span, "syntax", "'" + syntax.text + "' takes one name in quotes");
  }
  const std::string& given = syntax.args[0].text;
  if (syntax.text == "rejections") {
    Typed typed = make(Op::rejections, Type::number, syntax);
    typed.expr.constant = Datum::text_of(given);
    return typed;
  }
  const bool stage = syntax.text == "entered";
  const auto& known = stage ? vocabulary().stages : vocabulary().signals;
  const auto same = [&](const std::string& name) {
    return is_same_name(name, given);
  };
  const auto found = std::find_if(known.begin(), known.end(), same);
  if (found == known.end()) {
    return refuse_unknown(syntax.args[0].span, stage ? "unknown-stage" : "unknown-signal",
                          stage ? "stage" : "signal", given, known);
  }
  Typed typed = stage                     ? make(Op::entered, Type::number, syntax)
                : syntax.text == "signal" ? make(Op::signal_on, Type::boolean, syntax)
                : syntax.text == "passes" ? make(Op::passes, Type::number, syntax)
                                          : make(Op::since, Type::time, syntax);
  typed.expr.slot = static_cast<std::uint32_t>(found - known.begin());
  return typed;
}

MaybeTyped CheckPass::aggregate(const Syntax& syntax) {
  const AggregateKind kind = kind_named(syntax.text);
  const auto& names = syntax.aggregate->events;
  const bool members = names.size() == 1 && names[0].text == "members";
  if (context_ == Context::account) {
    if (members) return member_aggregate(syntax, kind);
    return refuse(syntax.span, "wrong-type", "an account is asked about its members",
                  syntax.text + "(members ...)");
  }
  if (members || kind == AggregateKind::top) {
    return refuse(syntax.span, "wrong-type", "'members' can only be asked for under 'accounts'");
  }
  if (context_ != Context::lead) {
    return refuse(syntax.span, "wrong-type",
                  "'" + syntax.text + "' cannot stand here: only properties and constants can",
                  "a condition on the lead at the moment of the event belongs under 'given'");
  }
  return event_aggregate(syntax, kind);
}

std::optional<TypeInfo> CheckPass::result_of(const Syntax& syntax, AggregateKind kind,
                                             const std::optional<ResolvedProperty>& property) {
  const bool wants_property = needs_number(kind) || kind == AggregateKind::distinct;
  if (wants_property && !property) {
    refuse(syntax.span, "syntax", "'" + syntax.text + "' needs a property",
           "write: " + syntax.text + "(" + syntax.aggregate->events[0].text + ".PROPERTY)");
    return std::nullopt;
  }
  if (kind == AggregateKind::count && property) {
    refuse(syntax.aggregate->property->span, "syntax", "'count' counts events, not properties",
           "distinct(...) counts the different values of a property");
    return std::nullopt;
  }
  if (needs_number(kind) && property->type.type != Type::number) {
    refuse(syntax.aggregate->property->span, "wrong-type",
           "'" + syntax.text + "' needs a number, and '" + syntax.aggregate->property->text +
               "' is " + std::string(describe(property->type.type)));
    return std::nullopt;
  }
  TypeInfo info;
  info.type = Type::number;
  const bool edge = kind == AggregateKind::first || kind == AggregateKind::last;
  if (edge && !property) info.type = Type::time;
  if (edge && property) info = property->type;
  return info;
}

MaybeTyped CheckPass::event_aggregate(const Syntax& syntax, AggregateKind kind) {
  const AggregateSyntax& parts = *syntax.aggregate;
  const std::size_t before = checker_.problems.size();
  const auto types = resolve_events(parts.events, vocabulary(), checker_.problems);
  if (checker_.problems.size() > before) return std::nullopt;

  auto aggregate = std::make_shared<Aggregate>();
  aggregate->kind = kind;
  std::optional<ResolvedProperty> property;
  if (parts.property) {
    property = resolve_property(*parts.property, types, vocabulary(), checker_.problems);
  }
  std::optional<Expr> where;
  if (parts.where) {
    CheckPass inside(checker_, Context::occurrence, types);
    if (auto typed = inside.as(Type::boolean, *parts.where, "'where' needs")) {
      where = std::move(typed->expr);
    }
  }
  if (!bounds(syntax, *aggregate) || checker_.problems.size() > before) return std::nullopt;
  auto info = result_of(syntax, kind, property);
  if (!info) return std::nullopt;
  if (property) {
    aggregate->property = property->ref;
    aggregate->exact = property->type.exact;
  }
  aggregate->key = intern_key(vocabulary(), types, std::move(where),
                              parts.where ? print(*parts.where) : std::string());
  Typed typed = make(Op::aggregate, info->type, syntax);
  typed.info = std::move(*info);
  typed.expr.exact = property && property->type.exact;
  typed.expr.aggregate = std::move(aggregate);
  return typed;
}

// within 7d, within calendar month, after T.
bool CheckPass::bounds(const Syntax& syntax, Aggregate& aggregate) {
  using namespace std::chrono_literals;
  constexpr Duration kLeast = 1s;
  constexpr Duration kMost = 24h * 3660;
  const AggregateSyntax& parts = *syntax.aggregate;
  if (parts.within && (*parts.within < kLeast || *parts.within > kMost)) {
    refuse(parts.within_span, "out-of-range", "a window is from 1s to 3660d long");
    return false;
  }
  aggregate.within = parts.within;
  aggregate.within_calendar = parts.within_calendar;
  if (!parts.after) return true;
  auto after = as(Type::time, *parts.after, "'after' needs");
  if (!after) return false;
  if (moves_with_now(after->expr, vocabulary())) {
    const bool by_name = parts.after->kind == SyntaxKind::name && parts.after->text != "now";
    refuse(parts.after->span, "wrong-type",
           std::string("'after' needs a time that stands still") +
               (by_name ? ", and " + quoted(*parts.after) + " moves with now" : ""),
           "for a window that moves with now write: within 7d");
    return false;
  }
  aggregate.after = std::move(after->expr);
  return true;
}

bool CheckPass::member_value(const Syntax& syntax, AggregateKind kind, Aggregate& aggregate) {
  const AggregateSyntax& parts = *syntax.aggregate;
  const bool wants = kind != AggregateKind::count;
  if (wants != parts.property.has_value()) {
    refuse(syntax.span, "syntax",
           wants ? "'" + syntax.text + "' needs a score or number: members.NAME"
                 : std::string("'count' counts members, not values"));
    return false;
  }
  if (!parts.property) return true;
  Syntax name;
  name.kind = SyntaxKind::name;
  name.text = parts.property->text;
  name.span = parts.property->span;
  auto value = CheckPass(checker_, Context::member, {})
                   .as(Type::number, name, "'" + syntax.text + "' needs");
  if (!value) return false;
  aggregate.value = std::move(value->expr);
  return true;
}

MaybeTyped CheckPass::member_aggregate(const Syntax& syntax, AggregateKind kind) {
  const AggregateSyntax& parts = *syntax.aggregate;
  const bool allowed = kind == AggregateKind::count || needs_number(kind);
  if (!allowed) {
    return refuse(syntax.span, "wrong-type", "'" + syntax.text + "' is not taken over members",
                  "count, sum, avg, min, max and top are");
  }
  if (parts.within || parts.within_calendar || parts.after) {
    return refuse(syntax.span, "wrong-type", "members have no 'within' and no 'after'");
  }
  auto aggregate = std::make_shared<Aggregate>();
  aggregate->kind = kind;
  aggregate->members = true;
  if (kind == AggregateKind::top) {
    auto count = parts.top ? literal(*parts.top) : std::nullopt;
    const bool good = count && count->expr.constant.kind == Datum::Kind::integer &&
                      count->expr.constant.integer >= 1 && count->expr.constant.integer <= 10'000;
    if (!good) {
      return refuse(syntax.span, "out-of-range", "'top' needs a number from 1 to 10000 first",
                    "top(3, members.engagement)");
    }
    aggregate->top = static_cast<std::uint32_t>(count->expr.constant.integer);
  }
  if (!member_value(syntax, kind, *aggregate)) return std::nullopt;
  if (parts.where) {
    auto where =
        CheckPass(checker_, Context::member, {}).as(Type::boolean, *parts.where, "'where' needs");
    if (!where) return std::nullopt;
    aggregate->where = std::move(where->expr);
  }
  Typed typed = make(Op::aggregate, Type::number, syntax);
  typed.expr.aggregate = std::move(aggregate);
  return typed;
}

}  // namespace leadscore::expr
