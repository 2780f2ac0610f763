// SPDX-License-Identifier: Apache-2.0

// Codes to masks. Compiled as kernels.cpp is.
#include <algorithm>
#include <cstring>
#include <span>

#include "plan/kernels.hpp"

#define HWY_WANT_AVX3_DL
#define HWY_BROKEN_EMU128 0
#define HWY_COMPILE_ALL_ATTAINABLE
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plan/kernels_leaves.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>
//
#include "plan/kernels-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace leadscore::plan::HWY_NAMESPACE {

namespace {

// Whether the highest bit of a lane is set.
template <class D>
HWY_INLINE hn::Mask<D> sign_mask(D d, hn::Vec<D> lanes) {
#if HWY_TARGET <= HWY_SSSE3
  return hn::MaskFromVec(lanes);
#else
  return hn::Lt(lanes, hn::Zero(d));
#endif
}

// Bits of one vector of lanes to their place in a mask.
template <class D>
HWY_INLINE void put(D d, hn::Mask<D> where, std::uint8_t* to) {
  std::uint8_t bits[8];  // may all be written
  hn::StoreMaskBits(d, where, bits);
  std::memcpy(to, bits, hn::Lanes(d) / 8);
}
template <class D>
HWY_INLINE void put_too(D d, hn::Mask<D> where, std::uint8_t* to) {
  std::uint8_t bits[8];
  std::uint64_t more = 0;
  std::uint64_t old = 0;
  hn::StoreMaskBits(d, where, bits);
  std::memcpy(&more, bits, hn::Lanes(d) / 8);
  std::memcpy(&old, to, hn::Lanes(d) / 8);
  old |= more;
  std::memcpy(to, &old, hn::Lanes(d) / 8);
}

// Whether a code lies in [first, first + span] is whether (code - first) <= span without sign; both
// sides less half of what the lane holds, that is a comparison with sign, which all machines have.
template <class Code>
void ranges(const Code* codes, std::span<const RangeMask> all, std::uint8_t* masks) {
  const hn::ScalableTag<Code> d;
  const hn::RebindToSigned<decltype(d)> di;
  const std::size_t step = hn::Lanes(d);
  const std::size_t leads = block_leads();
  const std::size_t bytes = mask_bytes();
  constexpr Code kHalf = Code{1} << (8 * sizeof(Code) - 1);
  for (const RangeMask& range : all) {
    const auto first = hn::Set(d, static_cast<Code>(range.first + kHalf));
    const auto beyond = hn::BitCast(di, hn::Set(d, static_cast<Code>(range.span + 1U + kHalf)));
    std::uint8_t* to = masks + range.to * bytes;
    for (std::size_t i = 0; i < leads; i += step) {
      const auto offset = hn::BitCast(di, hn::Sub(hn::LoadU(d, codes + i), first));
      const auto in = hn::Gt(beyond, offset);
      if (range.adds) {
        put_too(di, in, to + i / 8);
      } else {
        put(di, in, to + i / 8);
      }
    }
  }
}

void ranges8(const std::uint8_t* codes, std::span<const RangeMask> all, std::uint8_t* masks) {
  ranges(codes, all, masks);
}
void ranges16(const std::uint16_t* codes, std::span<const RangeMask> all, std::uint8_t* masks) {
  ranges(codes, all, masks);
}

template <class Code>
void digits(const Code* codes, std::size_t count, std::uint8_t* masks) {
  const hn::ScalableTag<Code> d;
  const hn::RebindToSigned<decltype(d)> di;
  const std::size_t bytes = mask_bytes();
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    auto lanes = hn::LoadU(d, codes + i);
    for (std::size_t digit = count; digit < 8 * sizeof(Code); ++digit) {
      lanes = hn::Add(lanes, lanes);
    }
    for (std::size_t digit = count; digit-- > 0;) {
      put(di, sign_mask(di, hn::BitCast(di, lanes)), masks + digit * bytes + i / 8);
      lanes = hn::Add(lanes, lanes);
    }
  }
}

void digits8(const std::uint8_t* codes, std::size_t count, std::uint8_t* masks) {
  digits(codes, count, masks);
}
void digits16(const std::uint16_t* codes, std::size_t count, std::uint8_t* masks) {
  digits(codes, count, masks);
}

