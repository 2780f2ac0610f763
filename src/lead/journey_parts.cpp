// SPDX-License-Identifier: Apache-2.0
#include "lead/journey_parts.hpp"

#include <algorithm>

#include "expr/ops.hpp"
#include "model/worth.hpp"

namespace leadscore::lead {

using expr::Expr;
using expr::Op;

JourneyParts::JourneyParts(const model::Model& model)
    : model_(model), names_(model.named.size()), scores_(model.scores.size()) {
  whole_ = !scores_rest_on_journey();
  for (const model::Signal& signal : model.signals) {
    whole_ = whole_ && take(signal.when, true) && take_all(signal.until);
  }
  for (const model::StageMove& move : model.moves) {
    // Without events, a move on an event is not made.
    whole_ = whole_ && (move.event.has_value() || take_all(move.when));
  }
  for (const model::Route& route : model.routing) whole_ = whole_ && take_all(route.when);
}

bool JourneyParts::scores_rest_on_journey() {
  Rests all;
  for (std::uint32_t score = 0; score < model_.scores.size(); ++score) {
    add(all, rests_of_score(score));
  }
  if (model_.exclude) add(all, rests(*model_.exclude));
  return all.on_journey;
}

void JourneyParts::add(Rests& all, Rests more) {
  all.on_lead = all.on_lead || more.on_lead;
  all.on_journey = all.on_journey || more.on_journey;
}

JourneyParts::Rests JourneyParts::rests(const Expr& expr) {
  Rests all;
  walk(expr, [&](const Expr& part) { add(all, rests_of_one(part)); });
  return all;
}

JourneyParts::Rests JourneyParts::rests_of_one(const Expr& expr) {
  if (expr::is_of_journey(expr.op)) return {false, true};
  switch (expr.op) {
    case Op::attribute:
    case Op::property:
    case Op::aggregate:
    case Op::coverage:
    case Op::reach: return {true, false};
    case Op::named: return rests_of_name(expr.slot);
    case Op::score: return rests_of_score(expr.slot);
    case Op::band: return rests_of_band(expr.slot);
    default: return {};
  }
}

// Loading refuses names and scores that rest on themselves.
JourneyParts::Rests JourneyParts::rests_of_name(std::uint32_t name) {
  auto& memo = names_[name];
  if (!memo) memo = rests(model_.named[name].expr);
  return *memo;
}

JourneyParts::Rests JourneyParts::rests_of_score(std::uint32_t score) {
  auto& memo = scores_[score];
  if (memo) return *memo;
  Rests all{true, false};
  if (model_.scores[score].expression) add(all, rests(*model_.scores[score].expression));
  for (const model::Item& item : model_.scores[score].items) add(all, rests_of_item(item));
  memo = all;
  return all;
}

JourneyParts::Rests JourneyParts::rests_of_band(std::uint32_t band) {
  Rests all{true, false};
  if (model_.bands[band].of) add(all, rests_of_score(*model_.bands[band].of));
  for (const auto& part : model_.bands[band].parts) {
    if (part.band) add(all, rests_of_band(*part.band));
  }
  return all;
}

JourneyParts::Rests JourneyParts::rests_of_item(const model::Item& item) {
  if (!item.is_group) return rests_of_rule(model_.rules[item.index]);
  const model::Group& group = model_.groups[item.index];
  Rests all;
  if (group.when) add(all, rests(*group.when));
  for (const model::Item& inner : group.items) add(all, rests_of_item(inner));
  return all;
}

// An event rule gives nothing without events, whatever else it asks.
JourneyParts::Rests JourneyParts::rests_of_rule(const model::Rule& rule) {
  Rests all;
  if (rule.event || !rule.enabled) return all;
  if (rule.when) add(all, rests(*rule.when));
  model::visit_points(rule, [&](const Expr& expr) { add(all, rests(expr)); });
  return all;
}

bool JourneyParts::take_all(const std::optional<Expr>& condition) {
  return !condition || take(*condition, true);
}

// `wanted`: whether its truth is asked or its falsity. `all` is true where all of it is true and
// false where any of it is false, whatever is unknown; so each part is asked for one of the two.
bool JourneyParts::take(const Expr& condition, bool wanted) {
  const Rests on = rests(condition);
  if (!on.on_journey) {
    if (on.on_lead) watch(condition, wanted);
    return true;
  }
  switch (condition.op) {
    case Op::all:
    case Op::any:
      return std::all_of(condition.args.begin(), condition.args.end(),
                         [&](const Expr& part) { return take(part, wanted); });
    case Op::negate: return take(condition.args[0], !wanted);
    case Op::named: return take(model_.named[condition.slot].expr, wanted);
    default: return !on.on_lead;
  }
}

void JourneyParts::watch(const Expr& condition, bool wanted) {
  if (wanted) {
    const bool known =
        std::find(conditions_.begin(), conditions_.end(), &condition) != conditions_.end();
    if (!known) conditions_.push_back(&condition);
    return;
  }
  Expr denial;
  denial.op = Op::negate;
  denial.span = condition.span;
  denial.args.push_back(condition);
  denials_.push_back(std::move(denial));
  conditions_.push_back(&denials_.back());
}

}  // namespace leadscore::lead
