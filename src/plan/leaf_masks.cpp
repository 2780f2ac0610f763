// SPDX-License-Identifier: Apache-2.0
#include "plan/leaf_masks.hpp"

#include <algorithm>
#include <bit>

namespace leadscore::plan {

namespace {

// With more ranges digits are cheaper.
constexpr std::size_t kMostRanges = 8;
// A set of more ranges is scattered: of a byte's codes, or of more, whose digits take more steps.
constexpr std::size_t kScatteredBytes = 4;
constexpr std::size_t kScatteredWords = 0;
// To look up the first of these costs as much as so many ranges.
constexpr std::size_t kRangesForRows = 150;

class DigitMasks {
 public:
  DigitMasks(Code codes, Slot spare, LeafMasks& out) : last_(codes - 1), next_(spare), out_(out) {
    out_.digits = static_cast<std::size_t>(std::bit_width(last_));
    out_.first = next_;
    next_ += static_cast<Slot>(out_.digits);
  }

  // What ends with the last code needs no more than the slot it is wanted in.
  void expect(const CodeSet& set, Slot to) {
    if (set.size() != 1) return;
    if (set.front().last >= last_) {
      wanted_.emplace(set.front().first, to);
    } else {
      ranges_.emplace(set.front(), to);
    }
  }

  void add(const CodeSet& set, Slot to) {
    if (set.empty()) return joins_.add(Join::both, to, kNoLead, kNoLead);
    if (set.size() == 1) return add_only(set.front(), to);
    Slot so_far = within(set.front());
    for (std::size_t i = 1; i < set.size(); ++i) {
      joins_.add(Join::either, to, so_far, within(set[i]));
      so_far = to;
    }
  }

  void finish() {
    out_.joins = joins_.finish();
    out_.slots = next_;
  }

 private:
  void add_only(const CodeRange& range, Slot to) {
    if (range.last < last_) {
      return joins_.add(Join::without, to, at_least(range.first), at_least(range.last + 1));
    }
    const Slot all = at_least(range.first);
    if (all != to) joins_.add(Join::both, to, all, all);
  }

  Slot made(Join kind, Slot a, Slot b) {
    const Slot to = next_++;
    joins_.add(kind, to, a, b);
    return to;
  }

  Slot place_of(std::size_t digit, Code least) {
    const auto wanted = wanted_.find(least);
    return digit + 1 == out_.digits && wanted != wanted_.end() ? wanted->second : next_++;
  }

  // Whether the lowest digits up to `digit` say at least `least`.
  Slot at_least(std::size_t digit, Code least) {
    if (least == 0) return kAllLeads;
    const auto key = std::pair(digit, least);
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    const Slot own = out_.first + static_cast<Slot>(digit);
    const Code rest = least & ((Code{1} << digit) - 1);
    Slot slot = own;
    if (rest != 0) {
      const Slot of_rest = at_least(digit - 1, rest);
      slot = place_of(digit, least);
      joins_.add(rest == least ? Join::either : Join::both, slot, own, of_rest);
    }
    known_.emplace(key, slot);
    return slot;
  }
  Slot at_least(Code least) {
    if (least > last_) return kNoLead;
    return at_least(out_.digits - 1, least);
  }

  Slot within(const CodeRange& range) {
    if (range.last >= last_) return at_least(range.first);
    const auto [found, is_new] = ranges_.try_emplace(range, kNoLead);
    if (is_new) {
      found->second = made(Join::without, at_least(range.first), at_least(range.last + 1));
    }
    return found->second;
  }

  Code last_;
  Slot next_;
  LeafMasks& out_;
  JoinList joins_;
  std::map<std::pair<std::size_t, Code>, Slot> known_;
  std::map<CodeRange, Slot> ranges_;
  std::map<Code, Slot> wanted_;  // "at least so much", where it is a leaf
};

std::size_t range_count(const std::vector<WantedLeaf>& leaves, const std::vector<CodeSet>& sets) {
  std::size_t count = 0;
  for (const auto& [leaf, slot] : leaves) count += sets[leaf].size();
  return count;
}

// The bit of the last of so many slots again for those that follow it.
std::uint64_t padded(std::uint64_t word, std::size_t slots, std::size_t more) {
  const auto bit_of = [](std::size_t slot) { return slot / 8 * 8 + 7 - slot % 8; };
  const std::uint64_t last = (word >> bit_of(slots - 1)) & 1U;
  for (std::size_t i = slots; i < slots + more; ++i) word |= last << bit_of(i);
  return word;
}

// Takes scattered leaves out, where that pays.
std::vector<LeafMasks::Rows> rows_of(std::vector<WantedLeaf>& leaves,
                                     const std::vector<CodeSet>& sets, Code codes) {
  const std::size_t few = codes <= kMostByteCodes ? kScatteredBytes : kScatteredWords;
  const auto others =
      std::stable_partition(leaves.begin(), leaves.end(),
                            [&](const WantedLeaf& leaf) { return sets[leaf.first].size() > few; });
  const std::vector<WantedLeaf> scattered(leaves.begin(), others);
  if (range_count(scattered, sets) < kRangesForRows) return {};
  leaves.erase(leaves.begin(), others);
  std::vector<LeafMasks::Rows> all;
  for (std::size_t i = 0; i < scattered.size(); ++i) {
    if (i % 64 == 0) all.emplace_back().words.resize(codes, 0);
    const std::size_t bit = i % 64 / 8 * 8 + 7 - i % 8;
    for (const CodeRange& range : sets[scattered[i].first]) {
      for (Code code = range.first; code <= std::min(range.last, codes - 1); ++code) {
        all.back().words[code] |= std::uint64_t{1} << bit;
      }
    }
    all.back().to.push_back(scattered[i].second);
  }
  // Eight slots at a time are written: the last one more than once.
  auto& last = all.back();
  if (const std::size_t more = (8 - last.to.size() % 8) % 8; more > 0) {
    for (std::uint64_t& word : last.words) word = padded(word, last.to.size(), more);
    last.to.insert(last.to.end(), more, last.to.back());
  }
  return all;
}

}  // namespace

LeafMasks leaf_masks(std::vector<WantedLeaf> leaves, const std::vector<CodeSet>& sets, Code codes,
                     Slot spare) {
  LeafMasks out;
  out.slots = spare;
  const bool may_be_digits = codes >= 2 && codes <= kMostWordCodes;
  if (may_be_digits) out.rows = rows_of(leaves, sets, codes);
  for (const auto& [leaf, slot] : leaves) {
    const CodeSet& set = sets[leaf];
    // A code that no value has.
    if (set.empty()) out.ranges.push_back({slot, static_cast<Code>(-1), 0, false});
    for (std::size_t i = 0; i < set.size(); ++i) {
      out.ranges.push_back({slot, set[i].first, set[i].last - set[i].first, i > 0});
    }
  }
  if (!may_be_digits || out.ranges.size() <= kMostRanges) return out;
  out.ranges.clear();
  DigitMasks digits(codes, spare, out);
  for (const auto& [leaf, slot] : leaves) digits.expect(sets[leaf], slot);
  // Sets of several ranges use the masks of single ones.
  std::stable_partition(leaves.begin(), leaves.end(),
                        [&](const WantedLeaf& leaf) { return sets[leaf.first].size() < 2; });
  for (const auto& [leaf, slot] : leaves) digits.add(sets[leaf], slot);
  digits.finish();
  return out;
}

}  // namespace leadscore::plan
