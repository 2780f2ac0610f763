// SPDX-License-Identifier: Apache-2.0
#include "plan/code_set.hpp"

#include <limits>

#include "plan/cutter.hpp"
#include "plan/key.hpp"
#include "support/catch.hpp"

namespace leadscore::plan {

TEST_CASE("sets of codes are ranges apart") {
  CHECK(code_set({{4, 6}, {1, 1}, {2, 2}, {6, 9}}) == CodeSet{{1, 2}, {4, 9}});
  CHECK(intersection({{1, 4}, {6, 9}}, {{0, 1}, {4, 6}}) == CodeSet{{1, 1}, {4, 4}, {6, 6}});
  CHECK(complement({{0, 0}, {3, 4}}, 6) == CodeSet{{1, 2}, {5, 5}});
  CHECK(complement({{1, 5}}, 6) == CodeSet{{0, 0}});
  CHECK(contains({{1, 2}, {5, 7}}, 5));
  CHECK(!contains({{1, 2}, {5, 7}}, 3));
  CHECK(codes_where(6, [](Code code) { return code % 3 != 0; }) == CodeSet{{1, 2}, {4, 5}});
}

TEST_CASE("keys keep the order of numbers, and both zeros are one") {
  CHECK(key_of(-0.0) == key_of(0.0));
  CHECK(key_of(-1.0) < key_of(-0.5));
  CHECK(key_of(-0.5) < key_of(0.0));
  CHECK(key_of(0.0) < key_of(std::numeric_limits<double>::denorm_min()));
  for (const double number : {-1e308, -2.5, 0.0, 0.1, 7.0, 1e300}) {
    CHECK(number_of(key_of(number)) == number);
  }
}

TEST_CASE("a constant cuts a line where values become equal to it, and greater") {
  const auto whole = cut_at(Line::integers, expr::Datum::of(2.5));
  CHECK(whole.from == 3);
  CHECK(whole.above == 3);
  const auto same = cut_at(Line::integers, expr::Datum::of(std::int64_t{7}));
  CHECK(same.from == 7);
  CHECK(same.above == 8);
  const auto beyond = cut_at(Line::integers, expr::Datum::of(1e19));
  CHECK(!beyond.from);
  CHECK(!beyond.above);
  const auto points = cut_at(Line::points, expr::Datum::of(0.1));
  CHECK(points.from == 100);
  CHECK(points.above == 101);
  const auto number = cut_at(Line::numbers, expr::Datum::of(std::int64_t{3}));
  CHECK(number.from == key_of(3.0));
  CHECK(number.above == key_of(3.0) + 1);
}

TEST_CASE("a cutter counts the cuts that are not above a value") {
  for (const std::vector<Key>& cuts : {std::vector<Key>{},
                                       {5},
                                       {-10, 0, 1, 2, 1'000'000},
                                       {std::numeric_limits<Key>::min(), 0},
                                       {0, std::numeric_limits<Key>::max()},
                                       {1, 2, 3, 4, 5, 6, 7, 8, 9, 1'000'000'000'000}}) {
    const Cutter cutter(cuts);
    for (const Key key :
         {std::numeric_limits<Key>::min(), Key{-11}, Key{-10}, Key{0}, Key{1}, Key{4}, Key{5},
          Key{9}, Key{10}, Key{999'999}, Key{1'000'000}, std::numeric_limits<Key>::max()}) {
      Code expected = 1;
      for (const Key cut : cuts) expected += cut <= key ? 1U : 0U;
      CHECK(cutter.code(key) == expected);
    }
  }
}

}  // namespace leadscore::plan
