// SPDX-License-Identifier: Apache-2.0
#include "lead/reasons.hpp"

#include <algorithm>
#include <tuple>

#include "lead/ranges.hpp"

namespace leadscore::lead {

using eval::Moment;
using expr::Expr;
using expr::Op;

namespace {

class Ranking {
 public:
  Ranking(Moment& moment, ScoreExplanation& out) : moment_(moment), out_(out) {}

  void add_score(std::uint32_t index) {
    const model::Score& score = moment_.model().scores[index];
    if (score.expression) {
      add_sum(*score.expression);
      return;
    }
    book_ = static_cast<std::uint32_t>(moment_.state().scores[index].books.size());
    for (const model::Item& item : score.items) add(item);
  }

  void sort() {
    for (auto* reasons : {&out_.reasons_above, &out_.reasons_below}) {
      std::stable_sort(reasons->begin(), reasons->end(), [](const Reason& a, const Reason& b) {
        return std::tuple(-a.points, a.place.line, a.place.column) <
               std::tuple(-b.points, b.place.line, b.place.column);
      });
    }
  }

  // Whether an expression does nothing but add scores up.
  bool is_sum(const Expr& expr) const {
    if (expr.op == Op::score) {
      const auto& inner = moment_.model().scores[expr.slot].expression;
      return !inner || is_sum(*inner);
    }
    if (expr.op == Op::named) return is_sum(moment_.model().named[expr.slot].expr);
    const bool adds =
        std::all_of(expr.ops.begin(), expr.ops.end(), [](char op) { return op == '+'; });
    return expr.op == Op::sum && adds &&
           std::all_of(expr.args.begin(), expr.args.end(),
                       [this](const Expr& arg) { return is_sum(arg); });
  }

 private:
  // The groups that a rule stands in.
  struct Around {
    bool off = false;          // one of them does not hold now
    bool conditional = false;  // one of them may not hold
  };

  void add_sum(const Expr& expr) {
    if (expr.op == Op::score) add_score(expr.slot);
    if (expr.op == Op::named) add_sum(moment_.model().named[expr.slot].expr);
    if (expr.op != Op::sum) return;
    for (const Expr& arg : expr.args) add_sum(arg);
  }

  void add(const model::Item& item) {
    if (item.is_group) {
      const model::Group& group = moment_.model().groups[item.index];
      if (group.combine == model::Combine::sum && !group.min && !group.max) {
        // It only gathers rules: each speaks for itself.
        const Around outer = around_;
        around_.off = outer.off || !moment_.holds(group.when);
        around_.conditional = outer.conditional || group.when;
        for (const model::Item& inner : group.items) add(inner);
        around_ = outer;
      } else {
        rank({true, group.name, group.name, group.place, {}, {}}, item);
      }
      return;
    }
    const model::Rule& rule = moment_.model().rules[item.index];
    const Time now = moment_.state().now;
    const bool over = (rule.active_from && now < *rule.active_from) ||
                      (rule.active_until && now >= *rule.active_until);
    if (!rule.enabled || (over && !rule.event)) return;
    rank({false, rule.name, rule.reason, rule.place, {}, {}}, item);
  }

  void rank(Reason reason, const model::Item& item) {
    Points value;
    if (!around_.off) value = moment_.item(item, {book_, false, nullptr}).value_or(Points());
    Range range = range_of(moment_.model(), item);
    range.always = range.always && !around_.conditional;
    reason.given = value;
    const auto least = least_of(range);
    const auto most = most_of(range);
    reason.points = value - least.value_or(std::min(value, Points()));
    keep(out_.reasons_above, reason);
    reason.points = most.value_or(std::max(value, Points())) - value;
    keep(out_.reasons_below, reason);
  }

  // A score that is added twice counts twice.
  static void keep(std::vector<Reason>& reasons, const Reason& reason) {
    if (reason.points <= Points()) return;
    for (Reason& each : reasons) {
      if (each.place != reason.place) continue;
      each.points += reason.points;
      each.given += reason.given;
      return;
    }
    reasons.push_back(reason);
  }

  Moment& moment_;
  ScoreExplanation& out_;
  std::uint32_t book_ = 0;
  Around around_;
};

}  // namespace

void add_reasons(Moment& moment, std::uint32_t index, ScoreExplanation& out) {
  Ranking ranking(moment, out);
  const auto& expression = moment.model().scores[index].expression;
  if (expression && !ranking.is_sum(*expression)) return;
  ranking.add_score(index);
  ranking.sort();
}

}  // namespace leadscore::lead
