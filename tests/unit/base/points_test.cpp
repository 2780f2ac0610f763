// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <leadscore/points.hpp>

#include "support/catch.hpp"

namespace leadscore {
namespace {

TEST_CASE("points are read and written exactly", "[points]") {
  struct Case {
    std::string_view text;
    std::int64_t thousandths;
    std::string_view written;
  };
  const auto [text, thousandths, written] = GENERATE(values<Case>({
      {"18.5", 18500, "18.5"},
      {"-3", -3000, "-3"},
      {"0.125", 125, "0.125"},
      {"-0.001", -1, "-0.001"},
      {"0", 0, "0"},
      {"-0", 0, "0"},
      {"007.050", 7050, "7.05"},
      {"1000000000", Points::kMostThousandths, "1000000000"},
      {"-1000000000.000", -Points::kMostThousandths, "-1000000000"},
  }));
  const auto points = Points::parse(text);
  REQUIRE(points.has_value());
  CHECK(points->count() == thousandths);
  CHECK(points->to_text() == written);
}

TEST_CASE("what are no points is refused", "[points]") {
  const std::string_view text = GENERATE(values<std::string_view>({
      "",
      "-",
      ".",
      "+1",
      "1.",
      "1.0001",
      "1e3",
      "1,5",
      " 1",
      "1 ",
      "0x10",
      "inf",
      "nan",
      "1000000000.001",
      "-1000000000.001",
      "99999999999999999999",
  }));
  CAPTURE(text);
  CHECK_FALSE(Points::parse(text).has_value());
}

TEST_CASE("points add up and saturate", "[points]") {
  CHECK((Points::whole(3) + Points::thousandths(500)).to_text() == "3.5");
  CHECK(Points::whole(2'000'000'000).saturated() == Points::whole(Points::kMostWhole));
  CHECK(Points::whole(-2'000'000'000).saturated() == Points::whole(-Points::kMostWhole));
  CHECK(Points::thousandths(125).to_double() == 0.125);
  CHECK(Points::thousandths(std::numeric_limits<std::int64_t>::min()).to_text() ==
        "-9223372036854775.808");
}

}  // namespace
}  // namespace leadscore
