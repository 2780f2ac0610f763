// SPDX-License-Identifier: Apache-2.0

// Durations as texts, and what to say where one is written in another way.
#include <algorithm>
#include <array>

#include "base/decimal.hpp"
#include "base/time_text.hpp"
#include "expr/tokens.hpp"
#include "text/fold.hpp"

namespace leadscore::expr {
namespace {

struct UnitWord {
  std::string_view word;
  std::string_view unit;  // of durations, or of the calendar
};

constexpr std::array kUnitWords = {
    UnitWord{"sec", "s"},
    UnitWord{"secs", "s"},
    UnitWord{"second", "s"},
    UnitWord{"seconds", "s"},
    UnitWord{"mins", "min"},
    UnitWord{"minute", "min"},
    UnitWord{"minutes", "min"},
    UnitWord{"hr", "h"},
    UnitWord{"hrs", "h"},
    UnitWord{"hour", "h"},
    UnitWord{"hours", "h"},
    UnitWord{"day", "d"},
    UnitWord{"days", "d"},
    UnitWord{"wk", "w"},
    UnitWord{"week", "w"},
    UnitWord{"weeks", "w"},
    UnitWord{"S", "s"},
    UnitWord{"H", "h"},
    UnitWord{"D", "d"},
    UnitWord{"W", "w"},
    UnitWord{"mo", "month"},
    UnitWord{"mon", "month"},
    UnitWord{"month", "month"},
    UnitWord{"months", "month"},
    UnitWord{"q", "quarter"},
    UnitWord{"quarter", "quarter"},
    UnitWord{"quarters", "quarter"},
    UnitWord{"y", "year"},
    UnitWord{"yr", "year"},
    UnitWord{"year", "year"},
    UnitWord{"years", "year"},
};

constexpr std::array kCalendarWords = {
    UnitWord{"day", "day"},          UnitWord{"days", "day"},
    UnitWord{"daily", "day"},        UnitWord{"week", "week"},
    UnitWord{"weeks", "week"},       UnitWord{"weekly", "week"},
    UnitWord{"month", "month"},      UnitWord{"months", "month"},
    UnitWord{"monthly", "month"},    UnitWord{"quarter", "quarter"},
    UnitWord{"quarters", "quarter"}, UnitWord{"quarterly", "quarter"},
    UnitWord{"year", "year"},        UnitWord{"years", "year"},
    UnitWord{"yearly", "year"},
};

template <class Words>
std::string_view unit_of(const Words& words, std::string_view word) {
  const auto* found =
      std::find_if(words.begin(), words.end(), [&](const UnitWord& u) { return u.word == word; });
  return found == words.end() ? std::string_view{} : found->unit;
}

bool is_unit(std::string_view text) {
  const std::vector<std::string_view> units = duration_units();
  return std::find(units.begin(), units.end(), text) != units.end();
}

// How many days a unit without a fixed length is taken for; 0 for all others.
std::int64_t days_in(std::string_view unit) {
  if (unit == "month") return 30;
  if (unit == "quarter") return 90;
  return unit == "year" ? 365 : 0;
}

// Few enough that they may be months: `3m`.
std::string as_months(std::string_view number) {
  constexpr std::int64_t kMost = 24;
  const auto count = parse_integer(number);
  return count && *count <= kMost ? length_meant(number, "months") : "";
}

std::string hint_for_thousands(std::string_view number, std::string_view word) {
  const std::string zeros = word == "M" ? "000000" : "000";
  if (!parse_integer(number)) return "a number is written in full: 1" + zeros;
  const std::string full = std::string(number) + zeros;
  if (word != "M") return "write " + full;
  return "write " + full + " for millions, " + std::string(number) + "min for minutes";
}

}  // namespace

Parsed<Duration> read_duration(std::string_view written, Span span) {
  if (const auto length = parse_duration(written)) return *length;
  const std::size_t digits = std::min(written.find_first_not_of("0123456789"), written.size());
  const std::string_view number = written.substr(0, digits);
  const std::string_view unit = text::trim(written.substr(digits));
  SyntaxError error{span, quoted(written) + " is no duration", hint_for_duration(number, unit)};
  if (is_unit(unit) && unit.size() + digits == written.size()) {
    error.message = quoted(written) + " is too long";
    error.hint = "";
  } else if (unit.starts_with('.') || unit.starts_with('_') || unit.starts_with("e")) {
    error.hint = "a duration is a whole number and a unit: 90min";
  } else if (unit.empty() && digits > 0) {
    error.hint = "it needs a unit, such as " + std::string(number) + "d; " + std::string(kUnits);
  } else if (error.hint.empty()) {
    error.hint = std::string(kUnits);
  }
  return error;
}

std::string length_meant(std::string_view number, std::string_view word) {
  const auto count = parse_integer(number);
  if (!count || *count <= 0) return "";
  const std::string_view unit = is_unit(word) ? word : unit_of(kUnitWords, word);
  const std::int64_t days = days_in(unit);
  const std::string length = days == 0        ? std::string(number) + std::string(unit)
                             : *count <= 3660 ? std::to_string(*count * days) + "d"
                                              : "";
  return !unit.empty() && parse_duration(length) ? length : "";
}

std::string_view calendar_unit_meant(std::string_view word) {
  return unit_of(kCalendarWords, word);
}

std::string hint_for_duration(std::string_view number, std::string_view word) {
  if (word == "k" || word == "K" || word == "M") return hint_for_thousands(number, word);
  if (word == "m") {
    const std::string months = as_months(number);
    return "write " + std::string(number) + "min for minutes" +
           (months.empty() ? "" : ", " + months + " for months");
  }
  const std::string length = length_meant(number, word);
  const std::string_view unit = unit_of(kUnitWords, word);
  if (length.empty()) return days_in(unit) == 0 ? "" : "its length varies: write days";
  if (days_in(unit) == 0) return "write " + length;
  return "a " + std::string(unit) + " has no fixed length: write " + length;
}

}  // namespace leadscore::expr
