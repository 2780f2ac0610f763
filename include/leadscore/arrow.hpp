// SPDX-License-Identifier: Apache-2.0

// Batches from Arrow, and scores to Arrow, through the Arrow C Data Interface: two structs of plain
// C that libraries of any language can hand each other without copying or linking anything
// (https://arrow.apache.org/docs/format/CDataInterface.html).
//
// Threads: free functions and a value; safe everywhere.
//
//     auto read = leadscore::ArrowBatch::read(scorer, schema, array);   // of a record batch
//     if (auto* batch = std::get_if<leadscore::ArrowBatch>(&read)) {
//       leadscore::write_arrow(rules, scorer.score(batch->batch()), &out_schema, &out_array);
//     }
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <leadscore/batch.hpp>

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

}  // extern "C"

#endif  // ARROW_C_DATA_INTERFACE

namespace leadscore {

// A record batch (a struct array) as a Batch: each column goes to the input of its name; others are
// left aside. Booleans, integers, floating-point numbers, UTF-8 texts, dictionaries of such texts
// with any integer as index, lists of texts, and timestamps are read; the values of other columns
// are not looked at.
class ArrowBatch {
 public:
  // What is read is checked first: counts, offsets and buffers that are not there. (How long a
  // buffer is, the interface does not say.) On success the array is taken over: its `release` is
  // called when the batch is gone, and `array` is marked as released. Else a text that says what is
  // wrong, and the array stays the caller's. The schema always does.
  [[nodiscard]] static std::variant<ArrowBatch, std::string> read(const BatchScorer& scorer,
                                                                  const ArrowSchema& schema,
                                                                  ArrowArray& array);
  ~ArrowBatch();
  ArrowBatch(ArrowBatch&&) noexcept;
  ArrowBatch& operator=(ArrowBatch&&) noexcept;

  // Points into this object.
  [[nodiscard]] const Batch& batch() const;
  // Names of columns that are no inputs, in their order.
  [[nodiscard]] const std::vector<std::string>& ignored() const;

  struct State;  // the library's own

 private:
  explicit ArrowBatch(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Scores as a record batch: `excluded` as booleans, then the scores as decimals with three digits
// (`d:22,3`), the bands as dictionaries of texts, the signals as booleans, by the names of the rule
// file. The caller releases both structs.
void write_arrow(const RuleSet& rules, BatchScores scores, ArrowSchema& schema, ArrowArray& array);

}  // namespace leadscore
