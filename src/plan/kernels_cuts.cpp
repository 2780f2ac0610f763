// SPDX-License-Identifier: Apache-2.0

// Values on a line to codes. Compiled as kernels.cpp is.
#include <cmath>
#include <limits>
#include <type_traits>

#include "plan/kernels.hpp"
#include "plan/line_cuts.hpp"

#define HWY_WANT_AVX3_DL
#define HWY_BROKEN_EMU128 0
#define HWY_COMPILE_ALL_ATTAINABLE
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plan/kernels_cuts.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>
//
#include "plan/kernels-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace leadscore::plan::HWY_NAMESPACE {

namespace {

template <class T>
using PathOf = hn::Vec<hn::RebindToSigned<hn::ScalableTag<T>>>;

// The path with one more bit where the value is at least the node.
template <class T>
HWY_INLINE PathOf<T> one_step(PathOf<T> path, hn::Vec<hn::ScalableTag<T>> value,
                              hn::Vec<hn::ScalableTag<T>> node, PathOf<T> bit) {
#if HWY_TARGET <= HWY_AVX3
  if constexpr (std::is_same_v<T, double>) {
    const auto there = _mm512_cmp_pd_mask(value.raw, node.raw, _CMP_GE_OQ);
    return PathOf<T>{_mm512_mask_or_epi64(path.raw, there, path.raw, bit.raw)};
  } else if constexpr (sizeof(T) == 8) {
    const auto there = _mm512_cmpge_epi64_mask(value.raw, node.raw);
    return PathOf<T>{_mm512_mask_or_epi64(path.raw, there, path.raw, bit.raw)};
  } else {
    const auto there = _mm512_cmpge_epi32_mask(value.raw, node.raw);
    return PathOf<T>{_mm512_mask_or_epi32(path.raw, there, path.raw, bit.raw)};
  }
#else
  const hn::ScalableTag<T> d;
  const hn::RebindToSigned<decltype(d)> di;
  const auto below = hn::BitCast(di, hn::VecFromMask(d, hn::Gt(node, value)));
  return hn::Or(path, hn::AndNot(below, bit));
#endif
}

#if HWY_TARGET <= HWY_AVX3

template <class T>
HWY_INLINE hn::Vec<hn::ScalableTag<T>> in_two(const T* nodes, PathOf<T> path) {
  const hn::ScalableTag<T> d;
  const auto a = hn::LoadU(d, nodes);
  const auto b = hn::LoadU(d, nodes + hn::Lanes(d));
  if constexpr (std::is_same_v<T, double>) {
    return decltype(a){_mm512_permutex2var_pd(a.raw, path.raw, b.raw)};
  } else if constexpr (sizeof(T) == 8) {
    return decltype(a){_mm512_permutex2var_epi64(a.raw, path.raw, b.raw)};
  } else {
    return decltype(a){_mm512_permutex2var_epi32(a.raw, path.raw, b.raw)};
  }
}

#endif

// The nodes that paths lead to at one level, however wide it is.
template <class T>
HWY_INLINE hn::Vec<hn::ScalableTag<T>> nodes_at(const CutTree<T>& tree, unsigned level,
                                                PathOf<T> path) {
  const hn::ScalableTag<T> d;
  const T* nodes = tree.level(level);
  [[maybe_unused]] const std::size_t width = std::size_t{1} << level;
#if HWY_TARGET <= HWY_AVX3
  if (width == 2 * hn::Lanes(d)) return in_two<T>(nodes, path);
#endif
#if HWY_TARGET <= HWY_AVX2
  if (width <= hn::Lanes(d) && (HWY_TARGET <= HWY_AVX3 || sizeof(T) == 4)) {
    return hn::TableLookupLanes(hn::LoadU(d, nodes), hn::IndicesFromVec(d, path));
  }
#endif
  return hn::GatherIndex(d, nodes, path);
}

// Paths of some vectors at once, so that none waits for another.
template <std::size_t kVectors, class T>
HWY_INLINE void descend(const CutTree<T>& tree, const hn::Vec<hn::ScalableTag<T>>* value,
                        PathOf<T>* path) {
  const hn::ScalableTag<T> d;
  const hn::RebindToSigned<decltype(d)> di;
  using Step = hn::TFromD<decltype(di)>;
  HWY_UNROLL(8)
  for (std::size_t j = 0; j < kVectors; ++j) path[j] = hn::Zero(di);
  if (tree.levels == 0) return;
  const auto root = hn::Set(d, tree.nodes[0]);
  HWY_UNROLL(8)
  for (std::size_t j = 0; j < kVectors; ++j) {
    path[j] = one_step<T>(path[j], value[j], root, hn::Set(di, 1));
  }
  for (unsigned level = 1; level < tree.levels; ++level) {
    const auto bit = hn::Set(di, static_cast<Step>(Step{1} << level));
    HWY_UNROLL(8)
    for (std::size_t j = 0; j < kVectors; ++j) {
      const auto node = nodes_at(tree, level, path[j]);
      path[j] = one_step<T>(path[j], value[j], node, bit);
    }
  }
}

// From paths to codes, in place.
template <class T>
HWY_INLINE void codes_of_paths(const CutTree<T>& tree, std::uint8_t* codes) {
  const Bytes d;
  const auto low = hn::LoadDup128(d, tree.low.data());
  const auto high = hn::LoadDup128(d, tree.high.data());
  const auto most = hn::Set(d, tree.most);
  const auto one = hn::Set(d, std::uint8_t{1});
  const auto nibble = hn::Set(d, std::uint8_t{15});
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    const auto path = hn::LoadU(d, codes + i);
    auto below = hn::TableLookupBytes(low, hn::And(path, nibble));
    if (tree.levels > 4) {
      below = hn::Or(below, hn::TableLookupBytes(high, hn::ShiftRight<4>(path)));
    }
    hn::StoreU(hn::Add(hn::Min(below, most), one), d, codes + i);
  }
}

