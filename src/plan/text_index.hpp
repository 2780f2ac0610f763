// SPDX-License-Identifier: Apache-2.0

// The texts that rules name, as they are compared, with the code of each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/code_set.hpp"

namespace leadscore::plan {

// Open addressing over a strong hash with a seed of its own for each index, so that chosen texts
// cannot be made to collide.
class TextIndex {
 public:
  // Texts in any order, none twice; codes are theirs.
  TextIndex() = default;
  TextIndex(const std::vector<std::string>& texts, const std::vector<Code>& codes);

  [[nodiscard]] std::optional<Code> find(std::string_view text) const;
  [[nodiscard]] std::size_t size() const { return count_; }
  // In the order of their codes, then as given; for people.
  [[nodiscard]] std::vector<std::pair<Code, std::string>> entries() const;

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
    Code code = kMissing;  // kMissing: the slot is free
  };

  std::string bytes_;
  std::vector<Slot> slots_;  // a power of two, at most half of them taken
  std::size_t count_ = 0;
  std::uint64_t seed_ = 0;
};

// A text as it is compared: itself, or folded in `buffer`. Folding what is plain ASCII, or CJK that
// folding leaves alone, allocates nothing once the buffer is large enough.
[[nodiscard]] std::string_view compared_form(std::string_view text, bool exact,
                                             std::string& buffer);

}  // namespace leadscore::plan
