// SPDX-License-Identifier: Apache-2.0

// Masks, and the table of all kernels. This file and those beside it (kernels_*) are the only door
// to Highway; they are compiled once for each set of vector instructions.
#include "plan/kernels.hpp"

#include <span>
#include <vector>

#define HWY_WANT_AVX3_DL
#define HWY_BROKEN_EMU128 0
#define HWY_COMPILE_ALL_ATTAINABLE
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plan/kernels.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>
//
#include "plan/kernels-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace leadscore::plan::HWY_NAMESPACE {

namespace {

// Three inputs at once where the machine has that. Written so that both share a step elsewhere.
template <class V>
HWY_INLINE V majority(V a, V b, V c) {
#if HWY_TARGET <= HWY_AVX3
  return V{_mm512_ternarylogic_epi64(a.raw, b.raw, c.raw, 0xE8)};
#else
  return hn::Or(hn::And(a, b), hn::And(c, hn::Xor(a, b)));
#endif
}
template <class V>
HWY_INLINE V odd(V a, V b, V c) {
#if HWY_TARGET <= HWY_AVX3
  return V{_mm512_ternarylogic_epi64(a.raw, b.raw, c.raw, 0x96)};
#else
  return hn::Xor(hn::Xor(a, b), c);
#endif
}

template <class Make>
HWY_INLINE void join_with(std::span<const JoinMasks> joins, std::uint8_t* masks, const Make& make) {
  const Bytes d;
  const std::size_t unit = mask_bytes() / 8;
  HWY_UNROLL(4)
  for (const JoinMasks& one : joins) {
    const auto a = hn::Load(d, masks + one.a * unit);
    const auto b = hn::Load(d, masks + one.b * unit);
    hn::Store(make(a, b), d, masks + one.to * unit);
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
    return hn::And(hn::Load(d, masks + all.pairs[2 * i] * (bytes / 8)),
                   hn::Load(d, masks + all.pairs[2 * i + 1] * (bytes / 8)));
  };
  auto ones = hn::Zero(d);
  auto twos = hn::Zero(d);
  auto fours = hn::Zero(d);
  std::uint8_t* high = masks + (all.digits + 3) * bytes;
  const std::size_t high_count = all.digit_count - 3;
  for (std::size_t j = 0; j < high_count; ++j) hn::Store(hn::Zero(d), d, high + j * bytes);
  for (std::size_t i = 0; i < all.count; i += 8) {
    const auto a0 = pair(i), b0 = pair(i + 1);
    const auto two_a = majority(ones, a0, b0);
    ones = odd(ones, a0, b0);
    const auto a1 = pair(i + 2), b1 = pair(i + 3);
    const auto two_b = majority(ones, a1, b1);
    ones = odd(ones, a1, b1);
    const auto four_a = majority(twos, two_a, two_b);
    twos = odd(twos, two_a, two_b);
    const auto a2 = pair(i + 4), b2 = pair(i + 5);
    const auto two_c = majority(ones, a2, b2);
    ones = odd(ones, a2, b2);
    const auto a3 = pair(i + 6), b3 = pair(i + 7);
    const auto two_d = majority(ones, a3, b3);
    ones = odd(ones, a3, b3);
    const auto four_b = majority(twos, two_c, two_d);
    twos = odd(twos, two_c, two_d);
    auto carry = majority(fours, four_a, four_b);
    fours = odd(fours, four_a, four_b);
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
    hn::Store(odd(a, b, c), d, masks + one.sum * bytes);
  }
}

// --- rows: one lead at a time ---

void meet(const std::uint64_t* const* records, std::span<const RecordPart> parts,
          std::uint64_t* bits) {
  const hn::CappedTag<std::uint64_t, kPartWords> d;
  const std::size_t step = hn::Lanes(d);
  auto a = hn::LoadU(d, bits);
  auto b = step < 8 ? hn::LoadU(d, bits + step) : a;
  auto c = step < 4 ? hn::LoadU(d, bits + 2 * step) : a;
  auto e = step < 4 ? hn::LoadU(d, bits + 3 * step) : a;
  for (const RecordPart& part : parts) {
    const std::uint64_t* words = records[part.record] + part.at;
    a = hn::And(a, hn::LoadU(d, words));
    if (step < 8) b = hn::And(b, hn::LoadU(d, words + step));
    if (step < 4) c = hn::And(c, hn::LoadU(d, words + 2 * step));
    if (step < 4) e = hn::And(e, hn::LoadU(d, words + 3 * step));
  }
  hn::StoreU(a, d, bits);
  if (step < 8) hn::StoreU(b, d, bits + step);
  if (step < 4) hn::StoreU(c, d, bits + 2 * step);
  if (step < 4) hn::StoreU(e, d, bits + 3 * step);
}

std::int64_t sum_of_bits(std::span<const std::uint64_t> bits, const std::int16_t* units) {
  const hn::ScalableTag<std::int16_t> d;
  const hn::RepartitionToWide<decltype(d)> wide;
  const std::size_t step = hn::Lanes(d);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(bits.data());
  const auto ones = hn::Set(d, 1);
  auto sum = hn::Zero(wide);
  auto rest = hn::Zero(wide);
  for (std::size_t i = 0; i < 64 * bits.size(); i += step) {
    const auto held =
        hn::IfThenElseZero(hn::LoadMaskBits(d, bytes + i / 8), hn::LoadU(d, units + i));
    sum = hn::ReorderWidenMulAccumulate(wide, held, ones, sum, rest);
  }
  return hn::GetLane(hn::SumOfLanes(wide, hn::Add(sum, rest)));
}

}  // namespace

void add_mask_kernels(Kernels& kernels) {
  kernels.join = &join;
  kernels.invert = &invert;
  kernels.count = &count;
  kernels.add_bits = &add_bits;
}

Kernels make() {
  Kernels kernels;
  const auto name = hwy::TargetName(HWY_TARGET);
  kernels.name = std::string_view(name) == "EMU128" ? "scalar" : name;
  kernels.leads = block_leads();
  kernels.mask_bytes = mask_bytes();
  add_mask_kernels(kernels);
  add_leaf_kernels(kernels);
  add_cut_kernels(kernels);
  add_code_kernels(kernels);
  add_sum_kernels(kernels);
  kernels.meet = &meet;
  kernels.sum_of_bits = &sum_of_bits;
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
