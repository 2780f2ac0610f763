// SPDX-License-Identifier: Apache-2.0
#include "plan/code_set.hpp"

#include <algorithm>

namespace leadscore::plan {

CodeSet code_set(std::vector<CodeRange> ranges) {
  std::sort(ranges.begin(), ranges.end());
  CodeSet set;
  for (const CodeRange& range : ranges) {
    if (!set.empty() && range.first <= set.back().last + 1) {
      set.back().last = std::max(set.back().last, range.last);
    } else {
      set.push_back(range);
    }
  }
  return set;
}

CodeSet intersection(const CodeSet& a, const CodeSet& b) {
  CodeSet both;
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() && y != b.end()) {
    const Code first = std::max(x->first, y->first);
    const Code last = std::min(x->last, y->last);
    if (first <= last) both.push_back({first, last});
    if (x->last < y->last) {
      ++x;
    } else {
      ++y;
    }
  }
  return both;
}

CodeSet complement(const CodeSet& set, Code codes) {
  CodeSet rest;
  Code next = 0;
  for (const CodeRange& range : set) {
    if (range.first > next) rest.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next < codes) rest.push_back({next, codes - 1});
  return rest;
}

bool contains(const CodeSet& set, Code code) {
  const auto after = std::upper_bound(
      set.begin(), set.end(), code, [](Code c, const CodeRange& range) { return c < range.first; });
  return after != set.begin() && code <= std::prev(after)->last;
}

}  // namespace leadscore::plan
