// SPDX-License-Identifier: Apache-2.0

// Texts, each kept once, numbered in the order in which they came.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace leadscore::cli {

class TextCodes {
 public:
  struct Added {
    std::uint32_t code = 0;
    bool is_new = false;
  };

  TextCodes();

  // Another one in each run, so that no file can be made of texts that fall together.
  [[nodiscard]] static std::uint64_t hash(std::string_view text);

  // A copy of the text is kept.
  Added add(std::string_view text) { return add(text, hash(text)); }
  Added add(std::string_view text, std::uint64_t hash);
  // The code of a text that was added; nothing for another one.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
  // Many are added faster where each is announced some time before.
  void announce(std::uint64_t hash) const {
    __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }

  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  // By code; they stay where they are.
  [[nodiscard]] const std::vector<std::string_view>& texts() const { return texts_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // the code and one; 0: free
  };

  // The slot that the text is in, or the free one where it belongs.
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  [[nodiscard]] std::string_view kept(std::string_view text);
  void grow();

  std::vector<Slot> slots_;
  std::vector<std::string_view> texts_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* room_ = nullptr;
  std::size_t room_left_ = 0;
};

}  // namespace leadscore::cli
