// SPDX-License-Identifier: Apache-2.0

// A time zone: where calendar days begin. The only door to the time-zone library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/time.hpp>

#include "base/calendar.hpp"

namespace leadscore {

// A cheap value; `UTC` by default. Safe to share between threads.
//
// Where the system's data lists clock changes only up to some year (2037 is usual), the offset
// that holds then is kept for all later years.
class Zone {
 public:
  Zone() = default;
  // The zone of that name in the system's data ("Asia/Shanghai"); nothing where there is none.
  [[nodiscard]] static std::optional<Zone> find(std::string_view name);
  // All names, sorted: for the nearest one. Not `localtime`, which means another zone on each
  // machine.
  [[nodiscard]] static std::vector<std::string> names();
  // The version of the system's data; "unknown" where it does not say.
  [[nodiscard]] static std::string data_version();

  [[nodiscard]] const std::string& name() const { return name_; }
  // A hash of all offsets of the zone: equal where two machines' data give equal answers.
  [[nodiscard]] std::uint64_t fingerprint() const;

  // The number of the local date on which `at` lies (days since 1970-01-01): as many more as there
  // were midnights in between.
  // Never less than for an earlier instant: a minute after midnight that a clock change puts back
  // into the old day stays in the new one.
  [[nodiscard]] std::int64_t day_of(Time at) const;
  // The first instant of a local date; where a clock change skips midnight, the first that exists.
  [[nodiscard]] Time start_of_day(std::int64_t day) const;

  // The first instant of the calendar unit that holds `at`, and of the one after it.
  [[nodiscard]] Time start_of(Calendar unit, Time at) const;
  [[nodiscard]] Time end_of(Calendar unit, Time at) const;

  // As leadscore::parse_time, with times without an offset in this zone. A local time that a clock
  // change skips is read as the first instant after the gap; one that occurs twice, as the earlier.
  [[nodiscard]] std::optional<Time> parse(std::string_view text) const;

 private:
  std::string name_ = "UTC";
  const void* zone_ = nullptr;  // the library's zone; null for UTC
};

}  // namespace leadscore
