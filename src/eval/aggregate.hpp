// SPDX-License-Identifier: Apache-2.0

// count, sum, avg, min, max, distinct, first and last over the events of a lead.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "eval/moment.hpp"
#include "expr/expr.hpp"

namespace leadscore::eval {

[[nodiscard]] Datum aggregate(Moment& moment, const expr::Aggregate& aggregate);

// What an aggregate is taken over: events with one key, in order.
using Events = std::span<const EventPtr>;

// Whether all events count, those that were let go too: then time changes nothing.
[[nodiscard]] bool is_over_all(const expr::Aggregate& aggregate);
// The run as the aggregate's bounds leave it, `after` where it is given.
[[nodiscard]] Events run_of(const Moment& moment, const expr::Aggregate& aggregate,
                            const std::optional<Time>& after);
// The property that the aggregate is about; missing where the event has none.
[[nodiscard]] const Datum& property_of(const expr::Aggregate& aggregate, const EventRecord& event);
// What tells values apart for `distinct`.
[[nodiscard]] std::string distinct_key(const Datum& datum, bool exact);

}  // namespace leadscore::eval
