// SPDX-License-Identifier: Apache-2.0

// Points: exact decimals with three digits, so that a score adds up to the last bit whatever the
// order of its parts.
//
// Not for arithmetic inside expressions, which are IEEE doubles until a rule's points are rounded.
//
// Threads: a value type; safe everywhere.
//
//     auto points = leadscore::Points::parse("12.5").value() + leadscore::Points::whole(3);
//     points.to_text();                             // "15.5"
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leadscore {

class Points {
 public:
  // A score saturates at this many points, up and down.
  static constexpr std::int64_t kMostWhole = 1'000'000'000;
  static constexpr std::int64_t kMostThousandths = kMostWhole * 1000;

  constexpr Points() = default;

  [[nodiscard]] static constexpr Points thousandths(std::int64_t count) { return Points(count); }
  [[nodiscard]] static constexpr Points whole(std::int64_t points) { return Points(points * 1000); }

  // Reads a decimal with at most three digits after the point, within +-kMostWhole. No exponent,
  // no sign but `-`.
  [[nodiscard]] static std::optional<Points> parse(std::string_view text);

  [[nodiscard]] constexpr std::int64_t count() const { return count_; }

  // The nearest double to the exact decimal.
  [[nodiscard]] constexpr double to_double() const { return static_cast<double>(count_) / 1000.0; }

  // The shortest exact decimal: `18.5`, `-3`, `0.125`.
  [[nodiscard]] std::string to_text() const;

  // Brought into +-kMostWhole.
  [[nodiscard]] constexpr Points saturated() const {
    if (count_ > kMostThousandths) return Points(kMostThousandths);
    if (count_ < -kMostThousandths) return Points(-kMostThousandths);
    return *this;
  }

  constexpr Points operator-() const { return Points(-count_); }
  constexpr Points& operator+=(Points other) {
    count_ += other.count_;
    return *this;
  }
  constexpr Points& operator-=(Points other) {
    count_ -= other.count_;
    return *this;
  }
  friend constexpr Points operator+(Points a, Points b) { return a += b; }
  friend constexpr Points operator-(Points a, Points b) { return a -= b; }
  friend constexpr auto operator<=>(Points, Points) = default;

 private:
  constexpr explicit Points(std::int64_t count) : count_(count) {}

  std::int64_t count_ = 0;
};

}  // namespace leadscore
