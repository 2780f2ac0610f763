// SPDX-License-Identifier: Apache-2.0
#include "model/convert.hpp"

#include <limits>

#include "support/catch.hpp"

namespace leadscore::model {
namespace {

Field of(ValueType type) {
  Field field;
  field.name = "x";
  field.type = type;
  return field;
}

// What comes of a value: the datum, or the problem after a `!`.
std::string made(const Field& field, const Value& value) {
  const Converted converted = convert(field, value, Zone());
  if (converted.problem.empty()) return print(converted.datum);
  CHECK(converted.datum.is_missing());
  return "! " + converted.problem;
}

struct Sample {
  ValueType type;
  Value value;
  std::string expected;
};

}  // namespace

TEST_CASE("values of the declared kind are taken, others are bad") {
  const auto at = [](std::string_view text) { return Value(*parse_time(text)); };
  const Sample rows[] = {
      {ValueType::text, std::string("Acme "), "\"Acme \""},
      {ValueType::text, std::int64_t{5}, "! '5' is no text"},
      {ValueType::text, true, "! 'true' is no text"},
      {ValueType::text, std::string("\xff"), "! a text that is not UTF-8"},
      {ValueType::text, TextList{"a"}, "! a list is no text"},
      {ValueType::text, Missing{}, "missing"},
      {ValueType::integer, std::int64_t{9223372036854775807}, "9223372036854775807"},
      {ValueType::integer, 300.0, "300"},
      {ValueType::integer, 2.5, "! '2.5' is no integer"},
      {ValueType::integer, 9223372036854775808.0, "! '9223372036854775808' is no integer"},
      {ValueType::integer, std::string("300"), "! '300' is no integer"},
      {ValueType::number, std::int64_t{3}, "3"},
      {ValueType::number, 2.5, "2.5"},
      {ValueType::number, std::numeric_limits<double>::infinity(), "! a number that is not finite"},
      {ValueType::number, std::numeric_limits<double>::quiet_NaN(),
       "! a number that is not finite"},
      {ValueType::number, false, "! 'false' is no number"},
      {ValueType::boolean, true, "true"},
      {ValueType::boolean, std::int64_t{1}, "! '1' is no boolean"},
      {ValueType::boolean, std::string("true"), "! 'true' is no boolean"},
      {ValueType::time, std::string("2026-03-01"), "2026-03-01T00:00:00Z"},
      {ValueType::time, at("2026-03-01T09:00"), "2026-03-01T09:00:00Z"},
      {ValueType::time, Value(kEarliestTime - Duration(1)), "! a time out of range"},
      {ValueType::time, std::string("soon"), "! 'soon' is no time"},
      {ValueType::time, std::int64_t{1700000000}, "! '1700000000' is no time"},
      {ValueType::list, TextList{"a", "B"}, "[\"a\", \"B\"]"},
      {ValueType::list, TextList{}, "[]"},
      {ValueType::list, std::string("a"), "! 'a' is no list"},
      {ValueType::list, TextList{"a", "\xc3"}, "! a text that is not UTF-8"},
  };
  for (const Sample& row : rows) {
    CAPTURE(to_json(row.value), static_cast<int>(row.type));
    CHECK(made(of(row.type), row.value) == row.expected);
  }
}

TEST_CASE("a cell is read by the declared type") {
  const Sample rows[] = {
      {ValueType::text, Cell{"300"}, "\"300\""},
      {ValueType::text, Cell{""}, "missing"},
      {ValueType::text, Cell{"  "}, "missing"},
      {ValueType::integer, Cell{" 300 "}, "300"},
      {ValueType::integer, Cell{"300.0"}, "300"},
      {ValueType::integer, Cell{"300.5"}, "! '300.5' is no integer"},
      {ValueType::integer, Cell{"many"}, "! 'many' is no integer"},
      {ValueType::number, Cell{"1e3"}, "1000"},
      {ValueType::number, Cell{"nan"}, "! 'nan' is no number"},
      {ValueType::number, Cell{"1,5"}, "! '1,5' is no number"},
      {ValueType::boolean, Cell{"yes"}, "true"},
      {ValueType::boolean, Cell{"No"}, "false"},
      {ValueType::boolean, Cell{"TRUE"}, "true"},
      {ValueType::boolean, Cell{"0"}, "false"},
      {ValueType::boolean, Cell{"2"}, "! '2' is no boolean"},
      {ValueType::time, Cell{"2026-03-01 09:00"}, "2026-03-01T09:00:00Z"},
      {ValueType::list, Cell{"a; b c ;;d"}, "[\"a\", \"b c\", \"d\"]"},
      {ValueType::list, Cell{";"}, "[]"},
      {ValueType::list, Cell{""}, "missing"},
  };
  for (const Sample& row : rows) {
    CAPTURE(to_json(row.value), static_cast<int>(row.type));
    CHECK(made(of(row.type), row.value) == row.expected);
  }
}

TEST_CASE("one_of compares as the field does") {
  Field size = of(ValueType::text);
  size.one_of = {Datum::text_of("small"), Datum::text_of("Mid Market")};
  CHECK(made(size, std::string("SMALL")) == "\"SMALL\"");
  CHECK(made(size, Cell{"mid market"}) == "\"mid market\"");
  CHECK(made(size, std::string("big")) == "! 'big' is not one of small, Mid Market");
  size.exact = true;
  CHECK(made(size, std::string("SMALL")) == "! 'SMALL' is not one of small, Mid Market");

  Field answer = of(ValueType::number);
  answer.one_of = {Datum::of(std::int64_t{1}), Datum::of(2.5)};
  CHECK(made(answer, std::int64_t{1}) == "1");
  CHECK(made(answer, Cell{"2.50"}) == "2.5");
  CHECK(made(answer, 3.0) == "! '3' is not one of 1, 2.5");
  CHECK(made(answer, Missing{}) == "missing");
}

TEST_CASE("what is shown of a long value is cut between characters") {
  std::string value;
  for (int i = 0; i < 40; ++i) value += "\xc3\xa9";
  const std::string shown = made(of(ValueType::integer), value);
  CHECK(shown.size() < 90);
  CHECK(shown.find("...' is no integer") != std::string::npos);
}

}  // namespace leadscore::model
