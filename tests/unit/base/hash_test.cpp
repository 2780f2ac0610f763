// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include "support/catch.hpp"

namespace leadscore {
namespace {

TEST_CASE("hashes are those of XXH3 on every machine", "[hash]") {
  CHECK(stable_hash("") == 0x2D06800538D394C2U);
  CHECK(stable_hash("leadscore") == stable_hash(std::string_view("leadscore!").substr(0, 9)));
  CHECK(stable_hash("leadscore", 1) != stable_hash("leadscore", 2));
}

}  // namespace
}  // namespace leadscore