// The bytes of as many words as a vector has bytes: the first of each, the second of each ...
HWY_INLINE void split_bytes(const std::uint64_t* words, hn::Vec<Bytes>* planes) {
  const Bytes d;
  const auto* from = reinterpret_cast<const std::uint8_t*>(words);
  hn::Vec<Bytes> a[8], b[8];
  HWY_UNROLL(8)
  for (std::size_t i = 0; i < 8; ++i) a[i] = hn::Load(d, from + i * hn::Lanes(d));
  HWY_UNROLL(4)
  for (std::size_t i = 0; i < 4; ++i) {
    b[i] = hn::ConcatEven(d, a[2 * i + 1], a[2 * i]);
    b[i + 4] = hn::ConcatOdd(d, a[2 * i + 1], a[2 * i]);
  }
  HWY_UNROLL(2)
  for (std::size_t half = 0; half < 2; ++half) {
    HWY_UNROLL(2)
    for (std::size_t i = 0; i < 2; ++i) {
      const auto lower = b[4 * half + 2 * i];
      const auto upper = b[4 * half + 2 * i + 1];
      a[4 * half + i] = hn::ConcatEven(d, upper, lower);
      a[4 * half + 2 + i] = hn::ConcatOdd(d, upper, lower);
    }
  }
  // Of pairs of vectors: bytes 0 and 4, 2 and 6, 1 and 5, 3 and 7.
  constexpr std::size_t kFirst[4] = {0, 2, 1, 3};
  HWY_UNROLL(4)
  for (std::size_t i = 0; i < 4; ++i) {
    planes[kFirst[i]] = hn::ConcatEven(d, a[2 * i + 1], a[2 * i]);
    planes[kFirst[i] + 4] = hn::ConcatOdd(d, a[2 * i + 1], a[2 * i]);
  }
}

// A word of each code.
template <class Code>
HWY_INLINE void words_of(const Code* codes, const std::uint64_t* words, std::uint64_t* of_lead) {
#if HWY_TARGET <= HWY_AVX2
  const hn::ScalableTag<std::int64_t> d;
  const hn::Rebind<Code, decltype(d)> narrow;
  const auto* from = reinterpret_cast<const std::int64_t*>(words);
  auto* to = reinterpret_cast<std::int64_t*>(of_lead);
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    const hn::RebindToUnsigned<decltype(d)> wide;
    const hn::Rebind<std::uint32_t, decltype(d)> half;
    const auto places = hn::PromoteTo(wide, hn::PromoteTo(half, hn::LoadU(narrow, codes + i)));
    hn::Store(hn::GatherIndex(d, from, hn::BitCast(d, places)), d, to + i);
  }
#else
  for (std::size_t i = 0; i < block_leads(); ++i) of_lead[i] = words[codes[i]];
#endif
}

template <class Code>
void rows(const Code* codes, const std::uint64_t* words, std::span<const Slot> to,
          std::uint8_t* masks) {
  const Bytes d;
  const hn::RebindToSigned<decltype(d)> di;
  const std::size_t bytes = mask_bytes();
  alignas(64) std::uint64_t of_lead[kMostLeads];
  words_of(codes, words, of_lead);
  for (std::size_t i = 0; i < block_leads(); i += bytes) {
    hn::Vec<Bytes> planes[8];
    split_bytes(of_lead + i, planes);
    std::uint8_t* place = masks + i / 8;
    // Words say nothing of slots beyond the last one.
    for (std::size_t byte = 0; 8 * byte < to.size(); ++byte) {
      auto lanes = planes[byte];
      const Slot* slots = to.data() + 8 * byte;
      HWY_UNROLL(8)
      for (std::size_t j = 0; j < 8; ++j) {
        put(di, sign_mask(di, hn::BitCast(di, lanes)), place + slots[j] * bytes);
        lanes = hn::Add(lanes, lanes);
      }
    }
  }
}

void rows8(const std::uint8_t* codes, const std::uint64_t* words, std::span<const Slot> to,
           std::uint8_t* masks) {
  rows(codes, words, to, masks);
}
void rows16(const std::uint16_t* codes, const std::uint64_t* words, std::span<const Slot> to,
            std::uint8_t* masks) {
  rows(codes, words, to, masks);
}

}  // namespace

void add_leaf_kernels(Kernels& kernels) {
  kernels.ranges8 = &ranges8;
  kernels.ranges16 = &ranges16;
  kernels.digits8 = &digits8;
  kernels.digits16 = &digits16;
  kernels.rows8 = &rows8;
  kernels.rows16 = &rows16;
}

}  // namespace leadscore::plan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
