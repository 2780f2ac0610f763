// SPDX-License-Identifier: Apache-2.0

// The rules of a file, compiled for many leads at once; what BatchScorer is the door to.
#pragma once

#include <memory>
#include <vector>

#include <leadscore/batch.hpp>

#include "expr/expr.hpp"

namespace leadscore::plan {

struct Scored {
  BatchScores scores;
  std::vector<LeadBits> watched;  // by watched condition: of which leads it is true
};

struct Program;

class Scorer {
 public:
  // `watched` conditions are judged too, with the scores and bands of the present; they are the
  // model's own and stay as long as the rules do.
  explicit Scorer(const RuleSet& rules, const std::vector<const expr::Expr*>& watched = {});
  ~Scorer();

  [[nodiscard]] const RuleSet& rules() const;
  [[nodiscard]] const std::vector<BatchInput>& inputs() const;
  [[nodiscard]] std::shared_ptr<const BoundTexts> bind(
      std::size_t input, std::span<const std::string_view> texts) const;
  [[nodiscard]] Scored score(const Batch& batch, const BatchOptions& options,
                             Scored room = {}) const;
  [[nodiscard]] std::string to_text() const;
  // Which program texts are bound to.
  [[nodiscard]] const Program* program() const;
  [[nodiscard]] std::shared_ptr<const Program> shared_program() const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace leadscore::plan
