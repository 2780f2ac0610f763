// SPDX-License-Identifier: Apache-2.0
#include "base/text_codes.hpp"

#include <algorithm>
#include <utility>

namespace leadscore {

namespace {

constexpr std::size_t kFirstSlots = 64;  // a power of two, as all that follow
constexpr std::size_t kFirstChunk = 1 << 10;
constexpr std::size_t kMostChunk = 1 << 20;

}  // namespace

TextCodes::TextCodes() : slots_(kFirstSlots) {}

template <class Fits>
std::size_t TextCodes::slot_of(std::uint64_t hash, const Fits& fits) const {
  const std::size_t mask = slots_.size() - 1;
  const auto kept = static_cast<std::uint32_t>(hash);
  std::size_t at = kept & mask;
  for (; slots_[at].number != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == kept && fits(slots_[at])) break;
  }
  return at;
}

std::size_t TextCodes::slot_of(std::string_view text, std::uint64_t hash) const {
  return slot_of(hash, [&](const Slot& slot) { return texts_[slot.number - 1] == text; });
}

std::optional<std::uint32_t> TextCodes::find(std::string_view text, std::uint64_t hash) const {
  const Slot& slot = slots_[slot_of(text, hash)];
  if (slot.number == 0) return std::nullopt;
  return slot.number - 1;
}

std::optional<std::uint32_t> TextCodes::fetch(std::uint64_t hash) const {
  const Slot& slot = slots_[slot_of(hash, [](const Slot&) { return true; })];
  if (slot.number == 0) return std::nullopt;
  __builtin_prefetch(&texts_[slot.number - 1]);
  return slot.number - 1;
}

TextCodes::Added TextCodes::add(std::string_view text, std::uint64_t hash) {
  std::size_t at = slot_of(text, hash);
  if (slots_[at].number != 0) return {slots_[at].number - 1, false};
  if ((texts_.size() + 1) * 3 > slots_.size() * 2) {
    grow();
    at = slot_of(text, hash);
  }
  const auto code = static_cast<std::uint32_t>(next_code());
  if (free_.empty()) {
    texts_.push_back(kept(text));
  } else {
    texts_[code] = kept(text);
    free_.pop_back();
  }
  slots_[at] = {static_cast<std::uint32_t>(hash), code + 1};
  return {code, true};
}

void TextCodes::remove(std::string_view text, std::uint64_t hash) {
  const std::size_t at = slot_of(text, hash);
  if (slots_[at].number == 0) return;
  const std::uint32_t code = slots_[at].number - 1;
  free_.push_back(code);
  const std::string_view own = std::exchange(texts_[code], {});
  std::fill_n(const_cast<char*>(own.data()), own.size(), '\0');  // it lies in one of our chunks
  close_gap(at);
}

// Those behind it that could not stand nearer to where their hashes point move up.
void TextCodes::close_gap(std::size_t at) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t next = (at + 1) & mask; slots_[next].number != 0; next = (next + 1) & mask) {
    const std::size_t from_home = (next - slots_[next].hash) & mask;
    if (from_home < ((next - at) & mask)) continue;
    slots_[at] = slots_[next];
    at = next;
  }
  slots_[at] = {};
}

void TextCodes::grow() {
  std::vector<Slot> larger(slots_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.number == 0) continue;
    std::size_t at = slot.hash & mask;
    while (larger[at].number != 0) at = (at + 1) & mask;
    larger[at] = slot;
  }
  slots_ = std::move(larger);
}

// Chunks grow with what is in them, so that few texts take little.
std::string_view TextCodes::kept(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > room_left_) {
    const std::size_t usual =
        std::min(kMostChunk, kFirstChunk << std::min<std::size_t>(chunks_.size(), 10));
    const std::size_t size = std::max(usual, text.size());
    chunks_.push_back(std::make_unique<char[]>(size));
    room_ = chunks_.back().get();
    room_left_ = size;
  }
  std::copy(text.begin(), text.end(), room_);
  const std::string_view copy(room_, text.size());
  room_ += text.size();
  room_left_ -= text.size();
  return copy;
}

}  // namespace leadscore
