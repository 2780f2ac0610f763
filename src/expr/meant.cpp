// SPDX-License-Identifier: Apache-2.0
#include "expr/meant.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <leadscore/time.hpp>

#include "base/calendar.hpp"
#include "expr/tokens.hpp"
#include "text/fold.hpp"

namespace leadscore::expr {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kCounts = {{{"once", "once"},
                                                                                   {"twice", "2"},
                                                                                   {"thrice", "3"},
                                                                                   {"one", "1"},
                                                                                   {"two", "2"},
                                                                                   {"three", "3"},
                                                                                   {"four", "4"},
                                                                                   {"five", "5"}}};
constexpr std::array<std::string_view, 12> kBeforeCount = {
    "max", "maximum", "maximal", "at", "most", "up", "to", "only", "no", "more", "than", "limit"};
constexpr std::array<std::string_view, 14> kJoining = {"per", "a",      "an", "every", "each",
                                                       "in",  "after",  "of", "the",   "last",
                                                       "/",   "within", "by", "for"};
constexpr std::array<std::string_view, 9> kBesideHalf = {
    "life", "-", "time", "points", "point", "fade", "decay", "lasts", ":"};
constexpr std::array<std::string_view, 4> kHalf = {"half", "halve", "halves", "halved"};

template <class Words>
bool is_among(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_word_char(char c) {
  return c == '_' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// Words in lower case, and every sign by itself.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool joined = false;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool goes_on = joined && is_word_char(c);
    joined = is_word_char(c);
    if (c == ' ' || c == '\t') continue;
    if (goes_on) {
      words.back() += lower;
    } else {
      words.emplace_back(1, lower);
    }
  }
  return words;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos &&
         word.front() != '.' && word.back() != '.' &&
         std::count(word.begin(), word.end(), '.') <= 1;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : words_(words_of(text)) {}

  [[nodiscard]] bool at_end() const { return at_ == words_.size(); }
  [[nodiscard]] std::string_view next() const {
    return at_end() ? std::string_view() : std::string_view(words_[at_]);
  }
  std::string_view take() { return words_[at_++]; }
  bool take(std::string_view word) {
    if (at_end() || next() != word) return false;
    ++at_;
    return true;
  }
  template <class Words>
  bool take_any(const Words& words) {
    const std::size_t before = at_;
    while (!at_end() && is_among(words, next())) ++at_;
    return at_ > before;
  }

  // `7d`, `7 days`; empty where none stands here.
  std::string take_length() {
    if (at_end()) return "";
    if (parse_duration(next())) return std::string(take());
    if (is_number(next()) && at_ + 1 < words_.size()) {
      std::string length = length_meant(next(), words_[at_ + 1]);
      if (!length.empty()) at_ += 2;
      return length;
    }
    const std::size_t digits = next().find_first_not_of("0123456789");
    if (digits == std::string_view::npos || digits == 0) return "";
    std::string length = length_meant(next().substr(0, digits), next().substr(digits));
    if (!length.empty()) ++at_;
    return length;
  }

 private:
  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

std::string take_count(Reader& reader) {
  reader.take_any(kBeforeCount);
  for (const auto& [word, count] : kCounts) {
    if (reader.take(word)) return std::string(count);
  }
  const std::string_view next = reader.next();
  const bool whole = is_number(next) && next.find('.') == std::string_view::npos &&
                     next.find_first_not_of('0') != std::string_view::npos;
  if (!whole) return "";
  std::string count(reader.take());
  if (!reader.take("times")) reader.take("x");
  return count;
}

}  // namespace

std::string limit_meant(std::string_view text) {
  Reader reader(text);
  const std::string count = take_count(reader);
  if (count.empty()) return "";
  if (reader.at_end()) return count;
  reader.take_any(kJoining);
  reader.take("calendar");
  if (const auto unit = calendar_unit_meant(reader.next()); !unit.empty()) {
    reader.take();
    return reader.at_end() ? count + " per calendar " + std::string(unit) : "";
  }
  // `1 month` is that of the calendar.
  Reader ahead = reader;
  if (ahead.take("1") && !calendar_unit_meant(ahead.next()).empty()) {
    const auto unit = calendar_unit_meant(ahead.take());
    if (ahead.at_end()) return count + " per calendar " + std::string(unit);
  }
  const std::string length = reader.take_length();
  return !length.empty() && reader.at_end() ? count + " per " + length : "";
}

std::string property_meant(std::string_view text) {
  Reader reader(text);
  const std::string count = take_count(reader);
  if (count.empty() || !reader.take("per") || reader.at_end()) return "";
  const std::string name(reader.take());
  const bool is_name =
      name != "calendar" && name.find_first_of("0123456789.") != 0 && is_word_char(name.front());
  return is_name && reader.at_end() ? count + " each " + name : "";
}

std::string decay_meant(std::string_view text) {
  Reader reader(text);
  std::string amount;
  std::string kind;
  bool half = false;
  bool share = false;
  std::string length;
  while (!reader.at_end()) {
    if (reader.take_any(kJoining) || reader.take_any(kBesideHalf)) continue;
    if (reader.next() == "linear" || reader.next() == "lose") {
      kind = reader.take();
    } else if (reader.take_any(kHalf)) {
      half = true;
    } else if (std::string found = reader.take_length(); !found.empty()) {
      if (!length.empty()) return "";
      length = std::move(found);
    } else if (is_number(reader.next()) && amount.empty()) {
      amount = reader.take();
      share = reader.take("%") || reader.take("percent");
    } else if (const std::string one = length_meant("1", reader.next()); !one.empty()) {
      if (!length.empty()) return "";
      reader.take();
      length = one;
    } else {
      return "";
    }
  }
  const bool fits = kind.empty() || (!half && share == (kind == "linear"));
  if (length.empty() || half != amount.empty() || !fits) return "";
  if (half) return "half every " + length;
  return share ? "linear " + amount + "% every " + length : "lose " + amount + " every " + length;
}

}  // namespace leadscore::expr
