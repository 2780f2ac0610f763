// SPDX-License-Identifier: Apache-2.0

// Large random rule files in which nothing is doubtful but what was planted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace leadscore::support {

struct Planted {
  std::string rules;                // the file
  std::vector<std::string> faults;  // `code: what the warning points at`, sorted
};

// So many rules, with one fault of each kind of lint and then random ones, `faults` in all.
[[nodiscard]] Planted plant(std::uint64_t seed, std::size_t rules, std::size_t faults);

}  // namespace leadscore::support
