// SPDX-License-Identifier: Apache-2.0

// The inner loops over a block of leads, compiled for each set of vector instructions.
//
// A block has as many leads as a vector has bits, so that a mask (one bit for each lead, the lowest
// of a byte first) is one vector. Masks lie side by side; a slot is the place of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "plan/code_set.hpp"

namespace leadscore::plan {

struct LineCuts;

using Slot = std::uint32_t;

inline constexpr Slot kNoLead = 0;
inline constexpr Slot kAllLeads = 1;

// The leads of a block at most, and the bytes of its masks.
inline constexpr std::size_t kMostLeads = 512;
inline constexpr std::size_t kMostMaskBytes = kMostLeads / 8;

// Leads whose code lies in [first, first + span].
struct RangeMask {
  Slot to = 0;
  std::uint32_t first = 0;
  std::uint32_t span = 0;
  bool adds = false;  // to what is there already
};

enum class Join : std::uint8_t { both, either, without };  // a and b, a or b, a and not b

// A slot as the busiest loops want it: eight times as much, which with an eighth of the bytes of a
// mask is an offset that machines reckon while they load.
using Place = std::uint32_t;
[[nodiscard]] constexpr Place place_of(Slot slot) { return 8 * slot; }

struct JoinMasks {
  Place to = 0;
  Place a = 0;
  Place b = 0;
};

// Bits of the same weight: a + b + c = sum + 2 x carry.
struct AddBits {
  Slot a = 0, b = 0, c = 0;
  Slot sum = 0, carry = 0;
};

// How many of the pairs hold, as binary digits, the lowest first.
struct CountPairs {
  const Place* pairs = nullptr;  // both must hold; a multiple of eight of them
  std::size_t count = 0;
  Slot digits = 0;
  std::size_t digit_count = 0;  // at least three
};

// Of a subject with at most 256 codes: what each code adds, in units, as bytes.
struct ByteTable {
  const std::uint8_t* codes = nullptr;
  const std::uint8_t* low = nullptr;   // 16 for each chunk of 16 codes; padded_bytes() can be read
  const std::uint8_t* high = nullptr;  // likewise; null: all are 0
  std::size_t chunks = 0;
};

// Of a record: eight words from `at` on.
struct RecordPart {
  std::uint32_t record = 0;
  std::uint32_t at = 0;
};
inline constexpr std::size_t kPartWords = 8;

// Tables and masks whose sum stays below 256: what it is within bounds, less the lower one.
struct SmallGroup {
  std::span<const ByteTable> tables;  // without `high`
  std::span<const Slot> digits;
  std::uint8_t least = 0, most = 0;
};

// Of a table of so many bytes: vectors of 64 read it whole.
[[nodiscard]] constexpr std::size_t padded_bytes(std::size_t bytes) {
  return bytes <= 64 ? 64 : bytes <= 128 ? 128 : 256;
}

struct Scaling {
  std::int64_t unit = 1;
  std::int64_t base = 0;
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

struct Kernels {
  std::string_view name;
  std::size_t leads = 0;       // of a block
  std::size_t mask_bytes = 0;  // leads / 8

