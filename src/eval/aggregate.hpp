// SPDX-License-Identifier: Apache-2.0

// count, sum, avg, min, max, distinct, first and last over the events of a lead.
#pragma once

#include "eval/moment.hpp"
#include "expr/expr.hpp"

namespace leadscore::eval {

[[nodiscard]] Datum aggregate(Moment& moment, const expr::Aggregate& aggregate);

}  // namespace leadscore::eval
