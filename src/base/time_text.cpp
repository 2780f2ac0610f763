// SPDX-License-Identifier: Apache-2.0
#include "base/time_text.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace leadscore {
namespace {

namespace chrono = std::chrono;

// Takes what it is asked for from the front of a text, or notes that it is not there.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] char front() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(char wanted) {
    if (front() != wanted || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char wanted) { ok_ = take(wanted) && ok_; }

  // Exactly `count` digits, of a number up to `most`.
  int digits(std::size_t count, int most) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(front())) {
        ok_ = false;
        return 0;
      }
      value = value * 10 + (front() - '0');
      rest_.remove_prefix(1);
    }
    if (value > most) ok_ = false;
    return value;
  }

  // One to nine digits behind a point.
  Duration fraction() {
    std::int64_t nanoseconds = 0;
    std::int64_t unit = 100'000'000;
    ok_ = ok_ && is_digit(front());
    for (; is_digit(front()); unit /= 10) {
      if (unit == 0) ok_ = false;
      nanoseconds += unit * (front() - '0');
      rest_.remove_prefix(1);
    }
    return Duration{nanoseconds / 1000};
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view rest_;
  bool ok_ = true;
};

std::optional<Duration> read_date(Reader& reader) {
  const int year = reader.digits(4, 9999);
  reader.expect('-');
  const int month = reader.digits(2, 12);
  reader.expect('-');
  const int day = reader.digits(2, 31);
  const chrono::year_month_day date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                    chrono::day{static_cast<unsigned>(day)}};
  if (!reader.ok() || !date.ok()) return std::nullopt;
  return chrono::sys_days{date}.time_since_epoch();
}

Duration read_time_of_day(Reader& reader) {
  Duration time = chrono::hours{reader.digits(2, 23)};
  reader.expect(':');
  time += chrono::minutes{reader.digits(2, 59)};
  if (!reader.take(':')) return time;
  time += chrono::seconds{reader.digits(2, 59)};
  if (reader.take('.')) time += reader.fraction();
  return time;
}

std::optional<Duration> read_offset(Reader& reader) {
  if (reader.take('Z')) return Duration{0};
  const bool negative = reader.take('-');
  if (!negative && !reader.take('+')) return std::nullopt;
  Duration offset = chrono::hours{reader.digits(2, 23)};
  if (reader.take(':') || !reader.at_end()) offset += chrono::minutes{reader.digits(2, 59)};
  return negative ? -offset : offset;
}

struct Numbers {
  std::array<std::string, 3> parts;
  std::string_view rest;
};

// Three numbers with one of `-/.` between them, and what follows.
std::optional<Numbers> read_numbers(std::string_view text) {
  Numbers numbers{{}, text};
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t i = 0; i < numbers.parts.size(); ++i) {
    while (!numbers.rest.empty() && is_digit(numbers.rest.front())) {
      numbers.parts[i] += numbers.rest.front();
      numbers.rest.remove_prefix(1);
    }
    const std::size_t digits = numbers.parts[i].size();
    if (digits == 0 || digits > 4) return std::nullopt;
    if (i + 1 == numbers.parts.size()) break;
    const bool separated =
        !numbers.rest.empty() && std::string_view("-/.").find(numbers.rest.front()) < 3;
    if (!separated) return std::nullopt;
    numbers.rest.remove_prefix(1);
  }
  return numbers;
}

std::string padded(const std::string& digits) { return digits.size() == 1 ? "0" + digits : digits; }

// The day, where there is one, with its time of day.
std::string day_of(const std::string& year, const std::string& month, const std::string& day,
                   const std::string& clock) {
  const std::string all = year + "-" + padded(month) + "-" + padded(day) + clock;
  return read_time_text(all) ? all : "";
}

}  // namespace

std::string time_meant(std::string_view text) {
  const auto numbers = read_numbers(text);
  if (!numbers) return "";
  const auto& [first, second, third] = numbers->parts;
  std::string clock(numbers->rest);
  const bool short_hour =
      clock.size() > 2 && (clock[0] == ' ' || clock[0] == 'T') && clock[2] == ':';
  if (short_hour) clock.insert(1, "0");
  if (first.size() == 4) return day_of(first, second, third, clock);
  if (third.size() != 4) return "";
  const std::string day_first = day_of(third, second, first, clock);
  const std::string month_first = day_of(third, first, second, clock);
  if (day_first.empty() || month_first.empty() || day_first == month_first) {
    return day_first.empty() ? month_first : day_first;
  }
  return day_first + " or " + month_first;
}

std::optional<TimeText> read_time_text(std::string_view text) {
  Reader reader(text);
  const auto date = read_date(reader);
  if (!date) return std::nullopt;
  TimeText result{*date, std::nullopt};
  if (reader.at_end()) return result;
  if (!reader.take(' ')) reader.expect('T');
  result.local += read_time_of_day(reader);
  result.offset = read_offset(reader);
  if (!reader.ok() || !reader.at_end()) return std::nullopt;
  return result;
}

std::optional<Time> in_range(Time at) {
  if (at < kEarliestTime || at > kLatestTime) return std::nullopt;
  return at;
}

}  // namespace leadscore