  void (*ranges8)(const std::uint8_t* codes, std::span<const RangeMask> ranges,
                  std::uint8_t* masks);
  void (*ranges16)(const std::uint16_t* codes, std::span<const RangeMask> ranges,
                   std::uint8_t* masks);
  // The binary digits of codes, the lowest first, into slots side by side.
  void (*digits8)(const std::uint8_t* codes, std::size_t digits, std::uint8_t* masks);
  void (*digits16)(const std::uint16_t* codes, std::size_t digits, std::uint8_t* masks);
  // Of each code a word that says of up to 64 slots, a multiple of eight of them, whether the code
  // is in their masks: the highest bit of its lowest byte of the first, the next of the second ...
  void (*rows8)(const std::uint8_t* codes, const std::uint64_t* words, std::span<const Slot> to,
                std::uint8_t* masks);
  void (*rows16)(const std::uint16_t* codes, const std::uint64_t* words, std::span<const Slot> to,
                 std::uint8_t* masks);
  void (*join)(Join kind, std::span<const JoinMasks> joins, std::uint8_t* masks);
  void (*invert)(std::span<const Slot> pairs, std::uint8_t* masks);  // from, to, from, to ...
  void (*count)(const CountPairs& count, std::uint8_t* masks);
  void (*add_bits)(std::span<const AddBits> adds, std::uint8_t* masks);
  // Of each lead the number that at most 16 digits make, the lowest first; 0 where none are given.
  // Eight bytes behind the last mask are read, too.
  void (*spread)(std::span<const Slot> digits, const std::uint8_t* masks, std::uint16_t* numbers);
  void (*add_tables)(std::span<const ByteTable> tables, std::uint16_t* sums);
  // How many of the cuts are not above the value, and one; `missing` where it is not finite. False,
  // and any codes, where this kind of vectors is no faster than a table of cells.
  bool (*cut_numbers)(const double* values, const LineCuts& cuts, std::uint8_t missing,
                      std::uint8_t* codes);
  bool (*cut_integers)(const std::int64_t* values, const LineCuts& cuts, std::uint8_t* codes);
  bool (*cut_halves)(const std::int32_t* values, const LineCuts& cuts, std::uint8_t* codes);
  // Of codes below 16 x chunks; others become 0. padded_bytes() of the table are read.
  void (*translate)(const std::uint8_t* from, const std::uint8_t* table, std::size_t chunks,
                    std::uint8_t* to);
  // The entries of a table, the last of them for codes beyond it; from and to so many bits.
  void (*classes16_8)(const std::uint16_t* from, std::span<const std::uint32_t> table,
                      std::uint8_t* to);
  void (*classes16_16)(const std::uint16_t* from, std::span<const std::uint32_t> table,
                       std::uint16_t* to);
  void (*classes32_8)(const std::uint32_t* from, std::span<const std::uint32_t> table,
                      std::uint8_t* to);
  void (*classes32_16)(const std::uint32_t* from, std::span<const std::uint32_t> table,
                       std::uint16_t* to);
  void (*codes_of_bits)(const std::uint8_t* mask, std::uint8_t* codes);  // 2 where set, else 1
  void (*set_missing8)(const std::uint8_t* known, std::uint8_t missing, std::uint8_t* codes);
  void (*set_missing16)(const std::uint8_t* known, std::uint16_t missing, std::uint16_t* codes);
  // to = base + unit x (a + b), at most `most`, but at least `least`; unit below 2^32.
  void (*finish)(const std::uint16_t* a, const std::uint16_t* b, const Scaling& scaling,
                 std::int64_t* to);
  // to += unit x a; unit below 2^32.
  void (*add_scaled)(const std::uint16_t* a, std::int64_t unit, std::int64_t* to);
  // to += a + b brought into [least, most], less `least`.
  void (*add_clamped)(const std::uint16_t* a, const std::uint16_t* b, std::uint16_t least,
                      std::uint16_t most, std::uint16_t* to);
  void (*add_small_group)(const SmallGroup& group, const std::uint8_t* masks, std::uint16_t* to);
  // to += a
  void (*add)(const std::int64_t* a, std::int64_t* to);
  // points = base + points, likewise.
  void (*clamp)(const Scaling& scaling, std::int64_t* points);
  // Leaves of eight words of bits those that all parts have.
  void (*meet)(const std::uint64_t* const* records, std::span<const RecordPart> parts,
               std::uint64_t* bits);
  // Of the bits that are set, 64 units for each word; below 2^31. Eight bytes behind the last word
  // are read, too.
  std::int64_t (*sum_of_bits)(std::span<const std::uint64_t> bits, const std::int16_t* units);
};

// Those that this machine has, best first; the last needs nothing but C++.
[[nodiscard]] std::span<const Kernels* const> kernels();

}  // namespace leadscore::plan
