// SPDX-License-Identifier: Apache-2.0
#include "base/zone.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include <date/tz.h>

#include "base/hash.hpp"
#include "base/time_text.hpp"

namespace leadscore {
namespace {

namespace chrono = std::chrono;
using chrono::seconds;

// How far a clock change can put the clock back: a day, where an island changes sides of the date
// line, and a bit.
constexpr seconds kLongestRepeat = chrono::hours{25};

// The library's data; null where the system has none.
const date::tzdb* data() {
  try {
    return &date::get_tzdb();
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

// `localtime`, `posixrules` and the folders `posix` and `right` are how a system is set up, not
// zones; those all begin with a capital.
bool is_zone_name(std::string_view name) {
  return !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
}

const date::time_zone& zone_of(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

date::sys_info info_at(const void* zone, Time at) {
  return zone_of(zone).get_info(chrono::floor<seconds>(at));
}

bool is_always_utc(const date::time_zone& zone) {
  const date::sys_info info = info_at(&zone, kEarliestTime);
  return info.offset == seconds{0} && info.begin < kEarliestTime - chrono::hours{24 * 366} &&
         info.end > kLatestTime;
}

std::int64_t day_number(Time local) {
  return chrono::floor<chrono::days>(local).time_since_epoch().count();
}

// The instant at which the zone's clock shows `local`: the earlier of two, and where a clock
// change skips it the first instant after the gap.
Time instant_of(const void* zone, Duration local) {
  const date::local_seconds clock{chrono::floor<seconds>(local)};
  const date::local_info info = zone_of(zone).get_info(clock);
  if (info.result == date::local_info::nonexistent) return Time{info.first.end};
  return Time{local - info.first.offset};
}

}  // namespace

std::optional<Zone> Zone::find(std::string_view name) {
  if (name == "UTC") return Zone{};
  const date::tzdb* known = data();
  if (known == nullptr || !is_zone_name(name)) return std::nullopt;
  const auto found = std::lower_bound(
      known->zones.begin(), known->zones.end(), name,
      [](const date::time_zone& zone, std::string_view wanted) { return zone.name() < wanted; });
  if (found == known->zones.end() || found->name() != name) return std::nullopt;
  Zone zone;
  zone.name_ = name;
  try {
    // The first question makes the library read the zone's file, which may be damaged.
    zone.zone_ = is_always_utc(*found) ? nullptr : &*found;
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
  return zone;
}

std::vector<std::string> Zone::names() {
  std::vector<std::string> names;
  if (const date::tzdb* known = data()) {
    for (const date::time_zone& zone : known->zones) {
      if (is_zone_name(zone.name())) names.push_back(zone.name());
    }
  }
  names.emplace_back("UTC");
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string Zone::data_version() {
  const date::tzdb* known = data();
  return known == nullptr || known->version.empty() ? "unknown" : known->version;
}

std::uint64_t Zone::fingerprint() const {
  if (zone_ == nullptr) return 0;
  date::sys_info info = info_at(zone_, kEarliestTime);
  std::string offsets = std::to_string(info.offset.count());
  while (info.end <= kLatestTime) {
    offsets += " until " + std::to_string(info.end.time_since_epoch().count()) + ", ";
    info = zone_of(zone_).get_info(info.end);
    offsets += std::to_string(info.offset.count());
  }
  return stable_hash(offsets);
}

std::int64_t Zone::day_of(Time at) const {
  if (zone_ == nullptr) return day_number(at);
  const date::sys_info info = info_at(zone_, at);
  const std::int64_t day = day_number(at + info.offset);
  if (chrono::floor<seconds>(at) - info.begin >= kLongestRepeat) return day;
  // Just after a clock change the clock may show a date before the one it had reached.
  const Time before = Time{info.begin} - Duration{1};
  return std::max(day, day_number(before + info_at(zone_, before).offset));
}

Time Zone::start_of_day(std::int64_t day) const {
  const Duration midnight = chrono::days{static_cast<chrono::days::rep>(day)};
  return zone_ == nullptr ? Time{midnight} : instant_of(zone_, midnight);
}

Time Zone::start_of(Calendar unit, Time at) const {
  return start_of_day(first_day_of(unit, day_of(at)));
}

Time Zone::end_of(Calendar unit, Time at) const {
  return start_of_day(first_day_after(unit, day_of(at)));
}

std::optional<Time> Zone::parse(std::string_view text) const {
  const auto read = read_time_text(text);
  if (!read) return std::nullopt;
  if (read->offset) return in_range(Time{read->local - *read->offset});
  return in_range(zone_ == nullptr ? Time{read->local} : instant_of(zone_, read->local));
}

}  // namespace leadscore
