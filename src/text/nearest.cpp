// SPDX-License-Identifier: Apache-2.0
#include "text/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/utf8.hpp"

namespace leadscore::text {
namespace {

// Names may come from strangers: so many characters are read and cells of the distance table filled
// at most; after that only equal names are looked for.
constexpr std::size_t kMostWork = 300'000;

using Characters = std::u32string;

// What misspellings should not cost: case, and `_` for a blank.
constexpr char plain(char c) {
  if (c == ' ') return '_';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_when_plain(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return plain(x) == plain(y); });
}

Characters plain_characters(std::string_view name) {
  Characters result;
  result.reserve(name.size());
  for (std::size_t at = 0; at < name.size();) {
    const utf8::Char c = utf8::decode(name, at);
    const bool ascii = c.value < 0x80;
    result += ascii ? static_cast<char32_t>(plain(static_cast<char>(c.value))) : c.value;
    at += c.bytes;
  }
  return result;
}

// The distances from one name to others, and how much work they may still take.
class Distances {
 public:
  explicit Distances(Characters name) : name_(std::move(name)) {}

  // The optimal string alignment distance (insertions, deletions, changes, swaps of neighbours);
  // something above `most` where it is above that, or where there was too much work.
  std::size_t to(std::string_view candidate, std::size_t most) {
    const std::size_t characters = utf8::count_characters(candidate);
    const std::size_t gap =
        characters > name_.size() ? characters - name_.size() : name_.size() - characters;
    if (gap > most || most == 0) return most + 1;
    const std::size_t work = characters + name_.size() * (2 * most + 1);
    if (work > work_left_) return most + 1;
    work_left_ -= work;
    return fill(plain_characters(candidate), most);
  }

 private:
  // Only the band of cells that can be within `most` is filled.
  std::size_t fill(const Characters& other, std::size_t most) {
    const std::size_t far = most + 1;
    for (auto* row : {&before_last_, &last_, &current_}) row->assign(other.size() + 1, far);
    for (std::size_t j = 0; j <= std::min(other.size(), most); ++j) last_[j] = j;
    std::size_t least_before = 0;
    for (std::size_t i = 1; i <= name_.size(); ++i) {
      const std::size_t begin = i > most ? i - most : 1;
      const std::size_t end = std::min(other.size(), i + most);
      current_[begin - 1] = begin == 1 ? i : far;
      std::size_t least = current_[begin - 1];
      for (std::size_t j = begin; j <= end; ++j) {
        current_[j] = cell(other, i, j);
        least = std::min(least, current_[j]);
      }
      if (end < other.size()) current_[end + 1] = far;
      // A swap reaches back two rows, so only two rows above the bound settle it.
      if (least > most && least_before > most) return far;
      least_before = least;
      std::swap(before_last_, last_);
      std::swap(last_, current_);
    }
    return last_[other.size()];
  }

  // The distance of the first i characters of the name and the first j of the other.
  [[nodiscard]] std::size_t cell(const Characters& other, std::size_t i, std::size_t j) const {
    const bool equal = name_[i - 1] == other[j - 1];
    std::size_t least =
        std::min({last_[j] + 1, current_[j - 1] + 1, last_[j - 1] + (equal ? 0U : 1U)});
    if (i > 1 && j > 1 && name_[i - 1] == other[j - 2] && name_[i - 2] == other[j - 1]) {
      least = std::min(least, before_last_[j - 2] + 1);
    }
    return least;
  }

  Characters name_;
  std::size_t work_left_ = kMostWork;
  // Three rows of the table, kept from one candidate to the next.
  std::vector<std::size_t> before_last_;
  std::vector<std::size_t> last_;
  std::vector<std::size_t> current_;
};

// The greatest distance at which a name can be meant; 0 if it must be equal.
std::size_t most_distance(const Characters& name) {
  return name.size() < 2 ? 0 : std::max<std::size_t>(1, name.size() / 3);
}

}  // namespace

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  const Characters characters = plain_characters(name);
  std::size_t most = most_distance(characters);
  Distances distances(characters);
  const std::string* best = nullptr;
  for (const std::string& candidate : candidates) {
    if (equal_when_plain(name, candidate)) return candidate;
    const std::size_t found = distances.to(candidate, most);
    if (found > most) continue;
    best = &candidate;
    most = found - 1;  // only a nearer one can take its place
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

}  // namespace leadscore::text
