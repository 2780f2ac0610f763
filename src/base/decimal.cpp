// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

namespace leadscore {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

std::size_t count_digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  return count;
}

std::string_view take_digits(std::string_view& rest) {
  const std::string_view digits = rest.substr(0, count_digits(rest));
  rest.remove_prefix(digits.size());
  return digits;
}

bool take(std::string_view& rest, char wanted) {
  if (rest.empty() || rest.front() != wanted) return false;
  rest.remove_prefix(1);
  return true;
}

// The parts of `-12.50`; `rest` is what follows.
struct Parts {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::string_view rest;
};

std::optional<Parts> split(std::string_view text) {
  Parts parts;
  parts.negative = take(text, '-');
  parts.whole = take_digits(text);
  if (take(text, '.')) {
    parts.fraction = take_digits(text);
    if (parts.fraction.empty()) return std::nullopt;
  }
  if (parts.whole.empty() && parts.fraction.empty()) return std::nullopt;
  parts.rest = text;
  return parts;
}

bool is_exponent(std::string_view text) {
  if (!take(text, 'e') && !take(text, 'E')) return false;
  if (!take(text, '+')) take(text, '-');
  return !text.empty() && count_digits(text) == text.size();
}

// Appends digits to a value, downwards where it is negative so that the least integer fits.
bool append_digits(std::int64_t& value, std::string_view digits, bool negative) {
  for (const char c : digits) {
    const std::int64_t digit = c - '0';
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return false;
    if (__builtin_add_overflow(value, negative ? -digit : digit, &value)) return false;
  }
  return true;
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
  // Digits alone, so few that they fit, are what most integers are.
  constexpr std::size_t kMostThatFit = 18;
  if (!text.empty() && text.size() <= kMostThatFit && count_digits(text) == text.size()) {
    std::int64_t count = 0;
    for (const char c : text) count = count * 10 + (c - '0');
    return count;
  }
  const auto parts = split(text);
  if (!parts || !parts->rest.empty() || parts->whole.empty()) return std::nullopt;
  if (parts->fraction.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
  std::int64_t value = 0;
  if (!append_digits(value, parts->whole, parts->negative)) return std::nullopt;
  return value;
}

std::optional<double> parse_number(std::string_view text) {
  const auto parts = split(text);
  if (!parts || (!parts->rest.empty() && !is_exponent(parts->rest))) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_scaled(std::string_view text, int digits) {
  const auto parts = split(text);
  if (!parts || !parts->rest.empty()) return std::nullopt;
  const auto wanted = static_cast<std::size_t>(digits);
  if (parts->fraction.size() > wanted) return std::nullopt;
  const std::string zeros(wanted - parts->fraction.size(), '0');
  std::int64_t value = 0;
  for (const std::string_view part : {parts->whole, parts->fraction, std::string_view(zeros)}) {
    if (!append_digits(value, part, parts->negative)) return std::nullopt;
  }
  return value;
}

std::string number_text(double value) {
  assert(std::isfinite(value));
  std::array<char, 32> buffer{};
  char* const end = buffer.data() + buffer.size();
  if (std::trunc(value) == value && value >= -kTwoTo63 && value < kTwoTo63) {
    const auto whole = static_cast<std::int64_t>(value);
    return {buffer.data(), std::to_chars(buffer.data(), end, whole).ptr};
  }
  return {buffer.data(), std::to_chars(buffer.data(), end, value).ptr};
}

}  // namespace leadscore
