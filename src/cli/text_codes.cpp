// SPDX-License-Identifier: Apache-2.0
#include "cli/text_codes.hpp"

#include <algorithm>
#include <random>

#include "base/hash.hpp"

namespace leadscore::cli {
namespace {

constexpr std::size_t kFirstSlots = 64;  // a power of two, as all that follow
constexpr std::size_t kFirstChunk = 1 << 10;
constexpr std::size_t kMostChunk = 1 << 20;

}  // namespace

TextCodes::TextCodes() : slots_(kFirstSlots) {}

std::uint64_t TextCodes::hash(std::string_view text) {
  static const std::uint64_t seed = std::random_device{}();
  return stable_hash(text, seed);
}

std::size_t TextCodes::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && texts_[slots_[at].number - 1] == text) break;
  }
  return at;
}

std::optional<std::uint32_t> TextCodes::find(std::string_view text) const {
  const Slot& slot = slots_[slot_of(text, static_cast<std::uint32_t>(hash(text)))];
  if (slot.number == 0) return std::nullopt;
  return slot.number - 1;
}

TextCodes::Added TextCodes::add(std::string_view text, std::uint64_t whole_hash) {
  const auto hash = static_cast<std::uint32_t>(whole_hash);
  const std::size_t at = slot_of(text, hash);
  if (slots_[at].number != 0) return {slots_[at].number - 1, false};
  texts_.push_back(kept(text));
  const auto number = static_cast<std::uint32_t>(texts_.size());
  slots_[at] = {hash, number};
  if (texts_.size() * 3 > slots_.size() * 2) grow();
  return {number - 1, true};
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
    room_left_ = std::max(usual, text.size());
    chunks_.push_back(std::make_unique<char[]>(room_left_));
    room_ = chunks_.back().get();
  }
  std::copy(text.begin(), text.end(), room_);
  const std::string_view copy(room_, text.size());
  room_ += text.size();
  room_left_ -= text.size();
  return copy;
}

}  // namespace leadscore::cli