template <bool kFromColumn, class T>
HWY_INLINE void cut_by_tree(const T* values, const CutTree<T>& tree, std::uint8_t* codes) {
  const hn::ScalableTag<T> d;
  const hn::RebindToSigned<decltype(d)> di;
  const std::size_t step = hn::Lanes(d);
  constexpr std::size_t kVectors = HWY_TARGET <= HWY_AVX3 ? 8 : 4;
  for (std::size_t i = 0; i < block_leads(); i += kVectors * step) {
    hn::Vec<decltype(d)> value[kVectors];
    hn::Vec<decltype(di)> path[kVectors];
    HWY_UNROLL(8)
    for (std::size_t j = 0; j < kVectors; ++j) {
      value[j] = hn::LoadU(d, values + i + j * step);
      if (kFromColumn) fetch_next(values, i + j * step);
    }
    descend<kVectors>(tree, value, path);
    HWY_UNROLL(8)
    for (std::size_t j = 0; j < kVectors; ++j) {
      store_bytes(path[j], codes + i + j * step);
    }
  }
  codes_of_paths(tree, codes);
}

// Few cuts, one after the other: four vectors at once.
template <class T>
HWY_INLINE void cut_one_by_one(const T* values, const CutTree<T>& tree, std::uint8_t* codes) {
  const hn::ScalableTag<T> d;
  const hn::RebindToSigned<decltype(d)> di;
  const std::size_t step = hn::Lanes(d);
  const auto start = hn::Set(di, static_cast<hn::TFromD<decltype(di)>>(tree.cuts.size() + 1));
  for (std::size_t i = 0; i < block_leads(); i += 4 * step) {
    const auto a = hn::LoadU(d, values + i);
    const auto b = hn::LoadU(d, values + i + step);
    const auto c = hn::LoadU(d, values + i + 2 * step);
    const auto e = hn::LoadU(d, values + i + 3 * step);
    auto code_a = start, code_b = start, code_c = start, code_e = start;
    for (const T one : tree.cuts) {
      const auto cut = hn::Set(d, one);
      // A lane below the cut is -1.
      code_a = hn::Add(code_a, hn::BitCast(di, hn::VecFromMask(d, hn::Gt(cut, a))));
      code_b = hn::Add(code_b, hn::BitCast(di, hn::VecFromMask(d, hn::Gt(cut, b))));
      code_c = hn::Add(code_c, hn::BitCast(di, hn::VecFromMask(d, hn::Gt(cut, c))));
      code_e = hn::Add(code_e, hn::BitCast(di, hn::VecFromMask(d, hn::Gt(cut, e))));
    }
    store_bytes(code_a, codes + i);
    store_bytes(code_b, codes + i + step);
    store_bytes(code_c, codes + i + 2 * step);
    store_bytes(code_e, codes + i + 3 * step);
  }
}

