// SPDX-License-Identifier: Apache-2.0

// The only door to Highway. This file is compiled once for each set of vector instructions.
#include "plan/kernels.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#define HWY_BROKEN_EMU128 0
#define HWY_COMPILE_ALL_ATTAINABLE
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plan/kernels.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace leadscore::plan::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::ScalableTag<std::uint8_t>;
using Words = hn::ScalableTag<std::uint16_t>;

// Functions, for a tag of vectors has no constant size everywhere.
HWY_INLINE std::size_t mask_bytes() { return hn::Lanes(Bytes()); }
HWY_INLINE std::size_t block_leads() { return 8 * mask_bytes(); }

template <class V>
HWY_INLINE V majority(V a, V b, V c) {
  return hn::Or(hn::And(a, b), hn::And(c, hn::Or(a, b)));
}

// Whether a code lies in [first, first + span] is whether (code - first) <= span without sign; both
// sides less half of what the lane holds, that is a comparison with sign, which all machines have.
template <class Code>
void ranges(const Code* codes, std::span<const RangeMask> all, std::uint8_t* masks) {
  const hn::ScalableTag<Code> d;
  const hn::RebindToSigned<decltype(d)> di;
  const Bytes d8;
  const std::size_t step = hn::Lanes(d);
  const std::size_t leads = block_leads();
  const std::size_t bytes = mask_bytes();
  constexpr Code kHalf = Code{1} << (8 * sizeof(Code) - 1);
  // A mask is stored whole words at a time, which may reach beyond what counts.
  alignas(64) std::uint8_t bits[kMostMaskBytes + 8];
  for (const RangeMask& range : all) {
    const auto first = hn::Set(d, static_cast<Code>(range.first + kHalf));
    const auto beyond = hn::BitCast(di, hn::Set(d, static_cast<Code>(range.span + 1U + kHalf)));
    for (std::size_t i = 0; i < leads; i += step) {
      const auto offset = hn::BitCast(di, hn::Sub(hn::LoadU(d, codes + i), first));
      hn::StoreMaskBits(di, hn::Gt(beyond, offset), bits + i / 8);
    }
    std::uint8_t* to = masks + range.to * bytes;
    auto mask = hn::Load(d8, bits);
    if (range.adds) mask = hn::Or(mask, hn::Load(d8, to));
    hn::Store(mask, d8, to);
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
  const std::size_t bytes = mask_bytes();
  alignas(64) std::uint8_t bits[kMostMaskBytes + 8];
  for (std::size_t digit = 0; digit < count; ++digit) {
    const auto bit = hn::Set(d, static_cast<Code>(1U << digit));
    for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
      hn::StoreMaskBits(d, hn::TestBit(hn::LoadU(d, codes + i), bit), bits + i / 8);
    }
    hn::Store(hn::Load(Bytes(), bits), Bytes(), masks + digit * bytes);
  }
}

void digits8(const std::uint8_t* codes, std::size_t count, std::uint8_t* masks) {
  digits(codes, count, masks);
}
void digits16(const std::uint16_t* codes, std::size_t count, std::uint8_t* masks) {
  digits(codes, count, masks);
}

template <class Make>
HWY_INLINE void join_with(std::span<const JoinMasks> joins, std::uint8_t* masks, const Make& make) {
  const Bytes d;
  const std::size_t bytes = mask_bytes();
  for (const JoinMasks& one : joins) {
    const auto a = hn::Load(d, masks + one.a * bytes);
    const auto b = hn::Load(d, masks + one.b * bytes);
    hn::Store(make(a, b), d, masks + one.to * bytes);
  }
}

void join(Join kind, std::span<const JoinMasks> joins, std::uint8_t* masks) {
  switch (kind) {
    case Join::both:
      return join_with(joins, masks, [](auto a, auto b) HWY_ATTR { return hn::And(a, b); });
    case Join::either:
      return join_with(joins, masks, [](auto a, auto b) HWY_ATTR { return hn::Or(a, b); });
    case Join::without:
      return join_with(joins, masks, [](auto a, auto b) HWY_ATTR { return hn::AndNot(b, a); });
  }
}

