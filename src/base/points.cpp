// SPDX-License-Identifier: Apache-2.0
#include <leadscore/points.hpp>

#include "base/decimal.hpp"

namespace leadscore {

std::optional<Points> Points::parse(std::string_view text) {
  const auto count = parse_scaled(text, 3);
  if (!count || *count > kMostThousandths || *count < -kMostThousandths) return std::nullopt;
  return thousandths(*count);
}

std::string Points::to_text() const {
  // Unsigned, so that the least count has a magnitude too.
  const bool negative = count_ < 0;
  const auto bits = static_cast<std::uint64_t>(count_);
  const std::uint64_t magnitude = negative ? 0 - bits : bits;
  std::string text = (negative ? "-" : "") + std::to_string(magnitude / 1000);
  const std::uint64_t fraction = magnitude % 1000;
  if (fraction == 0) return text;
  std::string digits = std::to_string(1000 + fraction).substr(1);
  digits.erase(digits.find_last_not_of('0') + 1);
  return text + "." + digits;
}

}  // namespace leadscore
