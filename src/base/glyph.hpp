// SPDX-License-Identifier: Apache-2.0

// How text from strangers is shown on a terminal: nothing in it can move the cursor, change
// colours or turn the reading direction, and its width is known.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leadscore {

// One character of a text as it is shown.
struct Glyph {
  std::string text;         // itself, or an escape: `\x1b`, `\u202e`; a blank for a tab
  std::size_t columns = 1;  // wide characters take two
  std::size_t bytes = 1;    // in the text it came from
};

[[nodiscard]] Glyph glyph_at(std::string_view text, std::size_t offset);

// The whole text, at most about `most_bytes` of it, then `...`.
[[nodiscard]] std::string printable(std::string_view text, std::size_t most_bytes);

}  // namespace leadscore