void invert(std::span<const Slot> pairs, std::uint8_t* masks) {
  const Bytes d;
  const std::size_t bytes = mask_bytes();
  for (std::size_t i = 0; i < pairs.size(); i += 2) {
    hn::Store(hn::Not(hn::Load(d, masks + pairs[i] * bytes)), d, masks + pairs[i + 1] * bytes);
  }
}

// Harley and Seal's tree of carry-save adders: eight masks become three digits that stay in
// registers and one carry for the digits above.
void count(const CountPairs& all, std::uint8_t* masks) {
  const Bytes d;
  const std::size_t bytes = mask_bytes();
  const auto pair = [&](std::size_t i) HWY_ATTR {
    return hn::And(hn::Load(d, masks + all.pairs[2 * i] * bytes),
                   hn::Load(d, masks + all.pairs[2 * i + 1] * bytes));
  };
  const auto sum = [](auto a, auto b, auto c) HWY_ATTR { return hn::Xor(hn::Xor(a, b), c); };
  auto ones = hn::Zero(d);
  auto twos = hn::Zero(d);
  auto fours = hn::Zero(d);
  std::uint8_t* high = masks + (all.digits + 3) * bytes;
  const std::size_t high_count = all.digit_count - 3;
  for (std::size_t j = 0; j < high_count; ++j) hn::Store(hn::Zero(d), d, high + j * bytes);
  for (std::size_t i = 0; i < all.count; i += 8) {
    const auto a0 = pair(i), b0 = pair(i + 1);
    const auto two_a = majority(ones, a0, b0);
    ones = sum(ones, a0, b0);
    const auto a1 = pair(i + 2), b1 = pair(i + 3);
    const auto two_b = majority(ones, a1, b1);
    ones = sum(ones, a1, b1);
    const auto four_a = majority(twos, two_a, two_b);
    twos = sum(twos, two_a, two_b);
    const auto a2 = pair(i + 4), b2 = pair(i + 5);
    const auto two_c = majority(ones, a2, b2);
    ones = sum(ones, a2, b2);
    const auto a3 = pair(i + 6), b3 = pair(i + 7);
    const auto two_d = majority(ones, a3, b3);
    ones = sum(ones, a3, b3);
    const auto four_b = majority(twos, two_c, two_d);
    twos = sum(twos, two_c, two_d);
    auto carry = majority(fours, four_a, four_b);
    fours = sum(fours, four_a, four_b);
    for (std::size_t j = 0; j < high_count; ++j) {
      const auto digit = hn::Load(d, high + j * bytes);
      hn::Store(hn::Xor(digit, carry), d, high + j * bytes);
      carry = hn::And(digit, carry);
    }
  }
  hn::Store(ones, d, masks + all.digits * bytes);
  hn::Store(twos, d, masks + (all.digits + 1) * bytes);
  hn::Store(fours, d, masks + (all.digits + 2) * bytes);
}

void add_bits(std::span<const AddBits> adds, std::uint8_t* masks) {
  const Bytes d;
  const std::size_t bytes = mask_bytes();
  for (const AddBits& one : adds) {
    const auto a = hn::Load(d, masks + one.a * bytes);
    const auto b = hn::Load(d, masks + one.b * bytes);
    const auto c = hn::Load(d, masks + one.c * bytes);
    hn::Store(majority(a, b, c), d, masks + one.carry * bytes);
    hn::Store(hn::Xor(hn::Xor(a, b), c), d, masks + one.sum * bytes);
  }
}

void spread(std::span<const Slot> digits, const std::uint8_t* masks, std::uint16_t* numbers) {
  const Words d;
  const std::size_t bytes = mask_bytes();
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    auto number = hn::Zero(d);
    for (std::size_t j = 0; j < digits.size(); ++j) {
      // What is read as bits may be up to eight bytes.
      std::uint8_t bits[8] = {};
      std::memcpy(bits, masks + digits[j] * bytes + i / 8,
                  std::max<std::size_t>(1, hn::Lanes(d) / 8));
      const auto set = hn::LoadMaskBits(d, bits);
      number =
          hn::Or(number, hn::IfThenElseZero(set, hn::Set(d, static_cast<std::uint16_t>(1U << j))));
    }
    hn::Store(number, d, numbers + i);
  }
}

