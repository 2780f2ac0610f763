// SPDX-License-Identifier: Apache-2.0

// From the model to a Program: first every condition is looked at, so that all values that tests
// tell apart are known; then codes are given, and conditions become formulas over them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "plan/program.hpp"

namespace leadscore::plan {

// A stretch of a line: keys from `from` on and below `below`; nothing: without that end.
struct KeyRange {
  std::optional<Key> from, below;
};
using KeyRanges = std::vector<KeyRange>;

// A condition that is no `and`, `or`, `not`, as a question about one subject.
struct Test {
  enum class Form : std::uint8_t {
    truth,    // a truth, as it is
    negated,  // a truth, the other way round
    known,    // whether there is a value
    unknown,
    ranges,  // of a line
    names,   // of texts: those with a mark
    open,
  };
  Form form = Form::truth;
  std::uint32_t subject = 0;
  std::shared_ptr<const KeyRanges> ranges;  // shared by those who name one list
  std::optional<KeyRanges> decided;         // where the test has an answer; else all known
  std::uint32_t mark = 0;
  bool others = false;  // names: all known texts but those
  std::int32_t open = 0;
};

[[nodiscard]] BatchInput describe_field(const model::Field& field);

class Compiler {
 public:
  Compiler(Program& program, const std::vector<const Expr*>& watched);
  void run();

 private:
  using Entries = std::vector<Entry>;

  // compile.cpp
  void order_scores();
  void look_at_everything();
  void look_at_rule(const model::Rule& rule);
  void add_inputs_of_scores();
  void compile_score(std::uint32_t score);
  void compile_signals();
  bool plain_sum(const Expr& expr, std::int64_t times, ScorePlan& plan);

  // subjects.cpp: what is looked at
  std::uint32_t add_input(BatchInput shown, std::uint32_t of, Datum fallback,
                          const Expr* expr = nullptr);
  std::uint32_t input_of(const Expr& expr);
  std::uint32_t subject_of_input(std::uint32_t input);
  std::uint32_t subject_of_score(std::uint32_t score);
  std::optional<std::uint32_t> subject_of(const Expr& expr);
  std::uint32_t gate_of(const model::Rule& rule);
  [[nodiscard]] const Expr& without_name(const Expr& expr) const;
  [[nodiscard]] BatchInput describe(const Expr& expr) const;

  // tests.cpp: single tests
  const Test& test_of(const Expr& expr);
  Test make_test(const Expr& expr);
  std::optional<Test> truth_test(const Expr& expr);
  std::optional<Test> comparison_test(const Expr& expr);
  std::optional<Test> between_test(const Expr& expr);
  std::optional<Test> membership_test(const Expr& expr);
  std::optional<Test> known_test(const Expr& expr);
  std::optional<Test> band_test(const Expr& expr);
  std::optional<Test> open_test(const Expr& expr);
  Test atom_test(const Expr& expr);
  std::optional<Test> names_test(std::uint32_t subject, const std::vector<Datum>& texts,
                                 const std::string& key, bool others, bool exact);
  std::optional<Test> range_test(std::uint32_t subject, std::vector<KeyRange> ranges);
  std::vector<KeyRange> ranges_of(std::uint32_t subject, expr::Comparison comparison,
                                  const Datum& constant);
  [[nodiscard]] std::vector<KeyRange> ranges_of_band(const model::Band& band, std::uint32_t name);

  // conditions.cpp: formulas
  void look_at(const Expr& condition);
  void give_codes();
  void give_codes_to_texts(std::uint32_t subject);
  [[nodiscard]] Code code_of_value(const Subject& subject, const Datum& value) const;
  CodeSet codes_of(const Subject& subject, const std::vector<KeyRange>& ranges) const;
  NodeId formula(const Expr& condition, Want want);
  NodeId formula(const std::optional<Expr>& condition);
  NodeId formula_of_test(const Expr& condition, Want want);
  Leaf leaf_of(const Test& test, Want want);

  // questions.cpp: what the reference evaluator is asked
  std::uint32_t question_of(const Expr& expr);
  std::uint32_t question_of(const model::Rule& rule);
  Expr with_slots(const Expr& expr, Question& question);
  void need(Question& question, std::uint32_t slot, std::uint32_t phase = 0);
  void need_band(Question& question, std::uint32_t band);
  void need_named(Question& question, std::uint32_t named);

  // rules.cpp, groups.cpp: entries of scores
  Entries entries_of(const std::vector<model::Item>& items, NodeId under);
  void add_rule(const model::Rule& rule, std::uint32_t index, NodeId under, Entries& entries);
  bool add_table(const model::Rule& rule, NodeId when, Entries& entries);
  CodeSet row_codes(const model::Row& row, std::uint32_t subject);
  void look_at_rows(const model::Table& table);
  [[nodiscard]] bool has_constant_rows(const model::Table& table) const;
  void add_group(const model::Group& group, NodeId under, Entries& entries);
  Entry summed(const Entries& entries, const std::optional<Points>& min,
               const std::optional<Points>& max);
  Entries choices_of(const model::Group& group, NodeId when);
  Entries chosen(const model::Group& group, NodeId when);
  std::uint32_t sum_of(const Entries& entries);
  bool add_to_table(Sum& sum, const Entry& entry);
  const CodeSet* codes_where_holds(NodeId wanted);
  [[nodiscard]] std::optional<CodeSet> joined_sets(const Node& node) const;

  Program& program_;
  const Model& model_;
  const std::vector<const Expr*>& watched_;
  std::unordered_map<const Expr*, Test> tests_;
  std::unordered_map<const model::Row::Test*, Test> row_tests_;
  std::map<std::string, std::uint32_t> derived_;                 // by key
  std::map<std::pair<std::uint32_t, const void*>, Test> lists_;  // by subject and constants
  std::vector<std::uint32_t> signal_inputs_, earned_inputs_;
  std::vector<std::optional<std::uint32_t>> score_subjects_;
  std::map<std::pair<std::optional<Time>, std::optional<Time>>, std::uint32_t> gates_;
  std::map<std::string, std::uint32_t> atoms_;
  std::map<std::pair<std::uint32_t, std::string>, std::int32_t> open_;
  struct Names {
    std::map<std::string, std::vector<std::uint32_t>> marks;  // by text
    std::map<std::string, std::uint32_t> ids;                 // of marks, by what they stand for
    std::vector<CodeSet> codes;                               // by mark
  };
  std::map<std::uint32_t, Names> names_;  // by subject
  std::set<std::uint32_t> seen_named_;
  std::map<std::pair<std::uint32_t, Want>, NodeId> named_formulas_;
  std::vector<std::optional<std::vector<std::uint32_t>>> named_needs_;
  std::vector<std::uint32_t> named_phases_;
  std::map<std::pair<std::uint32_t, std::shared_ptr<const KeyRanges>>, CodeSet> codes_of_ranges_;
  std::vector<std::optional<CodeSet>> sets_;  // by node
  std::size_t kept_ranges_ = 0;
};

}  // namespace leadscore::plan
