// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

// Most texts are short: a call into a library would take longer than hashing them.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace leadscore {

std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

}  // namespace leadscore
