// SPDX-License-Identifier: Apache-2.0

// count, sum, first, ... over a stretch. No event comes, and windows lose their oldest events: what
// an aggregate is taken over is always the end of one run, from somewhere between the first event
// that belongs to it at the beginning and the first that does when the stretch ends.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "base/exact.hpp"
#include "eval/aggregate.hpp"
#include "eval/stretch.hpp"

namespace leadscore::eval {

using expr::Aggregate;
using expr::AggregateKind;

namespace {

// Takes the events of a run from the latest back.
class Accumulator {
 public:
  Accumulator(const Aggregate& aggregate, std::size_t room) : aggregate_(aggregate), room_(room) {}

  void add(const EventRecord& event) {
    ++count_;
    earliest_ = &event;
    if (latest_ == nullptr) latest_ = &event;
    if (!aggregate_.property) return;
    const Datum& datum = property_of(aggregate_, event);
    if (datum.is_missing()) return;
    switch (aggregate_.kind) {
      case AggregateKind::sum:
      case AggregateKind::avg: sum_.add(datum.as_number()); break;
      case AggregateKind::min:
      case AggregateKind::max: add_extreme(datum); break;
      case AggregateKind::distinct: seen_.insert(distinct_key(datum, aggregate_.exact)); break;
      default: break;
    }
  }

  // Of those taken so far.
  [[nodiscard]] Datum value() const {
    switch (aggregate_.kind) {
      case AggregateKind::count: return Datum::of(count_);
      case AggregateKind::sum: return Datum::of(sum_.sum());
      case AggregateKind::avg: return sum_.count() == 0 ? Datum() : Datum::of(sum_.average());
      case AggregateKind::distinct:
        return Datum::of(static_cast<std::int64_t>(std::min(seen_.size(), room_)));
      case AggregateKind::first: return of_event(earliest_);
      case AggregateKind::last: return of_event(latest_);
      default: return extreme_;
    }
  }

 private:
  void add_extreme(const Datum& datum) {
    const int wanted = aggregate_.kind == AggregateKind::min ? -1 : 1;
    const bool better = extreme_.is_missing() || compare(datum, extreme_, false) * wanted > 0;
    if (better) extreme_ = datum;
  }

  [[nodiscard]] Datum of_event(const EventRecord* event) const {
    if (event == nullptr) return Datum();
    return aggregate_.property ? property_of(aggregate_, *event) : Datum::of(event->at);
  }

  const Aggregate& aggregate_;
  std::size_t room_;  // for distinct values
  std::int64_t count_ = 0;
  ExactSum sum_;
  Datum extreme_;
  std::set<std::string> seen_;
  const EventRecord* earliest_ = nullptr;
  const EventRecord* latest_ = nullptr;
};

}  // namespace

Hull Stretch::aggregate(const expr::Expr& expr) {
  const Aggregate& aggregate = *expr.aggregate;
  if (aggregate.members) return hull_of_all(expr.type);
  if (is_over_all(aggregate)) return hull_of(eval::aggregate(first_, aggregate));
  std::optional<Time> early, late;  // that it is taken `after`
  Hull hull;
  if (aggregate.after) {
    const Hull after = at_rest(value(*aggregate.after), length());
    if (!after.present) return after;
    hull.missing = after.missing;
    early = Time(after.early);
    late = Time(after.late);
  }
  const Events longest = run_of(first_, aggregate, early);
  const Events shortest = run_of(last_, aggregate, late);
  if (aggregate.kind == AggregateKind::count) {
    for (const Events& events : {shortest, longest}) {
      const auto count = static_cast<std::int64_t>(events.size());
      hull = either(hull, hull_of(Datum::of(count)), length());
    }
    return hull;
  }
  Accumulator accumulator(aggregate, first_.state().room.values);
  for (auto event = longest.rbegin();; ++event) {
    const auto taken = static_cast<std::size_t>(event - longest.rbegin());
    if (taken >= shortest.size()) hull = either(hull, hull_of(accumulator.value()), length());
    if (event == longest.rend()) break;
    accumulator.add(**event);
  }
  return hull;
}

}  // namespace leadscore::eval
