// SPDX-License-Identifier: Apache-2.0
#include "base/exact.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdlib>

#include <boost/multiprecision/cpp_int.hpp>

namespace leadscore {
namespace {

namespace mp = boost::multiprecision;

// Wide enough for every product below, see kExponents.
using Wide = mp::number<mp::cpp_int_backend<512, 512, mp::signed_magnitude, mp::unchecked, void>,
                        mp::et_off>;
__extension__ using Int128 = __int128;

// A double at or above 2^200 saturates whatever factor (0 or at least 10^-36) it has, one below
// 2^-200 gives less than half a thousandth whatever factor (below 2^126) it has. In between it has
// a 53-bit mantissa and an exponent from -253 to 147, so that no product needs 400 bits.
constexpr int kLeastExponent = -200;
constexpr int kMostExponent = 200;
constexpr int kMantissaBits = 53;

constexpr std::array<std::int64_t, 19> kPowersOfTen = [] {
  std::array<std::int64_t, 19> powers{};
  std::int64_t power = 1;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    powers[i] = power;
    if (i + 1 < powers.size()) power *= 10;
  }
  return powers;
}();

std::int64_t power_of_ten(int digits) {
  assert(digits >= 0 && static_cast<std::size_t>(digits) < kPowersOfTen.size());
  return kPowersOfTen[static_cast<std::size_t>(digits)];
}

// mantissa x 2^exponent, exactly; both 0 for 0.
struct Binary {
  std::int64_t mantissa = 0;
  int exponent = 0;
};

Binary binary_of(double value) {
  assert(std::isfinite(value));
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  const auto mantissa = static_cast<std::int64_t>(std::ldexp(fraction, kMantissaBits));
  return {mantissa, mantissa == 0 ? 0 : exponent - kMantissaBits};
}

// A quotient of non-negative integers, rounded half to even.
template <typename Integer>
Integer divide_half_even(const Integer& numerator, const Integer& denominator) {
  Integer quotient = numerator / denominator;
  const Integer twice = (numerator - quotient * denominator) * 2;
  if (twice > denominator || (twice == denominator && quotient % 2 != 0)) quotient += 1;
  return quotient;
}

Points saturate(const Wide& thousandths, bool negative) {
  const Wide most = Points::kMostThousandths;
  const auto count = (thousandths > most ? most : thousandths).convert_to<std::int64_t>();
  return Points::thousandths(negative ? -count : count);
}

// |amount| as a fraction, in points.
struct Fraction {
  Wide numerator;
  Wide denominator;
};

Fraction fraction_of(const Amount& amount) {
  if (amount.exact) return {mp::abs(Wide(amount.points.count())), 1000};
  const Binary binary = binary_of(amount.number);
  Fraction result{mp::abs(Wide(binary.mantissa)), 1};
  if (binary.exponent >= 0) {
    result.numerator <<= static_cast<unsigned>(binary.exponent);
  } else {
    result.denominator <<= static_cast<unsigned>(-binary.exponent);
  }
  return result;
}

bool is_negative(const Amount& amount) {
  return amount.exact ? amount.points.count() < 0 : amount.number < 0;
}

bool is_zero(const Amount& amount) {
  return amount.exact ? amount.points.count() == 0 : amount.number == 0;
}

enum class Magnitude { tiny, usual, huge };

Magnitude magnitude_of(const Amount& amount) {
  if (amount.exact) return Magnitude::usual;
  assert(std::isfinite(amount.number));
  const int exponent = std::ilogb(amount.number);
  if (exponent >= kMostExponent) return Magnitude::huge;
  return exponent < kLeastExponent ? Magnitude::tiny : Magnitude::usual;
}

// The product where 128 bits are enough, as they are for all but the largest exact amounts.
bool round_narrow(std::int64_t count, Decimal a, Decimal b, Points& result) {
  Int128 product = static_cast<Int128>(count) * a.count;
  if (__builtin_mul_overflow(product, static_cast<Int128>(b.count), &product)) return false;
  const bool negative = product < 0;
  Int128 magnitude = negative ? -product : product;
  const Int128 scale = static_cast<Int128>(power_of_ten(a.digits)) * power_of_ten(b.digits);
  // Above, doubling the remainder or negating the least number would overflow.
  if (magnitude < 0 || scale > (static_cast<Int128>(1) << 125U)) return false;
  if (scale != 1) magnitude = divide_half_even(magnitude, scale);
  magnitude = std::min(magnitude, static_cast<Int128>(Points::kMostThousandths));
  const auto rounded = static_cast<std::int64_t>(magnitude);
  result = Points::thousandths(negative ? -rounded : rounded);
  return true;
}

// The nearest double of a quotient of positive integers that is neither huge nor subnormal.
double nearest_quotient(Wide numerator, Wide denominator) {
  // A quotient of 55 or 56 bits, whose last one also stands for all that follow: the conversion to
  // 53 bits then rounds once, and rightly.
  const int shift =
      55 - (static_cast<int>(mp::msb(numerator)) - static_cast<int>(mp::msb(denominator)));
  if (shift >= 0) {
    numerator <<= static_cast<unsigned>(shift);
  } else {
    denominator <<= static_cast<unsigned>(-shift);
  }
  const Wide quotient = numerator / denominator;
  auto bits = quotient.convert_to<std::uint64_t>();
  if (quotient * denominator != numerator) bits |= 1U;
  return std::ldexp(static_cast<double>(bits), -shift);
}

double nearest_fraction(Int128 millionths, std::uint64_t parts) {
  if (millionths == 0) return 0;
  const Wide magnitude = mp::abs(Wide(millionths));
  const double value = nearest_quotient(magnitude, Wide(1'000'000) * parts);
  return millionths < 0 ? -value : value;
}

}  // namespace

