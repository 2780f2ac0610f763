// SPDX-License-Identifier: Apache-2.0

// One lead's codes, and what they add up to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <leadscore/row.hpp>

#include "plan/asker.hpp"
#include "plan/row_tables.hpp"

namespace leadscore::plan {

class RowState {
 public:
  RowState(std::shared_ptr<const RowTables> tables, Time at);

  void assign(std::span<const RowValue> values);
  void set(std::uint32_t input, const RowValue& value);

  [[nodiscard]] bool excluded() const { return is_true(program_.excluded); }
  [[nodiscard]] std::optional<Points> score(std::size_t index) const {
    return excluded() ? std::nullopt : scores_[index];
  }
  [[nodiscard]] bool signal(std::size_t index) const {
    return !excluded() && is_true(program_.signals[index]);
  }

 private:
  using Word = RowTables::Word;

  // What a value is to the subject that tests it.
  struct Found {
    const Word* record = nullptr;
    Code code = kMissing;
    const std::uint8_t* answers = nullptr;  // of a text with open tests
  };
  // To make a record of a text in that no test names. The one that counts stays as it is while the
  // next is made.
  struct Room {
    std::vector<Word> records;  // two
    bool second = false;
    std::vector<std::uint8_t> answers;
    std::vector<std::uint32_t> true_ones;
  };

  // --- values (row_values.cpp) ---
  [[nodiscard]] Found found(const RowInput& input, const RowValue& value);
  [[nodiscard]] Found found_code(std::uint32_t subject, Code code) const {
    return {tables_->records[subject].at(code), code, nullptr};
  }
  [[nodiscard]] Found found_class(std::uint32_t subject, const RowTables::OfText& text,
                                  std::uint32_t number) const;
  [[nodiscard]] Found found_text(const RowInput& input, const RowValue& value);
  [[nodiscard]] Found found_unnamed(std::uint32_t subject, std::string_view written);
  [[nodiscard]] Found found_by_tests(std::uint32_t subject, std::string_view text);
  [[nodiscard]] Found found_any(const RowInput& input, const RowValue& value);
  [[nodiscard]] Found found_by_answers(const Input& input, const Datum& value);
  [[nodiscard]] Code code_of_truth(const RowInput& input, const RowValue& value) const;
  [[nodiscard]] Code code_of_integer(const RowInput& input, const RowValue& value) const;
  [[nodiscard]] Code code_of_number(const RowInput& input, const RowValue& value) const;
  [[nodiscard]] Datum datum_of(const Input& input, const RowValue& value) const;
  void keep(const RowInput& input, const RowValue& value);
  void take(std::uint32_t subject, const Found& found) {
    records_[subject] = found.record;
    codes_[subject] = found.code;
    answers_[subject] = found.answers;
  }
  void take_all(std::span<const RowValue> values);
  [[nodiscard]] static Word* next_record(Room& room, std::uint32_t stride);

  // --- sums ---
  // Everything from the records.
  void add_up();
  void add_bits();
  void change(std::uint32_t subject, const Found& found);
  void change_bits(std::uint32_t subject, const Word* before);
  void turn_bits(std::size_t word, Word now);
  // What is worked out part by part.
  [[nodiscard]] bool holds(const Node& node) const;
  void work_out(NodeId id);

  // --- scores (row_scores.cpp) ---
  [[nodiscard]] bool is_true(NodeId truth) const { return sums_[tables_->truths[truth]] != 0; }
  // Scores, each with what rests on it.
  void settle();
  void settle_atoms(std::size_t phase);
  [[nodiscard]] std::optional<std::int64_t> points_of(const Entry& entry, bool strict);
  [[nodiscard]] std::int64_t sum_with_entries(std::uint32_t sum, bool* holds);
  [[nodiscard]] std::optional<Points> score_of(const RowTables::OfScore& score);

  std::shared_ptr<const RowTables> tables_;
  const Program& program_;
  const Kernels& kernels_;
  std::vector<const Word*> records_;          // by subject
  std::vector<Code> codes_;                   // by subject
  std::vector<const std::uint8_t*> answers_;  // by subject
  std::vector<Room> rooms_;                   // by text
  std::vector<Word> sums_;                    // by output
  std::vector<Word> bits_;                    // which products hold, by chunk; one more is read
  std::vector<char> truth_;                   // by node that is worked out
  std::vector<std::optional<Points>> scores_;
  std::vector<std::int64_t> kept_;                 // by input: points earned, carried ...; else 0
  std::vector<char> is_kept_;                      // by input: whether they are known
  std::vector<std::vector<std::uint32_t>> later_;  // subjects by phase: scores and atoms
  bool has_later_ = false;
  std::vector<RowValue> padded_;
  Asker asker_;
  std::string buffer_;
};

}  // namespace leadscore::plan
