// SPDX-License-Identifier: Apache-2.0
#include "model/convert.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/decimal.hpp"
#include "base/exact.hpp"
#include "base/utf8.hpp"
#include "model/words.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return "'" + std::string(text) + "'";
  return "'" + std::string(text.substr(0, utf8::begin_of_char(text, kMost - 3))) + "...'";
}

std::string shown(const Datum& datum) {
  return datum.text ? shown(datum.text->written) : "'" + print(datum) + "'";
}

std::string_view name_of(ValueType type) {
  for (const auto& one : type_words()) {
    if (one.value == type) return one.word;
  }
  return "value";
}

Converted bad(ValueType wanted, std::string_view given) {
  return {{}, shown(given) + " is no " + std::string(name_of(wanted))};
}

Converted good(Datum datum) { return {std::move(datum), {}}; }

// --- what a text of a typed place says --------------------------------------------------------

// In any case: spreadsheets write TRUE, and many a CRM Yes.
Converted read_boolean(std::string_view written) {
  const std::string text = text::fold(written);
  if (text == "true" || text == "yes" || text == "1") return good(Datum::of(true));
  if (text == "false" || text == "no" || text == "0") return good(Datum::of(false));
  return bad(ValueType::boolean, written);
}

Converted read_list(std::string_view text) {
  std::vector<expr::TextPtr> items;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const std::string_view item = text::trim(part);
    if (!item.empty()) items.push_back(std::make_shared<const expr::Text>(item));
  }
  return good(Datum::of(std::make_shared<const std::vector<expr::TextPtr>>(std::move(items))));
}

Converted read_time(std::string_view text, const Zone& zone) {
  const auto time = zone.parse(text);
  return time ? good(Datum::of(*time)) : bad(ValueType::time, text);
}

Converted read_cell(ValueType type, std::string_view written, const Zone& zone) {
  const std::string_view text = text::trim(written);
  if (text.empty()) return {};
  switch (type) {
    case ValueType::text: return good(Datum::text_of(written));
    case ValueType::boolean: return read_boolean(text);
    case ValueType::time: return read_time(text, zone);
    case ValueType::list: return read_list(text);
    case ValueType::integer: {
      const auto value = parse_integer(text);
      return value ? good(Datum::of(*value)) : bad(type, text);
    }
    case ValueType::number: {
      const auto value = parse_number(text);
      return value ? good(Datum::of(*value)) : bad(type, text);
    }
  }
  return {};
}

// --- one function per kind of value -----------------------------------------------------------

class Conversion {
 public:
  Conversion(ValueType type, const Zone& zone) : type_(type), zone_(zone) {}

  Converted operator()(Missing) const { return {}; }

  Converted operator()(bool value) const {
    if (type_ == ValueType::boolean) return good(Datum::of(value));
    return bad(type_, value ? "true" : "false");
  }

  Converted operator()(std::int64_t value) const {
    if (type_ == ValueType::integer) return good(Datum::of(value));
    if (type_ == ValueType::number) return good(Datum::of(static_cast<double>(value)));
    return bad(type_, std::to_string(value));
  }

  Converted operator()(double value) const {
    if (!std::isfinite(value)) return {{}, "a number that is not finite"};
    if (type_ == ValueType::number) return good(Datum::of(value));
    constexpr double kTwoTo63 = 9223372036854775808.0;
    const bool whole = std::trunc(value) == value && value >= -kTwoTo63 && value < kTwoTo63;
    if (type_ != ValueType::integer || !whole) return bad(type_, number_text(value));
    return good(Datum::of(static_cast<std::int64_t>(value)));
  }

  Converted operator()(const std::string& value) const {
    if (text::first_bad_utf8(value)) return {{}, "a text that is not UTF-8"};
    if (type_ == ValueType::text) return good(Datum::text_of(value));
    if (type_ == ValueType::time) return read_time(value, zone_);
    return bad(type_, value);
  }

  Converted operator()(Time value) const {
    if (value < kEarliestTime || value > kLatestTime) return {{}, "a time out of range"};
    return type_ == ValueType::time ? good(Datum::of(value)) : bad(type_, to_text(value));
  }

  Converted operator()(const TextList& value) const {
    if (type_ != ValueType::list) return {{}, "a list is no " + std::string(name_of(type_))};
    std::vector<expr::TextPtr> items;
    for (const std::string& item : value) {
      if (text::first_bad_utf8(item)) return {{}, "a text that is not UTF-8"};
      items.push_back(std::make_shared<const expr::Text>(item));
    }
    return good(Datum::of(std::make_shared<const std::vector<expr::TextPtr>>(std::move(items))));
  }

  Converted operator()(const Cell& value) const {
    if (text::first_bad_utf8(value.text)) return {{}, "a text that is not UTF-8"};
    return read_cell(type_, value.text, zone_);
  }

 private:
  ValueType type_;
  const Zone& zone_;
};

std::string listed(const std::vector<Datum>& values) {
  constexpr std::size_t kMost = 12;
  std::string out;
  for (std::size_t i = 0; i < std::min(values.size(), kMost); ++i) {
    out += (i == 0 ? "" : ", ");
    out += values[i].text ? values[i].text->written : print(values[i]);
  }
  return values.size() > kMost ? out + ", ..." : out;
}

}  // namespace

bool same_value(const Field& field, const Datum& a, const Datum& b) {
  using Kind = Datum::Kind;
  if (a.kind == Kind::text && b.kind == Kind::text) {
    return field.exact ? a.text->written == b.text->written : a.text->folded == b.text->folded;
  }
  if (a.kind == Kind::integer && b.kind == Kind::number) return compare(a.integer, b.number) == 0;
  if (a.kind == Kind::number && b.kind == Kind::integer) return compare(b.integer, a.number) == 0;
  if (a.kind != b.kind) return false;
  return a.kind == Kind::number ? a.number == b.number : a.integer == b.integer;
}

Converted convert(const Field& field, const Value& value, const Zone& zone) {
  Converted made = std::visit(Conversion(field.type, zone), value);
  if (made.datum.is_missing() || field.one_of.empty()) return made;
  const bool known = std::any_of(field.one_of.begin(), field.one_of.end(), [&](const Datum& one) {
    return same_value(field, one, made.datum);
  });
  if (known) return made;
  return {{}, shown(made.datum) + " is not one of " + listed(field.one_of)};
}

}  // namespace leadscore::model
