// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "model/model.hpp"

namespace leadscore::model {

// Calls `visit(const Expr&)` for each expression that a rule's points are made of: of a table what
// it asks for and what its rows give.
template <class Visit>
void visit_points(const Rule& rule, const Visit& visit) {
  const auto visit_worth = [&](const Worth& worth) {
    if (const auto* expr = std::get_if<Expr>(&worth)) visit(*expr);
  };
  visit_worth(rule.worth);
  if (!rule.table) return;
  visit(rule.table->by);
  for (const Row& row : rule.table->rows) visit_worth(row.worth);
}

}  // namespace leadscore::model
