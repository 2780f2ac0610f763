// SPDX-License-Identifier: Apache-2.0

// Calendar units, whose length depends on the time zone and the date.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace leadscore {

// A week begins on Monday.
enum class Calendar : std::uint8_t { day, week, month, quarter, year };

[[nodiscard]] std::optional<Calendar> calendar_named(std::string_view name);
[[nodiscard]] std::string_view name_of(Calendar unit);

// The first day of the unit that holds a day, and of the unit after it (days since 1970-01-01).
[[nodiscard]] std::int64_t first_day_of(Calendar unit, std::int64_t day);
[[nodiscard]] std::int64_t first_day_after(Calendar unit, std::int64_t day);

}  // namespace leadscore
