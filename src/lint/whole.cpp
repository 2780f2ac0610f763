// SPDX-License-Identifier: Apache-2.0

// Scores that are whole numbers, since all that makes them is: between 3 and 4 they have no value.
#include <algorithm>

#include "lint/space.hpp"

namespace leadscore::lint {

using expr::Op;

namespace {

bool whole(Points points) { return points.count() % 1000 == 0; }
bool whole(const std::optional<Points>& points) { return !points || whole(*points); }

bool whole(const model::Worth& worth, const Decimal& weight) {
  const auto* points = std::get_if<Points>(&worth);
  return points && whole(round_product({true, *points, 0}, weight));
}

bool scales(const model::RejectionEffect& effect, std::uint32_t score) {
  return std::any_of(effect.changes.begin(), effect.changes.end(), [&](const auto& change) {
    if (change.score != score) return false;
    return change.kind == model::BookChange::Kind::scale || !whole(change.lower);
  });
}

}  // namespace

bool Space::only_whole(const model::Rule& rule) const {
  if (!rule.enabled) return true;
  if (rule.decay || !whole(rule.min) || !whole(rule.max)) return false;
  if (!rule.table) return whole(rule.worth, rule.weight);
  return std::all_of(rule.table->rows.begin(), rule.table->rows.end(),
                     [&](const model::Row& row) { return whole(row.worth, rule.weight); });
}

bool Space::only_whole(const std::vector<model::Item>& items) const {
  return std::all_of(items.begin(), items.end(), [&](const model::Item& item) {
    if (!item.is_group) return only_whole(model_.rules[item.index]);
    const model::Group& group = model_.groups[item.index];
    return whole(group.min) && whole(group.max) && only_whole(group.items);
  });
}

bool Space::only_whole(const Expr& expr) {
  const auto all = [&] {
    return std::all_of(expr.args.begin(), expr.args.end(),
                       [&](const Expr& arg) { return only_whole(arg); });
  };
  switch (expr.op) {
    case Op::constant: return expr.constant.kind == expr::Datum::Kind::integer;
    case Op::named: return only_whole(model_.named[expr.slot].expr);
    case Op::score: return is_whole(expr.slot);
    case Op::round:
    case Op::floor: return true;
    case Op::product:
      return std::find(expr.ops.begin(), expr.ops.end(), '/') == expr.ops.end() && all();
    case Op::sum:
    case Op::minus:
    case Op::min:
    case Op::max:
    case Op::abs:
    case Op::coalesce: return all();
    default: return false;
  }
}

bool Space::is_whole(std::uint32_t index) {
  const model::Score& score = model_.scores[index];
  if (score.expression) return only_whole(*score.expression);
  for (const model::RejectionRule& rejection : model_.rejections) {
    if (scales(rejection.general, index)) return false;
    for (const auto& [reason, effect] : rejection.by_reason) {
      if (scales(effect, index)) return false;
    }
  }
  return whole(score.initial) && whole(score.min) && whole(score.max) && only_whole(score.items);
}

}  // namespace leadscore::lint
