// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace leadscore {
namespace {

TEST_CASE("results come in order, whatever the threads") {
  for (const unsigned threads : {1U, 2U, 7U}) {
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{5000}}) {
      std::vector<std::size_t> results;
      in_order_parallel(
          count, threads, [](std::size_t i) { return i * 2; },
          [&](std::size_t result) {
            results.push_back(result);
            return true;
          });
      REQUIRE(results.size() == count);
      for (std::size_t i = 0; i < count; ++i) REQUIRE(results[i] == i * 2);
    }
  }
}

TEST_CASE("no more is made where no more is wanted") {
  std::size_t used = 0;
  in_order_parallel(
      100'000, 2, [](std::size_t i) { return i; }, [&](std::size_t) { return ++used < 3; });
  CHECK(used == 3);
}

TEST_CASE("what a thread throws is thrown") {
  CHECK_THROWS_AS(for_each_parallel(1000, 4,
                                    [](std::size_t i) {
                                      if (i == 500) throw std::runtime_error("x");
                                    }),
                  std::runtime_error);
}

}  // namespace
}  // namespace leadscore
