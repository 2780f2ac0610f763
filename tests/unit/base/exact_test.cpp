// SPDX-License-Identifier: Apache-2.0
#include "base/exact.hpp"

#include <cmath>
#include <limits>
#include <random>

#include "support/catch.hpp"

namespace leadscore {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();

Amount exact(std::int64_t thousandths) { return {true, Points::thousandths(thousandths), 0}; }
Amount number(double value) { return {false, {}, value}; }

TEST_CASE("products of exact amounts are rounded once, half to even", "[exact]") {
  const Decimal half{5, 1};
  CHECK(round_product(exact(5), half).count() == 2);
  CHECK(round_product(exact(15), half).count() == 8);
  CHECK(round_product(exact(-5), half).count() == -2);
  CHECK(round_product(exact(-15), half).count() == -8);
  CHECK(round_product(exact(10), {-1, 0}).count() == -10);
  CHECK(round_product(exact(12345), {}).count() == 12345);
  // 1.4 x 0.357 is 0.4998, 0.001 x 0.4998 rounds to 0: rounding in between would make it 1.
  CHECK(round_product(exact(1), {1400, 3}, {357, 3}).count() == 0);
  CHECK(round_product(exact(1), {5000001, 7}).count() == 1);
  CHECK(round_product(exact(0), {5, 0}, {7, 0}).count() == 0);
}

TEST_CASE("products saturate, wide ones too", "[exact]") {
  constexpr std::int64_t kMost = Points::kMostThousandths;
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
  CHECK(round_product(exact(kMost), {2, 0}).count() == kMost);
  CHECK(round_product(exact(-kMost), {2, 0}).count() == -kMost);
  CHECK(round_product(exact(kHuge), {kHuge, 0}, {kHuge, 0}).count() == kMost);
  CHECK(round_product(exact(-kHuge), {kHuge, 18}, {kHuge, 18}).count() == -kMost);
  CHECK(round_product(exact(kHuge), {1, 18}, {1, 18}).count() == 0);
  CHECK(round_product(exact(1000), {kHuge, 18}, {kHuge, 18}).count() == 85071);
  CHECK(round_product(exact(std::numeric_limits<std::int64_t>::min()), {}).count() == -kMost);
}

TEST_CASE("a double counts at its exact binary value", "[exact]") {
  CHECK(round_product(number(0.0625), {}).count() == 62);
  CHECK(round_product(number(0.1875), {}).count() == 188);
  CHECK(round_product(number(-0.0625), {}).count() == -62);
  // The double 0.0005 is a little more than the decimal, and 0.0035 as well; 0.0045 is less.
  CHECK(round_product(number(0.0005), {}).count() == 1);
  CHECK(round_product(number(0.0045), {}).count() == 4);
  CHECK(round_product(number(1.0 / 3), {3, 0}).count() == 1000);
  CHECK(round_product(number(-0.0), {}).count() == 0);
}

TEST_CASE("doubles of any size are bounded", "[exact]") {
  constexpr std::int64_t kMost = Points::kMostThousandths;
  CHECK(round_product(number(kLargest), {1, 18}, {1, 18}).count() == kMost);
  CHECK(round_product(number(-kLargest), {}).count() == -kMost);
  CHECK(round_product(number(-kLargest), {-1, 0}).count() == kMost);
  CHECK(round_product(number(kLargest), {0, 0}).count() == 0);
  CHECK(round_product(number(kSmallest), {kMost, 0}, {kMost, 0}).count() == 0);
  CHECK(round_product(number(std::ldexp(1.0, 199)), {1, 18}, {1, 18}).count() == kMost);
  CHECK(round_product(number(std::ldexp(1.0, -200)), {kMost, 0}, {kMost, 0}).count() == 0);
  constexpr std::int64_t kTwoTo60 = 1'152'921'504'606'846'976;
  CHECK(round_product(number(std::ldexp(1.0, -60)), {kTwoTo60, 0}).count() == 1000);
}

TEST_CASE("an exact amount and the same double give the same", "[exact]") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 2000; ++i) {
    const auto whole = static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000;
    const Decimal a{static_cast<std::int64_t>(random() % 4'000'001) - 2'000'000, 6};
    const Decimal b{static_cast<std::int64_t>(random() % 1'000'000'000'001), 12};
    const Decimal loss{static_cast<std::int64_t>(random() % 1'000'000), 3};
    const Amount amount = exact(whole * 1000);
    const Amount same = number(static_cast<double>(whole));
    REQUIRE(round_product(amount, a, b) == round_product(same, a, b));
    REQUIRE(round_reduced(amount, a, loss) == round_reduced(same, a, loss));
  }
}

