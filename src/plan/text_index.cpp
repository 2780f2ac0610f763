// SPDX-License-Identifier: Apache-2.0
#include "plan/text_index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "base/hash.hpp"
#include "text/fold.hpp"

namespace leadscore::plan {

namespace {

// Depends on the texts alone: what is compiled is the same in every run.
std::uint64_t seed_of(const std::vector<std::string>& texts) {
  std::uint64_t seed = 0x6c6561647363;
  for (const std::string& text : texts) seed = stable_hash(text, seed);
  return seed;
}

// What folding makes of an ASCII character.
constexpr std::array<char, 128> ascii_folds() {
  std::array<char, 128> folds{};
  for (int c = 0; c < 128; ++c) {
    folds[static_cast<std::size_t>(c)] =
        static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return folds;
}
constexpr std::array<char, 128> kAsciiFolds = ascii_folds();

constexpr bool is_plain_end(unsigned char c) { return c > ' ' && c < 0x7f; }

// Chinese ideographs, hiragana and katakana: three bytes, E3 81 81 .. E9 BF BF but for marks that
// join what stands before them. Folding leaves them as they are.
bool is_plain_cjk(const unsigned char* c) {
  const unsigned point = ((c[0] & 0x0FU) << 12U) | ((c[1] & 0x3FU) << 6U) | (c[2] & 0x3FU);
  return (point >= 0x4E00 && point <= 0x9FA5) || (point >= 0x3041 && point <= 0x3096) ||
         (point >= 0x30A1 && point <= 0x30FA);
}

// False where some character needs the tables.
bool fold_plainly(std::string_view text, std::string& out) {
  out.resize(text.size());
  const auto* in = reinterpret_cast<const unsigned char*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    if (in[i] < 0x80) {
      out[i] = kAsciiFolds[in[i]];
      ++i;
    } else if (i + 2 < text.size() && (in[i] & 0xF0U) == 0xE0U && is_plain_cjk(in + i)) {
      std::copy_n(text.data() + i, 3, out.data() + i);
      i += 3;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

TextIndex::TextIndex(const std::vector<std::string>& texts, const std::vector<Code>& codes)
    : slots_(std::bit_ceil(2 * texts.size() + 1)), count_(texts.size()), seed_(seed_of(texts)) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Slot slot;
    slot.hash = stable_hash(texts[i], seed_);
    slot.begin = static_cast<std::uint32_t>(bytes_.size());
    slot.size = static_cast<std::uint32_t>(texts[i].size());
    slot.code = codes[i];
    bytes_ += texts[i];
    std::size_t place = slot.hash & (slots_.size() - 1);
    while (slots_[place].code != kMissing) place = (place + 1) & (slots_.size() - 1);
    slots_[place] = slot;
  }
}

std::optional<Code> TextIndex::find(std::string_view text) const {
  if (count_ == 0) return std::nullopt;
  const std::uint64_t hash = stable_hash(text, seed_);
  for (std::size_t place = hash & (slots_.size() - 1); slots_[place].code != kMissing;
       place = (place + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[place];
    if (slot.hash != hash) continue;
    if (std::string_view(bytes_).substr(slot.begin, slot.size) == text) return slot.code;
  }
  return std::nullopt;
}

std::vector<std::pair<Code, std::string>> TextIndex::entries() const {
  std::vector<std::pair<Code, std::string>> all;
  for (const Slot& slot : slots_) {
    if (slot.code != kMissing) all.emplace_back(slot.code, bytes_.substr(slot.begin, slot.size));
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string_view compared_form(std::string_view text, bool exact, std::string& buffer) {
  if (exact || text.empty()) return text;
  const auto front = static_cast<unsigned char>(text.front());
  const auto back = static_cast<unsigned char>(text.back());
  const bool plain_ends =
      (is_plain_end(front) || front >= 0xE3) && (is_plain_end(back) || back >= 0x80);
  if (!plain_ends || !fold_plainly(text, buffer)) buffer = text::fold_and_trim(text);
  return buffer;
}

}  // namespace leadscore::plan
