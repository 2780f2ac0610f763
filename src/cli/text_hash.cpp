// SPDX-License-Identifier: Apache-2.0
#include "cli/text_hash.hpp"

#include <random>

#include "base/hash.hpp"

namespace leadscore::cli {

std::uint64_t text_hash(std::string_view text) {
  static const std::uint64_t seed = std::random_device{}();
  return stable_hash(text, seed);
}

}  // namespace leadscore::cli
