// SPDX-License-Identifier: Apache-2.0

// What a journey asks, taken apart: conditions that look at a lead without looking at its journey.
//
// Leads of which these have the same truth have the same journey in the instant in which they
// begin: the rest of what signals, moves and routes ask is the journey's own.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "expr/expr.hpp"
#include "model/model.hpp"

namespace leadscore::lead {

class JourneyParts {
 public:
  // Of leads without events: what only events can do is left out.
  explicit JourneyParts(const model::Model& model);
  JourneyParts(const JourneyParts&) = delete;
  JourneyParts& operator=(const JourneyParts&) = delete;

  // Whether the parts tell it all. False where one value is compared with the lead and with its
  // journey at once (`since(mql) > trial_ends`), and where a score or the exclusion rests on the
  // journey.
  [[nodiscard]] bool are_whole() const { return whole_; }

  // Conditions of the model, and denials of such, which live as long as this. Only their truth
  // matters: where it matters that one is false and not unknown, its denial is among them.
  [[nodiscard]] const std::vector<const expr::Expr*>& conditions() const { return conditions_; }

 private:
  // What the value of an expression may differ by.
  struct Rests {
    bool on_lead = false;
    bool on_journey = false;
  };

  [[nodiscard]] Rests rests(const expr::Expr& expr);
  [[nodiscard]] Rests rests_of_one(const expr::Expr& expr);
  [[nodiscard]] Rests rests_of_name(std::uint32_t name);
  [[nodiscard]] Rests rests_of_score(std::uint32_t score);
  [[nodiscard]] Rests rests_of_band(std::uint32_t band);
  [[nodiscard]] Rests rests_of_item(const model::Item& item);
  [[nodiscard]] Rests rests_of_rule(const model::Rule& rule);
  static void add(Rests& all, Rests more);

  [[nodiscard]] bool scores_rest_on_journey();
  [[nodiscard]] bool take_all(const std::optional<expr::Expr>& condition);
  [[nodiscard]] bool take(const expr::Expr& condition, bool wanted);
  void watch(const expr::Expr& condition, bool wanted);

  const model::Model& model_;
  std::vector<std::optional<Rests>> names_, scores_;
  std::vector<const expr::Expr*> conditions_;
  std::deque<expr::Expr> denials_;
  bool whole_ = true;
};

}  // namespace leadscore::lead
