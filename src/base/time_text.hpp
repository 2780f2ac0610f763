// SPDX-License-Identifier: Apache-2.0

// A time as it is written, before it is known which zone it is in.
#pragma once

#include <optional>
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

// The units in which a duration can be written, the largest first: `w`, `d`, ...
[[nodiscard]] std::vector<std::string_view> duration_units();

// The instant, where a fact may have it.
[[nodiscard]] std::optional<Time> in_range(Time at);

}  // namespace leadscore
