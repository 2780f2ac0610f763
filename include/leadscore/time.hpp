// SPDX-License-Identifier: Apache-2.0

// Instants and durations, and how they are written.
//
// Time is always an argument in leadscore: nothing here reads a clock. An instant is a count of
// microseconds since 1970-01-01T00:00:00Z; a day is 24 hours (calendar days, which may be shorter
// or longer, belong to the time zone of a rule file).
//
// Threads: free functions over values; safe everywhere.
//
//     leadscore::Time at = leadscore::parse_time("2026-03-01T09:00:00+08:00").value();
//     leadscore::to_text(at);                       // "2026-03-01T01:00:00Z"
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace leadscore {

// A length of time in microseconds.
using Duration = std::chrono::microseconds;

// An instant in UTC, in microseconds.
using Time = std::chrono::time_point<std::chrono::system_clock, Duration>;

// The instants a fact may have: years 1970 to 9999.
inline constexpr Time kEarliestTime{Duration{0}};
inline constexpr Time kLatestTime{Duration{253402300799999999}};

// Reads `2026-03-01`, `2026-03-01 09:00`, `2026-03-01T09:00:00.25+08:00`; without an offset the
// time is UTC (a RuleSet reads such times in its own zone). Nothing where the text is not a time
// or lies outside kEarliestTime..kLatestTime.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);

// Reads `90s`, `15min`, `24h`, `7d`, `2w`: a whole number and a unit. A bare `m` is refused, as it
// may be minutes or months.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

// ISO 8601 in UTC, with as many digits of a second's fraction as are needed:
// `2026-03-01T09:00:00Z`.
[[nodiscard]] std::string to_text(Time at);

// In the largest unit that divides it: `2w`, `36h`, `90s`, `1500us`.
[[nodiscard]] std::string to_text(Duration length);

}  // namespace leadscore
