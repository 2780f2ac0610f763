// SPDX-License-Identifier: Apache-2.0
#include "plan/row_names.hpp"

#include <algorithm>
#include <iterator>

namespace leadscore::plan {

namespace {

NamesWithNumbers of_sizes(const NamesWithNumbers& texts, std::size_t least, std::size_t most) {
  NamesWithNumbers some;
  std::copy_if(texts.begin(), texts.end(), std::back_inserter(some), [&](const auto& text) {
    return text.first.size() >= least && text.first.size() <= most;
  });
  return some;
}

}  // namespace

template <std::size_t count>
NameTable<count>::NameTable(const NamesWithNumbers& texts, bool exact)
    : case_(exact ? 0 : kCase), entries_(1) {
  const auto digits = static_cast<unsigned>(std::bit_width(texts.size()) + 1);
  shift_ = 64 - digits;
  tags_.resize(std::size_t{1} << digits);
  places_.resize(kBucket * tags_.size());
  for (const auto& [text, number] : texts) complete_ = insert(text, number) && complete_;
}

template <std::size_t count>
bool NameTable<count>::insert(const std::string& text, std::uint32_t number) {
  const TextWords<count> words(text);
  const std::uint64_t hash = hash_of(words, text.size());
  const auto bucket = static_cast<std::size_t>(hash >> shift_);
  for (std::size_t place = 0; place < kBucket; ++place) {
    const std::uint64_t tag = tags_[bucket] >> (16 * place) & 0xFFFFU;
    if (tag == tag_of(hash)) return false;
    if (tag != 0) continue;
    tags_[bucket] |= tag_of(hash) << (16 * place);
    places_[kBucket * bucket + place] = static_cast<std::uint32_t>(entries_.size());
    Entry& entry = entries_.emplace_back();
    entry.words = words.words;
    entry.size = static_cast<std::uint32_t>(text.size());
    entry.number = number;
    // A small letter may be a capital one; all other bytes count whole.
    for (std::size_t i = 0; i < 8 * count; ++i) {
      const std::uint64_t c = words.words[i / 8] >> (8 * (i % 8)) & 0xFFU;
      const bool letter = c >= 'a' && c <= 'z';
      const std::uint64_t free = letter ? case_ & 0xFFU : 0;
      entry.counts[i / 8] |= (0xFFU & ~free) << (8 * (i % 8));
    }
    return true;
  }
  return false;
}

template class NameTable<2>;
template class NameTable<4>;

RowNames::RowNames(const NamesWithNumbers& texts, bool exact)
    : short_(of_sizes(texts, 0, TextWords<2>::kMostBytes), exact),
      long_(of_sizes(texts, TextWords<2>::kMostBytes + 1, TextWords<4>::kMostBytes), exact) {}

}  // namespace leadscore::plan
