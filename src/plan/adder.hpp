// SPDX-License-Identifier: Apache-2.0

// Weighted masks to binary digits: which masks are counted together, and which bits are added.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "plan/schedule.hpp"

namespace leadscore::plan {

class Adder {
 public:
  // Slots from `first` on are free while this sum is worked out.
  Adder(ScheduledSum& sum, Slot first) : sum_(sum), first_(first) {}

  // Each pair of masks counts so many units.
  void add(std::int64_t units, const std::vector<std::pair<Slot, Slot>>& pairs);
  // How many slots are needed.
  [[nodiscard]] std::size_t finish();

 private:
  Slot new_slot();
  void release(Slot slot);
  void count(std::int64_t units, const std::vector<std::pair<Slot, Slot>>& pairs);
  // Digits, the lowest first, of a number that counts so many units.
  void add_digits(std::int64_t units, std::vector<Slot> digits);
  void place(std::uint64_t units, Slot slot);

  ScheduledSum& sum_;
  Slot first_;
  JoinList joins_;
  std::vector<Slot> free_;
  std::vector<std::uint32_t> uses_;         // of the slots from `first_` on
  std::vector<std::vector<Slot>> columns_;  // by power of two: the bits to be added there
};

}  // namespace leadscore::plan