// The bytes of a table for codes: of every chunk of 16 codes, those that lie in it.
template <class V>
HWY_INLINE V looked_up(V codes, const std::uint8_t* table, std::size_t chunks) {
  const Bytes d;
  if (chunks == 1) return hn::TableLookupBytes(hn::LoadDup128(d, table), codes);
  auto found = hn::Zero(d);
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    const auto offset = hn::Xor(codes, hn::Set(d, static_cast<std::uint8_t>(chunk << 4U)));
    // Offsets of other chunks get their highest bit, which means nothing is found.
    const auto index = hn::And(hn::SaturatedAdd(offset, hn::Set(d, std::uint8_t{0x70})),
                               hn::Set(d, std::uint8_t{0x8F}));
    found = hn::Or(found, hn::TableLookupBytesOr0(hn::LoadDup128(d, table + 16 * chunk), index));
  }
  return found;
}

// Two halves whose lanes are interleaved within each 16 bytes, in the order of leads.
template <class V>
HWY_INLINE void add_in_order(V lower, V upper, std::uint16_t* sums) {
  const Words d;
  alignas(64) std::uint16_t parts[2][kMostMaskBytes];
  hn::Store(lower, d, parts[0]);
  hn::Store(upper, d, parts[1]);
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < lanes; i += 8) {
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::size_t j = 0; j < 8; ++j) {
        sums[2 * i + 8 * half + j] =
            static_cast<std::uint16_t>(sums[2 * i + 8 * half + j] + parts[half][i + j]);
      }
    }
  }
}

void add_tables(std::span<const ByteTable> tables, std::uint16_t* sums) {
  const Bytes d8;
  const Words d16;
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d8)) {
    auto lower = hn::Zero(d16);
    auto upper = hn::Zero(d16);
    for (const ByteTable& table : tables) {
      const auto codes = hn::Load(d8, table.codes + i);
      const auto low = looked_up(codes, table.low, table.chunks);
      const auto high =
          table.high != nullptr ? looked_up(codes, table.high, table.chunks) : hn::Zero(d8);
      lower = hn::Add(lower, hn::BitCast(d16, hn::InterleaveLower(d8, low, high)));
      upper = hn::Add(upper, hn::BitCast(d16, hn::InterleaveUpper(d8, low, high)));
    }
    add_in_order(lower, upper, sums + i);
  }
}

// Of numbers that are not finite nothing is known.
template <class T>
void forget_infinite(const T* values, std::uint8_t missing, std::uint8_t* codes) {
  const hn::ScalableTag<T> d;
  const auto most = hn::Set(d, std::numeric_limits<T>::max());
  auto all = hn::FirstN(d, hn::Lanes(d));
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    all = hn::And(all, hn::Le(hn::Abs(hn::LoadU(d, values + i)), most));
  }
  if (HWY_LIKELY(hn::AllTrue(d, all))) return;
  for (std::size_t i = 0; i < block_leads(); ++i) {
    if (!(std::abs(values[i]) <= std::numeric_limits<T>::max())) codes[i] = missing;
  }
}

#if HWY_TARGET <= HWY_AVX3

HWY_INLINE hn::Vec<hn::ScalableTag<std::int64_t>> one_more(
    hn::Vec<hn::ScalableTag<std::int64_t>> code, hn::Mask<hn::ScalableTag<double>> where) {
  return decltype(code){_mm512_mask_add_epi64(code.raw, where.raw, code.raw, _mm512_set1_epi64(1))};
}
HWY_INLINE hn::Vec<hn::ScalableTag<std::int32_t>> one_more(
    hn::Vec<hn::ScalableTag<std::int32_t>> code, hn::Mask<hn::ScalableTag<std::int32_t>> where) {
  return decltype(code){_mm512_mask_add_epi32(code.raw, where.raw, code.raw, _mm512_set1_epi32(1))};
}