// --- numbers ---

// Products with 0 are 0 but where a number is not finite.
bool all_finite(const double* values) {
  const hn::ScalableTag<double> d;
  const auto zero = hn::Zero(d);
  auto a = zero, b = zero;
  for (std::size_t i = 0; i < block_leads(); i += 2 * hn::Lanes(d)) {
    a = hn::MulAdd(hn::LoadU(d, values + i), zero, a);
    b = hn::MulAdd(hn::LoadU(d, values + i + hn::Lanes(d)), zero, b);
  }
  const auto both = hn::Add(a, b);
  return hn::AllTrue(d, hn::Eq(both, both));
}

// Of numbers that are not finite nothing is known.
void forget_infinite(const double* values, std::uint8_t missing, std::uint8_t* codes) {
  for (std::size_t i = 0; i < block_leads(); ++i) {
    if (!std::isfinite(values[i])) codes[i] = missing;
  }
}

// whole_key() of each; false where one is too large, or not finite.
[[maybe_unused]] bool whole_keys(const double* values, std::int32_t* keys) {
  const hn::ScalableTag<double> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Rebind<std::int32_t, decltype(d)> half;
  const auto magnitude = hn::Set(du, 0x7FFF'FFFF'0000'0000U);
  const hn::Repartition<std::uint32_t, decltype(d)> d32;
  auto most = hn::Zero(d32);
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    const auto value = hn::LoadU(d, values + i);
    fetch_next(values, i);
    most = hn::Max(most, hn::BitCast(d32, hn::And(hn::BitCast(du, value), magnitude)));
#if HWY_TARGET == HWY_SSSE3
    const auto toward_zero = hn::DemoteTo(half, value);
    const auto whole = hn::PromoteTo(d, toward_zero);
    const auto one = hn::Set(d, 1.0);
    const auto more = hn::Sub(hn::IfThenElseZero(hn::Gt(value, whole), one),
                              hn::IfThenElseZero(hn::Lt(value, whole), one));
    const auto key = hn::DemoteTo(half, hn::Add(hn::Add(whole, whole), more));
#else
    const auto key = hn::DemoteTo(half, hn::Add(hn::Floor(value), hn::Ceil(value)));
#endif
    hn::StoreU(key, half, keys + i);
  }
  // The high half of what is just below kMostWhole.
  const auto limit = hn::Set(d32, 0x41BF'FFFFU);
  return hn::AllTrue(d32, hn::Eq(hn::Max(most, limit), limit));
}

// --- integers ---

bool cut_small(const std::int32_t* keys, const CutTree<std::int32_t>& tree, std::uint8_t* codes) {
#if HWY_TARGET <= HWY_AVX2
  cut_by_tree<false>(keys, tree, codes);
  return true;
#else
  constexpr std::size_t kFew = 24;
  if (tree.cuts.size() > kFew) return false;
  cut_one_by_one(keys, tree, codes);
  return true;
#endif
}

// The same in half the width; false where some do not fit. Vectors of 64 bytes bring these to the
// next that fits, beside which no cut lies.
bool halves_of(const std::int64_t* values, std::int32_t* halves) {
#if HWY_TARGET <= HWY_AVX3
  const hn::ScalableTag<std::int64_t> d;
  const hn::ScalableTag<std::int32_t> half;
  const auto least = hn::Set(d, std::numeric_limits<std::int32_t>::min());
  const auto most = hn::Set(d, std::numeric_limits<std::int32_t>::max());
  const auto even = hn::Iota(half, 0);
  const auto places = hn::Add(even, even);
  for (std::size_t i = 0; i < block_leads(); i += 2 * hn::Lanes(d)) {
    const auto a = hn::Min(hn::Max(hn::LoadU(d, values + i), least), most);
    const auto b = hn::Min(hn::Max(hn::LoadU(d, values + i + hn::Lanes(d)), least), most);
    fetch_next(values, i);
    fetch_next(values, i + hn::Lanes(d));
    const auto both = _mm512_permutex2var_epi32(a.raw, places.raw, b.raw);
    hn::Store(decltype(places){both}, half, halves + i);
  }
  return true;
#else
  const hn::ScalableTag<std::int32_t> d;
  const auto* pairs = reinterpret_cast<const std::int32_t*>(values);
  auto wrong = hn::Zero(d);
  for (std::size_t i = 0; i < block_leads(); i += hn::Lanes(d)) {
    const auto a = hn::LoadU(d, pairs + 2 * i);
    const auto b = hn::LoadU(d, pairs + 2 * i + hn::Lanes(d));
    fetch_next(values, i);
    const auto low = hn::ConcatEven(d, b, a);
    const auto high = hn::ConcatOdd(d, b, a);
    wrong = hn::Or(wrong, hn::Xor(high, hn::ShiftRight<31>(low)));
    hn::Store(low, d, halves + i);
  }
  return hn::AllTrue(d, hn::Eq(wrong, hn::Zero(d)));
#endif
}

// Without vectors a table of cells is faster than all of this.
constexpr bool kHasVectors = HWY_TARGET != HWY_EMU128;

bool cut_integers(const std::int64_t* values, const LineCuts& cuts, std::uint8_t* codes) {
  if (!kHasVectors) return false;
  if (cuts.narrow) {
    alignas(64) std::int32_t halves[kMostLeads];
    if (halves_of(values, halves)) return cut_small(halves, cuts.halves, codes);
  }
#if HWY_TARGET <= HWY_AVX3
  cut_by_tree<true>(values, cuts.integers, codes);
  return true;
#else
  constexpr std::size_t kFew = 8;
  if (cuts.integers.cuts.size() > kFew) return false;
  cut_one_by_one(values, cuts.integers, codes);
  return true;
#endif
}

bool cut_halves(const std::int32_t* values, const LineCuts& cuts, std::uint8_t* codes) {
  for (std::size_t i = 0; i < block_leads(); i += 16) fetch_next(values, i);
  return kHasVectors && cuts.narrow && cut_small(values, cuts.halves, codes);
}

bool cut_numbers(const double* values, const LineCuts& cuts, std::uint8_t missing,
                 std::uint8_t* codes) {
  if (!kHasVectors) return false;
#if HWY_TARGET <= HWY_AVX3
  cut_by_tree<true>(values, cuts.numbers, codes);
#else
  constexpr std::size_t kFew = HWY_TARGET <= HWY_AVX2 ? 40 : 12;
  if (cuts.narrow) {
    alignas(64) std::int32_t keys[kMostLeads];
    if (whole_keys(values, keys) && cut_small(keys, cuts.halves, codes)) return true;
  }
  if (cuts.numbers.cuts.size() > kFew) return false;
  cut_one_by_one(values, cuts.numbers, codes);
#endif
  if (HWY_UNLIKELY(!all_finite(values))) forget_infinite(values, missing, codes);
  return true;
}

}  // namespace

void add_cut_kernels(Kernels& kernels) {
  kernels.cut_numbers = &cut_numbers;
  kernels.cut_integers = &cut_integers;
  kernels.cut_halves = &cut_halves;
}

}  // namespace leadscore::plan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
