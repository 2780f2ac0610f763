// SPDX-License-Identifier: Apache-2.0

// A time as it is written, before it is known which zone it is in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/time.hpp>

namespace leadscore {

struct TimeText {
  Duration local{};                // since 1970-01-01T00:00 on the clock that was read
  std::optional<Duration> offset;  // of that clock to UTC, where it is written
};

// Reads `YYYY-MM-DD`, `YYYY-MM-DD[ T]HH:MM[:SS[.f]]` with one to nine digits of a fraction (cut to
// microseconds), and behind a time of day `Z`, `+HH:MM`, `+HHMM` or `+HH`.
[[nodiscard]] std::optional<TimeText> read_time_text(std::string_view text);

// For a date that is written in another way, `2026/3/1` or `31.12.2026 9:00`: as it is read here;
// both readings where day and month may be meant either way. Empty where nothing can be made of it.
[[nodiscard]] std::string time_meant(std::string_view text);

// The units in which a duration can be written, the largest first: `w`, `d`, ...
[[nodiscard]] std::vector<std::string_view> duration_units();

// The instant, where a fact may have it.
[[nodiscard]] std::optional<Time> in_range(Time at);

}  // namespace leadscore
