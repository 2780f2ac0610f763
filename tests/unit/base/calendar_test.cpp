// SPDX-License-Identifier: Apache-2.0
#include "base/calendar.hpp"

#include <leadscore/time.hpp>

#include "support/catch.hpp"

namespace leadscore {
namespace {

std::int64_t day(std::string_view date) {
  return std::chrono::floor<std::chrono::days>(parse_time(date).value()).time_since_epoch().count();
}

TEST_CASE("calendar units have names", "[calendar]") {
  for (const std::string_view name : {"day", "week", "month", "quarter", "year"}) {
    CHECK(name_of(calendar_named(name).value()) == name);
  }
  CHECK_FALSE(calendar_named("decade").has_value());
  CHECK_FALSE(calendar_named("Day").has_value());
}

TEST_CASE("calendar units begin and end on days", "[calendar]") {
  struct Case {
    Calendar unit;
    std::string_view at, first, after;
  };
  const auto [unit, at, first, after] = GENERATE(values<Case>({
      {Calendar::day, "2026-03-01", "2026-03-01", "2026-03-02"},
      {Calendar::week, "2026-03-01", "2026-02-23", "2026-03-02"},  // a Sunday
      {Calendar::week, "2026-03-02", "2026-03-02", "2026-03-09"},
      {Calendar::month, "2024-02-29", "2024-02-01", "2024-03-01"},
      {Calendar::month, "2026-12-31", "2026-12-01", "2027-01-01"},
      {Calendar::quarter, "2026-06-30", "2026-04-01", "2026-07-01"},
      {Calendar::quarter, "2026-11-01", "2026-10-01", "2027-01-01"},
      {Calendar::year, "2026-11-01", "2026-01-01", "2027-01-01"},
  }));
  CAPTURE(at);
  CHECK(first_day_of(unit, day(at)) == day(first));
  CHECK(first_day_after(unit, day(at)) == day(after));
}

TEST_CASE("weeks before 1970 begin on Monday too", "[calendar]") {
  CHECK(first_day_of(Calendar::week, -1) == -3);
  CHECK(first_day_of(Calendar::week, -4) == -10);
}

}  // namespace
}  // namespace leadscore
