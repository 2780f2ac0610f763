// SPDX-License-Identifier: Apache-2.0
#include "lead/coverage.hpp"

#include <algorithm>
#include <set>

#include "lead/words.hpp"

namespace leadscore::lead {

using eval::Breakdown;
using eval::Moment;

namespace {

void collect_held(const Breakdown& part, std::set<std::uint32_t>& held) {
  if (!part.item.is_group) {
    if (part.value) held.insert(part.item.index);
    return;
  }
  for (const Breakdown& inner : part.parts) collect_held(inner, held);
}

}  // namespace

Coverage::Coverage(const model::Model& model)
    : model_(model),
      lines_(model.source),
      rules_(model.rules.size()),
      signals_(model.signals.size()),
      moves_(model.moves.size()),
      routes_(model.routing.size()),
      rejections_(model.rejections.size()) {
  for (const model::Rule& rule : model.rules) {
    rows_.emplace_back(rule.table ? rule.table->rows.size() : 0);
  }
  for (std::size_t i = 0; i < model.rejections.size(); ++i) {
    for (const auto& [reason, effect] : model.rejections[i].by_reason)
      reasons_[{i, reason}] = false;
  }
  add_conditions_of_rules();
  add_conditions_of_journey();
}

void Coverage::look_at(const eval::State& state) {
  Moment moment(state);
  judge(moment, model_.exclude);
  if (moment.excluded()) return;
  look_at_rules(moment);
  look_at_conditions(moment);
  look_at_signals(state);
  if (!state.route) return;
  routes_[*state.route] = true;
  was_true(model_.routing[*state.route].when);
}

void Coverage::look_at_rules(Moment& moment) {
  const eval::State& state = moment.state();
  for (std::size_t score = 0; score < model_.scores.size(); ++score) {
    const auto open_book = static_cast<std::uint32_t>(state.scores[score].books.size());
    std::set<std::uint32_t> held;
    for (const model::Item& item : model_.scores[score].items) {
      Breakdown part;
      part.value = moment.item(item, {open_book, false, nullptr}, &part);
      collect_held(part, held);
    }
    for (const std::uint32_t rule : held) look_at_rule(moment, rule);
  }
  for (std::uint32_t rule = 0; rule < model_.rules.size(); ++rule) {
    if (!state.rules[rule]->occurrences.empty()) look_at_rule(moment, rule);
  }
}

void Coverage::look_at_rule(Moment& moment, std::uint32_t index) {
  const model::Rule& rule = model_.rules[index];
  rules_[index] = true;
  if (!rule.table) return;
  if (!rule.event) {
    look_at_rows(*rule.table, index, moment.value(rule.table->by));
    return;
  }
  for (const auto& occurrence : moment.state().rules[index]->occurrences) {
    look_at_rows(*rule.table, index, moment.value(rule.table->by, occurrence.event.get()));
  }
}

void Coverage::look_at_rows(const model::Table& table, std::uint32_t rule, const eval::Datum& by) {
  bool matched = false;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!eval::row_matches(table.rows[row], by, table.exact)) continue;
    rows_[rule][row] = true;
    matched = true;
    if (table.combine == model::Combine::first) return;
  }
  for (std::size_t row = 0; row < table.rows.size() && !matched && !by.is_missing(); ++row) {
    if (table.rows[row].otherwise) rows_[rule][row] = true;
  }
}

// What came on in between held then, whatever its conditions are now.
void Coverage::look_at_signals(const eval::State& state) {
  for (std::size_t i = 0; i < signals_.size(); ++i) {
    const eval::SignalMemory& memory = state.signals[i];
    if (memory.passes == 0) continue;
    signals_[i] = true;
    was_true(model_.signals[i].when);
  }
}

void Coverage::sees_event(Moment& moment, std::uint32_t index, const eval::EventRecord* event) {
  const model::Rule& rule = model_.rules[index];
  bool fits = true;
  for (const expr::Expr& where : rule.where) {
    judge(moment, where, event);
    fits = fits && moment.holds(where, event);
  }
  if (!fits) return;
  for (const expr::Expr& given : rule.given) judge(moment, given);
}

void Coverage::sees_feedback(Moment& moment, const eval::EventRecord& event) {
  for (const model::RejectionRule& rule : model_.rejections) {
    if (rule.event[event.type] && rule.where) judge(moment, *rule.where, &event);
  }
}

void Coverage::sees_rejection(const model::RejectionRule& rule, const eval::Datum& reason) {
  const auto index = static_cast<std::size_t>(&rule - model_.rejections.data());
  rejections_[index] = true;
  if (reason.is_missing()) return;
  const auto found = reasons_.find({index, reason.text->folded});
  if (found != reasons_.end()) found->second = true;
}

void Coverage::sees_move(std::size_t move) {
  moves_[move] = true;
  was_true(model_.moves[move].when);
}

// --- items ------------------------------------------------------------------------------------

void Coverage::add_rule_items(std::vector<CoverageItem>& items) const {
  for (std::size_t i = 0; i < model_.rules.size(); ++i) {
    const model::Rule& rule = model_.rules[i];
    if (!rule.enabled) continue;
    items.push_back({"rule", rule.name, rule.place, rules_[i]});
    for (std::size_t row = 0; row < rows_[i].size(); ++row) {
      const model::Row& of = rule.table->rows[row];
      items.push_back({"row", rule.name + ": " + of.text, place_of(of.span), rows_[i][row]});
    }
  }
}

void Coverage::add_rejection_items(std::vector<CoverageItem>& items) const {
  for (std::size_t i = 0; i < model_.rejections.size(); ++i) {
    const model::RejectionRule& rule = model_.rejections[i];
    std::vector<std::string> events;
    for (std::size_t type = 0; type < rule.event.size(); ++type) {
      if (rule.event[type]) events.push_back(model_.events[type].name);
    }
    const std::string name = joined(events, " | ");
    items.push_back({"rejection", name, place_of(rule.span), rejections_[i]});
    for (const auto& [reason, effect] : rule.by_reason) {
      items.push_back(
          {"reason", name + ": " + reason, place_of(rule.span), reasons_.at({i, reason})});
    }
  }
}

std::vector<CoverageItem> Coverage::items() const {
  std::vector<CoverageItem> items;
  add_rule_items(items);
  for (std::size_t i = 0; i < model_.signals.size(); ++i) {
    items.push_back({"signal", model_.signals[i].name, model_.signals[i].place, signals_[i]});
  }
  for (std::size_t i = 0; i < model_.moves.size(); ++i) {
    const model::StageMove& move = model_.moves[i];
    items.push_back({"move", "to " + model_.stages[move.to].name, move.place, moves_[i]});
  }
  add_rejection_items(items);
  for (std::size_t i = 0; i < model_.routing.size(); ++i) {
    const model::Route& route = model_.routing[i];
    items.push_back({"route", route.to, place_of(route.span), routes_[i]});
  }
  std::stable_sort(items.begin(), items.end(), [](const CoverageItem& a, const CoverageItem& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return items;
}

}  // namespace leadscore::lead
