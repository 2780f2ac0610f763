// SPDX-License-Identifier: Apache-2.0

// Coverage of conditions: which of their sides were seen.
#include "lead/coverage.hpp"
#include "lead/words.hpp"

namespace leadscore::lead {

using eval::Moment;
using expr::Expr;

void Coverage::add(const char* what, const std::string& owner, const Expr& condition) {
  auto [found, is_new] = conditions_.try_emplace(condition.span.begin);
  Condition& entry = found->second;
  if (!is_new) {
    if (entry.first_owner != owner) ++entry.others;
    return;
  }
  entry.first_owner = owner;
  entry.seen.what = what;
  entry.seen.text = source_text(model_, condition);
  entry.seen.place = place_of(condition.span);
}

void Coverage::add(const char* what, const std::string& owner,
                   const std::optional<Expr>& condition) {
  if (condition) add(what, owner, *condition);
}

void Coverage::add_conditions_of_rules() {
  for (const model::EventType& event : model_.events) {
    add("ignore", "event " + event.name, event.ignore);
  }
  add("exclude", "", model_.exclude);
  for (const model::Group& group : model_.groups) add("when", "group " + group.name, group.when);
  for (const model::Rule& rule : model_.rules) {
    if (!rule.enabled) continue;
    const std::string owner = "rule " + rule.name;
    add("when", owner, rule.when);
    for (const Expr& where : rule.where) add("where", owner, where);
    for (const Expr& given : rule.given) add("given", owner, given);
  }
}

void Coverage::add_conditions_of_journey() {
  for (const model::Signal& signal : model_.signals) {
    add("when", "signal " + signal.name, signal.when);
    add("until", "signal " + signal.name, signal.until);
  }
  for (const model::StageMove& move : model_.moves) {
    add("when", "move to " + model_.stages[move.to].name, move.when);
  }
  for (const model::RejectionRule& rule : model_.rejections) add("where", "rejection", rule.where);
  for (const model::Route& route : model_.routing) add("when", "route " + route.to, route.when);
}

void Coverage::judge(Moment& moment, const Expr& condition, const eval::EventRecord* event) {
  const auto found = conditions_.find(condition.span.begin);
  if (found == conditions_.end()) return;
  CoveredCondition& seen = found->second.seen;
  if (seen.was_true && seen.was_false && seen.was_unknown) return;
  const eval::Datum value = moment.value(condition, event);
  seen.was_unknown = seen.was_unknown || value.is_missing();
  seen.was_true = seen.was_true || value.is_true();
  seen.was_false = seen.was_false || (!value.is_missing() && !value.is_true());
}

void Coverage::judge(Moment& moment, const std::optional<Expr>& condition) {
  if (condition) judge(moment, *condition);
}

void Coverage::was_true(const std::optional<Expr>& condition) {
  if (!condition) return;
  const auto found = conditions_.find(condition->span.begin);
  if (found != conditions_.end()) found->second.seen.was_true = true;
}

void Coverage::look_at_conditions(Moment& moment) {
  for (const model::Group& group : model_.groups) judge(moment, group.when);
  for (const model::Rule& rule : model_.rules) judge(moment, rule.when);
  for (const model::Signal& signal : model_.signals) {
    judge(moment, signal.when);
    judge(moment, signal.until);
  }
  for (const model::StageMove& move : model_.moves) judge(moment, move.when);
  for (const model::Route& route : model_.routing) judge(moment, route.when);
}

void Coverage::look_at_ignore(const eval::EventRecord& event) {
  const auto& ignore = model_.events[event.type].ignore;
  if (!ignore) return;
  const eval::State nobody(model_);
  Moment moment(nobody);
  judge(moment, *ignore, &event);
}

std::vector<CoveredCondition> Coverage::conditions() const {
  std::vector<CoveredCondition> all;
  for (const auto& [begin, condition] : conditions_) {
    all.push_back(condition.seen);
    all.back().owner = condition.first_owner;
    if (condition.others == 0) continue;
    all.back().owner +=
        " and " + std::to_string(condition.others) + (condition.others == 1 ? " other" : " others");
  }
  return all;
}

}  // namespace leadscore::lead
