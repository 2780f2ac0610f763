// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <limits>

#include "support/catch.hpp"

namespace leadscore {
namespace {

TEST_CASE("integers are read strictly", "[decimal]") {
  CHECK(parse_integer("300") == 300);
  CHECK(parse_integer("-5") == -5);
  CHECK(parse_integer("300.000") == 300);
  CHECK(parse_integer("010") == 10);
  CHECK(parse_integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(parse_integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  for (const std::string_view text :
       {"", "-", "+5", "5 ", " 5", "300.5", "300.", ".0", "1e2", "0x1F", "1_000",
        "9223372036854775808", "-9223372036854775809", "٣"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer(text).has_value());
  }
}

TEST_CASE("numbers are read strictly", "[decimal]") {
  CHECK(parse_number("2.5") == 2.5);
  CHECK(parse_number("-1e3") == -1000.0);
  CHECK(parse_number("1E+3") == 1000.0);
  CHECK(parse_number(".5") == 0.5);
  CHECK(parse_number("-.5e-1") == -0.05);
  CHECK(parse_number("0.1") == 0.1);
  CHECK(parse_number("1.7976931348623157e308") == std::numeric_limits<double>::max());
  for (const std::string_view text :
       {"",    "-",    ".",   "e5",  "1e",    "1e+", "+1",    "1.",     "1.e5",  " 1", "1 ",
        "inf", "-inf", "nan", "NaN", "0x1p3", "1,5", "1e400", "-1e400", "1.5.2", "1f"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text).has_value());
  }
}

TEST_CASE("scaled decimals keep every digit", "[decimal]") {
  CHECK(parse_scaled("2.5", 3) == 2500);
  CHECK(parse_scaled("-0.001", 3) == -1);
  CHECK(parse_scaled(".25", 2) == 25);
  CHECK(parse_scaled("7", 0) == 7);
  CHECK(parse_scaled("0.000001", 6) == 1);
  for (const std::string_view text : {"2.5000", "1e1", "2.", "", "-", "9223372036854775.808"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_scaled(text, 3).has_value());
  }
}

TEST_CASE("numbers are written shortly", "[decimal]") {
  CHECK(number_text(41.0) == "41");
  CHECK(number_text(-0.0) == "0");
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(2.5) == "2.5");
  CHECK(number_text(1e15) == "1000000000000000");
  CHECK(number_text(1e300) == "1e+300");
  CHECK(number_text(9223372036854775808.0) == "9223372036854775808");
  for (const double value : {1.0 / 3, 1e-7, 123456.789, 5e-324, -2e21}) {
    CHECK(parse_number(number_text(value)) == value);
  }
}

}  // namespace
}  // namespace leadscore
