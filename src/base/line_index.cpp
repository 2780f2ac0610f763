// SPDX-License-Identifier: Apache-2.0
#include "base/line_index.hpp"

#include <algorithm>
#include <iterator>

#include "base/utf8.hpp"

namespace leadscore {
namespace {

// Lines may be as long as the file, so characters are counted from the begin of a block.
constexpr std::size_t kBlock = 1024;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  // Editors do not show a byte order mark.
  const bool marked = text_.substr(0, kByteOrderMark.size()) == kByteOrderMark;
  lines_.push_back(marked ? kByteOrderMark.size() : 0);
  for (std::size_t at = text_.find('\n'); at != std::string_view::npos;
       at = text_.find('\n', at + 1)) {
    lines_.push_back(at + 1);
  }
  std::size_t characters = 0;
  for (std::size_t begin = 0; begin <= text_.size(); begin += kBlock) {
    characters_.push_back(characters);
    characters += utf8::count_characters(text_.substr(begin, kBlock));
  }
}

std::size_t LineIndex::characters_before(std::size_t offset) const {
  const std::size_t block = offset / kBlock;
  const std::size_t begin = block * kBlock;
  return characters_[block] + utf8::count_characters(text_.substr(begin, offset - begin));
}

Place LineIndex::place_of(std::uint32_t offset) const {
  const std::size_t wanted = std::max(utf8::begin_of_char(text_, offset), lines_.front());
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), wanted);
  const std::size_t begin = *std::prev(after);
  const std::size_t column = wanted - begin <= kBlock
                                 ? utf8::count_characters(text_.substr(begin, wanted - begin))
                                 : characters_before(wanted) - characters_before(begin);
  return {static_cast<std::uint32_t>(after - lines_.begin()),
          static_cast<std::uint32_t>(column + 1)};
}

}  // namespace leadscore
