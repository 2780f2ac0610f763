// SPDX-License-Identifier: Apache-2.0

// How much and how little scores can come to.
//
// Rules over one and the same attribute are added up value by value, so that `country == "DE"` and
// `country == "US"` do not both count; all else is added up as if it could come together.
#include "lint/reach.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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

Points sum(Points a, Points b) {
  // What is unbounded stays so.
  if (a >= kUnbounded || b >= kUnbounded) return kUnbounded;
  if (a <= -kUnbounded || b <= -kUnbounded) return -kUnbounded;
  return (a + b).saturated();
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

Points times(Points points, const Decimal& weight) {
  return round_product({true, points, 0}, weight);
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

// --- rules over one attribute, value by value -------------------------------------------------

bool SumOfRules::add_by_value(const Rule& rule) {
  if (!rule.enabled || rule.event || rule.min || rule.max || rule.active_from ||
      rule.active_until) {
    return !rule.enabled;
  }
  return rule.table ? add_table(rule) : add_rule(rule);
}

bool SumOfRules::add_rule(const Rule& rule) {
  const auto* points = std::get_if<Points>(&rule.worth);
  if (!points || !rule.when) return false;
  const Space::Truth truth = space_.truth(*rule.when);
  const std::optional<Boxes>& boxes = *truth;
  if (!boxes || boxes->size() != 1 || boxes->front().size() != 1) return false;
  const Literal& literal = boxes->front().front();
  if (!literal.set.tests.empty()) return false;
  subjects_[literal.subject].push_back({literal.set, times(*points, rule.weight), &rule});
  return true;
}

bool SumOfRules::add_table(const Rule& rule) {
  const model::Table& table = *rule.table;
  if (rule.when || table.combine != Combine::first || table.by.type == expr::Type::list) {
    return false;
  }
  std::vector<Part> parts;
  const std::uint32_t subject = space_.subject_of(table.by);
  const Domain domain = space_.domain(subject);
  ValueSet left = everything(domain);
  for (const model::Row& row : table.rows) {
    const auto* points = std::get_if<Points>(&row.worth);
    if (!points || left.ranges.size() > kMostTableRanges) return false;
    ValueSet set = space_.row_values(table, row);
    if (row.otherwise) {
      set = everything(domain);
      set.missing = false;
    }
    parts.push_back({intersection(set, left), times(*points, rule.weight), &rule});
    ValueSet rest = known_complement(set, domain);
    rest.missing = !set.missing;
    left = intersection(left, rest);
  }
  auto& all = subjects_[subject];
  all.insert(all.end(), parts.begin(), parts.end());
  return true;
}

void SumOfRules::add(const std::vector<Item>& items) {
  for (const Item& item : items) {
    if (!item.is_group) {
      if (add_by_value(space_.model().rules[item.index])) continue;
    } else {
      const model::Group& group = space_.model().groups[item.index];
      if (!group.when && !group.min && !group.max && group.combine == Combine::sum) {
        add(group.items);
        continue;
      }
    }
    add_apart(space_.reach(item));
  }
}

void SumOfRules::add_apart(const Reach& reach) {
  total_.low = sum(total_.low, reach.low);
  total_.high = sum(total_.high, reach.high);
  total_.most.insert(total_.most.end(), reach.most.begin(), reach.most.end());
}

Reach SumOfRules::reach() && {
  for (const auto& [subject, parts] : subjects_) add_apart(of_subject(subject, parts));
  if (total_.high >= kUnbounded) total_.most.clear();
  std::stable_sort(total_.most.begin(), total_.most.end(),
                   [](const Term& a, const Term& b) { return a.at < b.at; });
  return std::move(total_);
}

Reach SumOfRules::of_subject(std::uint32_t subject, const std::vector<Part>& parts) const {
  const Domain& domain = space_.domain(subject);
  Extremes found;
  if (domain.may_be_missing) {
    Points missing;
    for (const Part& part : parts) {
      if (part.set.missing) missing += part.points;
    }
    ValueSet at;
    at.missing = true;
    found.take(missing, at);
  }
  if (domain.texts) {
    over_texts(parts, domain, found);
  } else {
    over_line(parts, domain, found);
  }
  Reach reach;
  reach.low = found.low.value_or(Points()).saturated();
  reach.high = found.high.value_or(Points()).saturated();
  for (const Part& part : parts) {
    const ValueSet common = intersection(part.set, found.at);
    const bool holds = found.at.missing ? part.set.missing
                       : domain.texts   ? common.others || common.values
                                        : !common.ranges.empty();
    if (holds && part.points != Points())
      reach.most.push_back({part.rule->name, part.points, part.rule->span.begin});
  }
  return reach;
}

// Each text that a part names, and one that none names.
void SumOfRules::over_texts(const std::vector<Part>& parts, const Domain& domain,
                            Extremes& found) const {
  Points others;
  std::map<std::uint32_t, Points> differs;
  for (const Part& part : parts) {
    if (part.set.others) others += part.points;
    if (!part.set.values) continue;
    for (const std::uint32_t id : *part.set.values) {
      differs[id] += part.set.others ? -part.points : part.points;
    }
  }
  const auto of_text = [](std::uint32_t id) {
    ValueSet at;
    at.values = std::make_shared<const std::vector<std::uint32_t>>(1, id);
    return at;
  };
  if (domain.listed) {
    for (const std::uint32_t id : *domain.values) {
      const auto own = differs.find(id);
      found.take(own == differs.end() ? others : others + own->second, of_text(id));
    }
    return;
  }
  for (const auto& [id, points] : differs) found.take(others + points, of_text(id));
  ValueSet rest;
  rest.others = true;
  std::vector<std::uint32_t> named;
  for (const auto& [id, points] : differs) named.push_back(id);
  rest.values = std::make_shared<const std::vector<std::uint32_t>>(std::move(named));
  found.take(others, rest);
}

// Each end of a range, and each stretch between two of them.
void SumOfRules::over_line(const std::vector<Part>& parts, const Domain& domain,
                           Extremes& found) const {
  // Points change at an end or just behind it.
  std::map<std::pair<Number, bool>, Points> changes;
  for (const Part& part : parts) {
    for (const Range& range : part.set.ranges) {
      changes[{range.low, range.low_open}] += part.points;
      changes[{range.high, !range.high_open}] -= part.points;
    }
  }
  changes[{domain.low, false}];
  Points now;
  for (auto change = changes.begin(); change != changes.end(); ++change) {
    now += change->second;
    const auto next = std::next(change);
    Range stretch{change->first.first, domain.high, change->first.second, false};
    if (next != changes.end()) {
      stretch.high = next->first.first;
      stretch.high_open = !next->first.second;
    }
    stretch.low_open = stretch.low_open || std::isinf(stretch.low);
    ValueSet at;
    at.ranges = tidy(intersection({stretch}, everything(domain).ranges), domain.whole);
    if (!at.ranges.empty()) found.take(now, at);
  }
}

void SumOfRules::Extremes::take(Points points, const ValueSet& values) {
  if (!low || points < *low) low = points;
  if (high && points <= *high) return;
  high = points;
  at = values;
}

}  // namespace leadscore::lint