Points round_product(const Amount& amount, Decimal a, Decimal b) {
  if (is_zero(amount) || a.count == 0 || b.count == 0) return {};
  Points result;
  if (amount.exact && round_narrow(amount.points.count(), a, b, result)) return result;
  const bool negative = is_negative(amount) != ((a.count < 0) != (b.count < 0));
  const Magnitude magnitude = magnitude_of(amount);
  if (magnitude == Magnitude::tiny) return {};
  if (magnitude == Magnitude::huge) return saturate(Points::kMostThousandths, negative);
  Fraction product = fraction_of(amount);
  product.numerator *= mp::abs(Wide(a.count)) * mp::abs(Wide(b.count)) * 1000;
  product.denominator *= Wide(power_of_ten(a.digits)) * power_of_ten(b.digits);
  return saturate(divide_half_even(product.numerator, product.denominator), negative);
}

Points round_reduced(const Amount& amount, Decimal weight, Decimal loss) {
  assert(loss.count >= 0);
  if (is_zero(amount) || weight.count == 0) return {};
  if (loss.count == 0) return round_product(amount, weight);
  const bool negative = is_negative(amount) != (weight.count < 0);
  const Magnitude magnitude = magnitude_of(amount);
  if (magnitude == Magnitude::tiny) return {};
  if (magnitude == Magnitude::huge) return saturate(Points::kMostThousandths, negative);
  Fraction rest = fraction_of(amount);
  rest.numerator *= mp::abs(Wide(weight.count)) * power_of_ten(loss.digits);
  rest.denominator *= power_of_ten(weight.digits);
  const Wide lost = rest.denominator * loss.count;
  if (lost >= rest.numerator) return {};
  rest.numerator = (rest.numerator - lost) * 1000;
  rest.denominator *= power_of_ten(loss.digits);
  return saturate(divide_half_even(rest.numerator, rest.denominator), negative);
}

Decimal half_factor(double halvings) {
  assert(halvings >= 0);
  const double scaled = std::exp2(-halvings) * 1e12;
  const double whole = std::floor(scaled);
  auto count = static_cast<std::int64_t>(whole);
  const double rest = scaled - whole;
  if (rest > 0.5 || (rest == 0.5 && count % 2 != 0)) ++count;
  return {count, 12};
}

void ExactSum::add(double value) {
  assert(std::isfinite(value));
  ++count_;
  const Binary binary = binary_of(std::clamp(value, -1e18, 1e18));
  const bool negative = binary.mantissa < 0;
  Int128 scaled = static_cast<Int128>(std::abs(binary.mantissa)) * 1'000'000;
  if (binary.exponent >= 0) {
    scaled <<= static_cast<unsigned>(binary.exponent);
  } else {
    // 10^6 times the mantissa has 73 bits: by 120 or more it is far below a half.
    const auto shift = static_cast<unsigned>(std::min(-binary.exponent, 120));
    scaled = divide_half_even(scaled, static_cast<Int128>(1) << shift);
  }
  millionths_ += negative ? -scaled : scaled;
}

double ExactSum::sum() const { return nearest_fraction(millionths_, 1); }

double ExactSum::average() const {
  assert(count_ > 0);
  return nearest_fraction(millionths_, count_);
}

int compare(std::int64_t a, double b) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  assert(!std::isnan(b));
  if (b >= kTwoTo63) return -1;
  if (b < -kTwoTo63) return 1;
  const double truncated = std::trunc(b);
  const auto whole = static_cast<std::int64_t>(truncated);
  if (a != whole) return a < whole ? -1 : 1;
  if (b == truncated) return 0;
  return b > truncated ? -1 : 1;
}

}  // namespace leadscore
