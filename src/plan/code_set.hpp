// SPDX-License-Identifier: Apache-2.0

// Sets of the small codes that values become: 0 where nothing is known, then 1, 2, ...
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace leadscore::plan {

using Code = std::uint32_t;

inline constexpr Code kMissing = 0;
// Of a truth.
inline constexpr Code kFalse = 1;
inline constexpr Code kTrue = 2;

// With more codes they take two bytes each, or four.
inline constexpr Code kMostByteCodes = 255;
inline constexpr Code kMostWordCodes = 65'535;

struct CodeRange {
  Code first = 0;
  Code last = 0;  // belongs to it
  friend auto operator<=>(const CodeRange&, const CodeRange&) = default;
};

using CodeSet = std::vector<CodeRange>;  // in order, none touching the next

// Of ranges in any order.
[[nodiscard]] CodeSet code_set(std::vector<CodeRange> ranges);
[[nodiscard]] CodeSet intersection(const CodeSet& a, const CodeSet& b);
// Those of the codes below `codes` that are not in `set`.
[[nodiscard]] CodeSet complement(const CodeSet& set, Code codes);
[[nodiscard]] bool contains(const CodeSet& set, Code code);
// The codes for which `holds(code)`, below `codes`.
template <class Holds>
[[nodiscard]] CodeSet codes_where(Code codes, const Holds& holds) {
  CodeSet set;
  for (Code code = 0; code < codes; ++code) {
    if (!holds(code)) continue;
    if (!set.empty() && set.back().last + 1 == code) {
      set.back().last = code;
    } else {
      set.push_back({code, code});
    }
  }
  return set;
}

}  // namespace leadscore::plan
