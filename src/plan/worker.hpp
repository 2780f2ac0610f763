// SPDX-License-Identifier: Apache-2.0

// One thread's way through blocks of leads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "plan/asker.hpp"
#include "plan/encoder.hpp"
#include "plan/schedule.hpp"
#include "plan/scorer.hpp"

namespace leadscore::plan {

// Everything that is made once for a rule set.
struct Prepared {
  explicit Prepared(std::shared_ptr<const Program> of);

  std::shared_ptr<const Program> program;
  Schedule schedule;
  std::vector<Encoder> encoders;             // by subject
  std::vector<LeafMasks> masks, more_masks;  // by subject without open tests
  std::size_t slot_count = 0;
};

// What is done with the codes of a subject with open tests, which depends on its texts.
struct TextSteps {
  LeafMasks masks, more_masks;
  std::vector<std::pair<std::uint32_t, ScheduledTable>> tables;  // each with its sum
};
[[nodiscard]] std::shared_ptr<const TextSteps> steps_of(const Prepared& prepared,
                                                        const BoundTexts& bound);

// A column's texts, with what its codes mean to the schedule.
struct TextsOfCall {
  std::shared_ptr<const BoundTexts> texts;
  std::vector<std::uint32_t> entries;  // of a column of texts: the entry of each lead
  Column column;                       // what is read: the column itself, or `entries`
};

// Everything that is the same for all blocks of one call.
struct Call {
  Call(const Prepared& prepared, const Batch& batch, const BatchOptions& options, Scored& out);

  const Prepared& prepared;
  const Batch& batch;
  const BatchOptions& options;
  const Kernels* kernels;
  Scored& out;
  std::vector<TextsOfCall> texts;                          // by input
  std::vector<std::shared_ptr<const TextSteps>> steps;     // by subject with open tests
  std::vector<std::vector<const ScheduledTable*>> tables;  // by sum: of these steps
  std::vector<bool> gates;                                 // open at this instant
  std::size_t slot_count = 0;

  [[nodiscard]] Code code_count(std::uint32_t subject) const;
  // The value of an input that questions ask for.
  [[nodiscard]] Datum value(std::uint32_t input, std::size_t lead) const;
};

[[nodiscard]] inline bool is_set(const std::uint8_t* mask, std::size_t i) {
  return ((mask[i / 8] >> (i % 8)) & 1U) != 0;
}

class Worker {
 public:
  explicit Worker(const Call& call);
  void score(Block block);

 private:
  using Numbers = std::array<std::int64_t, kMostLeads>;
  using Mask = std::array<std::uint8_t, kMostMaskBytes>;

  void code_subject(std::uint32_t subject);
  void code_atom(std::uint32_t subject);
  void make_masks(std::uint32_t subject);
  void make_masks(const BlockCodes& codes, Code count, const LeafMasks& masks);
  void ask(const Question& question, std::size_t lead);

  void score_at(std::uint32_t place);
  void score_of_rules(const ScorePlan& plan, std::int64_t* to);
  void score_of_scores(const ScorePlan& plan, std::int64_t* to, Mask& known);
  void score_of_question(const ScorePlan& plan, std::int64_t* to, Mask& known);
  [[nodiscard]] std::int64_t points_of(std::optional<std::uint32_t> input, std::size_t lead) const;
  // What is constant in a sum.
  void add_up(std::uint32_t sum, Scaling scaling, std::int64_t* to);
  void add_masks(const ScheduledSum& sum);
  // The tables and groups of one bundle, above what they add at least.
  void collect_tables(std::uint32_t sum, std::size_t bundle);
  void add_bundle(std::uint32_t sum, std::size_t bundle, std::uint16_t* to);
  void add_group(const ScheduledGroup& group, std::int64_t unit, std::uint16_t* to);
  [[nodiscard]] std::int64_t least_of(std::uint32_t sum) const;
  void add_words(const ScheduledTable& table, std::uint16_t* to);
  void add_wide(const ScheduledTable& table, std::int64_t* to);
  // And what is not, with the leads of which anything holds.
  void add_entries(const std::vector<Entry>& entries, std::int64_t* to, Mask& any);
  [[nodiscard]] bool adds_always(const Entry& entry) const;
  void add_sum(const Entry& entry, Numbers& room, std::int64_t* to);
  // The points of an entry, within its bounds, and of which leads there are any.
  void work_out(const Entry& entry, Numbers& points, Mask& holds);
  void sum_with_holds(const Entry& entry, Numbers& points, Mask& holds);
  void choose(const Choice& choice, Numbers& points, Mask& holds);

  void write_results();
  void write_scores();
  void write_bands();
  void write_fired();
  void write_bits(const std::uint8_t* bits, LeadBits& to) const;

  [[nodiscard]] std::uint8_t* mask(Slot slot) { return masks_.get() + slot * kernels_.mask_bytes; }
  [[nodiscard]] const std::uint8_t* mask(Slot slot) const {
    return masks_.get() + slot * kernels_.mask_bytes;
  }

  struct Free {
    void operator()(std::uint8_t* bytes) const;
  };

  const Call& call_;
  const Program& program_;
  const Schedule& schedule_;
  const Kernels& kernels_;
  Block block_;
  std::unique_ptr<std::uint8_t, Free> masks_;
  std::vector<BlockCodes> codes_;       // by subject
  std::vector<Mask> known_;             // by score
  std::vector<ByteTable> byte_tables_;  // of the sum at hand
  std::vector<const ScheduledTable*> word_tables_;
  std::int64_t most_of_tables_ = 0;  // what both add at most, in units
  bool strict_ = false;              // whether it matters if anything holds
  std::optional<Asker> asker_;
};

}  // namespace leadscore::plan
