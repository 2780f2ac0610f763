// SPDX-License-Identifier: Apache-2.0

// How a scalar stands in the source: where it ends, and which source bytes gave which byte of its
// text. YAML folds and escapes, but it never reorders, drops or invents a character that is not
// blank: both sides are walked by those.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "yaml/tree.hpp"

namespace leadscore::yaml {

[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The offset after the quote that closes the one at `begin`; nothing where there is none.
[[nodiscard]] std::optional<std::uint32_t> quote_end(std::string_view source, std::uint32_t begin);

// The offset of the first line of a literal or folded scalar, given the place of its `|` or `>`.
[[nodiscard]] std::uint32_t block_begin(std::string_view source, std::uint32_t begin);

// The offset after a literal or folded scalar that begins at `begin` and has been read as `text`.
[[nodiscard]] std::uint32_t block_end(std::string_view source, std::uint32_t begin,
                                      std::string_view text);

}  // namespace leadscore::yaml
