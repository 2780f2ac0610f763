// SPDX-License-Identifier: Apache-2.0
#include <leadscore/time.hpp>

#include "base/time_text.hpp"
#include "support/catch.hpp"

namespace leadscore {
namespace {

std::string read(std::string_view text) {
  const auto time = parse_time(text);
  return time ? to_text(*time) : "nothing";
}

TEST_CASE("times are read in all written forms", "[time]") {
  struct Case {
    std::string_view text;
    std::string_view utc;
  };
  const auto [text, utc] = GENERATE(values<Case>({
      {"2026-03-01", "2026-03-01T00:00:00Z"},
      {"2026-03-01 09:00", "2026-03-01T09:00:00Z"},
      {"2026-03-01T09:00", "2026-03-01T09:00:00Z"},
      {"2026-03-01T09:00:07", "2026-03-01T09:00:07Z"},
      {"2026-03-01T09:00Z", "2026-03-01T09:00:00Z"},
      {"2026-03-01T09:00:00.25+08:00", "2026-03-01T01:00:00.25Z"},
      {"2026-03-01 09:00:00-0530", "2026-03-01T14:30:00Z"},
      {"2026-03-01 09:00+08", "2026-03-01T01:00:00Z"},
      {"2026-03-01T09:00:00.123456789Z", "2026-03-01T09:00:00.123456Z"},
      {"2026-03-01T09:00:00.000001Z", "2026-03-01T09:00:00.000001Z"},
      {"2024-02-29", "2024-02-29T00:00:00Z"},
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
      {"1969-12-31T23:00-02:00", "1970-01-01T01:00:00Z"},
      {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
  }));
  CHECK(read(text) == utc);
}

TEST_CASE("what is no time is refused", "[time]") {
  const std::string_view text = GENERATE(values<std::string_view>({
      "",
      " ",
      "2026",
      "2026-3-1",
      "2026-13-01",
      "2026-00-01",
      "2026-02-29",
      "2026-02-30",
      "2026-03-01 ",
      " 2026-03-01",
      "2026-03-01T",
      "2026-03-01T9:00",
      "2026-03-01T24:00",
      "2026-03-01T09:60",
      "2026-03-01T09:00:60",
      "2026-03-01T09:00:",
      "2026-03-01T09:00:00.",
      "2026-03-01T09:00:00.1234567890",
      "2026-03-01T09:00z",
      "2026-03-01t09:00",
      "2026-03-01Z",
      "2026-03-01T09:00+",
      "2026-03-01T09:00+8",
      "2026-03-01T09:00+08:0",
      "2026-03-01T09:00+08:60",
      "2026-03-01T09:00+24:00",
      "2026-03-01T09:00Zx",
      "2026/03/01",
      "+2026-03-01",
      "20260301",
      "1969-12-31",
      "1970-01-01T00:00+01:00",
      "9999-12-31T23:59-01:00",
      "292277026596-01-01",
  }));
  CAPTURE(text);
  CHECK_FALSE(parse_time(text).has_value());
}

TEST_CASE("a NUL inside a time is refused", "[time]") {
  using namespace std::string_view_literals;
  CHECK_FALSE(parse_time("2026-03-01\0"sv).has_value());
  CHECK_FALSE(parse_time("2026-03-01T09:00\0"sv).has_value());
}

TEST_CASE("every day is written as it is read", "[time]") {
  for (Time at = kEarliestTime; at <= kLatestTime; at += std::chrono::hours{24 * 97 + 1}) {
    REQUIRE(parse_time(to_text(at)) == at);
  }
}

TEST_CASE("durations are read", "[time]") {
  CHECK(parse_duration("90s") == std::chrono::seconds{90});
  CHECK(parse_duration("15min") == std::chrono::minutes{15});
  CHECK(parse_duration("24h") == std::chrono::hours{24});
  CHECK(parse_duration("7d") == std::chrono::hours{168});
  CHECK(parse_duration("2w") == std::chrono::hours{336});
  CHECK(parse_duration("0d") == Duration{0});
}

TEST_CASE("what is no duration is refused", "[time]") {
  const std::string_view text = GENERATE(values<std::string_view>({
      "",
      "d",
      "7",
      "5m",
      "-1d",
      "+1d",
      "1.5h",
      "1 d",
      " 1d",
      "1d ",
      "1D",
      "1dd",
      "3mo",
      "1us",
      "99999999999999999999d",
      "9223372036854775807w",
      "15250285w",
  }));
  CAPTURE(text);
  CHECK_FALSE(parse_duration(text).has_value());
}

TEST_CASE("durations are written in the largest unit that divides them", "[time]") {
  CHECK(to_text(Duration{0}) == "0s");
  CHECK(to_text(Duration{std::chrono::hours{336}}) == "2w");
  CHECK(to_text(Duration{std::chrono::hours{36}}) == "36h");
  CHECK(to_text(Duration{std::chrono::hours{72}}) == "3d");
  CHECK(to_text(Duration{std::chrono::seconds{90}}) == "90s");
  CHECK(to_text(Duration{std::chrono::minutes{90}}) == "90min");
  CHECK(to_text(Duration{1500}) == "1500us");
  CHECK(to_text(Duration{std::chrono::hours{-24}}) == "-1d");
  CHECK(to_text(Duration::min()) == "-9223372036854775808us");
}

}  // namespace
TEST_CASE("every unit of durations can be read") {
  CHECK(duration_units() == std::vector<std::string_view>{"w", "d", "h", "min", "s"});
  for (const std::string_view unit : duration_units()) {
    CAPTURE(unit);
    CHECK(parse_duration("2" + std::string(unit)));
  }
}

}  // namespace leadscore
