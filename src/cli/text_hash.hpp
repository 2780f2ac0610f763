// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace leadscore::cli {

// Another one in each run, so that no file can be made of texts that fall together.
[[nodiscard]] std::uint64_t text_hash(std::string_view text);

}  // namespace leadscore::cli
