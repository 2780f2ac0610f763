// SPDX-License-Identifier: Apache-2.0

// From a value on a line to its code: how many cuts are not above it, and one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "plan/code_set.hpp"
#include "plan/key.hpp"

namespace leadscore::plan {

// The line is divided into cells of equal width; a cell knows how many cuts lie before it, and few
// lie in it.
class Cutter {
 public:
  explicit Cutter(std::vector<Key> cuts);

  [[nodiscard]] const std::vector<Key>& cuts() const { return cuts_; }

  [[nodiscard]] Code code(Key key) const {
    Code made = 0;
    codes(&key, 1, &made);
    return made;
  }

  // Of keys, or of finite numbers; of others the code is any.
  template <class Value, class To>
  void codes(const Value* values, std::size_t count, To* to) const {
    switch (steps_) {
      case 0: return run<0>(values, count, to);
      case 1: return run<1>(values, count, to);
      case 2: return run<2>(values, count, to);
      case 3: return run<3>(values, count, to);
      case 4: return run<4>(values, count, to);
      case 5: return run<5>(values, count, to);
      case 6: return run<6>(values, count, to);
      default: break;
    }
    for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<To>(by_halving(as_key(values[i])));
  }

 private:
  static Key as_key(Key key) { return key; }
  static Key as_key(std::int32_t key) { return key; }
  static Key as_key(double number) { return key_of(number); }

  template <int steps, class Value, class To>
  void run(const Value* values, std::size_t count, To* to) const {
    for (std::size_t i = 0; i < count; ++i) {
      to[i] = static_cast<To>(in_cells<steps>(as_key(values[i])));
    }
  }

  template <int steps>
  [[nodiscard]] Code in_cells(Key key) const {
    const Key within = std::max(key, base_);
    const std::uint64_t cell = std::min<std::uint64_t>(
        (static_cast<std::uint64_t>(within) - static_cast<std::uint64_t>(base_)) >> shift_,
        first_.size() - 1);
    Code code = first_[cell];
    const Key* cut = padded_.data() + (code - 1);
    for (int i = 0; i < steps; ++i) code += key >= cut[i] ? 1U : 0U;
    return std::min(code, most_);
  }

  [[nodiscard]] Code by_halving(Key key) const;

  std::vector<Key> cuts_;
  std::vector<Key> padded_;  // with cuts at the end of the line behind them
  std::vector<Code> first_;  // by cell: the code of what lies before all its cuts
  Key base_ = 0;
  unsigned shift_ = 0;
  int steps_ = 0;  // the most cuts of a cell; < 0: too many
  Code most_ = 1;
};

}  // namespace leadscore::plan
