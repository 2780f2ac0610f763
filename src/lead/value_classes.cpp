// SPDX-License-Identifier: Apache-2.0
#include "lead/value_classes.hpp"

#include <algorithm>
#include <cmath>

#include "eval/moment.hpp"

namespace leadscore::lead {

using eval::compare;
using model::Datum;
using model::Field;
using model::ValueType;

namespace {

bool is_number(const Datum& datum) {
  return datum.kind == Datum::Kind::integer || datum.kind == Datum::Kind::number;
}

bool is_of(const Datum& datum, ValueType type) {
  switch (type) {
    case ValueType::text:
    case ValueType::list: return datum.kind == Datum::Kind::text;
    case ValueType::integer: return datum.kind == Datum::Kind::integer;
    case ValueType::number: return is_number(datum);
    case ValueType::boolean: return datum.kind == Datum::Kind::boolean;
    case ValueType::time: return datum.kind == Datum::Kind::time;
  }
  return false;
}

// Sorted, each once; texts that differ only in case or width stay apart for exact conditions.
void sort_out(std::vector<Datum>& values) {
  std::stable_sort(values.begin(), values.end(),
                   [](const Datum& a, const Datum& b) { return compare(a, b, true) < 0; });
  const auto same = [](const Datum& a, const Datum& b) { return compare(a, b, true) == 0; };
  values.erase(std::unique(values.begin(), values.end(), same), values.end());
}

std::int64_t plus(std::int64_t value, std::int64_t step) {
  std::int64_t out = 0;
  return __builtin_add_overflow(value, step, &out) ? value : out;
}

Datum whole(ValueType type, std::int64_t value) {
  return type == ValueType::time ? Datum::of(Time(Duration(value))) : Datum::of(value);
}

// One step below and above each; where two are nearer than two steps, what lies between them.
void add_whole_neighbours(std::vector<Datum>& values, ValueType type) {
  const std::int64_t step = type == ValueType::time ? 1'000'000 : 1;
  const std::size_t count = values.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t value = values[i].integer;
    const bool crowded = i + 1 < count && plus(value, 2 * step) > values[i + 1].integer;
    const std::int64_t between = crowded ? value + (values[i + 1].integer - value) / 2 : 0;
    values.push_back(whole(type, plus(value, -step)));
    values.push_back(whole(type, crowded ? between : plus(value, step)));
  }
}

void add_real_neighbours(std::vector<Datum>& values) {
  const std::size_t count = values.size();
  for (std::size_t i = 0; i < count; ++i) {
    const double value = values[i].as_number();
    const double next = i + 1 < count ? values[i + 1].as_number() : value + 2;
    if (i == 0) values.push_back(Datum::of(value - 1));
    values.push_back(Datum::of(next - value < 2 ? value + (next - value) / 2 : value + 1));
    if (next - value >= 2 && i + 1 < count) values.push_back(Datum::of(next - 1));
  }
}

Datum other_text(const std::vector<Datum>& constants) {
  std::string text = "other";
  const auto named = [&](const Datum& constant) {
    return constant.text->folded.find(text) != std::string::npos ||
           text.find(constant.text->folded) != std::string::npos;
  };
  while (text.size() < 64 && std::any_of(constants.begin(), constants.end(), named)) text += "~";
  return Datum::text_of(text);
}

}  // namespace

std::vector<Datum> classes_of(std::vector<Datum> constants, ValueType type) {
  if (type == ValueType::boolean) return {Datum::of(false), Datum::of(true)};
  std::erase_if(constants, [&](const Datum& datum) { return !is_of(datum, type); });
  sort_out(constants);
  switch (type) {
    case ValueType::text:
    case ValueType::list: constants.push_back(other_text(constants)); return constants;
    case ValueType::integer:
    case ValueType::time: add_whole_neighbours(constants, type); break;
    case ValueType::number: add_real_neighbours(constants); break;
    case ValueType::boolean: break;
  }
  std::erase_if(constants, [](const Datum& datum) { return datum.is_missing(); });
  sort_out(constants);
  return constants;
}

std::vector<Datum> classes_of(std::vector<Datum> constants, const Field& field) {
  if (!field.one_of.empty()) return field.one_of;
  return classes_of(std::move(constants), field.type);
}

Datum list_of(const std::vector<Datum>& texts) {
  auto list = std::make_shared<std::vector<expr::TextPtr>>();
  for (const Datum& text : texts) list->push_back(text.text);
  return Datum::of(expr::ListPtr(std::move(list)));
}

Value value_of(const Datum& datum) {
  switch (datum.kind) {
    case Datum::Kind::boolean: return datum.integer != 0;
    case Datum::Kind::integer: return datum.integer;
    case Datum::Kind::number: return datum.number;
    case Datum::Kind::text: return datum.text->written;
    case Datum::Kind::time: return datum.as_time();
    case Datum::Kind::list: {
      TextList items;
      for (const expr::TextPtr& item : *datum.list) items.push_back(item->written);
      return items;
    }
    case Datum::Kind::missing:
    case Datum::Kind::duration: break;
  }
  return Missing{};
}

}  // namespace leadscore::lead
