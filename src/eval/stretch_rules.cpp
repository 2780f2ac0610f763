// SPDX-License-Identifier: Apache-2.0

// Rules and groups over a stretch: what each may give.
#include <algorithm>

#include "eval/bounds.hpp"
#include "eval/stretch.hpp"
#include "expr/ops.hpp"

namespace leadscore::eval {

using model::Combine;

namespace {

constexpr TallyHull kNothing{true, false, {}, {}};

// The sum of those that hold.
TallyHull sum_of(const std::vector<TallyHull>& parts) {
  TallyHull sum = kNothing;
  for (const TallyHull& part : parts) sum.add_to_sum(part);
  return sum;
}

// The first one that holds.
TallyHull first_of(const std::vector<TallyHull>& parts) {
  TallyHull first;
  for (const TallyHull& part : parts) {
    if (part.some) first.add({false, true, part.least, part.most});
    if (!part.none) return first;
  }
  first.none = true;
  return first;
}

// The greatest, or the least, of those that hold: at least as far out as those that always hold.
TallyHull extreme_of(const std::vector<TallyHull>& parts, bool greatest) {
  TallyHull extreme = kNothing;
  for (const TallyHull& part : parts) {
    if (part.some) extreme.add({false, true, part.least, part.most});
    extreme.none = extreme.none && part.none;
  }
  for (const TallyHull& part : parts) {
    if (part.none) continue;
    Points& bound = greatest ? extreme.least : extreme.most;
    bound = greatest ? std::max(bound, part.least) : std::min(bound, part.most);
  }
  return extreme;
}

TallyHull combined(Combine combine, const std::vector<TallyHull>& parts) {
  switch (combine) {
    case Combine::sum: return sum_of(parts);
    case Combine::first: return first_of(parts);
    case Combine::max: return extreme_of(parts, true);
    case Combine::min: return extreme_of(parts, false);
  }
  return kNothing;
}

bool is_exact(const model::Row& row) { return std::holds_alternative<Points>(row.worth); }

// What a weight makes of points between these; rounding is monotone.
TallyHull weighted(const Amount& least, const Amount& most, Decimal weight) {
  TallyHull hull = hull_of(Tally(round_product(least, weight)));
  hull.add(hull_of(Tally(round_product(most, weight))));
  return hull;
}

}  // namespace

TallyHull Stretch::item(const model::Item& item, const BookView& view) {
  return item.is_group ? group(item.index, view) : rule(item.index, view);
}

TallyHull Stretch::group(std::uint32_t index, const BookView& view) {
  const model::Group& group = model().groups[index];
  const Hull when = value(group.when);
  if (!when.may_hold()) return kNothing;
  std::vector<TallyHull> parts;
  for (const model::Item& part : group.items) parts.push_back(item(part, view));
  const bool chosen_before = view.old && view.closed->groups_chosen[index];
  TallyHull hull = combined(chosen_before ? Combine::sum : group.combine, parts);
  hull.clamp(group.min, group.max);
  hull.none = hull.none || when.may_not_hold();
  return hull;
}

TallyHull Stretch::rule(std::uint32_t index, const BookView& view) {
  const model::Rule& rule = model().rules[index];
  if (!rule.enabled) return kNothing;
  if (view.old && (!rule.event || view.closed->left_out[index])) return kNothing;
  const auto given = [&] {
    TallyHull hull = rule.event ? event_rule(index, rule, view) : attribute_rule(rule);
    hull.clamp(rule.min, rule.max);
    return hull;
  };
  if (!rule.when) return given();
  const Hull when = value(*rule.when);
  if (!when.may_hold()) return kNothing;
  TallyHull hull = given();
  hull.none = hull.none || when.may_not_hold();
  return hull;
}

TallyHull Stretch::event_rule(std::uint32_t index, const model::Rule& rule, const BookView& view) {
  const bool open = !view.old && view.book == state_.scores[rule.score].books.size();
  if (tallies_ == nullptr || !open) return earned(index, rule, view.book);
  if (const Kept* kept = tallies_->of_rule(index, last_.now())) return hull_of(kept->tally);
  if (!is_outlook()) return earned(index, rule, view.book);
  if (const TallyHull* foreseen = tallies_->foreseen_of_rule(index)) return *foreseen;
  if (state_.rules.find(index) == nullptr) return kNothing;
  const TallyHull hull = earned(index, rule, view.book);
  tallies_->keep_foreseen(index, hull);
  return hull;
}

TallyHull Stretch::earned(std::uint32_t index, const model::Rule& rule, std::uint32_t book) {
  TallyHull sum = kNothing;
  for (const Past& past : state_.rules[index]->past) {
    const Tally lasting = past.points;
    if (past.book == book && past.lasting > 0) sum.add_to_sum(fading(lasting, lasting));
  }
  for (const Occurrence& occurrence : state_.rules[index]->occurrences) {
    if (occurrence.book == book) sum.add_to_sum(worth(rule, occurrence));
  }
  return sum;
}

TallyHull Stretch::worth(const model::Rule& rule, const Occurrence& occurrence) {
  const Tally first = first_.worth(rule, occurrence);
  // What has gone does not come back.
  return first ? fading(first, last_.worth(rule, occurrence)) : kNothing;
}

TallyHull Stretch::attribute_rule(const model::Rule& rule) {
  const Time from = first_.now();
  const Time to = last_.now();
  const bool over = (rule.active_from && to < *rule.active_from) ||
                    (rule.active_until && from >= *rule.active_until);
  if (over) return kNothing;
  TallyHull hull = rule.table ? table(rule) : worth_of(rule.worth, rule.weight);
  const bool throughout = (!rule.active_from || from >= *rule.active_from) &&
                          (!rule.active_until || to < *rule.active_until);
  hull.none = hull.none || !throughout;
  return hull;
}

TallyHull Stretch::worth_of(const model::Worth& worth, Decimal weight) {
  if (const auto* points = std::get_if<Points>(&worth)) {
    return hull_of(Tally(round_product({true, *points, 0}, weight)));
  }
  const Hull number = value(std::get<expr::Expr>(worth));
  if (!number.present) return kNothing;
  TallyHull hull = weighted({false, {}, number.least}, {false, {}, number.most}, weight);
  hull.none = number.missing;
  return hull;
}

TallyHull Stretch::table(const model::Rule& rule) {
  const model::Table& table = *rule.table;
  const auto rests = [](const model::Row& row) {
    return is_exact(row) || expr::stands_still(std::get<expr::Expr>(row.worth));
  };
  if (expr::stands_still(table.by) && std::all_of(table.rows.begin(), table.rows.end(), rests)) {
    const auto amount = first_.amount(rule, nullptr);
    return amount ? hull_of(Tally(round_product(*amount, rule.weight))) : kNothing;
  }
  const Hull by = value(table.by);
  return table.combine == Combine::first ? first_row(table, by, rule.weight)
                                         : combined_rows(table, by, rule.weight);
}

// The row that takes what no other does; no points where there is none, or nothing is known.
TallyHull Stretch::first_row(const model::Table& table, const Hull& by, Decimal weight) {
  TallyHull hull;
  const model::Row* otherwise = nullptr;
  for (const model::Row& row : table.rows) {
    if (row.otherwise) otherwise = &row;
    if (!row_may_match(row, table, by)) continue;
    hull.add(worth_of(row.worth, weight));
    if (!row_may_not_match(row, table, by)) return hull;
  }
  const bool takes_rest = otherwise != nullptr && by.present;
  if (takes_rest) hull.add(worth_of(otherwise->worth, weight));
  if (!takes_rest || by.missing) hull.add(hull_of(Tally(Points())));
  return hull;
}

// Rows are added, or one of them is chosen, before the weight: exact points exactly.
TallyHull Stretch::combined_rows(const model::Table& table, const Hull& by, Decimal weight) {
  std::vector<TallyHull> parts;
  TallyHull hull;
  bool exact = true;
  const model::Row* otherwise = nullptr;
  for (const model::Row& row : table.rows) {
    if (row.otherwise) otherwise = &row;
    if (!row_may_match(row, table, by)) continue;
    hull.add(worth_of(row.worth, weight));
    exact = exact && is_exact(row);
    const Points points = is_exact(row) ? std::get<Points>(row.worth) : Points();
    parts.push_back({row_may_not_match(row, table, by), true, points, points});
  }
  const TallyHull rows = combined(table.combine, parts);
  if (rows.some && exact) {
    hull = weighted({true, rows.least, 0}, {true, rows.most, 0}, weight);
  } else if (rows.some && table.combine == Combine::sum) {
    hull.add(hull_of(Tally(Points::whole(Points::kMostWhole))));
    hull.add(hull_of(Tally(-Points::whole(Points::kMostWhole))));
  }
  if (!rows.none) return hull;
  const bool takes_rest = otherwise != nullptr && by.present;
  if (takes_rest) hull.add(worth_of(otherwise->worth, weight));
  if (!takes_rest || by.missing) hull.add(hull_of(Tally(Points())));
  return hull;
}

namespace {

// Whether all tests of an alternative may hold, or each of them always does.
struct Fit {
  bool may = true, always = true;
};

template <class Compare>
Fit fit_of(const std::vector<model::Row::Test>& tests, const Hull& by, const Compare& compare) {
  Fit fit;
  for (const model::Row::Test& test : tests) {
    const Orders orders = compare(by, hull_of(test.value));
    fit.may = fit.may && may_satisfy(orders, test.comparison);
    fit.always = fit.always && !may_fail(orders, test.comparison);
  }
  return fit;
}

}  // namespace

bool Stretch::row_may_match(const model::Row& row, const model::Table& table,
                            const Hull& by) const {
  if (by.missing && row.unknown) return true;
  if (!by.present || row.unknown || row.otherwise) return false;
  if (by.any_text) return true;
  if (is_textual(table.by.type)) {
    return std::any_of(by.among.begin(), by.among.end(),
                       [&](const Datum& datum) { return row_matches(row, datum, table.exact); });
  }
  return std::any_of(row.alternatives.begin(), row.alternatives.end(), [&](const auto& tests) {
    return fit_of(tests, by,
                  [&](const Hull& a, const Hull& b) {
                    return compared(table.by.type, a, b, table.exact);
                  })
        .may;
  });
}

bool Stretch::row_may_not_match(const model::Row& row, const model::Table& table,
                                const Hull& by) const {
  if (by.missing && !row.unknown) return true;
  if (!by.present) return false;
  if (row.unknown || row.otherwise || by.any_text) return true;
  if (is_textual(table.by.type)) {
    return !std::all_of(by.among.begin(), by.among.end(),
                        [&](const Datum& datum) { return row_matches(row, datum, table.exact); });
  }
  return std::none_of(row.alternatives.begin(), row.alternatives.end(), [&](const auto& tests) {
    return fit_of(tests, by,
                  [&](const Hull& a, const Hull& b) {
                    return compared(table.by.type, a, b, table.exact);
                  })
        .always;
  });
}

}  // namespace leadscore::eval
