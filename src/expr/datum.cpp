// SPDX-License-Identifier: Apache-2.0
#include "expr/datum.hpp"

#include <cmath>
#include <utility>

#include <leadscore/value.hpp>

#include "base/decimal.hpp"
#include "text/fold.hpp"

namespace leadscore::expr {

std::string_view describe(Type type) {
  switch (type) {
    case Type::boolean: return "a condition";
    case Type::number: return "a number";
    case Type::text: return "a text";
    case Type::time: return "a time";
    case Type::duration: return "a duration";
    case Type::list: return "a list";
    case Type::symbol: return "a stage or band";
  }
  return "a value";
}

Text::Text(std::string_view text) : written(text), folded(text::fold_and_trim(text)) {}

double Datum::as_number() const {
  return kind == Kind::integer ? static_cast<double>(integer) : number;
}

Datum Datum::of(bool value) {
  Datum datum;
  datum.kind = Kind::boolean;
  datum.integer = value ? 1 : 0;
  return datum;
}

Datum Datum::of(std::int64_t value) {
  Datum datum;
  datum.kind = Kind::integer;
  datum.integer = value;
  return datum;
}

Datum Datum::of(double value) {
  Datum datum;
  if (!std::isfinite(value)) return datum;
  datum.kind = Kind::number;
  datum.number = value;
  return datum;
}

Datum Datum::of(TextPtr value) {
  Datum datum;
  datum.kind = Kind::text;
  datum.text = std::move(value);
  return datum;
}

Datum Datum::of(ListPtr value) {
  Datum datum;
  datum.kind = Kind::list;
  datum.list = std::move(value);
  return datum;
}

Datum Datum::of(Time value, std::int8_t slope) {
  Datum datum;
  datum.kind = Kind::time;
  datum.slope = slope;
  datum.integer = value.time_since_epoch().count();
  return datum;
}

Datum Datum::of(Duration value, std::int8_t slope) {
  Datum datum;
  datum.kind = Kind::duration;
  datum.slope = slope;
  datum.integer = value.count();
  return datum;
}

Datum Datum::text_of(std::string_view value) { return of(std::make_shared<const Text>(value)); }

Datum Datum::pattern_of(std::string_view value) {
  auto text = std::make_shared<Text>(value);
  text->folded = text::fold(value);
  return of(TextPtr(std::move(text)));
}

namespace {

std::string print_list(const std::vector<TextPtr>& list) {
  std::string out = "[";
  for (const TextPtr& item : list) {
    if (out.size() > 1) out += ", ";
    out += json_string(item->written);
  }
  return out + "]";
}

}  // namespace

std::string print(const Datum& datum) {
  switch (datum.kind) {
    case Datum::Kind::missing: return "missing";
    case Datum::Kind::boolean: return datum.integer != 0 ? "true" : "false";
    case Datum::Kind::integer: return std::to_string(datum.integer);
    case Datum::Kind::number: return number_text(datum.number);
    case Datum::Kind::text: return json_string(datum.text->written);
    case Datum::Kind::list: return print_list(*datum.list);
    case Datum::Kind::time: return to_text(datum.as_time());
    case Datum::Kind::duration: return to_text(datum.as_duration());
  }
  return "missing";
}

}  // namespace leadscore::expr
