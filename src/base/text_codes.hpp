// SPDX-License-Identifier: Apache-2.0

// Texts, each kept once, numbered in the order in which they came (one may take the number of one
// that was removed), and found by hashes of the caller's: of one text always the same, and seeded
// where whoever chooses the texts may not choose which fall together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace leadscore {

class TextCodes {
 public:
  struct Added {
    std::uint32_t code = 0;
    bool is_new = false;
  };

  TextCodes();

  // A copy of the text is kept; where memory runs out, nothing is changed.
  Added add(std::string_view text, std::uint64_t hash);
  // The code that the next new text will have.
  [[nodiscard]] std::size_t next_code() const { return free_.empty() ? size() : free_.back(); }
  // Of a text that was added nothing is left; what stood for it in texts() is empty.
  void remove(std::string_view text, std::uint64_t hash);
  // The code of a text that was added; nothing for another one.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text, std::uint64_t hash) const;

  // Many texts are added and found faster where each is announced some time before.
  void announce(std::uint64_t hash) const {
    __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  // The code of the text that an announced hash is probably of, which is then compared faster.
  [[nodiscard]] std::optional<std::uint32_t> fetch(std::uint64_t hash) const;

  // One more than the largest code that there was.
  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  // By code; they stay where they are.
  [[nodiscard]] const std::vector<std::string_view>& texts() const { return texts_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // the code and one; 0: free
  };

  // The first slot from the hash's own on that is free or `fits`.
  template <class Fits>
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash, const Fits& fits) const;
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint64_t hash) const;
  [[nodiscard]] std::string_view kept(std::string_view text);
  void close_gap(std::size_t at);
  void grow();

  std::vector<Slot> slots_;
  std::vector<std::string_view> texts_;
  std::vector<std::uint32_t> free_;  // codes of texts that were removed
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* room_ = nullptr;
  std::size_t room_left_ = 0;
};

}  // namespace leadscore
