// SPDX-License-Identifier: Apache-2.0

// What the conditions of a rule file can tell apart, and so which of them can hold.
//
// Whatever a condition tests (an attribute, a count, a score) is a *subject*; a test against
// constants takes a set of its values, missing being one more value. A condition is then a union
// of boxes, each a set for some subjects, and what can never hold has no box. Subjects are taken
// to be independent, and what is too large is given up: a condition that is said never to hold
// never does.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/value_set.hpp"
#include "model/model.hpp"

namespace leadscore::lint {

using expr::Expr;
using model::Model;

// The truth of a condition may be unknown, so there are four questions about it.
enum class Want : std::uint8_t { is_true, is_false, not_true, not_false };

struct Literal {
  std::uint32_t subject = 0;
  ValueSet set;
};
using Box = std::vector<Literal>;  // by subject; all must hold; none of the sets is empty
using Boxes = std::vector<Box>;    // any may hold

// A part of the most that a score can be.
struct Term {
  std::string name;
  Points points;
  std::uint32_t at = 0;  // where its rule or group stands in the file
};

// Between what a score, group or rule stays by its rules alone; +-kMostWhole where no rule bounds
// it. Corrections by hand are not counted.
struct Reach {
  Points low;
  Points high;
  std::vector<Term> most;  // what adds up to `high`, bounds apart; empty where there is no bound
};

inline constexpr Points kUnbounded = Points::whole(Points::kMostWhole);

class Space {
 public:
  explicit Space(const Model& model) : model_(model), reaches_(model.scores.size()) {}

  [[nodiscard]] const Model& model() const { return model_; }
  [[nodiscard]] const TextPool& pool() const { return pool_; }

  // --- subjects ---
  std::uint32_t subject_of(const Expr& expr);
  [[nodiscard]] const Domain& domain(std::uint32_t subject) const { return domains_[subject]; }
  // One string for each thing that can be tested; equal for equal things.
  [[nodiscard]] std::string key_of(const Expr& expr);

  // --- conditions ---
  // False only where the condition can never be so.
  [[nodiscard]] bool possible(const Expr& condition, Want want);
  // All conditions at once, all of them true.
  [[nodiscard]] bool possible(const std::vector<const Expr*>& conditions);
  // Whether so much was looked at that no condition is looked into any more: all are possible.
  [[nodiscard]] bool gave_up() const;
  // Nothing where there are too many boxes.
  [[nodiscard]] std::optional<Boxes> boxes(const Expr& condition, Want want);
  // Those of `is_true`, kept where they are few: for conditions of the model, which stay in place.
  using Truth = std::shared_ptr<const std::optional<Boxes>>;
  [[nodiscard]] Truth truth(const Expr& condition);
  [[nodiscard]] std::optional<Boxes> all_of(const Boxes& a, const Boxes& b);
  [[nodiscard]] bool is_subset(const Literal& inner, const Literal& outer) {
    return lint::is_subset(inner.set, outer.set, domains_[inner.subject], pool_);
  }
  // The values that a row of a table over that subject takes.
  [[nodiscard]] ValueSet row_values(const model::Table& table, const model::Row& row);
  // What one test of a subject takes; nothing for what is no test.
  [[nodiscard]] std::optional<Literal> literal(const Expr& test);

  // --- scores ---
  [[nodiscard]] const Reach& reach(std::uint32_t score);
  [[nodiscard]] Reach reach(const model::Item& item);
  [[nodiscard]] Reach reach_of_items(const std::vector<model::Item>& items);
  // With its own `min` and `max`, or as if it had none.
  [[nodiscard]] Reach rule_reach(const model::Rule& rule, bool bounded = true);
  [[nodiscard]] Reach group_reach(const model::Group& group, bool bounded = true);
  // That of a score of rules as if it had no `min` and `max`.
  [[nodiscard]] Reach unbounded_reach(const model::Score& score);
  // Whether a score, a sum of rules or an expression over such, has no part of a point.
  [[nodiscard]] bool is_whole(std::uint32_t score);
  // Between what the values of a number stay.
  [[nodiscard]] Range numbers(const Expr& expr);

 private:
  // subjects.cpp
  Domain make_domain(const Expr& expr);
  Domain field_domain(const model::Field& field);
  Domain property_domain(const Expr& expr);
  Domain band_domain(std::uint32_t band);
  Domain names_domain(const std::vector<std::string>& names);
  std::uint32_t intern(std::string key, const Expr& expr);
  std::uint32_t add_subject(Domain domain);

  // whole.cpp
  bool only_whole(const model::Rule& rule) const;
  bool only_whole(const std::vector<model::Item>& items) const;
  bool only_whole(const Expr& expr);

  // reach.cpp
  Reach reach_of_events(const std::vector<model::Item>& items);
  [[nodiscard]] bool changed_by_rejections(const model::Score& score,
                                           model::BookChange::Kind kind) const;
  Reach worth_reach(const model::Worth& worth, const Decimal& weight);
  Reach table_reach(const model::Table& table, const Decimal& weight);

  // conditions.cpp; tests.cpp has what single tests take
  std::optional<Boxes> all(const std::vector<Expr>& conditions, Want want);
  std::optional<Boxes> any(const std::vector<Expr>& conditions, Want want);
  std::optional<Boxes> test_boxes(const Expr& test, Want want);
  std::optional<Boxes> between_boxes(const Expr& test, Want want);
  ValueSet test_values(const Expr& test, const Domain& domain);
  ValueSet comparison_values(expr::Comparison comparison, const expr::Datum& value, bool exact,
                             const Domain& domain);
  std::optional<Literal> comparison(const Expr& test);
  ValueSet listed_values(const Expr& test, const Domain& domain);
  std::optional<Box> both(const Box& a, const Box& b);
  void add(Boxes& boxes, Box box);

  const Model& model_;
  TextPool pool_;
  std::vector<Domain> domains_;
  std::map<std::string, std::uint32_t> subjects_;
  std::vector<std::optional<std::uint32_t>> attribute_subjects_, score_subjects_;
  std::vector<std::optional<Reach>> reaches_;
  std::size_t work_ = 0;
  std::map<std::pair<std::uint32_t, Want>, std::optional<Boxes>> named_;
  std::unordered_map<const Expr*, Truth> truths_;
};

// A value on the line.
[[nodiscard]] Number number_of(const expr::Datum& value);

}  // namespace leadscore::lint
