// SPDX-License-Identifier: Apache-2.0

// How much and how little scores can come to.
//
// Rules over one and the same attribute are added up value by value, so that `country == "DE"` and
// `country == "US"` do not both count; all else is added up as if it could come together.
#include <algorithm>
#include <cmath>
#include <utility>

#include "lint/sum_of_rules.hpp"

namespace leadscore::lint {

using expr::Op;
using model::Combine;
using model::Item;
using model::Rule;

namespace {

Points clamped(Number thousandths) {
  const Number most = static_cast<Number>(Points::kMostThousandths);
  return Points::thousandths(
      static_cast<std::int64_t>(std::clamp(std::nearbyint(thousandths), -most, most)));
}

Reach within(Reach reach, const std::optional<Points>& min, const std::optional<Points>& max) {
  if (min) {
    reach.low = std::max(reach.low, *min);
    reach.high = std::max(reach.high, *min);
  }
  if (max) {
    reach.low = std::min(reach.low, *max);
    reach.high = std::min(reach.high, *max);
  }
  return reach;
}

// What gives this much where it holds, and 0 elsewhere.
Reach or_nothing(Reach reach) {
  reach.low = std::min(reach.low, Points());
  reach.high = std::max(reach.high, Points());
  return reach;
}

// How many occurrences can count at one time; none: any number.
std::optional<std::int64_t> most_occurrences(const Rule& rule) {
  if (!rule.limit || rule.limit->each) return std::nullopt;
  const std::int64_t count = rule.limit->count;
  if (!rule.limit->per && !rule.limit->per_calendar) return count;
  if (!rule.expires) return std::nullopt;
  if (rule.limit->per) return count * (1 + (*rule.expires - Duration(1)) / *rule.limit->per);
  static constexpr std::int64_t kShortestDays[] = {1, 7, 28, 90, 365};
  // A day of a clock change has 23 hours.
  const auto unit = std::chrono::hours(
      24 * kShortestDays[static_cast<std::size_t>(*rule.limit->per_calendar)] - 1);
  return count * (2 + *rule.expires / std::chrono::duration_cast<Duration>(unit));
}

Reach repeated(const Reach& once, std::optional<std::int64_t> times) {
  Reach all = or_nothing(once);
  const auto many = [&](Points points) {
    if (points == Points()) return points;
    if (!times) return points > Points() ? kUnbounded : -kUnbounded;
    return clamped(static_cast<Number>(points.count()) * static_cast<Number>(*times));
  };
  all.low = many(all.low);
  all.high = many(all.high);
  return all;
}

}  // namespace

Reach Space::worth_reach(const model::Worth& worth, const Decimal& weight) {
  Reach reach;
  if (const auto* points = std::get_if<Points>(&worth)) {
    reach.low = reach.high = times(*points, weight);
    return reach;
  }
  const Range range = numbers(std::get<Expr>(worth));
  const Number factor = static_cast<Number>(weight.count) /
                        std::pow(static_cast<Number>(10), static_cast<Number>(weight.digits));
  const auto scaled = [&](Number end) { return factor == 0 ? 0 : end * factor * 1000; };
  const auto [low, high] = std::minmax({scaled(range.low), scaled(range.high)});
  reach.low = clamped(low);
  reach.high = clamped(high);
  return reach;
}

Reach Space::table_reach(const model::Table& table, const Decimal& weight) {
  Reach reach;
  for (const model::Row& row : table.rows) {
    const Reach one = worth_reach(row.worth, weight);
    const bool adds = table.combine == Combine::sum;
    reach.low = adds ? sum(reach.low, std::min(one.low, Points())) : std::min(reach.low, one.low);
    reach.high =
        adds ? sum(reach.high, std::max(one.high, Points())) : std::max(reach.high, one.high);
  }
  return reach;
}

Reach Space::rule_reach(const Rule& rule, bool bounded) {
  if (!rule.enabled) return {};
  if (rule.when && !possible(*rule.when, Want::is_true)) return {};
  Reach reach =
      rule.table ? table_reach(*rule.table, rule.weight) : worth_reach(rule.worth, rule.weight);
  if (rule.event) reach = repeated(reach, most_occurrences(rule));
  if (bounded) reach = within(reach, rule.min, rule.max);
  const bool always = !rule.event && !rule.table && !rule.active_from && !rule.active_until &&
                      std::holds_alternative<Points>(rule.worth) &&
                      (!rule.when || !possible(*rule.when, Want::not_true));
  return always ? reach : or_nothing(reach);
}

Reach Space::reach(const Item& item) {
  if (!item.is_group) {
    const Rule& rule = model_.rules[item.index];
    Reach reach = rule_reach(rule);
    if (reach.high > Points() && reach.high < kUnbounded)
      reach.most = {{rule.name, reach.high, rule.span.begin}};
    return reach;
  }
  return group_reach(model_.groups[item.index]);
}

Reach Space::group_reach(const model::Group& group, bool bounded) {
  if (group.when && !possible(*group.when, Want::is_true)) return {};
  Reach reach;
  if (group.combine == Combine::sum) {
    reach = reach_of_items(group.items);
  } else {
    for (const Item& inner : group.items) {
      const Reach one = this->reach(inner);
      reach.low = std::min(reach.low, one.low);
      if (one.high > reach.high) {
        reach.high = one.high;
        reach.most = one.most;
      }
    }
  }
  const Points unbounded = reach.high;
  reach = or_nothing(bounded ? within(reach, group.min, group.max) : reach);
  if (reach.high != unbounded) reach.most = {{group.name, reach.high, group.span.begin}};
  return reach;
}

Reach Space::reach_of_items(const std::vector<Item>& items) {
  SumOfRules all(*this);
  all.add(items);
  return std::move(all).reach();
}

const Reach& Space::reach(std::uint32_t index) {
  if (reaches_[index]) return *reaches_[index];
  const model::Score& score = model_.scores[index];
  Reach reach;
  if (score.expression) {
    const Range range = numbers(*score.expression);
    reach.low = clamped(range.low * 1000);
    reach.high = clamped(range.high * 1000);
  } else {
    reach = unbounded_reach(score);
    reach = within(std::move(reach), score.min, score.max);
  }
  reaches_[index] = std::move(reach);
  return *reaches_[index];
}

// Each rejection that keeps a part of what events gave lets their bounds begin anew.
Reach Space::unbounded_reach(const model::Score& score) {
  Reach reach = reach_of_items(score.items);
  reach.low = sum(reach.low, score.initial);
  reach.high = sum(reach.high, score.initial);
  if (score.initial > Points()) {
    reach.most.insert(reach.most.begin(), {"initial", score.initial, 0});
  }
  if (changed_by_rejections(score, model::BookChange::Kind::lower)) reach.low = -kUnbounded;
  if (changed_by_rejections(score, model::BookChange::Kind::lower) ||
      changed_by_rejections(score, model::BookChange::Kind::scale)) {
    const Reach events = reach_of_events(score.items);
    if (events.low < Points()) reach.low = -kUnbounded;
    if (events.high > Points()) {
      reach.high = kUnbounded;
      reach.most.clear();
    }
  }
  return reach;
}

// Below and above nothing where any event takes or gives points.
Reach Space::reach_of_events(const std::vector<Item>& items) {
  Reach all;
  for (const Item& item : items) {
    Reach one;
    if (item.is_group) {
      one = reach_of_events(model_.groups[item.index].items);
    } else if (model_.rules[item.index].event) {
      one = rule_reach(model_.rules[item.index]);
    }
    all.low = std::min(all.low, one.low);
    all.high = std::max(all.high, one.high);
  }
  return all;
}

bool Space::changed_by_rejections(const model::Score& score, model::BookChange::Kind kind) const {
  const auto changes = [&](const model::RejectionEffect& effect) {
    return std::any_of(effect.changes.begin(), effect.changes.end(), [&](const auto& change) {
      return &model_.scores[change.score] == &score && change.kind == kind;
    });
  };
  for (const model::RejectionRule& rejection : model_.rejections) {
    if (changes(rejection.general)) return true;
    for (const auto& [reason, effect] : rejection.by_reason) {
      if (changes(effect)) return true;
    }
  }
  return false;
}

}  // namespace leadscore::lint
