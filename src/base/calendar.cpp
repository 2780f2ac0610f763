// SPDX-License-Identifier: Apache-2.0
#include "base/calendar.hpp"

#include <array>
#include <chrono>
#include <cstddef>

namespace leadscore {
namespace {

namespace chrono = std::chrono;

constexpr std::array<std::string_view, 5> kNames = {"day", "week", "month", "quarter", "year"};

chrono::sys_days date_of(std::int64_t day) {
  return chrono::sys_days{chrono::days{static_cast<chrono::days::rep>(day)}};
}

std::int64_t day_number(chrono::sys_days date) { return date.time_since_epoch().count(); }

// The first month of the month, quarter or year that holds the date.
chrono::year_month first_month(Calendar unit, chrono::year_month_day date) {
  const auto month = static_cast<unsigned>(date.month());
  switch (unit) {
    case Calendar::quarter: return date.year() / chrono::month{(month - 1) / 3 * 3 + 1};
    case Calendar::year: return date.year() / chrono::January;
    default: return date.year() / date.month();
  }
}

chrono::months months_of(Calendar unit) {
  if (unit == Calendar::year) return chrono::months{12};
  return chrono::months{unit == Calendar::quarter ? 3 : 1};
}

}  // namespace

std::optional<Calendar> calendar_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Calendar>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Calendar unit) { return kNames[static_cast<std::size_t>(unit)]; }

std::int64_t first_day_of(Calendar unit, std::int64_t day) {
  if (unit == Calendar::day) return day;
  const chrono::sys_days date = date_of(day);
  if (unit == Calendar::week) {
    return day - (chrono::weekday{date} - chrono::Monday).count();
  }
  return day_number(first_month(unit, date) / chrono::day{1});
}

std::int64_t first_day_after(Calendar unit, std::int64_t day) {
  if (unit == Calendar::day) return day + 1;
  if (unit == Calendar::week) return first_day_of(unit, day) + 7;
  const chrono::year_month next = first_month(unit, date_of(day)) + months_of(unit);
  return day_number(next / chrono::day{1});
}

}  // namespace leadscore
