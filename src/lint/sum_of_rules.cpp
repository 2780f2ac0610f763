// SPDX-License-Identifier: Apache-2.0

// Rules over one attribute, value by value; all else as if it could come together.
#include "lint/sum_of_rules.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace leadscore::lint {

using model::Combine;
using model::Item;
using model::Rule;

Points sum(Points a, Points b) {
  if (a >= kUnbounded || b >= kUnbounded) return kUnbounded;
  if (a <= -kUnbounded || b <= -kUnbounded) return -kUnbounded;
  return (a + b).saturated();
}

Points times(Points points, const Decimal& weight) {
  return round_product({true, points, 0}, weight);
}

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
  all.insert(all.end(), std::make_move_iterator(parts.begin()),
             std::make_move_iterator(parts.end()));
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
