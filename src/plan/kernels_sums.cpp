// SPDX-License-Identifier: Apache-2.0

// Codes and digits to points. Compiled as kernels.cpp is.
#include <algorithm>
#include <cstring>

#include "plan/kernels.hpp"

#define HWY_WANT_AVX3_DL
#define HWY_BROKEN_EMU128 0
#define HWY_COMPILE_ALL_ATTAINABLE
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plan/kernels_sums.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>
//
#include "plan/kernels-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace leadscore::plan::HWY_NAMESPACE {

namespace {

void spread(std::span<const Slot> digits, const std::uint8_t* masks, std::uint16_t* numbers) {
  const Words d;
  const std::size_t bytes = mask_bytes();
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    auto number = hn::Zero(d);
    auto bit = hn::Set(d, std::uint16_t{1});
    for (const Slot digit : digits) {
      // Up to eight bytes are read as bits.
      const auto set = hn::LoadMaskBits(d, masks + digit * bytes + i / 8);
      number = hn::Or(number, hn::IfThenElseZero(set, bit));
      bit = hn::Add(bit, bit);
    }
    hn::Store(number, d, numbers + i);
  }
}

// Two halves whose lanes are interleaved within each 16 bytes, in the order of leads.
template <class V>
HWY_INLINE void add_in_order(V lower, V upper, std::uint16_t* sums) {
  const Words d;
  const std::size_t lanes = hn::Lanes(d);
#if HWY_TARGET <= HWY_AVX3
  const auto first = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11);
  const auto second = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
  const V a{_mm512_permutex2var_epi64(lower.raw, first, upper.raw)};
  const V b{_mm512_permutex2var_epi64(lower.raw, second, upper.raw)};
#elif HWY_TARGET <= HWY_AVX2
  const V a = hn::ConcatLowerLower(d, upper, lower);
  const V b = hn::ConcatUpperUpper(d, upper, lower);
#else
  const V a = lower;
  const V b = upper;
#endif
  hn::Store(hn::Add(hn::Load(d, sums), a), d, sums);
  hn::Store(hn::Add(hn::Load(d, sums + lanes), b), d, sums + lanes);
}

// Bytes to sums.
template <class V>
HWY_INLINE void add_widened(V bytes, std::uint16_t* sums) {
  const Words d;
  const hn::Half<Bytes> half;
  const auto lower = hn::PromoteTo(d, hn::LowerHalf(half, bytes));
  const auto upper = hn::PromoteTo(d, hn::UpperHalf(half, bytes));
  std::uint16_t* second = sums + hn::Lanes(d);
  hn::Store(hn::Add(hn::Load(d, sums), lower), d, sums);
  hn::Store(hn::Add(hn::Load(d, second), upper), d, second);
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

void add_small_group(const SmallGroup& group, const std::uint8_t* masks, std::uint16_t* to) {
  const Bytes d;
  const std::size_t bytes = mask_bytes();
  const auto least = hn::Set(d, group.least);
  const auto most = hn::Set(d, group.most);
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    auto sum = hn::Zero(d);
    for (const ByteTable& table : group.tables) {
      sum = hn::Add(sum, looked_up(hn::Load(d, table.codes + i), table.low, table.chunks));
    }
    auto bit = hn::Set(d, std::uint8_t{1});
    for (const Slot digit : group.digits) {
      const auto set = hn::LoadMaskBits(d, masks + digit * bytes + i / 8);
      sum = hn::Add(sum, hn::IfThenElseZero(set, bit));
      bit = hn::Add(bit, bit);
    }
    const auto within = hn::Sub(hn::Max(hn::Min(sum, most), least), least);
    add_widened(within, to + i);
  }
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
    fetch_next(to, i);  // the next block's scores go behind these
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
    fetch_next(points, i);
    hn::StoreU(hn::Max(hn::Min(moved, most), least), d, points + i);
  }
}

}  // namespace

void add_sum_kernels(Kernels& kernels) {
  kernels.spread = &spread;
  kernels.add_tables = &add_tables;
  kernels.finish = &finish;
  kernels.add_scaled = &add_scaled;
  kernels.add_clamped = &add_clamped;
  kernels.add_small_group = &add_small_group;
  kernels.add = &add;
  kernels.clamp = &clamp;
}

}  // namespace leadscore::plan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