// Comparisons give masks here, and adding under a mask is one instruction: eight vectors of values
// and their codes stay in registers.
template <class T>
void cut_by_masks(const T* values, std::span<const T> cuts, std::uint8_t* codes) {
  const hn::ScalableTag<T> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Rebind<std::uint8_t, decltype(d)> d8;
  constexpr std::size_t kStep = 64 / sizeof(T);
  constexpr std::size_t kVectors = 8;
  for (std::size_t i = 0; i < block_leads(); i += kVectors * kStep) {
    hn::Vec<decltype(d)> value[kVectors];
    hn::Vec<decltype(di)> code[kVectors];
    HWY_UNROLL(8)
    for (std::size_t j = 0; j < kVectors; ++j) {
      value[j] = hn::LoadU(d, values + i + j * kStep);
      code[j] = hn::Set(di, 1);
    }
    for (const T one : cuts) {
      const auto cut = hn::Set(d, one);
      HWY_UNROLL(8)
      for (std::size_t j = 0; j < kVectors; ++j) {
        code[j] = one_more(code[j], hn::Not(hn::Gt(cut, value[j])));
      }
    }
    HWY_UNROLL(8)
    for (std::size_t j = 0; j < kVectors; ++j) {
      hn::StoreU(hn::TruncateTo(d8, hn::BitCast(du, code[j])), d8, codes + i + j * kStep);
    }
  }
}

#endif

// Fewer lanes: four vectors at once, so that none waits for another.
template <class T>
void cut_by_lanes(const T* values, std::span<const T> cuts, std::uint8_t* codes) {
  const hn::ScalableTag<T> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Rebind<std::uint8_t, decltype(d)> d8;
  const std::size_t step = hn::Lanes(d);
  const auto start = hn::Set(di, static_cast<hn::TFromD<decltype(di)>>(cuts.size() + 1));
  for (std::size_t i = 0; i < block_leads(); i += 4 * step) {
    const auto a = hn::LoadU(d, values + i);
    const auto b = hn::LoadU(d, values + i + step);
    const auto c = hn::LoadU(d, values + i + 2 * step);
    const auto e = hn::LoadU(d, values + i + 3 * step);
    auto code_a = start, code_b = start, code_c = start, code_e = start;
    for (const T one : cuts) {
      const auto cut = hn::Set(d, one);
      // A lane below the cut is -1.
      code_a = hn::Add(code_a, hn::BitCast(di, hn::VecFromMask(d, hn::Gt(cut, a))));
      code_b = hn::Add(code_b, hn::BitCast(di, hn::VecFromMask(d, hn::Gt(cut, b))));
      code_c = hn::Add(code_c, hn::BitCast(di, hn::VecFromMask(d, hn::Gt(cut, c))));
      code_e = hn::Add(code_e, hn::BitCast(di, hn::VecFromMask(d, hn::Gt(cut, e))));
    }
    hn::StoreU(hn::TruncateTo(d8, hn::BitCast(du, code_a)), d8, codes + i);
    hn::StoreU(hn::TruncateTo(d8, hn::BitCast(du, code_b)), d8, codes + i + step);
    hn::StoreU(hn::TruncateTo(d8, hn::BitCast(du, code_c)), d8, codes + i + 2 * step);
    hn::StoreU(hn::TruncateTo(d8, hn::BitCast(du, code_e)), d8, codes + i + 3 * step);
  }
}

void cut_numbers(const double* values, std::span<const double> cuts, std::uint8_t missing,
                 std::uint8_t* codes) {
#if HWY_TARGET <= HWY_AVX3
  cut_by_masks(values, cuts, codes);
#else
  cut_by_lanes(values, cuts, codes);
#endif
  forget_infinite(values, missing, codes);
}

void cut_integers(const std::int64_t* values, std::span<const std::int64_t> cuts,
                  std::uint8_t* codes) {
#if HWY_TARGET <= HWY_AVX3
  // Halves of integers are enough for most cuts; what is beyond saturates on its side of them.
  constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  if (!cuts.empty() && cuts.front() > kLeast && cuts.back() <= kMost) {
    const hn::ScalableTag<std::int64_t> d;
    const hn::Rebind<std::int32_t, decltype(d)> half;
    alignas(64) std::int32_t narrow[kMostLeads];
    const hn::RebindToUnsigned<decltype(d)> du;
    const hn::Rebind<std::uint32_t, decltype(d)> half_u;
    for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
      const auto within =
          hn::Min(hn::Max(hn::LoadU(d, values + i), hn::Set(d, kLeast)), hn::Set(d, kMost));
      hn::StoreU(hn::BitCast(half, hn::TruncateTo(half_u, hn::BitCast(du, within))), half,
                 narrow + i);
    }
    std::int32_t narrow_cuts[kMostByteCodes];
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      narrow_cuts[i] = static_cast<std::int32_t>(cuts[i]);
    }
    return cut_by_masks<std::int32_t>(narrow, {narrow_cuts, cuts.size()}, codes);
  }
