// SPDX-License-Identifier: Apache-2.0

// Rules and groups: what each gives at a moment.
#include <algorithm>
#include <utility>

#include "eval/bounds.hpp"
#include "eval/moment.hpp"

namespace leadscore::eval {

using model::Combine;

namespace {

double as_double(const Amount& amount) {
  return amount.exact ? amount.points.to_double() : amount.number;
}

Amount added(const Amount& a, const Amount& b) {
  if (a.exact && b.exact) return {true, a.points + b.points, 0};
  return {false, Points(), as_double(a) + as_double(b)};
}

// Which parts of a group count: all that hold, or the one its `combine` chooses.
void choose(Combine combine, std::vector<Breakdown>& parts) {
  Breakdown* best = nullptr;
  for (Breakdown& part : parts) {
    part.chosen = combine == Combine::sum;
    if (combine == Combine::sum || !part.value) continue;
    const bool better = best == nullptr ||
                        (combine == Combine::max && *part.value > *best->value) ||
                        (combine == Combine::min && *part.value < *best->value);
    if (better) best = &part;
  }
  if (best != nullptr) best->chosen = true;
}

}  // namespace

Tally Moment::item(const model::Item& item, const BookView& view, Breakdown* out) {
  if (out != nullptr) out->item = item;
  return item.is_group ? group(item.index, view, out) : rule(item.index, view, out);
}

Tally Moment::group(std::uint32_t index, const BookView& view, Breakdown* out) {
  const model::Group& group = model().groups[index];
  if (!holds(group.when)) return std::nullopt;
  std::vector<Breakdown> parts(group.items.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].value = item(group.items[i], view, &parts[i]);
  }
  // An old book keeps the share it had: what was left out then is left out for good.
  const bool chosen_before = view.old && view.closed->groups_chosen[index];
  choose(chosen_before ? Combine::sum : group.combine, parts);
  Tally raw;
  for (const Breakdown& part : parts) {
    if (part.value && part.chosen) raw = raw.value_or(Points()) + *part.value;
  }
  const Tally value = raw ? Tally(clamp(*raw, group.min, group.max)) : std::nullopt;
  if (out != nullptr) {
    out->raw = raw;
    out->value = value;
    out->parts = std::move(parts);
  }
  return value;
}

Tally Moment::rule(std::uint32_t index, const BookView& view, Breakdown* out) {
  const model::Rule& rule = model().rules[index];
  if (!rule.enabled) return std::nullopt;
  if (view.old && (!rule.event || view.closed->left_out[index])) return std::nullopt;
  if (!holds(rule.when)) return std::nullopt;
  const Tally raw = rule.event ? event_rule(index, rule, view) : attribute_rule(rule);
  const Tally value = raw ? Tally(clamp(*raw, rule.min, rule.max)) : std::nullopt;
  if (out != nullptr) {
    out->raw = raw;
    out->value = value;
  }
  return value;
}

bool Moment::is_active(const model::Rule& rule) {
  if (rule.active_from) note(*rule.active_from);
  if (rule.active_until) note(*rule.active_until);
  return (!rule.active_from || now_ >= *rule.active_from) &&
         (!rule.active_until || now_ < *rule.active_until);
}

Tally Moment::attribute_rule(const model::Rule& rule) {
  if (!is_active(rule)) return std::nullopt;
  const auto amount = this->amount(rule, nullptr);
  if (!amount) return std::nullopt;
  return round_product(*amount, rule.weight);
}

Tally Moment::event_rule(std::uint32_t index, const model::Rule& rule, const BookView& view) {
  const bool open = !view.old && view.book == state_.scores[rule.score].books.size();
  if (tallies_ == nullptr || !open) return earned(index, rule, view.book);
  if (const Kept* kept = tallies_->of_rule(index, now_)) {
    if (kept->until != Time::max()) note(kept->until);
    return kept->tally;
  }
  if (state_.rules.find(index) == nullptr) return std::nullopt;
  const auto memo = noted([&] { return earned(index, rule, view.book); });
  if (now_ == state_.now) tallies_->keep_rule(index, {memo.value, memo.until});
  return memo.value;
}

// What the occurrences of one book are worth together.
Tally Moment::earned(std::uint32_t index, const model::Rule& rule, std::uint32_t book) {
  Tally sum;
  const RuleMemory& memory = *state_.rules[index];
  for (const Past& past : memory.past) {
    if (past.book == book && past.lasting > 0) sum = sum.value_or(Points()) + past.points;
  }
  for (const Occurrence& occurrence : memory.occurrences) {
    if (occurrence.book != book) continue;
    if (const Tally part = worth(rule, occurrence)) sum = sum.value_or(Points()) + *part;
  }
  return sum;
}

