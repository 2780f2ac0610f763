// SPDX-License-Identifier: Apache-2.0
#include "eval/aggregate.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>

#include "base/exact.hpp"

namespace leadscore::eval {

using expr::Aggregate;
using expr::AggregateKind;

namespace {

using Run = std::span<const EventPtr>;

// The part of a run later than `start`, or from `start` on.
Run later_than(Run run, Time start, bool including) {
  const auto before = [&](const EventPtr& event) {
    return including ? event->at < start : event->at <= start;
  };
  const auto first = std::partition_point(run.begin(), run.end(), before);
  return run.subspan(static_cast<std::size_t>(first - run.begin()));
}

const Datum& property_of(const Aggregate& aggregate, const EventRecord& event) {
  static const Datum kNone;
  const auto slot = aggregate.property->slot_of(event.type);
  return slot ? event.properties[*slot] : kNone;
}

Datum extreme(const Aggregate& aggregate, Run run) {
  const int wanted = aggregate.kind == AggregateKind::min ? -1 : 1;
  Datum best;
  for (const EventPtr& event : run) {
    const Datum& datum = property_of(aggregate, *event);
    if (datum.is_missing()) continue;
    if (best.is_missing() || compare(datum, best, false) * wanted > 0) best = datum;
  }
  return best;
}

Datum distinct(const Aggregate& aggregate, Run run, bool exact) {
  std::set<std::string> seen;
  for (const EventPtr& event : run) {
    const Datum& datum = property_of(aggregate, *event);
    if (datum.is_missing()) continue;
    const bool text = datum.kind == Datum::Kind::text;
    seen.insert(text && !exact ? datum.text->folded : print(datum));
  }
  return Datum::of(static_cast<std::int64_t>(seen.size()));
}

Datum total(const Aggregate& aggregate, Run run) {
  ExactSum sum;
  for (const EventPtr& event : run) {
    const Datum& datum = property_of(aggregate, *event);
    if (!datum.is_missing()) sum.add(datum.as_number());
  }
  if (aggregate.kind == AggregateKind::sum) return Datum::of(sum.sum());
  return sum.count() == 0 ? Datum() : Datum::of(sum.average());
}

// The run as the aggregate's bounds leave it; false where a bound has no value. Notes when the
// oldest event will have left a window.
bool bound(Moment& moment, const Aggregate& aggregate, Run& run) {
  const Time now = moment.state().now;
  if (aggregate.within) {
    run = later_than(run, now - *aggregate.within, false);
    if (!run.empty()) moment.note(run.front()->at + *aggregate.within);
  }
  if (aggregate.within_calendar) {
    const Zone& zone = moment.model().zone;
    run = later_than(run, zone.start_of(*aggregate.within_calendar, now), true);
    if (!run.empty()) moment.note(zone.end_of(*aggregate.within_calendar, now));
  }
  if (aggregate.after) {
    const Datum after = moment.value(*aggregate.after);
    if (after.is_missing()) return false;
    run = later_than(run, after.as_time(), false);
  }
  return true;
}

}  // namespace

Datum aggregate(Moment& moment, const Aggregate& aggregate) {
  Run run = moment.state().runs[aggregate.key];
  if (!bound(moment, aggregate, run)) return Datum();
  switch (aggregate.kind) {
    case AggregateKind::count: return Datum::of(static_cast<std::int64_t>(run.size()));
    case AggregateKind::sum:
    case AggregateKind::avg: return total(aggregate, run);
    case AggregateKind::min:
    case AggregateKind::max: return extreme(aggregate, run);
    case AggregateKind::distinct: return distinct(aggregate, run, aggregate.exact);
    case AggregateKind::first:
    case AggregateKind::last: {
      if (run.empty()) return Datum();
      const EventRecord& event =
          aggregate.kind == AggregateKind::first ? *run.front() : *run.back();
      return aggregate.property ? property_of(aggregate, event) : Datum::of(event.at);
    }
    case AggregateKind::top: return Datum();  // of accounts, which no evaluator runs yet
  }
  return Datum();
}

}  // namespace leadscore::eval
