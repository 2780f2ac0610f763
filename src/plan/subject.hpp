// SPDX-License-Identifier: Apache-2.0

// What conditions look at, each thing once, with the codes that its values become.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "plan/code_set.hpp"
#include "plan/key.hpp"
#include "plan/text_index.hpp"

namespace leadscore::plan {

// Which answers to a test are meant: its answer may be unknown.
enum class Want : std::uint8_t { is_true, is_false, not_true, not_false };

[[nodiscard]] constexpr Want opposite(Want want) {
  switch (want) {
    case Want::is_true: return Want::not_true;
    case Want::is_false: return Want::not_false;
    case Want::not_true: return Want::is_true;
    case Want::not_false: return Want::is_false;
  }
  return want;
}

// One question about a subject: is its code in a set; or, of a text whose codes are not all known
// beforehand, does an open test answer so.
struct Leaf {
  CodeSet set;
  std::int32_t open = -1;  // >= 0: of Subject::open, and `set` is not used
  Want want = Want::is_true;
  friend auto operator<=>(const Leaf&, const Leaf&) = default;
};

struct Subject {
  enum class Kind : std::uint8_t {
    input,  // a column
    score,  // worked out before
    gate,   // true or false for all leads at one instant
    atom,   // a condition that is asked of each lead by itself
  };
  enum class Values : std::uint8_t { truth, line, text };

  Kind kind = Kind::input;
  Values values = Values::truth;
  Line line = Line::integers;
  bool exact = false;               // texts compare byte by byte
  std::uint32_t index = 0;          // of inputs, scores, gates, atoms
  std::uint32_t phase = 0;          // 0: known from the start; n: after the scores before place n
  std::vector<Key> cuts;            // of a line, sorted: code 1 lies below the first
  TextIndex names;                  // of texts: those that tests name; their codes begin with 1
  std::vector<std::uint32_t> open;  // questions about a text that its name does not answer
  std::vector<Leaf> leaves;
  std::map<Leaf, std::uint32_t> leaf_ids;
  Code codes = 1;            // how many there are; of a text with open tests: for its names alone
  Code fallback = kMissing;  // the code of what is not known; a text's with open tests is not used

  [[nodiscard]] bool is_open() const { return !open.empty(); }
  // Of a text that no test names.
  [[nodiscard]] Code other() const { return codes - 1; }
};

// How many of the cuts are not above the key, and one: its code.
[[nodiscard]] Code code_of(const std::vector<Key>& cuts, Key key);

}  // namespace leadscore::plan
