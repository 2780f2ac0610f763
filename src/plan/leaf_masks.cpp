// SPDX-License-Identifier: Apache-2.0
#include "plan/leaf_masks.hpp"

#include <bit>

namespace leadscore::plan {

namespace {

// With more ranges digits are cheaper.
constexpr std::size_t kMostRanges = 12;

class DigitMasks {
 public:
  DigitMasks(Code codes, Slot spare, LeafMasks& out) : last_(codes - 1), next_(spare), out_(out) {
    out_.digits = static_cast<std::size_t>(std::bit_width(last_));
    out_.first = next_;
    next_ += static_cast<Slot>(out_.digits);
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
    joins_.add(Join::both, to, all, all);
  }

  Slot made(Join kind, Slot a, Slot b) {
    const Slot to = next_++;
    joins_.add(kind, to, a, b);
    return to;
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
    if (rest != least && rest != 0) {
      slot = made(Join::both, own, at_least(digit - 1, rest));
    } else if (rest == least) {
      slot = made(Join::either, own, at_least(digit - 1, rest));
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
};

}  // namespace

LeafMasks leaf_masks(const std::vector<WantedLeaf>& leaves, const std::vector<CodeSet>& sets,
                     Code codes, Slot spare) {
  LeafMasks out;
  out.slots = spare;
  for (const auto& [leaf, slot] : leaves) {
    const CodeSet& set = sets[leaf];
    // A code that no value has.
    if (set.empty()) out.ranges.push_back({slot, static_cast<Code>(-1), 0, false});
    for (std::size_t i = 0; i < set.size(); ++i) {
      out.ranges.push_back({slot, set[i].first, set[i].last - set[i].first, i > 0});
    }
  }
  if (codes < 2 || codes > kMostWordCodes) return out;
  if (out.ranges.size() <= kMostRanges) return out;
  out.ranges.clear();
  DigitMasks digits(codes, spare, out);
  for (const auto& [leaf, slot] : leaves) digits.add(sets[leaf], slot);
  digits.finish();
  return out;
}

}  // namespace leadscore::plan
