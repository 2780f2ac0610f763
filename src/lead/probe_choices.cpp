// SPDX-License-Identifier: Apache-2.0

// The values themselves, as their attribute or property can have them.
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/decimal.hpp"
#include "lead/probe_values.hpp"
#include "model/convert.hpp"

namespace leadscore::lead {

using eval::Datum;
using model::ValueType;

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::size_t kMostChoices = 64;  // of one attribute

// The hundredth next to a bound, or one digit more than the bound has.
double step_next_to(double bound) {
  double step = 0.01;
  for (int digits = 2; digits < 9; ++digits, step /= 10) {
    const double scaled = bound / step;
    if (std::abs(scaled - std::round(scaled)) < 1e-6) break;
  }
  return step;
}

// To a whole number of steps, so that 5 - 0.01 is written 4.99.
double rounded_to(double value, double step) { return std::round(value / step) / (1 / step); }

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string date_of(std::int64_t day) {
  const Time noon{Duration(day * 86'400 * kSecond)};
  return to_text(noon).substr(0, 10);
}

}  // namespace

const Choice* find_equal(const Choices& choices, const Choice& wanted) {
  const std::string printed = print(wanted.datum);
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& choice) {
    return print(choice.datum) == printed;
  });
  return found == choices.end() ? nullptr : &*found;
}

std::string ProbeValues::written(Time at, const Zone& zone) {
  const std::int64_t day = zone.day_of(at);
  const std::int64_t since = (at - zone.start_of_day(day)).count();
  if (since >= 0 && since % kSecond == 0) {
    const std::int64_t seconds = since / kSecond;
    std::string text =
        date_of(day) + ' ' + two_digits(seconds / 3600) + ':' + two_digits(seconds / 60 % 60);
    if (seconds % 60 != 0) text += ':' + two_digits(seconds % 60);
    if (zone.parse(text) == at) return text;
  }
  return to_text(at);
}

void ProbeValues::emit(const expr::Expr& field, const Datum& target, bool around) {
  if (field.op == expr::Op::attribute) {
    return emit(model_.attributes[field.slot], attributes_[field.slot], target, around);
  }
  for (const auto& [type, slot] : field.property->places) {
    emit(model_.events[type].properties[slot], properties_[{type, slot}], target, around);
  }
}

void ProbeValues::emit(const model::Field& field, Choices& choices, const Datum& target,
                       bool around) {
  switch (target.kind) {
    case Datum::Kind::integer:
    case Datum::Kind::number: return emit_number(field, choices, target.as_number(), around);
    case Datum::Kind::text: return put_text(field, choices, target.text->written);
    case Datum::Kind::boolean:
      put(field, choices, Cell{"true"}, "true");
      return put(field, choices, Cell{"false"}, "false");
    case Datum::Kind::time:
      if (around) put_time(field, choices, target.integer - kSecond);
      put_time(field, choices, target.integer);
      if (around) put_time(field, choices, target.integer + kSecond);
      return;
    case Datum::Kind::list: {
      TextList texts;
      std::string shown;
      for (const expr::TextPtr& item : *target.list) {
        shown += (shown.empty() ? "" : " and ") + item->written;
        texts.push_back(item->written);
      }
      return put(field, choices, std::move(texts), shown);
    }
    default: return;
  }
}

void ProbeValues::emit_number(const model::Field& field, Choices& choices, double target,
                              bool around) {
  constexpr double kMost = 9e15;
  if (!std::isfinite(target) || std::abs(target) > kMost) return;
  const auto put_number = [&](double number) {
    const std::string text = number_text(number);
    put(field, choices, Cell{text}, text);
  };
  if (field.type == ValueType::integer) {
    const double below = std::floor(target);
    const bool whole = below == target;
    if (around || !whole) put_number(whole ? target - 1 : below);
    if (whole) put_number(target);
    if (around || !whole) put_number(below + 1);
    return;
  }
  const double step = step_next_to(target);
  if (around) put_number(rounded_to(target - step, step));
  put_number(target);
  if (around) put_number(rounded_to(target + step, step));
}

void ProbeValues::put_text(const model::Field& field, Choices& choices,
                           const std::string& text) const {
  if (field.type == ValueType::list) return put(field, choices, TextList{text}, text);
  put(field, choices, Cell{text}, text);
}

void ProbeValues::put_time(const model::Field& field, Choices& choices, std::int64_t at) const {
  const Time time{Duration(at)};
  if (time < kEarliestTime || time > kLatestTime) return;
  const std::string text = written(time, model_.zone);
  put(field, choices, Cell{text}, text);
}

// Only what the field can have, each once.
void ProbeValues::put(const model::Field& field, Choices& choices, Value value,
                      std::string text) const {
  if (choices.size() >= kMostChoices) return;
  const model::Converted made = model::convert(field, value, model_.zone);
  if (!made.problem.empty() || made.datum.is_missing()) return;
  Choice choice{std::move(value), made.datum, std::move(text)};
  if (find_equal(choices, choice) == nullptr) choices.push_back(std::move(choice));
}

void ProbeValues::add_other(const model::Field& field, Choices& choices) const {
  for (const Datum& one : field.one_of) {
    const std::string text = one.text ? one.text->written : print(one);
    put(field, choices, Cell{text}, text);
  }
  if (!field.one_of.empty()) return;
  switch (field.type) {
    case ValueType::text:
    case ValueType::list: return put_text(field, choices, "something else");
    case ValueType::boolean:
      put(field, choices, Cell{"true"}, "true");
      return put(field, choices, Cell{"false"}, "false");
    case ValueType::integer:
    case ValueType::number:
      if (choices.empty()) put(field, choices, Cell{"10"}, "10");
      return;
    case ValueType::time:
      if (choices.empty()) put_time(field, choices, now_.time_since_epoch().count());
      return;
  }
}

void ProbeValues::add_others() {
  for (auto& [attribute, choices] : attributes_) {
    add_other(model_.attributes[attribute], choices);
  }
  for (auto& [key, choices] : properties_) {
    add_other(model_.events[key.first].properties[key.second], choices);
  }
}

}  // namespace leadscore::lead
