// SPDX-License-Identifier: Apache-2.0

// A program for one lead at a time.
//
// Formulas are multiplied out. What is left of each is a sum of products: those of one subject are
// summed up beforehand for each of its codes; those of two subjects, where they are many, for each
// pair of codes (row_grid.hpp); of the others each is a bit, and a subject has the bits of the
// products that it does not forbid. All that a subject adds for one code, or one text, lies in one
// record. The few formulas that are too large for that are worked out part by part.
//
// Truths that are asked for are sums like others, of 1 or 0.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "plan/kernels.hpp"
#include "plan/program.hpp"
#include "plan/row_grid.hpp"
#include "plan/row_inputs.hpp"
#include "plan/row_lines.hpp"
#include "plan/row_names.hpp"
#include "plan/row_parts.hpp"
#include "plan/row_text_tests.hpp"

namespace leadscore::plan {

struct RowTables {
  explicit RowTables(std::shared_ptr<const Program> of);
  RowTables(const RowTables&) = delete;
  RowTables& operator=(const RowTables&) = delete;

  using Word = std::uint64_t;    // bits, or points modulo 2^64
  using Output = std::uint32_t;  // sums, then truths, and one that nobody reads

  // Records are made of whole lines. The first begins with points for two outputs that most
  // subjects add to; others follow, then eight words for each chunk of bits, then other points.
  struct alignas(64) Line {
    Word words[kPartWords];
  };
  static constexpr std::uint32_t kMain = 2;
  static constexpr std::uint32_t kLine = kPartWords;

  // What changes in a record when a text answers a test otherwise than with no.
  struct Change {
    std::uint32_t at = 0;
    bool adds = false;  // else bits are turned over
    Word value = 0;
  };
  // What a subject says to a product, or to points of its own.
  struct Local {
    std::uint32_t at = 0;
    bool adds = false;  // points where it holds; else a bit is cleared where it does not
    Word value = 0;
    CodeSet codes;                // of the subject; empty: any
    std::vector<Factor> answers;  // of its open tests, by Subject::open
  };
  struct Place {
    std::uint32_t to = 0;  // an output, or a chunk
    std::uint32_t at = 0;  // in the record
  };

  struct OfSubject {
    std::uint32_t stride = kLine;  // of records, in words
    std::vector<Line> records;     // by code; of texts with open tests by class, unless not plain
    std::vector<Place> outputs;    // that its records add to besides the main ones
    std::vector<Place> chunks;     // that it is read by
    std::uint32_t text = 0;        // of texts: which one
  };
  // The same, for what needs nothing else.
  struct Records {
    const Word* first = nullptr;
    std::size_t stride = 0;

    [[nodiscard]] const Word* at(std::size_t number) const { return first + number * stride; }
  };

  // A subject whose values are texts. Texts that no test tells apart are of one class.
  struct OfText {
    bool exact = false;
    bool open = false;
    bool plain = true;          // all open tests are of the text itself
    bool refuses = false;       // what the field does not list
    RowNames names;             // short ones; class of each
    TextIndex all_names;        // class of each, and one
    std::uint32_t other = 0;    // class of what no test names, nor finds anything in
    std::uint32_t unknown = 0;  // of what is not known
    // With open tests.
    std::vector<Code> codes;  // by class
    std::size_t open_count = 0;
    std::vector<std::uint8_t> answers;  // by class and open test
    RowTextTests tests;
    std::vector<Local> locals;         // all, where not plain; else those of several open tests
    std::vector<std::uint32_t> begin;  // by open test and one more: its changes
    std::vector<Change> changes;       // of `other`, where a test holds
  };

  struct Chunk {
    std::vector<RecordPart> readers;  // subjects, with where its words are in their records
  };
  // Words whose products are all of one output.
  struct Run {
    Output output = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::int64_t unit = 1;
  };
  struct Column {
    std::uint32_t subject = 0;
    Output output = 0;
    std::uint32_t at = 0;
  };

  // A part of a sum that is a sum itself, within bounds.
  struct Capped {
    std::uint32_t sum = 0;
    std::int64_t least = 0, most = 0;
  };
  struct OfSum {
    std::vector<Capped> capped;
    std::vector<const Entry*> others;  // entries that are not as simple
  };
  struct OfScore {
    const ScorePlan* plan = nullptr;
    std::uint32_t score = 0;
    bool asked = false;  // by questions
    // A sum of rules.
    bool of_rules = false;
    std::uint32_t sum = 0;
    std::uint32_t carried = 0, deducted = 0;  // inputs
    std::int64_t initial = 0, least = 0, most = 0;
  };

  std::shared_ptr<const Program> program;
  RowInputs inputs;
  std::vector<OfSubject> subjects;
  std::vector<Records> records;  // by subject
  std::vector<OfText> texts;
  std::vector<RowLine> lines;  // by subject
  std::vector<Word> bases;     // by output
  Output main[kMain] = {0, 0};
  std::vector<Column> columns;  // of all subjects, besides the main ones
  std::vector<RowGrid> grids;
  std::vector<Chunk> chunks;
  std::vector<Word> masks;          // by word of chunks: which bits stand for products
  std::vector<Run> runs;            // the words before `mixed`
  std::uint32_t mixed = 0;          // words from here on are of several outputs
  std::vector<std::int16_t> units;  // of bits of runs
  std::vector<Word> bit_points;     // by bit
  std::vector<Output> bit_outputs;  // by bit
  std::vector<Output> truths;       // by node; of those that are asked for
  RowParts parts;
  std::vector<OfSum> sums;
  std::vector<OfScore> scores;  // in the order in which they need each other

 private:
  // row_scores.cpp
  void sort_entries();
  void sort_scores();
};

}  // namespace leadscore::plan
