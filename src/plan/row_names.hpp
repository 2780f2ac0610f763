// SPDX-License-Identifier: Apache-2.0

// Short texts with a number each, found without folding or copying what is looked for.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leadscore::plan {

// A text of at most 8 x count bytes in words that overlap where it is shorter; with its size they
// say which text it is.
template <std::size_t count>
struct TextWords {
  static constexpr std::size_t kMostBytes = 8 * count;

  std::array<std::uint64_t, count> words{};

  explicit TextWords(std::string_view text) {
    const char* begin = text.data();
    const std::size_t size = text.size();
    if (size >= 4) {
      const auto last = static_cast<std::int64_t>(size - 4);
      // The smaller of both, by arithmetic: compilers would make a branch of each.
      const auto from = [&](std::int64_t at) {
        const std::int64_t less = last - at;
        return load<std::uint32_t>(begin + (at + (less & (less >> 63))));
      };
      words[0] = load<std::uint32_t>(begin) | std::uint64_t{from(4)} << 32U;
      for (std::size_t i = 1; i + 1 < count; ++i) {
        const auto at = static_cast<std::int64_t>(8 * i);
        words[i] = from(at) | std::uint64_t{from(at + 4)} << 32U;
      }
      words[count - 1] = from(8 * (count - 1)) | std::uint64_t{load<std::uint32_t>(begin + last)}
                                                     << 32U;
    } else if (size > 0) {
      words[0] = load<std::uint8_t>(begin) | unsigned{load<std::uint8_t>(begin + size / 2)} << 8U |
                 unsigned{load<std::uint8_t>(begin + size - 1)} << 16U;
    }
  }

 private:
  template <class Word>
  static Word load(const char* from) {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
  }
};

using NamesWithNumbers = std::vector<std::pair<std::string, std::uint32_t>>;

// A table of buckets of four, each text known in its bucket by a tag of its own: a look-up takes
// the same steps whatever it finds. Texts that fit in no bucket are left out.
template <std::size_t count>
class NameTable {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  // Unless `exact`, capital letters of ASCII are found as small ones, which the texts have.
  NameTable(const NamesWithNumbers& texts, bool exact);

  [[nodiscard]] bool empty() const { return entries_.size() == 1; }
  // Whether no text was left out.
  [[nodiscard]] bool is_complete() const { return complete_; }

  [[nodiscard]] std::uint32_t find(std::string_view written) const {
    const TextWords<count> text(written);
    const std::uint64_t hash = hash_of(text, written.size());
    const auto bucket = static_cast<std::size_t>(hash >> shift_);
    // The high bit of 16 where the tag is the same; the lowest is so for certain.
    const std::uint64_t differs = tags_[bucket] ^ (tag_of(hash) * kOnes);
    const std::uint64_t same = (differs - kOnes) & ~differs & (kOnes << 15U);
    const auto place = static_cast<std::size_t>(std::countr_zero(same | kLast)) / 16;
    const Entry& entry = entries_[places_[kBucket * bucket + place]];
    std::uint64_t other = entry.size ^ written.size();
    for (std::size_t i = 0; i < count; ++i) {
      other |= (entry.words[i] ^ text.words[i]) & entry.counts[i];
    }
    return other == 0 ? entry.number : kNone;
  }

 private:
  static constexpr std::size_t kBucket = 4;
  static constexpr std::uint64_t kOnes = 0x0001000100010001;
  static constexpr std::uint64_t kLast = std::uint64_t{1} << 63U;
  static constexpr std::uint64_t kCase = 0x2020202020202020;  // what capital letters lack

  struct Entry {
    std::array<std::uint64_t, count> words{};
    std::array<std::uint64_t, count> counts{};  // bits that must be the same
    std::uint32_t size = ~std::uint32_t{0};
    std::uint32_t number = 0;
  };

  [[nodiscard]] std::uint64_t hash_of(const TextWords<count>& text, std::size_t size) const {
    constexpr std::uint64_t kTimes[] = {0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f, 0x165667b19e3779f9,
                                        0x27d4eb2f165667c5};
    std::uint64_t hash = size * kTimes[0];
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t word = (text.words[i] | case_) * kTimes[i];
      hash ^= word ^ (word >> 32U);
    }
    return hash * 0xd6e8feb86659fd93;
  }
  // Never 0, which stands for a free place.
  [[nodiscard]] static std::uint64_t tag_of(std::uint64_t hash) {
    return ((hash >> 24U) & 0xFFFFU) | 1U;
  }
  [[nodiscard]] bool insert(const std::string& text, std::uint32_t number);

  unsigned shift_ = 63;
  bool complete_ = true;
  std::uint64_t case_ = 0;
  std::vector<std::uint64_t> tags_;    // by bucket
  std::vector<std::uint32_t> places_;  // of a bucket's texts among the entries
  std::vector<Entry> entries_;         // the first is no text
};

class RowNames {
 public:
  static constexpr std::uint32_t kNone = NameTable<2>::kNone;
  static constexpr std::size_t kMostBytes = 32;

  RowNames() : RowNames({}, true) {}
  // Longer ones are left out.
  RowNames(const NamesWithNumbers& texts, bool exact);

  // Whether a text that is not found, and not longer than kMostBytes, is none of them.
  [[nodiscard]] bool is_complete() const { return short_.is_complete() && long_.is_complete(); }
  [[nodiscard]] std::uint32_t find(std::string_view text) const {
    if (text.size() <= TextWords<2>::kMostBytes) return short_.find(text);
    if (text.size() <= TextWords<4>::kMostBytes && !long_.empty()) return long_.find(text);
    return kNone;
  }

 private:
  NameTable<2> short_;
  NameTable<4> long_;
};

}  // namespace leadscore::plan