#endif
  cut_by_lanes(values, cuts, codes);
}

void translate(const std::uint8_t* from, const std::uint8_t* table, std::size_t chunks,
               std::uint8_t* to) {
  const Bytes d;
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    hn::StoreU(looked_up(hn::LoadU(d, from + i), table, chunks), d, to + i);
  }
}

template <class Code, class Choose>
HWY_INLINE void choose(const std::uint8_t* mask, Code* codes, const Choose& chosen) {
  const hn::ScalableTag<Code> d;
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    hn::StoreU(chosen(hn::LoadMaskBits(d, mask + i / 8), codes + i), d, codes + i);
  }
}

void codes_of_bits(const std::uint8_t* mask, std::uint8_t* codes) {
  const Bytes d;
  choose(mask, codes, [&](auto set, const std::uint8_t*) HWY_ATTR {
    return hn::IfThenElse(set, hn::Set(d, std::uint8_t{2}), hn::Set(d, std::uint8_t{1}));
  });
}

template <class Code>
HWY_INLINE void set_missing(const std::uint8_t* known, Code missing, Code* codes) {
  const hn::ScalableTag<Code> d;
  choose(known, codes, [&](auto set, const Code* old) HWY_ATTR {
    return hn::IfThenElse(set, hn::LoadU(d, old), hn::Set(d, missing));
  });
}

void set_missing8(const std::uint8_t* known, std::uint8_t missing, std::uint8_t* codes) {
  set_missing(known, missing, codes);
}
void set_missing16(const std::uint8_t* known, std::uint16_t missing, std::uint16_t* codes) {
  set_missing(known, missing, codes);
}

void add(const std::int64_t* a, std::int64_t* to) {
  const hn::ScalableTag<std::int64_t> d;
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    hn::StoreU(hn::Add(hn::LoadU(d, a + i), hn::LoadU(d, to + i)), d, to + i);
  }
}

void finish(const std::uint16_t* a, const std::uint16_t* b, const Scaling& scaling,
            std::int64_t* to) {
  const hn::ScalableTag<std::int64_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Rebind<std::uint16_t, decltype(d)> d16;
  const auto base = hn::Set(d, scaling.base);
  const auto least = hn::Set(d, scaling.least);
  const auto most = hn::Set(d, scaling.most);
  // The product of the low halves is the whole product: both factors fit.
  const hn::Repartition<std::uint32_t, decltype(d)> d32;
  const auto unit = hn::BitCast(d32, hn::Set(du, static_cast<std::uint64_t>(scaling.unit)));
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    // Halves of the sum would not fit into 16 bits.
    const hn::Rebind<std::uint32_t, decltype(d)> d32_half;
    const auto sum = hn::Add(hn::PromoteTo(d32_half, hn::LoadU(d16, a + i)),
                             hn::PromoteTo(d32_half, hn::LoadU(d16, b + i)));
    const auto count = hn::BitCast(d32, hn::PromoteTo(du, sum));
    const auto points = hn::Add(base, hn::BitCast(d, hn::MulEven(count, unit)));
    hn::StoreU(hn::Max(hn::Min(points, most), least), d, to + i);
  }
}

void add_scaled(const std::uint16_t* a, std::int64_t unit, std::int64_t* to) {
  alignas(64) const std::uint16_t none[kMostLeads] = {};
  alignas(64) std::int64_t scaled[kMostLeads];
  Scaling scaling;
  scaling.unit = unit;
  finish(a, none, scaling, scaled);
  add(scaled, to);
}

