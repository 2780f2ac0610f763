// SPDX-License-Identifier: Apache-2.0
#include "base/zone.hpp"

#include <algorithm>

#include "support/catch.hpp"

namespace leadscore {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Zone zone(std::string_view name) { return Zone::find(name).value(); }
Time utc(std::string_view text) { return parse_time(text).value(); }

std::int64_t day(std::string_view date) {
  return std::chrono::floor<std::chrono::days>(utc(date)).time_since_epoch().count();
}

std::string start_of_day(std::string_view name, std::string_view date) {
  return to_text(zone(name).start_of_day(day(date)));
}

TEST_CASE("zones are found by the names in the list alone", "[zone]") {
  for (const std::string_view name : {"UTC", "Asia/Shanghai", "America/New_York", "Etc/UTC"}) {
    CHECK(zone(name).name() == name);
  }
  for (const std::string_view name :
       {"", "utc", "Asia", "Asia/Nowhere", "asia/shanghai", "../../etc/passwd", "/etc/localtime",
        "Asia/../Asia/Shanghai", "localtime", "posixrules", "posix/Asia/Shanghai", "tzdata.zi",
        "Zzz", "+08:00"}) {
    CAPTURE(name);
    CHECK_FALSE(Zone::find(name).has_value());
  }
}

TEST_CASE("the names are sorted and all can be found", "[zone]") {
  const std::vector<std::string> names = Zone::names();
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  CHECK(std::binary_search(names.begin(), names.end(), "Europe/Berlin"));
  CHECK(std::all_of(names.begin(), names.end(),
                    [](const std::string& name) { return Zone::find(name).has_value(); }));
  CHECK_FALSE(Zone::data_version().empty());
}

TEST_CASE("a fingerprint tells zones apart by their offsets", "[zone]") {
  CHECK(zone("UTC").fingerprint() == zone("Etc/UTC").fingerprint());
  CHECK(zone("Asia/Shanghai").fingerprint() == zone("Asia/Shanghai").fingerprint());
  CHECK(zone("Asia/Shanghai").fingerprint() != zone("Asia/Tokyo").fingerprint());
}

TEST_CASE("days begin at local midnight", "[zone]") {
  CHECK(start_of_day("UTC", "2026-03-01") == "2026-03-01T00:00:00Z");
  CHECK(start_of_day("Asia/Shanghai", "2026-03-01") == "2026-02-28T16:00:00Z");
  CHECK(start_of_day("Asia/Kathmandu", "2026-03-01") == "2026-02-28T18:15:00Z");
  CHECK(start_of_day("America/New_York", "2026-03-08") == "2026-03-08T05:00:00Z");
  CHECK(start_of_day("America/New_York", "2026-03-09") == "2026-03-09T04:00:00Z");
  CHECK(start_of_day("Europe/Berlin", "2026-10-25") == "2026-10-24T22:00:00Z");
  CHECK(start_of_day("Europe/Berlin", "2026-10-26") == "2026-10-25T23:00:00Z");
}

TEST_CASE("a day without a midnight begins after the gap", "[zone]") {
  CHECK(start_of_day("America/Sao_Paulo", "2018-11-04") == "2018-11-04T03:00:00Z");
  const Zone sao_paulo = zone("America/Sao_Paulo");
  CHECK(sao_paulo.day_of(utc("2018-11-04T02:59:59.999999")) == day("2018-11-03"));
  CHECK(sao_paulo.day_of(utc("2018-11-04T03:00")) == day("2018-11-04"));
  CHECK(sao_paulo.parse("2018-11-04 00:30") == utc("2018-11-04T03:00"));
  CHECK(sao_paulo.parse("2018-11-04 01:00") == utc("2018-11-04T03:00"));
}

TEST_CASE("a date that never was has no length", "[zone]") {
  const Zone apia = zone("Pacific/Apia");
  CHECK(start_of_day("Pacific/Apia", "2011-12-30") == "2011-12-30T10:00:00Z");
  CHECK(start_of_day("Pacific/Apia", "2011-12-31") == "2011-12-30T10:00:00Z");
  const Time change = utc("2011-12-30T10:00");
  CHECK(apia.day_of(change - Duration{1}) == day("2011-12-29"));
  CHECK(apia.day_of(change) == day("2011-12-31"));
  CHECK(apia.end_of(Calendar::day, change - Duration{1}) == change);
  CHECK(apia.end_of(Calendar::day, change) == change + hours{24});
}

TEST_CASE("a date that was left again does not come back", "[zone]") {
  // At 00:01 the clock went back to 23:01 of the day before.
  const Zone st_johns = zone("America/St_Johns");
  const Time midnight = st_johns.start_of_day(day("2010-11-07"));
  CHECK(midnight == utc("2010-11-07T02:30"));
  CHECK(st_johns.day_of(midnight - Duration{1}) == day("2010-11-06"));
  CHECK(st_johns.day_of(midnight) == day("2010-11-07"));
  CHECK(st_johns.day_of(midnight + minutes{30}) == day("2010-11-07"));
  CHECK(st_johns.day_of(midnight + hours{2}) == day("2010-11-07"));
}

TEST_CASE("local times are read across clock changes", "[zone]") {
  const Zone berlin = zone("Europe/Berlin");
  CHECK(berlin.parse("2026-07-01") == utc("2026-06-30T22:00"));
  CHECK(berlin.parse("2026-03-29 02:30") == utc("2026-03-29T01:00"));  // skipped
  CHECK(berlin.parse("2026-10-25 02:30") == utc("2026-10-25T00:30"));  // twice: the earlier
  CHECK(berlin.parse("2026-10-25 03:00") == utc("2026-10-25T02:00"));
  CHECK(berlin.parse("2026-07-01 12:00Z") == utc("2026-07-01T12:00"));
  CHECK(berlin.parse("2026-07-01 12:00:00.5+08:00") == utc("2026-07-01T04:00:00.5"));
  CHECK_FALSE(berlin.parse("2026-02-30").has_value());
  CHECK_FALSE(berlin.parse("1970-01-01").has_value());  // 1969 in UTC
  CHECK_FALSE(zone("America/New_York").parse("9999-12-31 23:00").has_value());
}

TEST_CASE("calendar units follow the zone", "[zone]") {
  const Zone new_york = zone("America/New_York");
  const Time at = utc("2026-03-01T04:59");  // still February there, a Saturday
  CHECK(new_york.start_of(Calendar::day, at) == utc("2026-02-28T05:00"));
  CHECK(new_york.start_of(Calendar::week, at) == utc("2026-02-23T05:00"));
  CHECK(new_york.end_of(Calendar::week, at) == utc("2026-03-02T05:00"));
  CHECK(new_york.start_of(Calendar::month, at) == utc("2026-02-01T05:00"));
  CHECK(new_york.end_of(Calendar::month, at) == utc("2026-03-01T05:00"));
  CHECK(new_york.end_of(Calendar::quarter, at) == utc("2026-04-01T04:00"));
  CHECK(new_york.start_of(Calendar::year, at) == utc("2026-01-01T05:00"));
  CHECK(zone("UTC").end_of(Calendar::year, kLatestTime) == kLatestTime + Duration{1});
}

// Whatever the clock does, days follow each other without gap or overlap.
void check_days_around(const Zone& zone, Time at) {
  for (Time now = at - hours{50}; now < at + hours{50}; now += minutes{29}) {
    const std::int64_t today = zone.day_of(now);
    REQUIRE(zone.start_of_day(today) <= now);
    REQUIRE(zone.start_of_day(today + 1) > now);
    REQUIRE(zone.day_of(zone.start_of_day(today)) == today);
    REQUIRE(zone.day_of(zone.start_of_day(today) - Duration{1}) < today);
  }
}

TEST_CASE("an instant lies in its day in every zone at clock changes", "[zone]") {
  for (const std::string& name : Zone::names()) {
    const Zone here = zone(name);
    CAPTURE(name);
    // A day that is not 24 hours long shows where a clock was changed.
    const std::int64_t last = day("2027-01-01");
    for (std::int64_t d = day("1970-01-05"); d < last; ++d) {
      if (here.start_of_day(d + 1) - here.start_of_day(d) == hours{24}) continue;
      if (d % 16 == 0) check_days_around(here, here.start_of_day(d));
    }
  }
}

}  // namespace
}  // namespace leadscore
