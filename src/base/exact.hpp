// SPDX-License-Identifier: Apache-2.0

// The one rounding of points: products of exact decimals and of doubles taken at their exact
// binary value, rounded once to thousandths, half to even. The only door to the wide integers.
#pragma once

#include <cstdint>
#include <vector>

#include <leadscore/points.hpp>

namespace leadscore {

// A factor count / 10^digits; digits is 0 to 18.
struct Decimal {
  std::int64_t count = 1;
  int digits = 0;
  friend bool operator==(Decimal, Decimal) = default;
};

// What a rule gives before weight and decay: an exact decimal, or the double an expression gave.
struct Amount {
  bool exact = true;
  Points points;      // where exact
  double number = 0;  // else; finite
};

// amount x a x b, rounded to thousandths half to even, saturated.
[[nodiscard]] Points round_product(const Amount& amount, Decimal a, Decimal b = {});

// max(0, |amount x weight| - loss) with the sign of amount x weight, rounded as above; loss >= 0.
[[nodiscard]] Points round_reduced(const Amount& amount, Decimal weight, Decimal loss);

// 2^-(halvings) rounded to twelve digits, half to even; halvings >= 0.
[[nodiscard]] Decimal half_factor(double halvings);

// Adds values rounded to six digits each (half to even), exactly; for `sum` and `avg`. A value
// beyond +-10^18 counts as that.
class ExactSum {
 public:
  void add(double value);                // finite
  [[nodiscard]] double sum() const;      // the double nearest to the exact sum
  [[nodiscard]] double average() const;  // likewise; of at least one value
  [[nodiscard]] std::uint64_t count() const { return count_; }

  // The sum as it is kept, in millionths: its upper and lower 64 bits.
  struct Parts {
    std::int64_t upper = 0;
    std::uint64_t lower = 0;
    std::uint64_t count = 0;
  };
  [[nodiscard]] Parts parts() const {
    return {static_cast<std::int64_t>(millionths_ >> 64), static_cast<std::uint64_t>(millionths_),
            count_};
  }
  [[nodiscard]] static ExactSum of(const Parts& parts) {
    ExactSum sum;
    sum.millionths_ =
        static_cast<Wide>(parts.upper) * (Wide{1} << 64) + static_cast<Wide>(parts.lower);
    sum.count_ = parts.count;
    return sum;
  }

 private:
  __extension__ using Wide = __int128;
  Wide millionths_ = 0;
  std::uint64_t count_ = 0;
};

// Exact order of an integer and a finite double: negative, zero or positive.
[[nodiscard]] int compare(std::int64_t a, double b);

}  // namespace leadscore
