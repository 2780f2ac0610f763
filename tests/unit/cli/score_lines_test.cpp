// SPDX-License-Identifier: Apache-2.0
#include "cli/score_lines.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include "support/catch.hpp"

namespace leadscore::cli {

TEST_CASE("points are written as they are elsewhere") {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t count :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{10}, std::int64_t{-100},
        std::int64_t{999}, std::int64_t{-999}, std::int64_t{1000}, std::int64_t{-1000},
        std::int64_t{18'500}, std::int64_t{-18'050}, std::int64_t{1'000'000'000'000}, Limits::max(),
        Limits::min()}) {
    std::string text = "x";
    append_points(text, Points::thousandths(count));
    CHECK(text == 'x' + Points::thousandths(count).to_text());
  }
}

}  // namespace leadscore::cli
