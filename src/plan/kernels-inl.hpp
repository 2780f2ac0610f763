// SPDX-License-Identifier: Apache-2.0

// What the inner loops share; belongs to the door to Highway. Included once for each set of vector
// instructions, hence no `#pragma once`.
#include <cstddef>
#include <cstdint>

#include <hwy/highway.h>

#if defined(LEADSCORE_PLAN_KERNELS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LEADSCORE_PLAN_KERNELS_INL
#undef LEADSCORE_PLAN_KERNELS_INL
#else
#define LEADSCORE_PLAN_KERNELS_INL
#endif

HWY_BEFORE_NAMESPACE();
namespace leadscore::plan {
struct Kernels;

namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::ScalableTag<std::uint8_t>;
using Words = hn::ScalableTag<std::uint16_t>;

// What each file of kernels brings.
void add_mask_kernels(Kernels& kernels);
void add_leaf_kernels(Kernels& kernels);
void add_cut_kernels(Kernels& kernels);
void add_code_kernels(Kernels& kernels);
void add_sum_kernels(Kernels& kernels);

// Functions, for a tag of vectors has no constant size everywhere.
HWY_INLINE std::size_t mask_bytes() { return hn::Lanes(Bytes()); }
HWY_INLINE std::size_t block_leads() { return 8 * mask_bytes(); }

// The bytes of a table for codes, of every chunk of 16 codes those that lie in it; 0 beyond.
template <class V>
HWY_INLINE V looked_up_anywhere(V codes, const std::uint8_t* table, std::size_t chunks) {
  const Bytes d;
#if HWY_TARGET <= HWY_AVX3_DL
  const auto lowest = _mm512_loadu_si512(table);
  const auto upper = _mm512_movepi8_mask(codes.raw);
  if (chunks <= 4) {
    const auto in = _mm512_testn_epi8_mask(codes.raw, _mm512_set1_epi8(static_cast<char>(0xC0)));
    return V{_mm512_maskz_permutexvar_epi8(in, codes.raw, lowest)};
  }
  const auto lower = _mm512_permutex2var_epi8(lowest, codes.raw, _mm512_loadu_si512(table + 64));
  if (chunks <= 8) return V{_mm512_maskz_mov_epi8(~upper, lower)};
  const auto beyond = _mm512_permutex2var_epi8(_mm512_loadu_si512(table + 128), codes.raw,
                                               _mm512_loadu_si512(table + 192));
  return V{_mm512_mask_mov_epi8(lower, upper, beyond)};
#else
  auto found = hn::Zero(d);
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    const auto offset = hn::Xor(codes, hn::Set(d, static_cast<std::uint8_t>(chunk << 4U)));
    // Offsets of other chunks get their highest bit, which means nothing is found.
    auto index = hn::SaturatedAdd(offset, hn::Set(d, std::uint8_t{0x70}));
    // Some machines look at the bits between, too.
    if (HWY_TARGET > HWY_SSSE3) index = hn::And(index, hn::Set(d, std::uint8_t{0x8F}));
    found = hn::Or(found, hn::TableLookupBytesOr0(hn::LoadDup128(d, table + 16 * chunk), index));
  }
  return found;
#endif
}

// Of codes that all lie in the table.
template <class V>
HWY_INLINE V looked_up(V codes, const std::uint8_t* table, std::size_t chunks) {
  if (chunks == 1) return hn::TableLookupBytes(hn::LoadDup128(Bytes(), table), codes);
  return looked_up_anywhere(codes, table, chunks);
}

// While a block is worked on, what comes after it in the column is fetched.
template <class T>
HWY_INLINE void fetch_next(const T* values, std::size_t i) {
  __builtin_prefetch(reinterpret_cast<const char*>(values + i) + block_leads() * sizeof(T), 0, 2);
}

// The lowest byte of each lane.
template <class V>
HWY_INLINE void store_bytes(V lanes, std::uint8_t* to) {
#if HWY_TARGET <= HWY_AVX3
  // Highway's own takes other bytes on some of these machines.
  if constexpr (sizeof(hn::TFromV<V>) == 8) {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm512_cvtepi64_epi8(lanes.raw));
  } else {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm512_cvtepi32_epi8(lanes.raw));
  }
#else
  const hn::DFromV<V> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Rebind<std::uint8_t, decltype(d)> d8;
  hn::StoreU(hn::TruncateTo(d8, hn::BitCast(du, lanes)), d8, to);
#endif
}

}  // namespace HWY_NAMESPACE
}  // namespace leadscore::plan
HWY_AFTER_NAMESPACE();

#endif  // LEADSCORE_PLAN_KERNELS_INL
