// SPDX-License-Identifier: Apache-2.0
#include "plan/text_entries.hpp"

#include <utility>

namespace leadscore::plan {

TextEntries::TextEntries() : slots_(64) {}

std::uint32_t TextEntries::added(const Key& key, std::string_view text) {
  const auto other = others_.find(text);
  if (other != others_.end()) return other->second;
  if (2 * (texts_.size() + 1) > slots_.size()) grow();
  const auto entry = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(text);
  if (!put(key, entry)) others_.emplace(text, entry);
  return entry;
}

bool TextEntries::put(const Key& key, std::uint32_t entry) {
  std::size_t place = place_of(key);
  for (unsigned step = 0; step < kMostSteps; ++step) {
    Slot& slot = slots_[place];
    if (slot.entry == kFree) {
      slot.key = key;
      slot.entry = entry;
      return true;
    }
    place = (place + 1) & (slots_.size() - 1);
  }
  return false;
}

void TextEntries::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(4 * slots_.size()));
  for (const Slot& slot : old) {
    if (slot.entry == kFree) continue;
    if (!put(slot.key, slot.entry)) others_.emplace(texts_[slot.entry], slot.entry);
  }
}

}  // namespace leadscore::plan
