// SPDX-License-Identifier: Apache-2.0

// Which way conditions move while scores rise: what only ever becomes truer stays true, whatever
// events earn.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/model.hpp"

namespace leadscore::model {

// Follows named expressions and scores, each once.
class Trends {
 public:
  explicit Trends(const Model& model)
      : model_(model), named_(model.named.size()), scores_(model.scores.size()) {}

  [[nodiscard]] Trend of(const Expr& expr);

 private:
  [[nodiscard]] Trend of_score(std::uint32_t index);
  [[nodiscard]] Trend of_all(const Expr& expr);

  const Model& model_;
  std::vector<std::optional<Trend>> named_, scores_;
};

}  // namespace leadscore::model
