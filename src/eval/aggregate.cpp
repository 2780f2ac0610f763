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

// The part of a run later than `start`, or from `start` on.
Events later_than(Events run, Time start, bool including) {
  const auto before = [&](const EventPtr& event) {
    return including ? event->at < start : event->at <= start;
  };
  const auto first = std::partition_point(run.begin(), run.end(), before);
  return run.subspan(static_cast<std::size_t>(first - run.begin()));
}

Datum extreme(const Aggregate& aggregate, Events run) {
  const int wanted = aggregate.kind == AggregateKind::min ? -1 : 1;
  Datum best;
  for (const EventPtr& event : run) {
    const Datum& datum = property_of(aggregate, *event);
    if (datum.is_missing()) continue;
    if (best.is_missing() || compare(datum, best, false) * wanted > 0) best = datum;
  }
  return best;
}

// Of more different values than there is room for, those seen last are remembered.
Datum distinct(const Aggregate& aggregate, Events run, std::size_t room) {
  const bool exact = aggregate.exact;
  std::set<std::string> seen;
  for (const EventPtr& event : run) {
    const Datum& datum = property_of(aggregate, *event);
    if (datum.is_missing()) continue;
    seen.insert(distinct_key(datum, exact));
  }
  return Datum::of(static_cast<std::int64_t>(std::min(seen.size(), room)));
}

// What a plain sum has of the events that were let go.
ExactSum sum_gone(const Aggregate& aggregate, const Run& run, const model::Retention& kept) {
  if (run.gone == 0) return {};
  for (std::size_t i = 0; i < kept.summed.size(); ++i) {
    if (kept.summed[i]->name == aggregate.property->name) return run.sums_gone[i];
  }
  return {};
}

Datum total(const Aggregate& aggregate, Events run, ExactSum sum) {
  for (const EventPtr& event : run) {
    const Datum& datum = property_of(aggregate, *event);
    if (!datum.is_missing()) sum.add(datum.as_number());
  }
  if (aggregate.kind == AggregateKind::sum) return Datum::of(sum.sum());
  return sum.count() == 0 ? Datum() : Datum::of(sum.average());
}

// The first or last of all events, or of those within the aggregate's bounds; null: none.
const EventRecord* end_of(const Run& run, Events events, bool first, bool all) {
  if (all) return first ? run.first() : run.last();
  if (events.empty()) return nullptr;
  return first ? events.front().get() : events.back().get();
}

Events within(Events run, const Aggregate& aggregate, Time now) {
  return aggregate.within ? later_than(run, now - *aggregate.within, false) : run;
}

Events within_calendar(Events run, const Aggregate& aggregate, const Zone& zone, Time now) {
  const auto& unit = aggregate.within_calendar;
  return unit ? later_than(run, zone.start_of(*unit, now), true) : run;
}

// The run as the aggregate's bounds leave it; false where a bound has no value. Notes when the
// oldest event will have left a window.
bool bound(Moment& moment, const Aggregate& aggregate, Events& run) {
  const Time now = moment.now();
  const Zone& zone = moment.model().zone;
  run = within(run, aggregate, now);
  if (aggregate.within && !run.empty()) moment.note(run.front()->at + *aggregate.within);
  run = within_calendar(run, aggregate, zone, now);
  if (aggregate.within_calendar && !run.empty()) {
    moment.note(zone.end_of(*aggregate.within_calendar, now));
  }
  if (aggregate.after) {
    const Datum after = moment.value(*aggregate.after);
    if (after.is_missing()) return false;
    run = later_than(run, after.as_time(), false);
    // An instant that moves with the clock passes its oldest event.
    if (after.slope != 0 && !run.empty()) moment.note(now + (run.front()->at - after.as_time()));
  }
  return true;
}

}  // namespace

bool is_over_all(const Aggregate& aggregate) {
  return !aggregate.within && !aggregate.within_calendar && !aggregate.after;
}

Events run_of(const Moment& moment, const Aggregate& aggregate, const std::optional<Time>& after) {
  Events run = within(moment.state().runs[aggregate.key]->events, aggregate, moment.now());
  run = within_calendar(run, aggregate, moment.model().zone, moment.now());
  return after ? later_than(run, *after, false) : run;
}

const Datum& property_of(const Aggregate& aggregate, const EventRecord& event) {
  static const Datum kNone;
  const auto slot = aggregate.property->slot_of(event.type);
  return slot ? event.properties[*slot] : kNone;
}

std::string distinct_key(const Datum& datum, bool exact) {
  const bool text = datum.kind == Datum::Kind::text;
  return text && !exact ? datum.text->folded : print(datum);
}

Datum aggregate(Moment& moment, const Aggregate& aggregate) {
  const Run& run = *moment.state().runs[aggregate.key];
  Events events = run.events;
  if (!bound(moment, aggregate, events)) return Datum();
  // What was let go still counts where all events do.
  const bool all = is_over_all(aggregate);
  switch (aggregate.kind) {
    case AggregateKind::count:
      return Datum::of(static_cast<std::int64_t>(events.size() + (all ? run.gone : 0)));
    case AggregateKind::sum:
    case AggregateKind::avg: {
      const model::Retention& kept = moment.model().retention[aggregate.key];
      return total(aggregate, events, all ? sum_gone(aggregate, run, kept) : ExactSum());
    }
    case AggregateKind::min:
    case AggregateKind::max: return extreme(aggregate, events);
    case AggregateKind::distinct: return distinct(aggregate, events, moment.state().room.values);
    case AggregateKind::first:
    case AggregateKind::last: {
      const bool first = aggregate.kind == AggregateKind::first;
      const EventRecord* event = end_of(run, events, first, all);
      if (event == nullptr) return Datum();
      return aggregate.property ? property_of(aggregate, *event) : Datum::of(event->at);
    }
    case AggregateKind::top: return Datum();  // of accounts, which no evaluator runs yet
  }
  return Datum();
}

}  // namespace leadscore::eval
