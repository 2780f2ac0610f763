// SPDX-License-Identifier: Apache-2.0

// Texts and bits to codes. Compiled as kernels.cpp is.
#include <algorithm>
#include <span>

#include "plan/kernels.hpp"

#define HWY_WANT_AVX3_DL
#define HWY_BROKEN_EMU128 0
#define HWY_COMPILE_ALL_ATTAINABLE
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plan/kernels_codes.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>
//
#include "plan/kernels-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace leadscore::plan::HWY_NAMESPACE {

namespace {

// A table of up to 256 bytes of which those behind `chunks` are not looked for.
void translate(const std::uint8_t* from, const std::uint8_t* table, std::size_t chunks,
               std::uint8_t* to) {
  const Bytes d;
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    fetch_next(from, i);
    hn::StoreU(looked_up_anywhere(hn::LoadU(d, from + i), table, chunks), d, to + i);
  }
}

template <class To>
HWY_INLINE void store_low(hn::Vec<hn::ScalableTag<std::uint32_t>> lanes, To* to) {
  if constexpr (sizeof(To) == 1) {
    store_bytes(lanes, to);
  } else {
    const hn::Rebind<To, hn::ScalableTag<std::uint32_t>> d;
#if HWY_TARGET <= HWY_AVX3
    hn::StoreU(hn::Vec<decltype(d)>{_mm512_cvtepi32_epi16(lanes.raw)}, d, to);
#else
    hn::StoreU(hn::TruncateTo(d, lanes), d, to);
#endif
  }
}

// The entries of a table, the last of them for what lies beyond.
template <class From, class To>
void classes(const From* from, std::span<const std::uint32_t> table, To* to) {
  const auto beyond = static_cast<std::uint32_t>(table.size() - 1);
#if HWY_TARGET <= HWY_AVX2
  const hn::ScalableTag<std::uint32_t> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::Rebind<From, decltype(d)> narrow;
  const auto last = hn::Set(d, beyond);
  const auto* entries = reinterpret_cast<const std::int32_t*>(table.data());
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    hn::Vec<decltype(d)> place;
    if constexpr (sizeof(From) == 4) {
      place = hn::LoadU(d, from + i);
    } else {
      place = hn::PromoteTo(d, hn::LoadU(narrow, from + i));
    }
    fetch_next(from, i);
    const auto entry = hn::GatherIndex(di, entries, hn::BitCast(di, hn::Min(place, last)));
    store_low(hn::BitCast(d, entry), to + i);
  }
#else
  for (std::size_t i = 0; i < block_leads(); ++i) {
    to[i] = static_cast<To>(table[std::min<std::uint32_t>(from[i], beyond)]);
  }
#endif
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

}  // namespace

void add_code_kernels(Kernels& kernels) {
  kernels.translate = &translate;
  kernels.classes16_8 = &classes<std::uint16_t, std::uint8_t>;
  kernels.classes16_16 = &classes<std::uint16_t, std::uint16_t>;
  kernels.classes32_8 = &classes<std::uint32_t, std::uint8_t>;
  kernels.classes32_16 = &classes<std::uint32_t, std::uint16_t>;
  kernels.codes_of_bits = &codes_of_bits;
  kernels.set_missing8 = &set_missing8;
  kernels.set_missing16 = &set_missing16;
}

}  // namespace leadscore::plan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
