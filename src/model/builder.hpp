// SPDX-License-Identifier: Apache-2.0

// What every entry of a rule file needs while it is read: reporting, scalars by kind, expressions.
//
// One short function per kind of entry (entries.hpp) takes a node and fills a part of the Model.
// Nothing stops at the first mistake: a function that finds one reports it and leaves its part out.
//
// In all of it `what` is how a message names the thing: "'when'", "a rule", "an attribute".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>
#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

#include "base/exact.hpp"
#include "base/line_index.hpp"
#include "expr/check.hpp"
#include "expr/grammar.hpp"
#include "model/model.hpp"
#include "yaml/tree.hpp"

namespace leadscore::model {

// How much an expression is with the defined ones that it names put in their places.
struct Extent {
  std::uint64_t nodes = 0;
  std::uint64_t depth = 0;
};

// Names in their order, found whether written with blanks or `_`; the first of two that are equal.
class NameIndex {
 public:
  NameIndex() = default;
  explicit NameIndex(std::vector<std::string> names);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::uint32_t> index_;
};

// Which names an expression may use.
struct Where {
  expr::Context context = expr::Context::lead;
  std::vector<std::uint32_t> event_types = {};
};

class Builder {
 public:
  Builder(const Source& source, const Limits& limits, Model& model, Diagnostics& diagnostics)
      : source_(source), limits_(limits), model_(model), diagnostics_(diagnostics) {}

  [[nodiscard]] const Source& source() const { return source_; }
  [[nodiscard]] const Limits& limits() const { return limits_; }
  [[nodiscard]] Model& model() { return model_; }
  [[nodiscard]] Diagnostics& diagnostics() { return diagnostics_; }
  [[nodiscard]] Place place(Span span) const { return lines_.place_of(span.begin); }

  // --- reporting ---
  Diagnostic& error(Span span, std::string_view code, std::string message, std::string hint = {});
  Diagnostic& warning(Span span, std::string_view code, std::string message, std::string hint = {});
  // "unknown <what> '<name>'; did you mean '<nearest of known>'?", else with some of `known` as
  // hint. Here `what` has no article: "stage".
  void unknown(Span span, std::string_view code, std::string_view what, std::string_view name,
               const std::vector<std::string>& known);

  // --- shapes: each reports what it expected and returns nothing where the node is otherwise ---
  // A map with the required keys of that section in keys.def. Keys that are not listed there are
  // reported, but do not make it false.
  bool map_of(const yaml::Node& node, std::string_view section);
  bool is_map(const yaml::Node& node, std::string_view what);
  bool is_list(const yaml::Node& node, std::string_view what);
  // One scalar or a list of scalars.
  std::optional<std::vector<const yaml::Node*>> scalars(const yaml::Node& node,
                                                        std::string_view what);

  // --- scalars by kind, strictly from their text ---
  std::optional<std::string> text(const yaml::Node& node, std::string_view what,
                                  std::string_view needs = "a text");
  std::optional<bool> boolean(const yaml::Node& node, std::string_view what);
  std::optional<std::int64_t> integer(const yaml::Node& node, std::string_view what,
                                      std::int64_t least, std::int64_t most);
  std::optional<Points> points(const yaml::Node& node, std::string_view what);
  std::optional<Decimal> decimal(const yaml::Node& node, std::string_view what, int digits);
  std::optional<Duration> duration(const yaml::Node& node, std::string_view what, Duration least,
                                   Duration most);
  std::optional<Time> time(const yaml::Node& node, std::string_view what);

  // --- names ---
  // A name as an author may choose it: letters, digits, `_` and blanks, not empty; where it stands
  // bare in expressions, not reserved and not beginning with a digit. `what` is "an attribute".
  bool good_name(const yaml::Node& key, std::string_view what, bool in_expressions = true);
  // Reports a second declaration of a name in one space of names.
  void duplicate(Span span, std::string_view what, std::string_view name, Span first);
  std::optional<std::uint32_t> stage(const yaml::Node& node);
  std::optional<std::uint32_t> signal(const yaml::Node& node);
  std::optional<std::uint32_t> score(const yaml::Node& node);
  std::optional<std::uint32_t> attribute(const yaml::Node& node);
  // One stage or a list of stages.
  std::vector<std::uint32_t> stages(const yaml::Node& node);
  // `a | b`, no silence; nothing where a name is unknown.
  std::optional<std::vector<std::uint32_t>> event_types(const yaml::Node& node,
                                                        std::string_view what);

  // --- expressions ---
  // Items of lists, in YAML and in expressions, up to Limits::list_items for the whole file.
  void count_list_items(std::uint64_t count, Span span);
  // Parses and checks a scalar; with its type fixed, or any. Problems are placed in the file.
  std::optional<Expr> expression(const yaml::Node& node, std::string_view what, const Where& where,
                                 std::optional<expr::Type> type);
  std::optional<Expr> condition(const yaml::Node& node, std::string_view what,
                                const Where& where = {}) {
    return expression(node, what, where, expr::Type::boolean);
  }
  std::optional<expr::Syntax> parsed(const yaml::Node& node, std::string_view what,
                                     std::string_view needs);
  // The rest of it for one that is parsed; `info`, if given, takes all that is known of its type.
  std::optional<Expr> checked(const yaml::Node& node, const expr::Syntax& syntax,
                              std::string_view what, const Where& where,
                              std::optional<expr::Type> type, expr::TypeInfo* info = nullptr);
  [[nodiscard]] Extent extent_of(const Expr& expr) const;
  // Adds a defined condition or value; later expressions may name it by the slot that is given.
  std::uint32_t define(NamedExpression named);
  // A number, a defined constant or an expression.
  std::optional<Worth> worth(const yaml::Node& node, std::string_view what, const Where& where);
  // Reports a syntax error or problems of a scalar at their exact place.
  void report(const yaml::Node& node, const expr::SyntaxError& problem);
  void report(const yaml::Node& node, const std::vector<expr::Problem>& problems);
  // Whether so much is wrong already that looking for near names and into expressions only costs.
  [[nodiscard]] bool gave_up() const;

 private:
  bool fits_limits(const yaml::Node& node, const Expr& expr);
  [[nodiscard]] bool is_property(std::string_view name, const Where& where) const;
  std::vector<std::string> unknown_keys(const yaml::Node& node, std::string_view title,
                                        const std::vector<std::string>& known,
                                        const std::string& stand_in);
  // A scalar in which something is written; `what` may be empty.
  bool is_scalar(const yaml::Node& node, std::string_view what, std::string_view needs);
  std::optional<std::uint32_t> listed(const yaml::Node& node, std::string_view what,
                                      std::string_view code, const std::vector<std::string>& names,
                                      NameIndex& index);
  std::optional<std::uint32_t> symbol(const yaml::Node& node, std::string_view what,
                                      expr::SymbolKind kind);
  std::optional<Points> constant_points(const yaml::Node& node, std::string_view what,
                                        const expr::Symbol& constant);

  const Source& source_;
  LineIndex lines_{source_};
  const Limits& limits_;
  Model& model_;
  Diagnostics& diagnostics_;
  std::uint64_t list_items_ = 0;
  std::vector<Extent> named_extents_;  // of Model::named
  NameIndex stages_, signals_;         // of the vocabulary, once all are declared
};

// A text from a file as a message shows it: in single quotes, cut where it is long.
[[nodiscard]] std::string quoted(std::string_view text);
// A number as authors may write it, without the `_` between digits: 1_000_000.
[[nodiscard]] std::string without_separators(std::string_view number);

}  // namespace leadscore::model
