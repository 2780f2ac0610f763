// SPDX-License-Identifier: Apache-2.0

// Values worth trying: on both sides of every bound that conditions and tables name, each text that
// they ask for, and one that they do not.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/time.hpp>
#include <leadscore/value.hpp>

#include "eval/state.hpp"
#include "model/model.hpp"

namespace leadscore::lead {

// A value of an attribute or property as a rule file writes it.
struct Choice {
  Value value;  // a Cell or a TextList
  eval::Datum datum;
  std::string text;  // for names of leads
};
using Choices = std::vector<Choice>;

// The choice of the same value; null where there is none.
[[nodiscard]] const Choice* find_equal(const Choices& choices, const Choice& wanted);

class ProbeValues {
 public:
  // Conditions on time are judged at `now`.
  ProbeValues(const model::Model& model, Time now) : model_(model), now_(now), nobody_(model) {
    nobody_.now = now;
  }

  void add(const expr::Expr& condition);
  void add(const model::Rule& rule);  // its table and its points
  // One value more for each that is named: another text, and something where nothing was found.
  void add_others();

  // By attribute, and by event type and slot: in the order of the file, each value once.
  [[nodiscard]] const std::map<std::uint32_t, Choices>& attributes() const { return attributes_; }
  // Values of an attribute that something else tests, where nothing here does.
  void add_where_none(std::uint32_t attribute, const Choices& choices) {
    Choices& own = attributes_[attribute];
    if (own.empty()) own = choices;
  }
  [[nodiscard]] const Choices& choices_of(std::uint32_t type, std::size_t slot) const;

  // How an instant is written in the file's own zone, where that reads back as the same.
  [[nodiscard]] static std::string written(Time at, const Zone& zone);

 private:
  using PropertyKey = std::pair<std::uint32_t, std::size_t>;

  void visit(const expr::Expr& expr);
  void visit_comparison(const expr::Expr& subject, const expr::Expr& bound, bool around);
  void visit_text_test(const expr::Expr& expr);
  // Values of the attribute or property in `subject` that make it what `target` is; with those
  // next to it.
  void solve(const expr::Expr& subject, const eval::Datum& target, bool around);
  void solve_aggregate(const expr::Aggregate& aggregate, const eval::Datum& target, bool around);
  void solve_sum(const expr::Expr& sum, const eval::Datum& target, bool around);
  void solve_product(const expr::Expr& product, const eval::Datum& target, bool around);
  void add_each(const expr::PropertyRef& property);
  void emit(const expr::Expr& field, const eval::Datum& target, bool around);
  void emit(const model::Field& field, Choices& choices, const eval::Datum& target, bool around);
  void emit_number(const model::Field& field, Choices& choices, double target, bool around);
  void put(const model::Field& field, Choices& choices, Value value, std::string text) const;
  void put_text(const model::Field& field, Choices& choices, const std::string& text) const;
  void put_time(const model::Field& field, Choices& choices, std::int64_t at) const;
  void add_other(const model::Field& field, Choices& choices) const;
  // Whether nothing about a lead has a part in it.
  [[nodiscard]] bool is_constant(const expr::Expr& expr) const;
  [[nodiscard]] eval::Datum constant(const expr::Expr& expr) const;

  const model::Model& model_;
  Time now_;
  eval::State nobody_;
  std::map<std::uint32_t, Choices> attributes_;
  std::map<PropertyKey, Choices> properties_;
  Choices none_;
};

}  // namespace leadscore::lead
