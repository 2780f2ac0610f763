// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "base/decimal.hpp"
#include "expr/grammar.hpp"
#include "model/phrases.hpp"
#include "model/tables.hpp"
#include "text/fold.hpp"
#include "text/nearest.hpp"

namespace leadscore::model {

namespace {

using expr::Comparison;
using expr::Type;

std::vector<std::string> texts_of(const std::vector<Datum>& values) {
  std::vector<std::string> texts;
  for (const Datum& value : values) {
    if (value.text) texts.push_back(value.text->written);
  }
  return texts;
}

// The values a property may have in any of its events; none where it may have any in one of them.
std::vector<std::string> property_values(const Model& model, const expr::PropertyRef& property) {
  std::vector<std::string> values;
  for (std::size_t type = 0; type < property.slot_of_type.size(); ++type) {
    const std::int16_t slot = property.slot_of_type[type];
    if (slot < 0) continue;
    const Field& field = model.events[type].properties[static_cast<std::size_t>(slot)];
    if (field.one_of.empty()) return {};
    for (std::string& value : texts_of(field.one_of)) values.push_back(std::move(value));
  }
  return values;
}

// The values an expression can have where they are known: `one_of`, names of stages or of a band.
std::vector<std::string> known_values(const Model& model, const Expr& by) {
  switch (by.op) {
    case expr::Op::attribute: return texts_of(model.attributes[by.slot].one_of);
    case expr::Op::property: return property_values(model, *by.property);
    case expr::Op::stage: return model.vocabulary.stages;
    case expr::Op::band:
      for (const auto& [name, symbol] : model.vocabulary.symbols) {
        if (symbol.kind == expr::SymbolKind::band && symbol.slot == by.slot) {
          return symbol.type.names;
        }
      }
      return {};
    default: return {};
  }
}

std::optional<Comparison> comparison_named(std::string_view op) {
  static constexpr std::array<std::pair<std::string_view, Comparison>, 6> kAll = {
      {{"==", Comparison::equal}, {"!=", Comparison::not_equal}, {"<", Comparison::less},
       {"<=", Comparison::less_equal}, {">", Comparison::greater},
       {">=", Comparison::greater_equal}}};
  for (const auto& [text, comparison] : kAll) {
    if (text == op) return comparison;
  }
  return std::nullopt;
}

bool less(const Datum& a, const Datum& b) {
  using Kind = Datum::Kind;
  if (a.kind == Kind::number && b.kind == Kind::number) return a.number < b.number;
  if (a.kind == Kind::number) return compare(b.integer, a.number) > 0;
  if (b.kind == Kind::number) return compare(a.integer, b.number) < 0;
  return a.integer < b.integer;
}

}  // namespace

RowReader::RowReader(Builder& build, const Expr& by)
    : build_(build), by_(by), known_(known_values(build.model(), by)) {}

std::optional<Row> RowReader::read(const yaml::Node& key) {
  key_ = &key;
  auto parsed = expr::parse_row(key.text, build_.limits());
  if (const auto* problem = std::get_if<expr::SyntaxError>(&parsed)) {
    build_.report(key, *problem);
    return std::nullopt;
  }
  const auto& syntax = std::get<expr::RowSyntax>(parsed);
  Row row;
  row.text = text::trim(key.text);
  row.span = key.span;
  row.unknown = syntax.kind == expr::RowKind::unknown;
  row.otherwise = syntax.kind == expr::RowKind::otherwise;
  bool good = true;
  if (syntax.kind == expr::RowKind::values) good = read_values(syntax, row);
  if (syntax.kind == expr::RowKind::compare) good = read_comparison(syntax, row);
  if (syntax.kind == expr::RowKind::range) good = read_range(syntax, row);
  if (!good || !is_new(row)) return std::nullopt;
  return row;
}

bool RowReader::read_values(const expr::RowSyntax& syntax, Row& row) {
  bool good = true;
  for (const expr::Name& name : syntax.values) {
    auto datum = value(name);
    good = good && datum.has_value();
    if (datum) row.alternatives.push_back({Row::Test{Comparison::equal, std::move(*datum)}});
  }
  return good;
}

bool RowReader::read_comparison(const expr::RowSyntax& syntax, Row& row) {
  auto comparison = comparison_named(syntax.op);
  if (!comparison || syntax.values.size() != 1) return false;
  const bool equality = *comparison == Comparison::equal || *comparison == Comparison::not_equal;
  if ((!equality || by_.type == Type::list) && needs_order("'" + syntax.op + "'")) return false;
  auto datum = value(syntax.values[0]);
  if (!datum) return false;
  row.alternatives.push_back({Row::Test{*comparison, std::move(*datum)}});
  return true;
}

bool RowReader::read_range(const expr::RowSyntax& syntax, Row& row) {
  if (syntax.values.size() != 2 || needs_order("'..'")) return false;
  auto low = value(syntax.values[0]);
  auto high = value(syntax.values[1]);
  if (!low || !high) return false;
  if (less(*high, *low)) {
    build_.error(inside({syntax.values[0].span.begin, syntax.values[1].span.end}), "conflict",
                 "no value is in '" + row.text + "': it begins above its end",
                 "write the lesser one first: " + syntax.values[1].text + " .. " +
                     syntax.values[0].text);
    return false;
  }
  row.alternatives.push_back({Row::Test{Comparison::greater_equal, std::move(*low)},
                              Row::Test{Comparison::less_equal, std::move(*high)}});
  return true;
}

std::optional<Datum> RowReader::value(const expr::Name& name) {
  if (is_text()) return known_text(name);
  if (auto datum = literal(name.text)) return datum;
  if (auto datum = defined(name.text)) return datum;
  build_.error(inside(name.span), "wrong-type",
               "the table is by " + std::string(expr::describe(by_.type)) + ", and '" + name.text +
                   "' is " + (by_.type == Type::boolean ? "neither true nor false" : "none"));
  return std::nullopt;
}

std::optional<Datum> RowReader::literal(std::string_view written) const {
  std::string text(written);
  switch (by_.type) {
    case Type::boolean:
      if (text != "true" && text != "false") return std::nullopt;
      return Datum::of(text == "true");
    case Type::number:
      text.erase(std::remove(text.begin(), text.end(), '_'), text.end());
      if (auto integer = parse_integer(text)) return Datum::of(*integer);
      if (auto number = parse_number(text)) return Datum::of(*number);
      return std::nullopt;
    case Type::duration:
      if (auto duration = parse_duration(text)) return Datum::of(*duration);
      return std::nullopt;
    case Type::time:
      if (auto time = build_.model().zone.parse(text)) return Datum::of(*time);
      return std::nullopt;
    default: return std::nullopt;
  }
}

// A constant of `define`.
std::optional<Datum> RowReader::defined(std::string_view text) const {
  const auto& symbols = build_.model().vocabulary.symbols;
  auto found = symbols.find(expr::canonical_name(text));
  if (found == symbols.end() || found->second.kind != expr::SymbolKind::constant ||
      found->second.type.type != by_.type) {
    return std::nullopt;
  }
  return found->second.constant;
}

std::optional<Datum> RowReader::known_text(const expr::Name& name) {
  if (known_.empty()) return Datum::text_of(name.text);
  const auto compared = [&](const std::string& text) {
    if (by_.exact) return text;
    return text::fold_and_trim(by_.type == Type::symbol ? expr::canonical_name(text) : text);
  };
  const std::string wanted = compared(name.text);
  for (const std::string& known : known_) {
    if (compared(known) == wanted) return Datum::text_of(known);
  }
  build_.unknown(inside(name.span), "unknown-value", "value", name.text, known_);
  return std::nullopt;
}

bool RowReader::is_text() const {
  return by_.type == Type::text || by_.type == Type::list || by_.type == Type::symbol;
}

// True, after a report, where the table's values have no order.
bool RowReader::needs_order(std::string_view what) {
  if (!is_text() && by_.type != Type::boolean) return false;
  std::string hint;
  if (is_text()) hint = "if it is a text as it stands, quote it once more: \"'" + key_->text + "'\"";
  build_.error(key_->span, "wrong-type",
               std::string(what) + " needs numbers, durations or times, and the table is by " +
                   std::string(expr::describe(by_.type)),
               std::move(hint));
  return true;
}

bool RowReader::is_new(const Row& row) {
  std::string mine = signature(row);
  for (const auto& [text, span] : seen_) {
    if (text != mine) continue;
    build_.error(row.span, "duplicate-name", "there are two rows '" + row.text + "'")
        .notes.push_back({span, "the first stands here"});
    return false;
  }
  seen_.emplace_back(std::move(mine), row.span);
  return true;
}

std::string RowReader::signature(const Row& row) const {
  if (row.unknown) return "unknown";
  if (row.otherwise) return "else";
  std::vector<std::string> parts;
  for (const Tests& tests : row.alternatives) {
    std::string part;
    for (const Row::Test& test : tests) {
      const bool folded = test.value.text && !by_.exact;
      part += std::to_string(static_cast<int>(test.comparison)) + ' ' +
              (folded ? '"' + test.value.text->folded : print(test.value)) + '\n';
    }
    parts.push_back(std::move(part));
  }
  std::sort(parts.begin(), parts.end());
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

Span RowReader::inside(Span part) const {
  return yaml::span_inside(build_.source(), *key_, part.begin, part.end);
}

}  // namespace leadscore::model
