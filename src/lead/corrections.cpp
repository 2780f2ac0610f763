// SPDX-License-Identifier: Apache-2.0
#include "lead/corrections.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <variant>

namespace leadscore::lead {

namespace {

Output retracted(const Output& old, Time now) {
  Output output;
  output.at = now;
  output.what = std::visit(
      [&](const auto& what) -> decltype(Output::what) {
        if constexpr (std::is_same_v<std::decay_t<decltype(what)>, Retracted>) {
          return what;
        } else {
          return Retracted{old.at, what};
        }
      },
      old.what);
  return output;
}

// Those of `all` that are not among `others`, each as often as it is there more often. (Two
// rejections of one instant may say the same.)
std::vector<const Output*> without(const std::vector<Output>& all,
                                   const std::vector<Output>& others) {
  std::vector<const Output*> left;
  std::vector<bool> taken(others.size(), false);
  for (const Output& one : all) {
    std::size_t same = 0;
    while (same < others.size() &&
           (taken[same] || others[same].at != one.at || !(others[same].what == one.what))) {
      ++same;
    }
    if (same == others.size()) {
      left.push_back(&one);
    } else {
      taken[same] = true;
    }
  }
  return left;
}

}  // namespace

void correct(const std::vector<Output>& given, const std::vector<Output>& standing, Time now,
             std::vector<Output>& out) {
  std::vector<Output> corrections;
  for (const Output* old : without(given, standing)) corrections.push_back(retracted(*old, now));
  for (const Output* output : without(standing, given)) {
    corrections.push_back(*output);
    corrections.back().late = true;
  }
  out.reserve(out.size() + corrections.size());
  std::move(corrections.begin(), corrections.end(), std::back_inserter(out));
}

}  // namespace leadscore::lead
