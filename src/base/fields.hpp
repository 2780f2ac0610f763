// SPDX-License-Identifier: Apache-2.0

// Numbers and texts as bytes, and back. What is written once as a list of fields, `void fields(A&
// a, T& value)`, goes both ways: A is a FieldWriter or a FieldReader.
//
// Numbers take seven bits a byte, least first, the eighth set on all but the last; signed ones are
// folded (0, -1, 1, -2, ...). A time is in seconds or milliseconds where it is whole ones, else in
// microseconds, and says which in its lowest two bits. A double that is a small whole number is
// written as twice that; before another one stands 1.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

class FieldWriter {
 public:
  static constexpr bool kReads = false;

  [[nodiscard]] bool ok() const { return true; }
  void fail() {}

  template <class T>
  void number(const T& value) {
    auto rest = static_cast<std::uint64_t>(value);
    for (; rest >= 0x80; rest >>= 7) bytes_ += static_cast<char>((rest & 0x7f) | 0x80);
    bytes_ += static_cast<char>(rest);
  }
  void integer(const std::int64_t& value) {
    const auto bits = static_cast<std::uint64_t>(value);
    number((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
  }
  void flag(const bool& value) { bytes_ += value ? '\1' : '\0'; }
  void real(const double& value) {
    constexpr double kMost = 1e12;
    const bool whole = value > -kMost && value < kMost && value == std::trunc(value) &&
                       !(value == 0 && std::signbit(value));
    if (whole) return integer(static_cast<std::int64_t>(value) * 2);
    integer(1);
    fixed(std::bit_cast<std::uint64_t>(value));
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  void points(const Points& value) { integer(value.count()); }
  void duration(const Duration& value) {
    const std::int64_t count = value.count();
    if (count % 1'000'000 == 0) return integer(count / 1'000'000 * 4);
    if (count % 1'000 == 0) return integer(count / 1'000 * 4 + 1);
    integer(count * 4 + 2);
  }
  void time(const Time& value) { duration(value.time_since_epoch()); }
  void any_time(const Time& value) { time(value); }

  // The number of what follows.
  void size(std::size_t count) { number(count); }

  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  void fixed(std::uint64_t bits) {
    for (int i = 0; i < 8; ++i) bytes_ += static_cast<char>(bits >> (8 * i));
  }

  std::string bytes_;
};

// Reads what comes from anywhere: beyond the end, or where a value is no value, it fails, and all
// that is read from then on is zero.
class FieldReader {
 public:
  static constexpr bool kReads = true;

  explicit FieldReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  void fail() {
    ok_ = false;
    rest_ = {};
  }

  template <class T>
  void number(T& value) {
    std::uint64_t all = 0;
    int shift = 0;
    for (bool more = true; more; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(next());
      const std::uint64_t bits = byte & 0x7f;
      if (shift > 63 || (shift == 63 && bits > 1)) return fail_to(value);
      all |= bits << shift;
      more = (byte & 0x80) != 0;
    }
    if (all > static_cast<std::uint64_t>(std::numeric_limits<T>::max())) return fail_to(value);
    value = static_cast<T>(all);
  }
  void integer(std::int64_t& value) {
    std::uint64_t folded = 0;
    number(folded);
    const std::uint64_t bits = folded >> 1;
    value = static_cast<std::int64_t>((folded & 1) != 0 ? ~bits : bits);
  }
  void flag(bool& value) {
    const char byte = next();
    if (byte != '\0' && byte != '\1') fail();
    value = ok_ && byte == '\1';
  }
  void real(double& value) {
    std::int64_t head = 0;
    integer(head);
    value = static_cast<double>(head / 2);
    if (head % 2 == 0) return;
    if (head != 1) return fail_to(value);
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) {
      bits |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(next())) << (8 * i);
    }
    value = std::bit_cast<double>(bits);
    const bool finite = value - value == 0;
    if (!finite) fail_to(value);
  }
  void text(std::string& value) {
    value.assign(rest_.substr(0, size()));
    rest_.remove_prefix(value.size());
  }
  void points(Points& value) {
    std::int64_t count = 0;
    integer(count);
    // Far from where sums of points could overflow.
    constexpr std::int64_t kMost = 1'000 * Points::kMostThousandths;
    if (count > kMost || count < -kMost) return fail_to(count);
    value = Points::thousandths(count);
  }
  void duration(Duration& value) {
    std::int64_t coded = 0;
    integer(coded);
    // The unit is in the lowest two bits, of a negative one too.
    const std::int64_t unit = coded & 3;
    const std::int64_t count = (coded - unit) / 4;
    constexpr std::int64_t kMostSeconds = 1'000'000'000'000;
    constexpr std::int64_t kMicroseconds[] = {1'000'000, 1'000, 1, 0};
    const std::int64_t most =
        kMostSeconds * (1'000'000 / std::max(kMicroseconds[unit], std::int64_t{1}));
    if (unit == 3 || count > most || count < -most) {
      value = Duration();
      return fail();
    }
    value = Duration(count * kMicroseconds[unit]);
  }
  void time(Time& value) {
    Duration since{};
    duration(since);
    value = Time(since);
    if (value < kEarliestTime || value > latest_) {
      value = kEarliestTime;
      fail();
    }
  }

  // A time that is a value, and may lie ahead.
  void any_time(Time& value) {
    const Time latest = latest_;
    latest_ = kLatestTime;
    time(value);
    latest_ = latest;
  }
  // From now on, no other time is later.
  void set_latest(Time latest) { latest_ = latest; }

  // The number of what follows; each takes a byte at least.
  [[nodiscard]] std::size_t size() {
    std::uint64_t count = 0;
    number(count);
    if (count > rest_.size()) fail_to(count);
    return static_cast<std::size_t>(count);
  }

 private:
  template <class T>
  void fail_to(T& value) {
    value = T{};
    fail();
  }
  char next() {
    if (rest_.empty()) {
      ok_ = false;
      return '\0';
    }
    const char byte = rest_.front();
    rest_.remove_prefix(1);
    return byte;
  }

  std::string_view rest_;
  bool ok_ = true;
  Time latest_ = kLatestTime;
};

// A vector, each of its values as `field` writes it.
template <class Archive, class Vector, class Field>
void list_field(Archive& archive, Vector& all, const Field& field) {
  if constexpr (Archive::kReads) {
    const std::size_t count = archive.size();
    all.clear();
    for (std::size_t i = 0; i < count && archive.ok(); ++i) {
      all.emplace_back();
      field(all.back());
    }
  } else {
    archive.size(all.size());
    for (auto& one : all) field(one);
  }
}

// Nothing, or a value as `field` writes it.
template <class Archive, class T, class Field>
void optional_field(Archive& archive, T& value, const Field& field) {
  bool is_there = value.has_value();
  archive.flag(is_there);
  if constexpr (Archive::kReads) {
    value.reset();
    if (is_there) value.emplace();
  }
  if (is_there) field(*value);
}

// One of the values of an enumeration, `last` the greatest.
template <class Archive, class E>
void choice_field(Archive& archive, E& value, E last) {
  auto number = static_cast<std::uint32_t>(value);
  archive.number(number);
  if constexpr (Archive::kReads) {
    if (number > static_cast<std::uint32_t>(last)) {
      number = 0;
      archive.fail();
    }
    value = static_cast<E>(number);
  }
}

// An index below `end`.
template <class Archive>
void index_field(Archive& archive, std::uint32_t& value, std::size_t end) {
  archive.number(value);
  if constexpr (Archive::kReads) {
    if (value >= end) {
      value = 0;
      archive.fail();
    }
  }
}

}  // namespace leadscore
