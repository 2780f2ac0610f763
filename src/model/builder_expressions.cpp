// SPDX-License-Identifier: Apache-2.0

// Expressions inside scalars: parsed, checked, and every place brought from the scalar's text to
// the file.
#include <algorithm>
#include <utility>

#include "model/builder.hpp"
#include "yaml/hints.hpp"

namespace leadscore::model {

namespace {

// How far an expression may exceed its own limits through what it names. One level of brackets can
// be several of the tree: `(not (a or b and c < -d + e * f))`.
constexpr std::uint64_t kTimesNodes = 10;
constexpr std::uint64_t kTimesDepth = 8;

// Where the text of a scalar stands in the source as it is, if it does: most expressions do.
std::optional<std::uint32_t> verbatim_at(const Source& source, const yaml::Node& scalar) {
  const std::uint32_t begin = scalar.span.begin + (scalar.is_quoted() ? 1 : 0);
  if (begin > source.text.size()) return std::nullopt;
  const auto found = std::string_view(source.text).substr(begin, scalar.text.size());
  return found == scalar.text ? std::optional(begin) : std::nullopt;
}

void shift(expr::Expr& node, std::uint32_t by) {
  node.span = {node.span.begin + by, node.span.end + by};
  for (expr::Expr& arg : node.args) shift(arg, by);
}

void set_span(expr::Expr& node, Span span) {
  node.span = span;
  for (expr::Expr& arg : node.args) set_span(arg, span);
}

// Of a folded or escaped scalar only the whole and its parts are placed exactly, and what is in a
// part as the part is: each place costs a walk through the scalar.
void place_parts(const Source& source, const yaml::Node& scalar, expr::Expr& whole) {
  const auto placed = [&](Span span) {
    return yaml::span_inside(source, scalar, span.begin, span.end);
  };
  whole.span = placed(whole.span);
  for (expr::Expr& part : whole.args) set_span(part, placed(part.span));
}

std::uint64_t list_items(const expr::Syntax& syntax) {
  std::uint64_t count = syntax.kind == expr::SyntaxKind::list ? syntax.args.size() : 0;
  for (const expr::Syntax& arg : syntax.args) count += list_items(arg);
  if (syntax.aggregate && syntax.aggregate->where) count += list_items(*syntax.aggregate->where);
  return count;
}

}  // namespace

void Builder::count_list_items(std::uint64_t count, Span span) {
  const bool fits = list_items_ <= limits_.list_items;
  list_items_ += count;
  if (!fits || list_items_ <= limits_.list_items) return;
  error(span, "limit-list-items",
        "the lists of this file have more than " + std::to_string(limits_.list_items) + " items");
}

void Builder::report(const yaml::Node& node, const expr::SyntaxError& problem) {
  const Span span = yaml::span_inside(source_, node, problem.span.begin, problem.span.end);
  auto hint = yaml::quoting_hint(source_, node);
  error(span, problem.code, problem.message, hint ? std::move(*hint) : problem.hint);
}

void Builder::report(const yaml::Node& node, const std::vector<expr::Problem>& problems) {
  for (const expr::Problem& problem : problems) {
    const Span span = yaml::span_inside(source_, node, problem.span.begin, problem.span.end);
    error(span, problem.code, problem.message, problem.hint).replacement = problem.replacement;
  }
}

std::optional<expr::Syntax> Builder::parsed(const yaml::Node& node, std::string_view what,
                                            std::string_view needs) {
  if (!is_scalar(node, what, needs) || gave_up()) return std::nullopt;
  auto made = expr::parse_expression(node.text, limits_);
  if (auto* syntax = std::get_if<expr::Syntax>(&made)) return std::move(*syntax);
  report(node, std::get<expr::SyntaxError>(made));
  return std::nullopt;
}

std::optional<Expr> Builder::expression(const yaml::Node& node, std::string_view what,
                                        const Where& where, std::optional<expr::Type> type) {
  const bool condition = type == expr::Type::boolean;
  const auto syntax = parsed(node, what, condition ? "a condition" : "a value or an expression");
  return syntax ? checked(node, *syntax, what, where, type) : std::nullopt;
}

std::optional<Expr> Builder::checked(const yaml::Node& node, const expr::Syntax& syntax,
                                     std::string_view what, const Where& where,
                                     std::optional<expr::Type> type, expr::TypeInfo* info) {
  count_list_items(list_items(syntax), node.span);
  expr::Checker checker{model_.vocabulary, limits_, where.context, where.event_types};
  auto made = type ? checker.check_as(*type, syntax, what) : checker.check(syntax);
  report(node, checker.problems);
  if (!made || !fits_limits(node, *made)) return std::nullopt;
  if (info != nullptr) *info = std::move(checker.checked_type);
  if (const auto begin = verbatim_at(source_, node)) {
    shift(*made, *begin);
  } else {
    place_parts(source_, node, *made);
  }
  return made;
}

Extent Builder::extent_of(const Expr& expr) const {
  Extent extent;
  const auto add = [&](const Expr& part) {
    const Extent inner = extent_of(part);
    extent.nodes += inner.nodes;
    extent.depth = std::max(extent.depth, inner.depth);
  };
  for (const Expr& arg : expr.args) add(arg);
  if (expr.aggregate) {
    const expr::Aggregate& aggregate = *expr.aggregate;
    for (const auto* part : {&aggregate.after, &aggregate.where, &aggregate.value}) {
      if (*part) add(**part);
    }
  }
  if (expr.op == expr::Op::named) extent = named_extents_[expr.slot];
  return {extent.nodes + 1, extent.depth + 1};
}

// Definitions that name definitions grow without bound, though each of them is small.
bool Builder::fits_limits(const yaml::Node& node, const Expr& expr) {
  const Extent extent = extent_of(expr);
  const std::uint64_t most_nodes = kTimesNodes * limits_.expression_nodes;
  const std::uint64_t most_depth = kTimesDepth * limits_.expression_depth;
  if (extent.nodes <= most_nodes && extent.depth <= most_depth) return true;
  const bool nodes = extent.nodes > most_nodes;
  error(node.span, nodes ? "limit-expression-nodes" : "limit-expression-depth",
        "with the definitions that it names put in their places, this expression has more than " +
            std::to_string(nodes ? most_nodes : most_depth) +
            (nodes ? " nodes" : " levels of nesting"));
  return false;
}

std::uint32_t Builder::define(NamedExpression named) {
  named_extents_.push_back(extent_of(named.expr));
  model_.named.push_back(std::move(named));
  return static_cast<std::uint32_t>(model_.named.size() - 1);
}

std::optional<Worth> Builder::worth(const yaml::Node& node, std::string_view what,
                                    const Where& where) {
  if (!is_scalar(node, what, "a number, a constant or an expression")) return std::nullopt;
  const auto& symbols = model_.vocabulary.symbols;
  const auto named = symbols.find(node.text);
  const bool constant = named != symbols.end() && named->second.kind == expr::SymbolKind::constant;
  const bool number = node.text.find_first_not_of(
                          "0123456789._", node.text.find_first_not_of('-')) == std::string::npos;
  if ((constant && !is_property(node.text, where)) || number) {
    if (auto value = points(node, what)) return Worth(*value);
    return std::nullopt;
  }
  if (auto made = expression(node, what, where, expr::Type::number)) return Worth(std::move(*made));
  return std::nullopt;
}

// Whether a property of the events at hand has that name, and so wins over a constant.
bool Builder::is_property(std::string_view name, const Where& where) const {
  if (where.context != expr::Context::occurrence) return false;
  for (const std::uint32_t type : where.event_types) {
    const auto& properties = model_.vocabulary.events[type].properties;
    const auto same = [&](const expr::PropertyName& property) {
      return expr::canonical_name(property.name) == name;
    };
    if (std::any_of(properties.begin(), properties.end(), same)) return true;
  }
  return false;
}

std::optional<std::vector<std::uint32_t>> Builder::event_types(const yaml::Node& node,
                                                               std::string_view what) {
  if (!is_scalar(node, what, "an event, or several: a | b")) return std::nullopt;
  const auto parsed = expr::parse_events(node.text, limits_);
  if (const auto* problem = std::get_if<expr::SyntaxError>(&parsed)) {
    report(node, *problem);
    return std::nullopt;
  }
  const auto& events = std::get<expr::EventSyntax>(parsed);
  if (events.silence) {
    error(node.span, "conflict",
          std::string(what) + " needs an event that happens; silence is none");
    return std::nullopt;
  }
  std::vector<expr::Problem> problems;
  auto types = expr::resolve_events(events.events, model_.vocabulary, problems);
  report(node, problems);
  if (!problems.empty()) return std::nullopt;
  return types;
}

}  // namespace leadscore::model
