// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "base/decimal.hpp"
#include "base/time_text.hpp"
#include "expr/grammar.hpp"
#include "model/hints.hpp"
#include "model/keys.hpp"
#include "model/tables.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

using expr::Comparison;
using expr::Type;

std::optional<Comparison> comparison_named(std::string_view op) {
  static constexpr std::array<std::pair<std::string_view, Comparison>, 6> kAll = {
      {{"==", Comparison::equal},
       {"!=", Comparison::not_equal},
       {"<", Comparison::less},
       {"<=", Comparison::less_equal},
       {">", Comparison::greater},
       {">=", Comparison::greater_equal}}};
  for (const auto& [text, comparison] : kAll) {
    if (text == op) return comparison;
  }
  return std::nullopt;
}

}  // namespace

bool comes_before(const Datum& a, const Datum& b) {
  using Kind = Datum::Kind;
  if (a.kind == Kind::number && b.kind == Kind::number) return a.number < b.number;
  if (a.kind == Kind::number) return compare(b.integer, a.number) > 0;
  if (b.kind == Kind::number) return compare(a.integer, b.number) < 0;
  return a.integer < b.integer;
}

RowReader::RowReader(Builder& build, KnownValues& known, const Expr& by)
    : build_(build), by_(by), known_(known.of(by)) {}

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
  if (comes_before(*high, *low)) {
    build_.error(
        inside({syntax.values[0].span.begin, syntax.values[1].span.end}), "conflict",
        "no value is in '" + row.text + "': it begins above its end",
        "write the lesser one first: " + syntax.values[1].text + " .. " + syntax.values[0].text);
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
  if (by_.type == Type::boolean) {
    build_.error(inside(name.span), "wrong-type",
                 quoted(name.text) + " is no row of a table that goes by a condition",
                 "its rows are true, false and unknown");
  } else {
    const std::string kind = std::string(expr::describe(by_.type)).substr(2);
    build_.error(inside(name.span), "wrong-type",
                 quoted(name.text) + " is no " + kind + ", and this table goes by one",
                 hint_for(name.text));
  }
  return std::nullopt;
}

// How the row is written that a value of no kind may stand for.
std::string RowReader::hint_for(std::string_view written) const {
  const auto is_value = [&](std::string_view text) { return literal(text).has_value(); };
  const std::string row = row_meant(written, is_value);
  if (row == kElse) return "for all others write: else";
  if (!row.empty()) return "write: \"" + row + "\"";
  const std::string time = by_.type == Type::time ? time_meant(written) : std::string();
  if (!time.empty()) return "write: " + time;
  return by_.type == Type::duration ? "a duration is written 7d or 24h" : "";
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
  found->second.used = true;
  return found->second.constant;
}

std::optional<Datum> RowReader::known_text(const expr::Name& name) {
  if (known_.empty()) return Datum::text_of(name.text);
  const std::string wanted = KnownValues::compared(by_, name.text);
  for (const KnownValues::Names* names : known_) {
    auto found = names->find(wanted);
    if (found != names->end()) return Datum::text_of(found->second);
  }
  build_.unknown(inside(name.span), "unknown-value", "value", name.text, known_names());
  Diagnostic& made = build_.diagnostics().back();
  if (made.replacement.empty() && means_else(name.text)) made.hint = "for all others write: else";
  return std::nullopt;
}

std::vector<std::string> RowReader::known_names() const {
  std::vector<std::string> all;
  for (const KnownValues::Names* names : known_) {
    for (const auto& [compared, written] : *names) {
      if (!build_.gave_up()) all.push_back(written);
    }
  }
  return all;
}

bool RowReader::is_text() const {
  return by_.type == Type::text || by_.type == Type::list || by_.type == Type::symbol;
}

// True, after a report, where the table's values have no order.
bool RowReader::needs_order(std::string_view what) {
  if (!is_text() && by_.type != Type::boolean) return false;
  std::string hint;
  if (is_text() && known_.empty()) {
    hint = "if it is a text as it stands, quote it once more: \"'" + key_->text + "'\"";
  } else if (is_text()) {
    constexpr std::size_t kMostListed = 20;
    const std::vector<std::string> names = known_names();
    for (std::size_t i = 0; i < std::min(names.size(), kMostListed); ++i) {
      hint += (i == 0 ? "its rows are its values: " : ", ") + names[i];
    }
    if (names.size() > kMostListed) hint += ", ...";
  }
  build_.error(key_->span, "wrong-type",
               std::string(what) +
                   " compares numbers, durations and times, and this table goes "
                   "by " +
                   std::string(expr::describe(by_.type)),
               std::move(hint));
  return true;
}

bool RowReader::is_new(const Row& row) {
  auto [first, is_new] = seen_.emplace(signature(row), row.span);
  if (is_new) return true;
  build_.error(row.span, "duplicate-name", "there are two rows " + quoted(row.text))
      .notes.push_back({first->second, "the first stands here"});
  return false;
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
