// SPDX-License-Identifier: Apache-2.0
#include "lead/coverage.hpp"

#include <set>

#include "base/line_index.hpp"

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
      rules_(model.rules.size()),
      moves_(model.moves.size()),
      signals_(model.signals.size()) {
  for (const model::Rule& rule : model.rules) {
    rows_.emplace_back(rule.table ? rule.table->rows.size() : 0);
  }
}

void Coverage::look_at(const eval::State& state) {
  Moment moment(state);
  if (moment.excluded()) return;
  for (std::size_t score = 0; score < model_.scores.size(); ++score) {
    const auto open_book = static_cast<std::uint32_t>(state.scores[score].books.size());
    std::set<std::uint32_t> held;
    for (const model::Item& item : model_.scores[score].items) {
      Breakdown part;
      part.value = moment.item(item, {open_book, false, nullptr}, &part);
      collect_held(part, held);
    }
    for (std::uint32_t rule : held) look_at_rule(moment, rule);
  }
  for (std::uint32_t rule = 0; rule < model_.rules.size(); ++rule) {
    if (!state.rules[rule].occurrences.empty()) look_at_rule(moment, rule);
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
  for (const auto& occurrence : moment.state().rules[index].occurrences) {
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

void Coverage::look_at(const std::vector<Output>& outputs) {
  for (const Output& output : outputs) {
    if (const auto* crossing = std::get_if<Crossing>(&output.what)) {
      if (const auto signal = model_.signal_named(crossing->signal)) signals_[*signal] = true;
    }
    const auto* made = std::get_if<Move>(&output.what);
    for (std::size_t i = 0; made != nullptr && i < model_.moves.size(); ++i) {
      const model::StageMove& move = model_.moves[i];
      if (model_.stages[move.to].name != made->to) continue;
      const std::string cause = move.signal  ? "signal " + model_.signals[*move.signal].name
                                : move.event ? "event " + move.event_text
                                             : "when";
      if (cause == made->cause) moves_[i] = true;
    }
  }
}

std::vector<CoverageItem> Coverage::items() const {
  const LineIndex lines(model_.source);
  std::vector<CoverageItem> items;
  for (std::size_t i = 0; i < model_.rules.size(); ++i) {
    const model::Rule& rule = model_.rules[i];
    if (!rule.enabled) continue;
    items.push_back({"rule", rule.name, rule.place, rules_[i]});
    for (std::size_t row = 0; row < rows_[i].size(); ++row) {
      const model::Row& of = rule.table->rows[row];
      items.push_back(
          {"row", rule.name + ": " + of.text, lines.place_of(of.span.begin), rows_[i][row]});
    }
  }
  for (std::size_t i = 0; i < model_.signals.size(); ++i) {
    items.push_back({"signal", model_.signals[i].name, model_.signals[i].place, signals_[i]});
  }
  for (std::size_t i = 0; i < model_.moves.size(); ++i) {
    items.push_back(
        {"move", "to " + model_.stages[model_.moves[i].to].name, model_.moves[i].place, moves_[i]});
  }
  return items;
}

}  // namespace leadscore::lead
