// SPDX-License-Identifier: Apache-2.0
#include "model/retention.hpp"

#include <algorithm>
#include <optional>

#include "model/worth.hpp"

namespace leadscore::model {

namespace {

using expr::Aggregate;
using expr::AggregateKind;

class Collector {
 public:
  explicit Collector(const Model& model) : model_(model), all_(model.vocabulary.keys.size()) {}

  std::vector<Retention> collect() && {
    for (const NamedExpression& named : model_.named) take(named.expr);
    take(model_.exclude);
    for (const Rule& rule : model_.rules) take(rule);
    for (const Group& group : model_.groups) take(group.when);
    for (const Score& score : model_.scores) take(score.expression);
    for (const Signal& signal : model_.signals) {
      take(signal.when);
      take(signal.until);
    }
    for (const StageMove& move : model_.moves) take(move.when);
    for (const Route& route : model_.routing) take(route.when);
    for (const Program& program : model_.programs) {
      take(program.enter);
      take(program.exit);
    }
    return std::move(all_);
  }

 private:
  void take(const std::optional<Expr>& expr) {
    if (expr) take(*expr);
  }

  void take(const Expr& expr) {
    walk(expr, [this](const Expr& inner) {
      if (inner.aggregate && !inner.aggregate->members) take(*inner.aggregate);
    });
  }

  void take(const Rule& rule) {
    take(rule.when);
    for (const Expr& expr : rule.given) take(expr);
    visit_points(rule, [this](const Expr& expr) { take(expr); });
  }

  void take(const Aggregate& aggregate) {
    Retention& need = all_[aggregate.key];
    if (aggregate.property) add(need.read, aggregate.property);
    if (aggregate.within) need.within = std::max(need.within, *aggregate.within);
    if (aggregate.within_calendar) {
      const auto found =
          std::find(need.calendars.begin(), need.calendars.end(), *aggregate.within_calendar);
      if (found == need.calendars.end()) need.calendars.push_back(*aggregate.within_calendar);
    }
    if (aggregate.within || aggregate.within_calendar) return;
    switch (aggregate.kind) {
      case AggregateKind::sum:
      case AggregateKind::avg:
        need.always = need.always || aggregate.after.has_value();
        add(need.summed, aggregate.property);
        return;
      case AggregateKind::count:
      case AggregateKind::first:
      case AggregateKind::last: need.always = need.always || aggregate.after.has_value(); return;
      case AggregateKind::min:
      case AggregateKind::max:
      case AggregateKind::distinct:
      case AggregateKind::top: need.always = true; return;
    }
  }

  using Property = std::shared_ptr<const expr::PropertyRef>;
  static void add(std::vector<Property>& all, const Property& property) {
    const auto same = [&](const Property& other) { return other->name == property->name; };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(property);
  }

  const Model& model_;
  std::vector<Retention> all_;
};

}  // namespace

std::vector<Retention> retention_of(const Model& model) { return Collector(model).collect(); }

}  // namespace leadscore::model
