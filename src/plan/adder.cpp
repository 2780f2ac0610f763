// SPDX-License-Identifier: Apache-2.0
#include "plan/adder.hpp"

#include <bit>
#include <cstdlib>

namespace leadscore::plan {

namespace {

// Fewer masks of the same weight go straight to the bits that are added.
constexpr std::size_t kFewest = 12;

}  // namespace

Slot Adder::new_slot() {
  if (!free_.empty()) {
    const Slot slot = free_.back();
    free_.pop_back();
    return slot;
  }
  uses_.push_back(0);
  return first_ + static_cast<Slot>(uses_.size() - 1);
}

void Adder::release(Slot slot) {
  if (slot < first_) return;
  if (--uses_[slot - first_] == 0) free_.push_back(slot);
}

// All bits of a count lie side by side, and stay until everything has been counted.
void Adder::count(std::int64_t units, const std::vector<std::pair<Slot, Slot>>& pairs) {
  std::vector<Place> slots;
  for (const auto& [a, b] : pairs) slots.insert(slots.end(), {place_of(a), place_of(b)});
  while (slots.size() % 16 != 0) slots.push_back(place_of(kNoLead));
  CountPairs out;
  out.count = slots.size() / 2;
  out.digit_count = std::bit_width(pairs.size());
  out.digits = first_ + static_cast<Slot>(uses_.size());
  std::vector<Slot> digits;
  for (std::size_t i = 0; i < out.digit_count; ++i) {
    digits.push_back(first_ + static_cast<Slot>(uses_.size()));
    uses_.push_back(0);
  }
  sum_.pairs.push_back(std::move(slots));
  out.pairs = sum_.pairs.back().data();
  sum_.counts.push_back(out);
  add_digits(units, std::move(digits));
}

void Adder::add(std::int64_t units, const std::vector<std::pair<Slot, Slot>>& pairs) {
  if (pairs.size() >= kFewest) return count(units, pairs);
  for (const auto& [a, b] : pairs) {
    Slot slot = a;
    if (b != kAllLeads) {
      uses_.push_back(0);
      slot = first_ + static_cast<Slot>(uses_.size() - 1);
      joins_.add(Join::both, slot, a, b);
    }
    add_digits(units, {slot});
  }
}

// What takes points away counts by its absence: -p x n is p x (m - n) less p x m, m being the most
// that the digits can say.
void Adder::add_digits(std::int64_t units, std::vector<Slot> digits) {
  const std::int64_t most = (std::int64_t{1} << digits.size()) - 1;
  sum_.most += std::abs(units) * most;
  if (units < 0) {
    sum_.base += units * most * sum_.unit;
    units = -units;
    for (Slot& digit : digits) {
      uses_.push_back(0);
      const Slot inverse = first_ + static_cast<Slot>(uses_.size() - 1);
      sum_.inverts.insert(sum_.inverts.end(), {digit, inverse});
      digit = inverse;
    }
  }
  for (std::size_t i = 0; i < digits.size(); ++i) {
    place(static_cast<std::uint64_t>(units) << i, digits[i]);
  }
}

void Adder::place(std::uint64_t units, Slot slot) {
  for (std::size_t power = 0; units >> power != 0; ++power) {
    if (((units >> power) & 1U) == 0) continue;
    if (columns_.size() <= power) columns_.resize(power + 1);
    columns_[power].push_back(slot);
    if (slot >= first_) ++uses_[slot - first_];
  }
}

// Three bits of one power become one there and one of the next, until there is one of each.
std::size_t Adder::finish() {
  for (std::size_t power = 0; power < columns_.size(); ++power) {
    for (std::size_t next = 0; columns_[power].size() - next >= 2;) {
      std::vector<Slot>& bits = columns_[power];
      AddBits add;
      add.a = bits[next++];
      add.b = bits[next++];
      add.c = bits.size() - next >= 1 ? bits[next++] : kNoLead;
      // What is read is free to be written: all three are loaded first.
      release(add.a);
      release(add.b);
      if (add.c != kNoLead) release(add.c);
      add.sum = new_slot();
      add.carry = new_slot();
      for (const Slot made : {add.sum, add.carry}) ++uses_[made - first_];
      sum_.adds.push_back(add);
      bits.push_back(add.sum);
      if (columns_.size() == power + 1) columns_.emplace_back();
      columns_[power + 1].push_back(add.carry);
    }
    sum_.digits.push_back(columns_[power].empty() ? kNoLead : columns_[power].back());
  }
  sum_.joins = joins_.finish();
  return first_ + uses_.size();
}

}  // namespace leadscore::plan
