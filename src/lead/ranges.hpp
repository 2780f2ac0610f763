// SPDX-License-Identifier: Apache-2.0

// The least and the most that rules and groups can give, as far as the rule file alone says.
#pragma once

#include <optional>

#include "model/model.hpp"

namespace leadscore::lead {

// What a rule or group can give where it holds, and whether it may not hold: then it gives 0.
struct Range {
  std::optional<Points> least, most;  // none: no bound is known
  bool always = false;                // it holds for every lead at every moment
};

// The smallest and largest that it can give, 0 for not holding included.
[[nodiscard]] std::optional<Points> least_of(const Range& range);
[[nodiscard]] std::optional<Points> most_of(const Range& range);

// An event rule with a limit counts as many occurrences as the limit lets through in one of its
// periods (`once` 1, `3 per 7d` 3); one without, and one that counts for `each`, has no bound but
// its `min` and `max`. So has an expression.
[[nodiscard]] Range range_of(const model::Model& model, const model::Item& item);

// What one occurrence gives, or an attribute rule: nothing on a side without a known bound.
[[nodiscard]] Range worth_range(const model::Model& model, const model::Rule& rule);

// What the rows of a table give, over all values that they tell apart.
[[nodiscard]] Range table_range(const model::Model& model, const model::Rule& rule);

}  // namespace leadscore::lead
