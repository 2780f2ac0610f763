// SPDX-License-Identifier: Apache-2.0

// What a block of leads goes through, step by step: which masks are made, how they are joined, and
// how they are added up.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "plan/joins.hpp"
#include "plan/kernels.hpp"
#include "plan/leaf_masks.hpp"
#include "plan/program.hpp"

namespace leadscore::plan {

// What one subject adds to one sum.
struct ScheduledTable {
  std::uint32_t subject = 0;
  std::uint32_t bundle = 0;
  std::int64_t least = 0;               // taken off each entry
  std::int64_t most = 0;                // of its entries, in units
  std::vector<std::uint8_t> low, high;  // in units, for codes of a byte; `high` may be empty
  std::size_t chunks = 0;               // of 16 codes, of these bytes
  std::vector<std::uint16_t> words;     // in units, for other codes
  std::vector<std::int64_t> points;     // else in thousandths, as they are
};

// A sum within bounds that counts in another: as a number of 16 bits, in the units of that.
struct ScheduledGroup {
  std::uint32_t sum = 0;
  std::uint32_t bundle = 0;
  std::int64_t min = 0, max = 0;  // in units
};

struct ScheduledSum {
  std::int64_t base = 0;  // thousandths
  std::int64_t unit = 1;  // what digits and bytes of tables count, in thousandths
  // Tables and groups are added in bundles, each of which stays within 16 bits of units.
  std::size_t bundles = 1;
  std::map<std::uint32_t, std::uint32_t> bundle_of;  // by subject
  std::set<std::uint32_t> in_masks;  // subjects whose table is made of masks, for it has few terms
  std::vector<ScheduledGroup> groups;
  std::vector<Entry> entries;  // that are none of those groups
  JoinRuns joins;              // masks that count alone
  std::vector<std::vector<Place>> pairs;
  std::vector<CountPairs> counts;  // of `pairs`
  std::vector<Slot> inverts;
  std::vector<AddBits> adds;
  std::vector<Slot> digits;  // of what masks add up to, in units
  std::int64_t most = 0;     // of that
};

// The masks of a subject that are wanted, and whether its codes are.
struct SubjectMasks {
  bool coded = false;
  std::vector<WantedLeaf> leaves;
};

// What is done only where the fired rules are asked for comes second.
struct Phase {
  std::vector<std::uint32_t> subjects;
  JoinRuns joins, more_joins;
};

struct Schedule {
  explicit Schedule(const Program& program);

  // Where the mask of a formula stands once its phase is done.
  [[nodiscard]] Slot slot(NodeId id) const { return slots[id]; }

  std::vector<Slot> slots;                      // by node; kNoLead where it is not wanted
  std::vector<Slot> fired;                      // by rule, where asked for
  std::vector<SubjectMasks> masks, more_masks;  // by subject
  std::vector<Phase> phases;                    // one more than there are scores
  std::vector<ScheduledSum> sums;
  std::vector<std::vector<ScheduledTable>> tables;  // by sum: of subjects without open tests
  Slot spare = 2;                                   // slots from here on are free between steps
  std::size_t slot_count = 2;
};

[[nodiscard]] ScheduledTable schedule_table(const ScheduledSum& sum, std::uint32_t subject,
                                            const std::vector<std::int64_t>& points);

}  // namespace leadscore::plan
