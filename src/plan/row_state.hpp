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

  [[nodiscard]] bool excluded() const { return truth_[program_.excluded]; }
  [[nodiscard]] std::optional<Points> score(std::size_t index) const {
    return excluded() ? std::nullopt : scores_[index];
  }
  [[nodiscard]] bool signal(std::size_t index) const {
    return !excluded() && truth_[program_.signals[index]];
  }

 private:
  // What changes one code.
  [[nodiscard]] Code code_of(const Input& input, const RowValue& value);
  [[nodiscard]] Datum datum_of(const Input& input, const RowValue& value) const;
  void keep(std::uint32_t input, const RowValue& value);
  bool answer_plainly(std::uint32_t subject, std::string_view text);
  void answer_open(std::uint32_t subject, const Datum& value);
  template <class Answer>
  void answer_leaves(std::uint32_t subject, const Answer& answer);
  void change(std::uint32_t subject, Code code);
  void work_out_again(std::uint32_t subject);
  // Everything from the codes.
  void add_up();
  void work_out(NodeId id);
  [[nodiscard]] bool holds(const Node& node) const;
  // Scores, each with what rests on it.
  void settle();
  void settle_atoms(std::size_t phase);
  [[nodiscard]] std::optional<std::int64_t> points_of(const Entry& entry, bool strict);
  [[nodiscard]] std::int64_t sum_with_entries(std::uint32_t sum, bool* holds);
  [[nodiscard]] std::optional<Points> score_of(const ScorePlan& plan);

  std::shared_ptr<const RowTables> tables_;
  const Program& program_;
  std::vector<Code> codes_;                     // by subject
  std::vector<std::vector<bool>> open_leaves_;  // by subject: answers of open tests, by leaf
  Code named_ = kMissing;                       // of the text at hand, by its name alone
  std::vector<std::int64_t> sums_;
  std::vector<char> truth_;  // by node
  std::vector<std::optional<Points>> scores_;
  std::vector<std::optional<std::int64_t>> points_;  // by input: what was earned, carried ...
  std::vector<std::vector<std::uint32_t>> later_;    // subjects by phase: scores and atoms
  Asker asker_;
  std::string buffer_;
};

}  // namespace leadscore::plan
