// SPDX-License-Identifier: Apache-2.0
#include "lead/told_rules.hpp"

#include <algorithm>
#include <variant>

#include "lead/retention.hpp"

namespace leadscore::lead {

using eval::Counted;
using eval::EventPtr;
using eval::Occurrence;
using eval::RuleMemory;
using eval::State;

namespace {

// What the rule's limit has counted of its occurrences and can still need.
std::vector<Counted> still_counted(const State& state, const model::Rule& rule,
                                   const std::vector<Occurrence>& occurrences) {
  std::vector<Counted> counted;
  if (!rule.limit) return counted;
  const model::Limit& limit = *rule.limit;
  const bool within = limit.per || limit.per_calendar;
  for (const Occurrence& one : occurrences) {
    const bool over = within && limited_until(limit, state.model->zone, one.at) <= state.now;
    if (!over) counted.push_back({one.at, one.event, {}});
  }
  if (!within && counted.size() > limit.count) {
    counted.erase(counted.begin(), counted.end() - limit.count);
  }
  return counted;
}

bool is_same(const Counted& a, const Counted& b) {
  return a.at == b.at && a.event == b.event && a.each == b.each;
}

std::uint32_t open_book(const State& state, const model::Rule& rule) {
  return static_cast<std::uint32_t>(state.scores[rule.score].books.size());
}

}  // namespace

bool has_plain_occurrences(const model::Rule& rule) {
  return rule.event && !rule.table && std::holds_alternative<Points>(rule.worth);
}

bool is_plain(const Occurrence& occurrence, const model::Rule& rule) {
  return has_plain_occurrences(rule) && occurrence.amount.exact &&
         occurrence.amount.points == std::get<Points>(rule.worth) &&
         occurrence.weight == rule.weight && occurrence.withheld == Points();
}

Occurrence plain_occurrence(const model::Rule& rule, const EventPtr& event, std::uint32_t book) {
  Occurrence occurrence;
  occurrence.event = event;
  if (event) occurrence.at = event->at;
  occurrence.amount = {true, std::get<Points>(rule.worth), 0};
  occurrence.weight = rule.weight;
  occurrence.original = round_product(occurrence.amount, occurrence.weight);
  occurrence.book = book;
  return occurrence;
}

bool is_told_by_events(const State& state, std::uint32_t index) {
  const model::Rule& rule = state.model->rules[index];
  const RuleMemory& memory = *state.rules[index];
  const std::uint32_t book = open_book(state, rule);
  const auto is_told = [&](const Occurrence& one) {
    return one.event && one.book == book && is_plain(one, rule);
  };
  const bool more = !memory.past.empty() || !memory.values.empty() || memory.left_out > 0 ||
                    memory.without_value > 0 || memory.not_given > 0;
  if (more || memory.occurrences.empty() || (rule.limit && rule.limit->each)) return false;
  if (!std::all_of(memory.occurrences.begin(), memory.occurrences.end(), is_told)) return false;
  const auto counted = still_counted(state, rule, memory.occurrences);
  return std::equal(counted.begin(), counted.end(), memory.counted.begin(), memory.counted.end(),
                    is_same);
}

bool remember_told(State& state, const Told& told) {
  std::vector<std::uint32_t> rules;
  for (const auto& [index, event] : told) rules.push_back(index);
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  for (const std::uint32_t index : rules) {
    const bool is_new = state.rules.find(index) == nullptr;
    if (!is_new || !has_plain_occurrences(state.model->rules[index])) return false;
  }
  for (const auto& [index, event] : told) {
    const model::Rule& rule = state.model->rules[index];
    if (rule.event->silence || !rule.event->types[event->type]) return false;
    state.rules[index].edit().occurrences.push_back(
        plain_occurrence(rule, event, open_book(state, rule)));
  }
  for (const std::uint32_t index : rules) {
    RuleMemory& memory = state.rules[index].edit();
    memory.counted = still_counted(state, state.model->rules[index], memory.occurrences);
  }
  return true;
}

}  // namespace leadscore::lead
