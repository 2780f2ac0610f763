// SPDX-License-Identifier: Apache-2.0

// Events, and full intervals of silence, to what they earn under each rule: where, given, limit,
// points x weight, and what the score's minimum withholds.
#include <algorithm>
#include <iterator>
#include <utility>

#include "lead/retention.hpp"
#include "lead/stepper.hpp"
#include "model/event_index.hpp"

namespace leadscore::lead {

using eval::Horizon;
using eval::Moment;
using eval::Occurrence;
using eval::RuleMemory;

std::vector<EventPtr> Stepper::events_of(std::span<const OrderedFact> facts) const {
  std::vector<EventPtr> events;
  for (const OrderedFact& ordered : facts) {
    if (ordered.fact->event) events.push_back(ordered.fact->event);
  }
  return events;
}

// The rules that may take an event, in the order of the file. Where nothing is worked out from what
// changed, all that look for events of its type; also where somebody watches, who is shown them.
std::vector<std::uint32_t> Stepper::rules_for(const EventRecord& event) const {
  const bool all = !tallies_ || watch_ != nullptr;
  return model_.with_rules_of_any(
      event.type, all ? model_.rules_of_event[event.type]
                      : model_.rule_index[event.type]->candidates(event.properties));
}

bool Stepper::qualifies(Moment& moment, std::uint32_t index, const EventRecord* event) {
  const model::Rule& rule = model_.rules[index];
  if (rule.active_from && state_.now < *rule.active_from) return false;
  if (rule.active_until && state_.now >= *rule.active_until) return false;
  if (watch_ != nullptr) watch_->sees_event(moment, index, event);
  const auto where = [&](const expr::Expr& expr) { return moment.holds(expr, event); };
  const auto given = [&](const expr::Expr& expr) { return moment.holds(expr); };
  if (!std::all_of(rule.where.begin(), rule.where.end(), where)) return false;
  if (std::all_of(rule.given.begin(), rule.given.end(), given)) return true;
  ++state_.rules[index].edit().not_given;
  return false;
}

// Every `given` of the instant sees the lead before any of the instant's events count.
void Stepper::take_events(std::span<const OrderedFact> facts) {
  const std::vector<EventPtr> events = events_of(facts);
  if (events.empty()) return;
  std::vector<Candidate> candidates;
  Moment before(state_, nullptr, tallies());
  for (const EventPtr& event : events) {
    if (!quietly_) once_.event_types[event->type] = true;
    for (std::uint32_t rule : rules_for(*event)) {
      if (qualifies(before, rule, event.get())) candidates.push_back({rule, event});
    }
  }
  auto candidate = candidates.begin();
  for (const EventPtr& event : events) {
    std::vector<std::uint32_t> rules;
    for (; candidate != candidates.end() && candidate->event == event; ++candidate) {
      take_occurrence(candidate->rule, event);
      rules.push_back(candidate->rule);
    }
    remember(state_, event, rules, tallies());
    if (!quietly_) unsettle();
  }
}

void Stepper::take_occurrence(std::uint32_t index, const EventPtr& event) {
  const model::Rule& rule = model_.rules[index];
  RuleMemory& memory = state_.rules[index].edit();
  if (!limit_allows(rule, memory, event)) {
    ++memory.left_out;
    return;
  }
  const auto amount = Moment(state_, nullptr, tallies()).amount(rule, event.get());
  if (!amount) {
    ++memory.without_value;
    return;
  }
  Occurrence occurrence{state_.now, event, *amount, rule.weight, {}, {}, 0};
  occurrence.book = static_cast<std::uint32_t>(state_.scores[rule.score].books.size());
  occurrence.original = round_product(*amount, rule.weight);
  const Points kept = taken(rule.score, occurrence.original);
  if (kept != occurrence.original) {
    occurrence.withheld = occurrence.original - kept;
    occurrence.original = kept;
    // One that took nothing lasts as long as it would have; else what it took is what fades.
    if (kept != Points()) occurrence.amount = {true, kept, 0};
    if (kept != Points()) occurrence.weight = Decimal();
  }
  memory.occurrences.push_back(std::move(occurrence));
  if (!tallies_) return;
  if (quietly_) return tallies_->rule_changed(index);
  unsettle();
  Horizon horizon(state_.now);
  const auto worth = Moment(state_, &horizon).worth(rule, memory.occurrences.back());
  // From the present on: before, there was no such occurrence.
  const auto foreseen = eval::Stretch(state_, *tallies_).worth(rule, memory.occurrences.back());
  tallies_->rule_earned(index, {worth, horizon.next().value_or(Time::max())}, foreseen);
}

Points Stepper::taken(std::uint32_t score, Points amount) {
  const auto& least = model_.scores[score].min;
  if (amount >= Points() || !least) return amount;
  if (tallies_ && !quietly_) {
    const eval::TallyHull may_be = outlook().score(score);
    if (!may_be.none && may_be.least - *least >= -amount) return amount;
  }
  const Points above = Moment(state_, nullptr, tallies()).score(score).value_or(*least) - *least;
  return std::max(amount, -std::max(above, Points()));
}

namespace {

// Of more different values than there is room for, those seen last are remembered.
void see_value(RuleMemory& memory, const std::string& value, std::size_t room) {
  auto& values = memory.values;
  const auto found = std::find(values.rbegin(), values.rend(), value);
  if (found != values.rend()) values.erase(std::next(found).base());
  values.push_back(value);
  if (values.size() <= room) return;
  std::erase_if(memory.counted,
                [&](const eval::Counted& counted) { return counted.each == values.front(); });
  values.erase(values.begin());
}

}  // namespace

bool Stepper::limit_allows(const model::Rule& rule, RuleMemory& memory, const EventPtr& event) {
  if (!rule.limit) return true;
  const model::Limit& limit = *rule.limit;
  std::string each;
  if (limit.each && event != nullptr) {
    const auto slot = limit.each->slot_of(event->type);
    const Datum datum = slot ? event->properties[*slot] : Datum();
    const bool folded = datum.kind == Datum::Kind::text && !limit.each_exact;
    each = folded ? json_string(datum.text->folded) : print(datum);
    see_value(memory, each, state_.room.values);
  }
  std::uint32_t counted = 0;
  for (auto past = memory.counted.rbegin(); past != memory.counted.rend(); ++past) {
    if (limit.per && past->at <= state_.now - *limit.per) break;
    if (limit.per_calendar && past->at < model_.zone.start_of(*limit.per_calendar, state_.now))
      break;
    if (past->each == each) ++counted;
    if (counted >= limit.count) return false;
  }
  memory.counted.push_back({state_.now, event, std::move(each)});
  return true;
}

std::optional<Time> Stepper::silence_base(const model::Rule& rule) const {
  const auto last = last_of(state_, rule.event->types);
  return last ? last : state_.first_fact;
}

// The rules that see a full interval without an event of their types end now.
std::vector<std::uint32_t> Stepper::silences_due() {
  std::vector<std::uint32_t> due;
  Moment before(state_, nullptr, tallies());
  for (std::uint32_t index : model_.silence_rules) {
    const model::Rule& rule = model_.rules[index];
    const auto base = silence_base(rule);
    if (!base || state_.now <= *base) continue;
    if ((state_.now - *base) % *rule.event->silence != Duration{0}) continue;
    if (qualifies(before, index, nullptr)) due.push_back(index);
  }
  return due;
}

void Stepper::note_silences(Horizon& horizon) const {
  for (std::uint32_t index : model_.silence_rules) {
    const model::Rule& rule = model_.rules[index];
    const auto base = silence_base(rule);
    if (!base) continue;
    const Duration every = *rule.event->silence;
    horizon.note(*base + ((state_.now - *base) / every + 1) * every);
  }
}

}  // namespace leadscore::lead
