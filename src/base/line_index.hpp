// SPDX-License-Identifier: Apache-2.0

// The same as place_of(), for those who ask for many places of one source: the text is read once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <leadscore/diagnostic.hpp>

namespace leadscore {

class LineIndex {
 public:
  // Looks at the source's text as long as it lives.
  explicit LineIndex(const Source& source) : LineIndex(std::string_view(source.text)) {}
  explicit LineIndex(std::string_view text);

  [[nodiscard]] Place place_of(std::uint32_t offset) const;

 private:
  [[nodiscard]] std::size_t characters_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> lines_;       // where each begins
  std::vector<std::size_t> characters_;  // how many begin before each block of bytes
};

}  // namespace leadscore
