// SPDX-License-Identifier: Apache-2.0

// The distinct texts of a column, numbered in the order in which they come.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <string_view>
#include <vector>

#include "base/hash.hpp"

namespace leadscore::plan {

namespace detail {

template <class Word>
[[nodiscard]] inline std::uint64_t word_at(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

// Both halves of a product depend on all bits of both factors.
[[nodiscard]] inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
#ifdef __SIZEOF_INT128__
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
#else
  const std::uint64_t low = a * b;
  return low ^ (low >> 32U);
#endif
}

}  // namespace detail

// Open addressing. Of a text of up to 32 bytes its slot holds all bytes, so that nothing else is
// read to compare it. Texts are borrowed.
class TextEntries {
 public:
  TextEntries();

  [[nodiscard]] std::uint32_t entry_of(std::string_view text) {
    const Key key = key_of(text);
    std::size_t place = place_of(key);
    for (unsigned step = 0; step < kMostSteps; ++step) {
      const Slot& slot = slots_[place];
      if (slot.entry == kFree) break;
      if (slot.key == key && is_same(slot, text)) return slot.entry;
      place = (place + 1) & (slots_.size() - 1);
    }
    return added(key, text);
  }

  // By entry.
  [[nodiscard]] const std::vector<std::string_view>& texts() const { return texts_; }

 private:
  // The bytes of a short text, as four words that may overlap, and their number; of a long one two
  // hashes stand for the bytes.
  struct Key {
    std::uint64_t words[4] = {};
    std::uint64_t size = 0;
    [[nodiscard]] bool operator==(const Key& other) const {
      const std::uint64_t different = (words[0] ^ other.words[0]) | (words[1] ^ other.words[1]) |
                                      (words[2] ^ other.words[2]) | (words[3] ^ other.words[3]) |
                                      (size ^ other.size);
      return different == 0;
    }
  };
  struct Slot {
    Key key;
    std::uint32_t entry = kFree;
  };

  static constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::size_t kWhole = 32;
  // Texts that someone made to collide are found in a tree instead.
  static constexpr unsigned kMostSteps = 32;

  [[nodiscard]] static Key key_of(std::string_view text);
  [[nodiscard]] std::size_t place_of(const Key& key) const;
  [[nodiscard]] bool is_same(const Slot& slot, std::string_view text) const {
    return text.size() <= kWhole || texts_[slot.entry] == text;
  }
  [[nodiscard]] std::uint32_t added(const Key& key, std::string_view text);
  // False where it would lie too far from its place.
  bool put(const Key& key, std::uint32_t entry);
  void grow();

  std::vector<Slot> slots_;  // a power of two, at most half of them taken
  std::vector<std::string_view> texts_;
  std::map<std::string_view, std::uint32_t> others_;
};

inline TextEntries::Key TextEntries::key_of(std::string_view text) {
  const char* bytes = text.data();
  const std::size_t size = text.size();
  Key key;
  key.size = size;
  if (size > kWhole) {
    key.words[0] = stable_hash(text, 1);
    key.words[1] = stable_hash(text, 2);
  } else if (size > 16) {
    key.words[0] = detail::word_at<std::uint64_t>(bytes);
    key.words[1] = detail::word_at<std::uint64_t>(bytes + 8);
    key.words[2] = detail::word_at<std::uint64_t>(bytes + size - 16);
    key.words[3] = detail::word_at<std::uint64_t>(bytes + size - 8);
  } else if (size >= 8) {
    key.words[0] = detail::word_at<std::uint64_t>(bytes);
    key.words[1] = detail::word_at<std::uint64_t>(bytes + size - 8);
  } else if (size >= 4) {
    key.words[0] = detail::word_at<std::uint32_t>(bytes);
    key.words[1] = detail::word_at<std::uint32_t>(bytes + size - 4);
  } else if (size > 0) {
    key.words[0] = detail::word_at<std::uint8_t>(bytes);
    key.words[1] = detail::word_at<std::uint8_t>(bytes + size / 2);
    key.words[2] = detail::word_at<std::uint8_t>(bytes + size - 1);
  }
  return key;
}

inline std::size_t TextEntries::place_of(const Key& key) const {
  const std::uint64_t low =
      detail::mixed(key.words[0] ^ 0xa0761d6478bd642f, key.words[1] ^ 0xe7037ed1a0b428db);
  const std::uint64_t high = detail::mixed(key.words[2] ^ 0x8ebc6af09c88c6e3,
                                           key.words[3] ^ key.size ^ 0x589965cc75374cc3);
  return detail::mixed(low ^ 0x1d8e4e27c47d124f, high ^ 0xeb44accab455d165) & (slots_.size() - 1);
}

}  // namespace leadscore::plan
