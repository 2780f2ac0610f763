// SPDX-License-Identifier: Apache-2.0

// A seeded source of choices: the same seed gives the same choices under every compiler and library
// (the distributions of <random> do not promise that).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace leadscore::support {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  // 0 .. below - 1
  [[nodiscard]] std::size_t below(std::size_t below) {
    return static_cast<std::size_t>(engine_() % below);
  }
  [[nodiscard]] int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::size_t>(most - least + 1)));
  }
  [[nodiscard]] bool percent(int chance) { return between(1, 100) <= chance; }

  template <class Item>
  [[nodiscard]] const Item& of(const std::vector<Item>& items) {
    return items[below(items.size())];
  }
  [[nodiscard]] std::string word(const std::vector<std::string>& words) { return of(words); }

  template <class Item>
  void shuffle(std::vector<Item>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

// How many seeds a property is tried with: `usual`, or what LEADSCORE_SEEDS says if that is more.
[[nodiscard]] inline std::uint64_t seeds(std::uint64_t usual) {
  const char* wanted = std::getenv("LEADSCORE_SEEDS");
  const std::uint64_t count = wanted == nullptr ? 0 : std::strtoull(wanted, nullptr, 10);
  return count > usual ? count : usual;
}

}  // namespace leadscore::support
