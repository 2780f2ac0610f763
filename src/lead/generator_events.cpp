// SPDX-License-Identifier: Apache-2.0

// Event rules: the properties they ask for, what limits let pass, what fades and expires when.
#include <algorithm>

#include "eval/moment.hpp"
#include "lead/generator.hpp"
#include "lead/life.hpp"

namespace leadscore::lead {

namespace {

constexpr Duration kSecond{1'000'000};
constexpr Duration kMinute = 60 * kSecond;
constexpr std::uint32_t kMostLimit = 30;
constexpr std::size_t kMostDeeds = 20'000;  // combinations of properties that are tried
constexpr std::size_t kMostChanges = 40;
constexpr std::size_t kMostLooks = 12;
constexpr std::size_t kForEvents = 6;  // eighths of all leads

std::string name_of(const model::Model& model, const Deed& deed, std::size_t slot) {
  const std::string& name = model.events[deed.type].properties[slot].name;
  const Choice* choice = deed.properties[slot];
  return shortened(name + " " + (choice == nullptr ? "not known" : choice->text));
}

// Whether the rule's points or table ask for properties.
bool reads_properties(const model::Rule& rule) {
  return rule.table || std::holds_alternative<expr::Expr>(rule.worth) || rule.limit;
}

}  // namespace

Time Generator::start_of(const model::Rule& rule) const {
  Time at = now_;
  if (rule.active_from && *rule.active_from > at) at = *rule.active_from;
  if (rule.active_until && *rule.active_until <= at) {
    at = rule.active_from ? *rule.active_from : *rule.active_until - kMinute;
  }
  return at;
}

bool Generator::fits(const model::Rule& rule, const Deed& deed) const {
  eval::EventRecord record;
  record.type = deed.type;
  for (const Choice* choice : deed.properties) {
    record.properties.push_back(choice == nullptr ? eval::Datum() : choice->datum);
  }
  const eval::State nobody(model_);
  eval::Moment moment(nobody);
  const auto& ignore = model_.events[deed.type].ignore;
  if (ignore && moment.holds(*ignore, &record)) return false;
  const bool taken =
      std::all_of(rule.where.begin(), rule.where.end(),
                  [&](const expr::Expr& where) { return moment.holds(where, &record); });
  if (!taken || !reads_properties(rule)) return taken;
  const auto amount = moment.amount(rule, &record);
  return amount && round_product(*amount, rule.weight) != Points();
}

// Counts through the values of the properties, the first fastest; 0 is not known.
std::optional<Deed> Generator::first_deed(std::uint32_t type, std::size_t most,
                                          const std::function<bool(const Deed&)>& is_good) const {
  const std::size_t slots = model_.events[type].properties.size();
  std::vector<std::size_t> counts(slots, 0);
  for (std::size_t tries = 0; tries < most; ++tries) {
    Deed deed{type, std::vector<const Choice*>(slots, nullptr)};
    for (std::size_t slot = 0; slot < slots; ++slot) {
      const Choices& choices = values_.choices_of(type, slot);
      if (counts[slot] > 0) deed.properties[slot] = &choices[counts[slot] - 1];
    }
    if (is_good(deed)) return deed;
    std::size_t slot = 0;
    for (; slot < slots; ++slot) {
      if (++counts[slot] <= values_.choices_of(type, slot).size()) break;
      counts[slot] = 0;
    }
    if (slot == slots) break;
  }
  return std::nullopt;
}

std::optional<Generator::Trigger> Generator::trigger_of(std::uint32_t index) {
  const model::Rule& rule = model_.rules[index];
  Conditions conditions = whens_of(index);
  for (const expr::Expr& given : rule.given) conditions.push_back(&given);
  const Known known = known_for(conditions);
  for (std::uint32_t type = 0; type < rule.event->types.size(); ++type) {
    if (!rule.event->types[type]) continue;
    const auto deed =
        first_deed(type, kMostDeeds, [&](const Deed& each) { return fits(rule, each); });
    if (!deed) continue;
    Trigger trigger{known, *deed, start_of(rule)};
    const Subject subject{{}, trigger.known, {{trigger.at, trigger.deed}}, {}};
    const Stepper stepper = prober_.stepped(subject, trigger.at);
    if (!stepper.state().rules[index]->occurrences.empty()) return trigger;
  }
  return std::nullopt;
}

void Generator::add_event_scenarios() {
  for (std::uint32_t i = 0; i < model_.rules.size(); ++i) {
    const model::Rule& rule = model_.rules[i];
    if (!rule.enabled || !rule.event || rule.event->silence) continue;
    if (!has_room(kForEvents)) return;
    const auto trigger = trigger_of(i);
    if (!trigger) continue;
    deeds_.push_back(trigger->deed);
    add_property_scenario(i, *trigger);
    add_limit_scenario(i, *trigger);
    add_time_scenario(i, *trigger);
    add_active_scenario(i, trigger->known, trigger->deed);
  }
  for (const model::Rule& rule : model_.rules) {
    if (rule.enabled && rule.event && rule.event->silence) add_silence_scenario(rule);
  }
  add_type_scenarios();
  add_count_scenarios();
}

// One event a lead, the properties that the rule asks for changed one after the other.
void Generator::add_property_scenario(std::uint32_t index, const Trigger& trigger) {
  const model::Rule& rule = model_.rules[index];
  const auto subject = [&](std::string id, Deed deed) {
    return Subject{std::move(id), trigger.known, {{trigger.at, std::move(deed)}}, {}};
  };
  Scenario scenario{"rule " + rule.name + " with each property", {}, index};
  ProbeValues asked(model_, now_);
  for (const expr::Expr& where : rule.where) asked.add(where);
  asked.add(rule);
  asked.add_others();
  for (std::size_t slot = 0; slot < trigger.deed.properties.size(); ++slot) {
    const Choices& wanted = asked.choices_of(trigger.deed.type, slot);
    if (wanted.empty()) continue;
    Deed deed = trigger.deed;
    for (const Choice& choice : values_.choices_of(trigger.deed.type, slot)) {
      if (find_equal(wanted, choice) == nullptr) continue;
      deed.properties[slot] = &choice;
      if (!has_room(kForEvents)) return;
      add_lead(scenario, subject(name_of(model_, deed, slot), deed), trigger.at);
    }
    deed.properties[slot] = nullptr;
    add_lead(scenario, subject(name_of(model_, deed, slot), deed), trigger.at);
  }
  keep(std::move(scenario));
}

// The same with another value of what the limit tells apart.
std::optional<Deed> Generator::with_other_each(const model::Rule& rule, const Deed& deed) const {
  if (!rule.limit->each) return std::nullopt;
  const auto slot = rule.limit->each->slot_of(deed.type);
  if (!slot) return std::nullopt;
  Deed other = deed;
  const Choice*& value = other.properties[*slot];
  const Choice* const before = value;
  for (const Choice& choice : values_.choices_of(deed.type, *slot)) {
    value = &choice;
    if (&choice != before && fits(rule, other)) return other;
  }
  return std::nullopt;
}

// As many events as count, one more, and the first that counts again.
void Generator::add_limit_scenario(std::uint32_t index, const Trigger& trigger) {
  const model::Rule& rule = model_.rules[index];
  if (!rule.limit || rule.limit->count > kMostLimit || !has_room(kForEvents)) return;
  const model::Limit& limit = *rule.limit;
  Subject subject{{}, trigger.known, {}, {}};
  std::vector<Time> looks;
  for (std::uint32_t i = 0; i <= limit.count; ++i) {
    subject.deeds.emplace_back(trigger.at + i * kMinute, trigger.deed);
    if (i + 1 >= limit.count) looks.push_back(subject.deeds.back().first);
  }
  looks.insert(looks.begin(), trigger.at - kMinute);  // nothing has happened yet
  if (const auto other = with_other_each(rule, trigger.deed)) {
    subject.deeds.emplace_back(looks.back() + kMinute, *other);
    looks.push_back(looks.back() + kMinute);
  }
  std::optional<Time> again;
  if (limit.per) again = trigger.at + *limit.per;
  if (limit.per_calendar) again = model_.zone.end_of(*limit.per_calendar, looks.back());
  if (again && *again - kSecond > looks.back()) {
    for (const Time at : {*again - kSecond, *again}) {
      subject.deeds.emplace_back(at, trigger.deed);
      looks.push_back(at);
    }
  }
  for (const Time at : looks) prober_.add_look(subject, at, index);
  keep({"rule " + rule.name + " at its limit " + limit.text, {std::move(subject)}, index});
}

// When something that anybody sees changes by itself: of each thing the first time.
std::vector<Time> Generator::changes_after(const Subject& subject, Time at) {
  std::vector<Time> times;
  std::set<std::string> seen;
  for (const Change& change : changes_of(prober_.stepped(subject, at), kMostChanges)) {
    if (!seen.insert(change.what).second) continue;
    // A second is what people write; the microsecond after a bound only where it must be.
    const Time second = change.at + (kSecond - change.at.time_since_epoch() % kSecond) % kSecond;
    const bool same = second == change.at ||
                      same_outcome(prober_.look(subject, change.at), prober_.look(subject, second));
    times.push_back(same ? second : change.at);
  }
  return times;
}

// Just before and at each change that time alone brings.
void Generator::add_time_scenario(std::uint32_t index, const Trigger& trigger) {
  const model::Rule& rule = model_.rules[index];
  if (!has_room(kForEvents)) return;
  Subject subject{{}, trigger.known, {{trigger.at, trigger.deed}}, {}};
  std::vector<Time> changes = changes_after(subject, trigger.at);
  if (rule.expires) changes.push_back(trigger.at + *rule.expires);
  std::set<Time> looks = {trigger.at};
  for (const Time change : changes) {
    if (change > kLatestTime || looks.size() >= kMostLooks) continue;
    looks.insert(std::max(trigger.at, change - kSecond));
    looks.insert(change);
  }
  for (const Time at : looks) prober_.add_look(subject, at, index);
  keep({"rule " + rule.name + " as time passes", {std::move(subject)}, index});
}

// Just before and at both ends of the time in which the rule counts.
void Generator::add_active_scenario(std::uint32_t index, const Known& known,
                                    const std::optional<Deed>& deed) {
  const model::Rule& rule = model_.rules[index];
  if (!has_room(kForEvents)) return;
  Subject subject{{}, known, {}, {}};
  for (const std::optional<Time>& end : {rule.active_from, rule.active_until}) {
    if (!end || *end - kSecond < kEarliestTime) continue;
    for (const Time at : {*end - kSecond, *end}) {
      if (deed) subject.deeds.emplace_back(at, *deed);
      prober_.add_look(subject, at, index);
    }
  }
  if (subject.looks.empty()) return;
  keep({"rule " + rule.name + " as it becomes active or ends", {std::move(subject)}, index});
}

// An event to begin with, then nothing: just before and at the end of the silence.
void Generator::add_silence_scenario(const model::Rule& rule) {
  if (deeds_.empty() || !has_room(kForEvents)) return;
  const Duration silence = *rule.event->silence;
  std::optional<Scenario> best;
  for (const Deed& deed : deeds_) {
    Subject subject{{}, {}, {{now_, deed}}, {}};
    for (const Time at : {now_ + silence - kSecond, now_ + silence}) {
      if (at <= kLatestTime) prober_.add_look(subject, at);
    }
    if (subject.looks.size() < 2 || !has_room(kForEvents)) return;
    if (same_outcome(subject.looks[0].got, subject.looks[1].got)) continue;
    best = Scenario{"rule " + rule.name + " after " + rule.event->text, {std::move(subject)}};
    break;
  }
  if (best) keep(std::move(*best));
}

}  // namespace leadscore::lead
