// SPDX-License-Identifier: Apache-2.0

// What of a rule file had a part in something while leads were stepped through time, and what its
// conditions came to.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/testing.hpp>

#include "base/line_index.hpp"
#include "eval/moment.hpp"
#include "eval/state.hpp"
#include "lead/watch.hpp"
#include "model/model.hpp"

namespace leadscore::lead {

class Coverage final : public Watch {
 public:
  explicit Coverage(const model::Model& model);

  // The rules that hold, the conditions, signals and routes as they stand.
  void look_at(const eval::State& state);
  // Of an event whose `ignore` has not been judged yet.
  void look_at_ignore(const eval::EventRecord& event);

  void sees_event(eval::Moment& moment, std::uint32_t rule,
                  const eval::EventRecord* event) override;
  void sees_feedback(eval::Moment& moment, const eval::EventRecord& event) override;
  void sees_rejection(const model::RejectionRule& rule, const eval::Datum& reason) override;
  void sees_move(std::size_t move) override;
  void sees_instant(const eval::State& state) override { look_at(state); }

  // In the order of the file.
  [[nodiscard]] std::vector<CoverageItem> items() const;
  [[nodiscard]] std::vector<CoveredCondition> conditions() const;

 private:
  // Conditions that stand at one place are one: a group's, copied into its rules.
  void add(const char* what, const std::string& owner, const expr::Expr& condition);
  void add(const char* what, const std::string& owner, const std::optional<expr::Expr>& condition);
  void add_conditions_of_rules();
  void add_conditions_of_journey();
  void judge(eval::Moment& moment, const expr::Expr& condition,
             const eval::EventRecord* event = nullptr);
  void judge(eval::Moment& moment, const std::optional<expr::Expr>& condition);
  void was_true(const std::optional<expr::Expr>& condition);
  void look_at_conditions(eval::Moment& moment);
  void look_at_rules(eval::Moment& moment);
  void look_at_rule(eval::Moment& moment, std::uint32_t rule);
  void look_at_rows(const model::Table& table, std::uint32_t rule, const eval::Datum& by);
  void look_at_signals(const eval::State& state);
  void add_rule_items(std::vector<CoverageItem>& items) const;
  void add_rejection_items(std::vector<CoverageItem>& items) const;
  [[nodiscard]] Place place_of(Span span) const { return lines_.place_of(span.begin); }

  const model::Model& model_;
  LineIndex lines_;
  std::vector<bool> rules_;
  std::vector<std::vector<bool>> rows_;  // by rule
  std::vector<bool> signals_, moves_, routes_, rejections_;
  std::map<std::pair<std::size_t, std::string>, bool> reasons_;  // of a rejection, folded
  struct Condition {
    CoveredCondition seen;
    std::string first_owner;
    std::size_t others = 0;  // further rules that it is copied into
  };
  std::map<std::uint32_t, Condition> conditions_;  // by where they begin in the file
};

}  // namespace leadscore::lead
