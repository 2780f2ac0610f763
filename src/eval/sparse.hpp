// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leadscore::eval {

// A vector of which few elements differ from a new T: only those are kept. Asking for one that is
// not kept gives a new T; changing one keeps it.
template <class T>
class Sparse {
 public:
  struct Entry {
    std::uint32_t index = 0;
    T value;
  };

  [[nodiscard]] const T& operator[](std::size_t index) const {
    static const T kNone{};
    const auto found = place(entries_, index);
    return found != entries_.end() && found->index == index ? found->value : kNone;
  }
  T& operator[](std::size_t index) {
    auto found = place(entries_, index);
    if (found == entries_.end() || found->index != index) {
      found = entries_.insert(found, Entry{static_cast<std::uint32_t>(index), T{}});
    }
    return found->value;
  }

  // Null: it is not kept.
  [[nodiscard]] const T* find(std::size_t index) const {
    const auto found = place(entries_, index);
    return found != entries_.end() && found->index == index ? &found->value : nullptr;
  }
  [[nodiscard]] T* find(std::size_t index) {
    const auto found = place(entries_, index);
    return found != entries_.end() && found->index == index ? &found->value : nullptr;
  }

  // Those that are kept, by index.
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] std::vector<Entry>& entries() { return entries_; }

 private:
  template <class Entries>
  static auto place(Entries& entries, std::size_t index) {
    return std::lower_bound(entries.begin(), entries.end(), index,
                            [](const Entry& entry, std::size_t i) { return entry.index < i; });
  }

  std::vector<Entry> entries_;
};

}  // namespace leadscore::eval