TEST_CASE("a loss takes points towards zero and not beyond", "[exact]") {
  CHECK(round_reduced(exact(10'000), {}, {5, 0}).count() == 5000);
  CHECK(round_reduced(exact(-10'000), {}, {5, 0}).count() == -5000);
  CHECK(round_reduced(exact(10'000), {}, {0, 0}).count() == 10'000);
  CHECK(round_reduced(exact(10'000), {}, {10, 0}).count() == 0);
  CHECK(round_reduced(exact(-10'000), {}, {11, 0}).count() == 0);
  CHECK(round_reduced(exact(1000), {-2, 0}, {5, 1}).count() == -1500);
  CHECK(round_reduced(exact(5), {5, 1}, {1, 4}).count() == 2);        // 0.0025 - 0.0001
  CHECK(round_reduced(exact(1000), {1, 0}, {5, 4}).count() == 1000);  // 0.9995: half to even
  CHECK(round_reduced(number(0.1875), {}, {1, 1}).count() == 88);     // 0.0875: half to even
  CHECK(round_reduced(number(kLargest), {}, {5, 0}) == Points::whole(Points::kMostWhole));
  CHECK(round_reduced(number(-kLargest), {}, {5, 0}) == Points::whole(-Points::kMostWhole));
  CHECK(round_reduced(number(kSmallest), {}, {1, 18}).count() == 0);
}

TEST_CASE("half factors have twelve digits", "[exact]") {
  CHECK(half_factor(0) == Decimal{1'000'000'000'000, 12});
  CHECK(half_factor(1) == Decimal{500'000'000'000, 12});
  CHECK(half_factor(1.0 / 14) == Decimal{951'695'153'011, 12});
  CHECK(half_factor(0.5) == Decimal{707'106'781'187, 12});
  CHECK(half_factor(13) == Decimal{122'070'312, 12});  // 122070312.5: half to even
  CHECK(half_factor(40) == Decimal{1, 12});
  CHECK(half_factor(42) == Decimal{0, 12});
  CHECK(half_factor(1e300) == Decimal{0, 12});
}

ExactSum sum_of(std::initializer_list<double> values) {
  ExactSum sum;
  for (const double value : values) sum.add(value);
  return sum;
}

TEST_CASE("sums are exact and do not depend on the order", "[exact]") {
  CHECK(sum_of({}).sum() == 0);
  CHECK(sum_of({0.1, 0.2}).sum() == 0.3);
  CHECK(sum_of({1e17, 0.1, -1e17}).sum() == 0.1);
  CHECK(sum_of({-1e17, 1e17, 0.1}).sum() == 0.1);
  CHECK(sum_of({1.0 / 3}).sum() == 0.333333);
  CHECK(sum_of({1e-7}).sum() == 0);
  CHECK(sum_of({-0.0000005}).sum() == 0);        // the double is a little less than the half
  CHECK(sum_of({0.0000015}).sum() == 0.000002);  // and this one more
  CHECK(sum_of({0.0078125}).sum() == 0.007812);  // exactly a half: to even
  CHECK(sum_of({0.0234375}).sum() == 0.023438);
  CHECK(sum_of({kSmallest, -kSmallest}).sum() == 0);
}

TEST_CASE("single values of a sum are bounded", "[exact]") {
  CHECK(sum_of({kLargest}).sum() == 1e18);
  CHECK(sum_of({-kLargest, -1e19}).sum() == -2e18);
}

TEST_CASE("averages are the nearest double", "[exact]") {
  CHECK(sum_of({1, 2}).average() == 1.5);
  CHECK(sum_of({1, 0, 0}).average() == 1.0 / 3);
  CHECK(sum_of({2, 0, 0}).average() == 2.0 / 3);
  CHECK(sum_of({0.1, 0.1, 0.1}).average() == 0.1);
  CHECK(sum_of({-1, 0, 0, 0, 0, 0, 0}).average() == -1.0 / 7);
  CHECK(sum_of({1e18, 1e18}).average() == 1e18);
  CHECK(sum_of({4, 5}).count() == 2);
}

TEST_CASE("integers and doubles are compared exactly", "[exact]") {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  CHECK(compare(1, 1.0) == 0);
  CHECK(compare(1, 1.5) < 0);
  CHECK(compare(-1, -1.5) > 0);
  CHECK(compare(0, -0.0) == 0);
  CHECK(compare(0, -0.5) > 0);
  CHECK(compare(9007199254740993, 9007199254740992.0) > 0);
  CHECK(compare(kMax, 9223372036854775808.0) < 0);
  CHECK(compare(kMin, -9223372036854775808.0) == 0);
  CHECK(compare(kMax, kLargest) < 0);
  CHECK(compare(kMin, -kLargest) > 0);
  CHECK(compare(kMax, std::numeric_limits<double>::infinity()) < 0);
}

}  // namespace
}  // namespace leadscore
