// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>

#include <leadscore/time.hpp>

#include "base/time_text.hpp"

namespace leadscore {
namespace {

namespace chrono = std::chrono;

struct Unit {
  std::string_view name;
  std::int64_t microseconds;
};

// Largest first. The last is only written, never read.
constexpr std::array<Unit, 6> kUnits = {{{"w", 604'800'000'000},
                                         {"d", 86'400'000'000},
                                         {"h", 3'600'000'000},
                                         {"min", 60'000'000},
                                         {"s", 1'000'000},
                                         {"us", 1}}};

const Unit* unit_named(std::string_view name) {
  for (std::size_t i = 0; i + 1 < kUnits.size(); ++i) {
    if (kUnits[i].name == name) return &kUnits[i];
  }
  return nullptr;
}

void append_padded(std::string& out, std::int64_t value, std::size_t digits) {
  if (value < 0) {
    out += '-';
    value = -value;
  }
  const std::string text = std::to_string(value);
  if (text.size() < digits) out.append(digits - text.size(), '0');
  out += text;
}

void append_fraction(std::string& out, std::int64_t microseconds) {
  if (microseconds == 0) return;
  out += '.';
  append_padded(out, microseconds, 6);
  out.erase(out.find_last_not_of('0') + 1);
}

}  // namespace

std::optional<Time> parse_time(std::string_view text) {
  const auto read = read_time_text(text);
  if (!read) return std::nullopt;
  return in_range(Time{read->local - read->offset.value_or(Duration{0})});
}

std::vector<std::string_view> duration_units() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i + 1 < kUnits.size(); ++i) names.push_back(kUnits[i].name);
  return names;
}

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  if (text.empty() || text.front() == '-') return std::nullopt;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{}) return std::nullopt;
  const Unit* unit = unit_named(text.substr(static_cast<std::size_t>(rest - text.data())));
  if (unit == nullptr) return std::nullopt;
  if (__builtin_mul_overflow(count, unit->microseconds, &count)) return std::nullopt;
  return Duration{count};
}

std::string to_text(Time at) {
  const auto day = chrono::floor<chrono::days>(at);
  const chrono::year_month_day date{day};
  const chrono::hh_mm_ss<Duration> time{at - day};
  std::string out;
  out.reserve(28);
  append_padded(out, static_cast<int>(date.year()), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(date.day()), 2);
  out += 'T';
  append_padded(out, time.hours().count(), 2);
  out += ':';
  append_padded(out, time.minutes().count(), 2);
  out += ':';
  append_padded(out, time.seconds().count(), 2);
  append_fraction(out, time.subseconds().count());
  out += 'Z';
  return out;
}

std::string to_text(Duration length) {
  const std::int64_t count = length.count();
  if (count == 0) return "0s";
  std::size_t i = 0;
  while (count % kUnits[i].microseconds != 0) ++i;
  return std::to_string(count / kUnits[i].microseconds).append(kUnits[i].name);
}

}  // namespace leadscore
