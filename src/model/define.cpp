// SPDX-License-Identifier: Apache-2.0

// `define`: constants and lists.
#include <algorithm>
#include <utility>

#include "base/decimal.hpp"
#include "model/names.hpp"

namespace leadscore::model {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool looks_like_date(std::string_view text) {
  return text.size() >= 8 && std::all_of(text.begin(), text.begin() + 4, is_digit) &&
         text[4] == '-' && is_digit(text[5]);
}

// Digits and a unit that is near enough to be meant for a duration: `30m`.
bool is_bare_m(std::string_view text) {
  return text.size() > 1 && text.back() == 'm' &&
         std::all_of(text.begin(), text.end() - 1, is_digit);
}

std::optional<Datum> number_of(std::string_view written) {
  const std::string text = without_separators(written);
  const bool whole = text.find_first_of(".eE") == std::string::npos;
  if (const auto integer = whole ? parse_integer(text) : std::nullopt) return Datum::of(*integer);
  if (const auto number = parse_number(text)) return Datum::of(*number);
  return std::nullopt;
}

// What a plain scalar says; nothing after a report.
std::optional<std::pair<Datum, expr::Type>> constant_of(Builder& build, const yaml::Node& node,
                                                        const std::string& what) {
  const auto text = build.text(node, what, "a value");
  if (!text) return std::nullopt;
  if (node.style == yaml::Style::plain) {
    if (auto number = number_of(*text)) return std::pair(*number, expr::Type::number);
    if (*text == "true" || *text == "false") {
      return std::pair(Datum::of(*text == "true"), expr::Type::boolean);
    }
    if (const auto length = parse_duration(*text)) {
      return std::pair(Datum::of(*length), expr::Type::duration);
    }
    if (looks_like_date(*text)) {
      const auto time = build.time(node, what);
      if (!time) return std::nullopt;
      return std::pair(Datum::of(*time), expr::Type::time);
    }
    if (is_bare_m(*text)) {
      build.duration(node, what, Duration{0}, Duration::max());
      return std::nullopt;
    }
  }
  return std::pair(Datum::text_of(*text), expr::Type::text);
}

bool read_list(Builder& build, const yaml::Node& node, const std::string& what,
               expr::Symbol& symbol) {
  const auto items = build.scalars(node, what);
  if (!items) return false;
  symbol.kind = expr::SymbolKind::list;
  symbol.type.type = expr::Type::text;
  const yaml::Node* first = nullptr;
  for (const yaml::Node* item : *items) {
    const auto number = item->style == yaml::Style::plain ? number_of(item->text) : std::nullopt;
    const auto type = number ? expr::Type::number : expr::Type::text;
    if (first != nullptr && type != symbol.type.type) {
      build
          .error(item->span, "wrong-type", "a list holds texts or numbers, not both",
                 "put numbers that are meant as texts in quotes")
          .notes.push_back({first->span, first == nullptr || type == expr::Type::number
                                             ? "this one is a text"
                                             : "this one is a number"});
      return false;
    }
    if (first == nullptr) first = item;
    symbol.type.type = type;
    symbol.literals.push_back(number ? *number : Datum::text_of(item->text));
  }
  return true;
}

}  // namespace

bool declare_constant(Builder& build, const yaml::Entry& entry) {
  const std::string what = "definition " + quoted(entry.key.text);
  expr::Symbol symbol;
  symbol.span = entry.key.span;
  if (entry.value.is_map()) return true;  // read_define
  if (entry.value.is_list()) {
    if (!read_list(build, entry.value, what, symbol)) return false;
  } else {
    auto constant = constant_of(build, entry.value, what);
    if (!constant) return false;
    symbol.kind = expr::SymbolKind::constant;
    symbol.constant = std::move(constant->first);
    symbol.type.type = constant->second;
  }
  build.model().vocabulary.symbols.emplace(expr::canonical_name(entry.key.text), std::move(symbol));
  return true;
}

}  // namespace leadscore::model