void add_clamped(const std::uint16_t* a, const std::uint16_t* b, std::uint16_t least,
                 std::uint16_t most, std::uint16_t* to) {
  const Words d;
  const auto low = hn::Set(d, least);
  const auto high = hn::Set(d, most);
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    const auto sum = hn::Add(hn::Load(d, a + i), hn::Load(d, b + i));
    const auto within = hn::Sub(hn::Max(hn::Min(sum, high), low), low);
    hn::Store(hn::Add(hn::Load(d, to + i), within), d, to + i);
  }
}

void clamp(const Scaling& scaling, std::int64_t* points) {
  const hn::ScalableTag<std::int64_t> d;
  const auto base = hn::Set(d, scaling.base);
  const auto least = hn::Set(d, scaling.least);
  const auto most = hn::Set(d, scaling.most);
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    const auto moved = hn::Add(base, hn::LoadU(d, points + i));
    hn::StoreU(hn::Max(hn::Min(moved, most), least), d, points + i);
  }
}

// Few where comparing is dearer: vectors of 16 bytes hold two values.
constexpr std::size_t few_cuts() {
#if HWY_TARGET <= HWY_AVX3
  return 40;
#elif HWY_TARGET <= HWY_AVX2
  return 18;
#else
  return 8;
#endif
}

Kernels make() {
  Kernels kernels;
  const auto name = hwy::TargetName(HWY_TARGET);
  kernels.name = std::string_view(name) == "EMU128" ? "scalar" : name;
  kernels.leads = block_leads();
  kernels.mask_bytes = mask_bytes();
  kernels.ranges8 = &ranges8;
  kernels.ranges16 = &ranges16;
  kernels.digits8 = &digits8;
  kernels.digits16 = &digits16;
  kernels.join = &join;
  kernels.invert = &invert;
  kernels.count = &count;
  kernels.add_bits = &add_bits;
  kernels.spread = &spread;
  kernels.add_tables = &add_tables;
  kernels.cut_numbers = &cut_numbers;
  kernels.cut_integers = &cut_integers;
  kernels.translate = &translate;
  kernels.codes_of_bits = &codes_of_bits;
  kernels.set_missing8 = &set_missing8;
  kernels.set_missing16 = &set_missing16;
  kernels.finish = &finish;
  kernels.add_scaled = &add_scaled;
  kernels.add_clamped = &add_clamped;
  kernels.add = &add;
  kernels.clamp = &clamp;
  kernels.few_cuts = few_cuts();
  return kernels;
}

}  // namespace leadscore::plan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace leadscore::plan {

namespace {

// Made once, when first asked for; never changed.
std::vector<Kernels> make_all() {
  const std::int64_t supported = hwy::SupportedTargets() | HWY_EMU128;
  std::vector<Kernels> all;
  const auto add = [&](std::int64_t target, Kernels (*make)()) {
    if ((supported & target) != 0) all.push_back(make());
  };
#if HWY_TARGETS & HWY_AVX3_DL
  add(HWY_AVX3_DL, &N_AVX3_DL::make);
#endif
#if HWY_TARGETS & HWY_AVX3
  add(HWY_AVX3, &N_AVX3::make);
#endif
#if HWY_TARGETS & HWY_AVX2
  add(HWY_AVX2, &N_AVX2::make);
#endif
#if HWY_TARGETS & HWY_SSE4
  add(HWY_SSE4, &N_SSE4::make);
#endif
#if HWY_TARGETS & HWY_SSSE3
  add(HWY_SSSE3, &N_SSSE3::make);
#endif
#if HWY_TARGETS & HWY_NEON
  add(HWY_NEON, &N_NEON::make);
#endif
#if HWY_TARGETS & HWY_EMU128
  add(HWY_EMU128, &N_EMU128::make);
#endif
  return all;
}

}  // namespace

std::span<const Kernels* const> kernels() {
  static const std::vector<Kernels> all = make_all();
  static const std::vector<const Kernels*> pointers = [] {
    std::vector<const Kernels*> made;
    for (const Kernels& one : all) made.push_back(&one);
    return made;
  }();
  return pointers;
}

}  // namespace leadscore::plan

#endif  // HWY_ONCE
