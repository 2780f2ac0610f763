// SPDX-License-Identifier: Apache-2.0
#include "lead/ranges.hpp"

#include <algorithm>
#include <vector>

#include "eval/bounds.hpp"

namespace leadscore::lead {

using model::Combine;
using model::Model;

namespace {

using Bound = std::optional<Points>;

Bound smaller(const Bound& a, const Bound& b) { return a && b ? Bound(std::min(*a, *b)) : Bound(); }
Bound larger(const Bound& a, const Bound& b) { return a && b ? Bound(std::max(*a, *b)) : Bound(); }
Bound sum(const Bound& a, const Bound& b) { return a && b ? Bound(*a + *b) : Bound(); }

// Bounds brought within `min` and `max`; a side that was open is closed by the bound on it.
Range bounded(Range range, const Bound& min, const Bound& max) {
  range.least = range.least ? Bound(eval::clamp(*range.least, min, max)) : min;
  range.most = range.most ? Bound(eval::clamp(*range.most, min, max)) : max;
  return range;
}

// How many occurrences can count at once: nothing where the rule does not say.
std::optional<std::int64_t> occurrences(const model::Rule& rule) {
  if (!rule.limit || rule.limit->each) return std::nullopt;
  return rule.limit->count;
}

// One occurrence, several of them, faded ones: anything between.
Range repeated(const Range& one, const std::optional<std::int64_t>& times) {
  const auto scaled = [&](const Bound& bound, bool below) -> Bound {
    if (!bound || (below ? *bound >= Points() : *bound <= Points())) {
      return bound ? Bound(Points()) : bound;
    }
    if (!times) return std::nullopt;
    return round_product({true, *bound, 0}, {*times, 0});
  };
  return {scaled(one.least, true), scaled(one.most, false), false};
}

bool is_always(const model::Rule& rule) {
  return !rule.event && !rule.when && !rule.active_from && !rule.active_until;
}

Range rule_range(const Model& model, const model::Rule& rule) {
  if (!rule.enabled) return {Points(), Points(), false};
  Range range = worth_range(model, rule);
  if (rule.event) range = repeated(range, occurrences(rule));
  range.always = range.always && is_always(rule);
  return bounded(range, rule.min, rule.max);
}

Range sum_of(const std::vector<Range>& items) {
  Range total{Points(), Points(), false};
  for (const Range& item : items) {
    total.least = sum(total.least, least_of(item));
    total.most = sum(total.most, most_of(item));
    total.always = total.always || item.always;
  }
  return total;
}

// Any of the items may be the one that counts; of a `first` none behind one that always holds.
Range one_of(const std::vector<Range>& items, Combine combine) {
  Range any = items.front();
  for (const Range& item : items) {
    any.least = smaller(any.least, item.least);
    any.most = larger(any.most, item.most);
    any.always = any.always || item.always;
    if (combine == Combine::first && item.always) return any;
  }
  // What always holds is a bound for the largest and for the smallest.
  for (const Range& item : items) {
    if (!item.always) continue;
    if (combine == Combine::max && item.least) {
      any.least = any.least ? std::max(*any.least, *item.least) : *item.least;
    }
    if (combine == Combine::min && item.most) {
      any.most = any.most ? std::min(*any.most, *item.most) : *item.most;
    }
  }
  return any;
}

}  // namespace

std::optional<Points> least_of(const Range& range) {
  return range.always ? range.least : smaller(range.least, Points());
}

std::optional<Points> most_of(const Range& range) {
  return range.always ? range.most : larger(range.most, Points());
}

Range worth_range(const Model& model, const model::Rule& rule) {
  if (rule.table) return table_range(model, rule);
  const auto* points = std::get_if<Points>(&rule.worth);
  if (points == nullptr) return {};
  const Points worth = round_product({true, *points, 0}, rule.weight);
  return {worth, worth, true};
}

Range range_of(const Model& model, const model::Item& item) {
  if (!item.is_group) return rule_range(model, model.rules[item.index]);
  const model::Group& group = model.groups[item.index];
  std::vector<Range> items;
  for (const model::Item& inner : group.items) {
    if (inner.is_group || model.rules[inner.index].enabled) items.push_back(range_of(model, inner));
  }
  if (items.empty()) return {Points(), Points(), false};
  Range range = group.combine == Combine::sum ? sum_of(items) : one_of(items, group.combine);
  range.always = range.always && !group.when;
  return bounded(range, group.min, group.max);
}

}  // namespace leadscore::lead