Tally Moment::worth(const model::Rule& rule, const Occurrence& occurrence) {
  const Duration age = now_ - occurrence.at;
  if (rule.expires) {
    if (age >= *rule.expires) return std::nullopt;
    note(occurrence.at + *rule.expires);
  }
  const bool took_nothing = occurrence.original == Points();
  if (!rule.decay || (took_nothing && occurrence.withheld == Points())) return occurrence.original;
  const model::Decay& decay = *rule.decay;
  const Zone& zone = model().zone;
  const bool half = decay.kind == expr::DecayKind::half;
  const std::int64_t day = half ? zone.day_of(now_) : 0;
  const std::int64_t steps = half ? day - zone.day_of(occurrence.at) : age / decay.every;
  Points left;
  if (decay.kind == expr::DecayKind::linear) {
    Decimal rest{1, decay.amount.digits};
    for (int i = 0; i < rest.digits; ++i) rest.count *= 10;
    rest.count =
        std::max<std::int64_t>(0, rest.count - std::min(steps, rest.count) * decay.amount.count);
    left = round_product(occurrence.amount, occurrence.weight, rest);
  } else if (decay.kind == expr::DecayKind::lose) {
    const std::int64_t most = 4 * Points::kMostThousandths;
    const std::int64_t loss = steps > most / decay.amount.count ? most : steps * decay.amount.count;
    left = round_reduced(occurrence.amount, occurrence.weight, {loss, decay.amount.digits});
  } else {
    const double days = static_cast<double>(decay.every.count()) / 86'400e6;
    left = round_product(occurrence.amount, occurrence.weight,
                         half_factor(static_cast<double>(steps) / days));
  }
  if (left == Points() && steps > 0) return std::nullopt;
  note(half ? zone.start_of_day(day + 1) : occurrence.at + (steps + 1) * decay.every);
  return took_nothing ? Points() : left;
}

std::optional<Amount> Moment::worth_of(const model::Worth& worth, const EventRecord* event) {
  if (const auto* points = std::get_if<Points>(&worth)) return Amount{true, *points, 0};
  const Datum datum = value(std::get<expr::Expr>(worth), event);
  if (datum.is_missing()) return std::nullopt;
  return Amount{false, Points(), datum.as_number()};
}

std::optional<Amount> Moment::amount(const model::Rule& rule, const EventRecord* event) {
  return rule.table ? table(*rule.table, event) : worth_of(rule.worth, event);
}

std::optional<Amount> Moment::table(const model::Table& table, const EventRecord* event) {
  const Datum by = value(table.by, event);
  std::optional<Amount> result;
  const model::Row* otherwise = nullptr;
  for (const model::Row& row : table.rows) {
    for (const auto& alternative : row.alternatives) {
      for (const auto& test : alternative) note_crossing(by, test.value);
    }
    if (row.otherwise) otherwise = &row;
    if (!row_matches(row, by, table.exact)) continue;
    const auto amount = worth_of(row.worth, event);
    if (!amount) return std::nullopt;
    if (table.combine == Combine::first) return amount;
    if (!result) {
      result = amount;
    } else if (table.combine == Combine::sum) {
      result = added(*result, *amount);
    } else if ((table.combine == Combine::max) == (as_double(*amount) > as_double(*result))) {
      result = amount;
    }
  }
  if (result) return result;
  if (otherwise != nullptr && !by.is_missing()) return worth_of(otherwise->worth, event);
  return Amount{true, Points(), 0};
}

namespace {

bool test_holds(const model::Row::Test& test, const Datum& value, bool exact) {
  return satisfies(test.comparison, compare(value, test.value, exact));
}

bool scalar_matches(const model::Row& row, const Datum& value, bool exact) {
  return std::any_of(row.alternatives.begin(), row.alternatives.end(), [&](const auto& tests) {
    return std::all_of(tests.begin(), tests.end(),
                       [&](const auto& test) { return test_holds(test, value, exact); });
  });
}

}  // namespace

bool row_matches(const model::Row& row, const Datum& value, bool exact) {
  if (value.is_missing()) return row.unknown;
  if (row.unknown || row.otherwise) return false;
  if (value.kind != Datum::Kind::list) return scalar_matches(row, value, exact);
  const auto& items = *value.list;
  return std::any_of(items.begin(), items.end(), [&](const expr::TextPtr& item) {
    return scalar_matches(row, Datum::of(item), exact);
  });
}

}  // namespace leadscore::eval
