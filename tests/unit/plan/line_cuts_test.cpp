// SPDX-License-Identifier: Apache-2.0
#include "plan/line_cuts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"

namespace leadscore::plan {
namespace {

// What vectors do, for one value.
template <class T>
std::size_t count_of(const CutTree<T>& tree, T value) {
  std::size_t path = 0;
  for (unsigned level = 0; level < tree.levels; ++level) {
    if (value >= tree.level(level)[path]) path |= std::size_t{1} << level;
  }
  return std::min<std::size_t>(tree.low[path % 16] + tree.high[path / 16], tree.most);
}

}  // namespace

TEST_CASE("a tree of cuts counts those that are not above a value") {
  for (std::int32_t count = 0; count <= 253; ++count) {
    std::vector<std::int32_t> cuts;
    for (std::int32_t i = 0; i < count; ++i) cuts.push_back(10 * i);
    const CutTree<std::int32_t> tree(cuts);
    CAPTURE(count);
    CHECK(count_of(tree, std::numeric_limits<std::int32_t>::min()) == 0);
    CHECK(count_of(tree, std::numeric_limits<std::int32_t>::max()) ==
          static_cast<std::size_t>(count));
    for (std::int32_t i = 0; i < count; ++i) {
      REQUIRE(count_of(tree, 10 * i - 1) == static_cast<std::size_t>(i));
      REQUIRE(count_of(tree, 10 * i) == static_cast<std::size_t>(i) + 1);
      REQUIRE(count_of(tree, 10 * i + 1) == static_cast<std::size_t>(i) + 1);
    }
  }
}

TEST_CASE("keys of numbers keep whole ones and what lies between them apart") {
  CHECK(whole_key(3) == 6);
  CHECK(whole_key(3.5) == 7);
  CHECK(whole_key(std::nextafter(4.0, 0.0)) == 7);
  CHECK(whole_key(-1.5) == -3);
  CHECK(whole_key(-0.0) == 0);
  CHECK(whole_key(std::numeric_limits<double>::denorm_min()) == 1);
  CHECK(whole_key(-std::numeric_limits<double>::denorm_min()) == -1);
}

TEST_CASE("cuts are halved in width only where nothing is lost") {
  using Halves = std::vector<std::int32_t>;
  const Key ten = key_of(10.0);
  const LineCuts whole(Line::numbers,
                       {key_of(-2.0) + 1, key_of(0.0), key_of(0.0) + 1, ten, ten + 1});
  CHECK(whole.narrow);
  CHECK(whole.halves.cuts == Halves{-3, 0, 1, 20, 21});
  CHECK_FALSE(LineCuts(Line::numbers, {key_of(0.5)}).narrow);
  CHECK_FALSE(LineCuts(Line::numbers, {ten + 2}).narrow);
  CHECK_FALSE(LineCuts(Line::numbers, {key_of(1e9)}).narrow);
  CHECK(LineCuts(Line::integers, {-5, 2'147'483'647}).halves.cuts == Halves{-5, 2'147'483'647});
  CHECK_FALSE(LineCuts(Line::integers, {2'147'483'648}).narrow);
  // Everything is at least the least integer.
  CHECK_FALSE(LineCuts(Line::integers, {-2'147'483'648}).narrow);
  CHECK_FALSE(LineCuts(Line::integers, std::vector<Key>(254, 1)).usable);
}

}  // namespace leadscore::plan
