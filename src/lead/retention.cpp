// SPDX-License-Identifier: Apache-2.0
#include "lead/retention.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <utility>

#include "eval/moment.hpp"
#include "model/event_index.hpp"

namespace leadscore::lead {

using eval::EventPtr;
using eval::EventRecord;
using eval::Moment;
using eval::Occurrence;
using eval::Past;
using eval::RuleMemory;
using eval::Run;
using eval::State;

namespace {

// Of occurrences that last for ever, so many of a rule are kept one by one, for explanations.
constexpr std::size_t kShownOccurrences = 256;

// The first instant at which nothing that is bounded needs an event of that time under the key.
Time needed_until(const model::Retention& need, const Zone& zone, Time at) {
  if (need.always) return Time::max();
  Time until = at + need.within;
  for (const Calendar unit : need.calendars) until = std::max(until, zone.end_of(unit, at));
  return until;
}

bool fades(const model::Rule& rule) { return rule.decay || rule.expires; }

// When an occurrence is worth nothing at the latest.
Time worth_until(const model::Rule& rule, const Occurrence& occurrence) {
  Time until = Time::max();
  if (rule.expires) until = occurrence.at + *rule.expires;
  if (!rule.decay || rule.decay->kind == expr::DecayKind::half) return until;
  const model::Decay& decay = *rule.decay;
  std::int64_t whole = 1;
  for (int i = 0; i < decay.amount.digits; ++i) whole *= 10;
  if (decay.kind == expr::DecayKind::lose) {
    const std::int64_t most = Points::kMostThousandths / 1'000;
    const double points = std::abs(occurrence.original.to_double());
    whole *= std::min(most, static_cast<std::int64_t>(points) + 1);
  }
  const std::int64_t steps = (whole + decay.amount.count - 1) / decay.amount.count;
  const std::int64_t left = (kLatestTime - occurrence.at) / decay.every;
  return std::min(until, steps > left ? Time::max() : occurrence.at + steps * decay.every);
}

// A quick look, before all is worked out: whether it is sure that something is left.
bool is_surely_left(const model::Rule& rule, const Occurrence& one, Time now) {
  constexpr Points kEnough = Points::whole(1);
  constexpr int kHalvings = 6;  // leave a 64th
  constexpr Duration kLongestDay = std::chrono::hours(26);
  if (one.withheld != Points() || (one.original < kEnough && -one.original < kEnough)) return false;
  const Duration age = now - one.at;
  if (rule.expires && age >= *rule.expires) return false;
  if (!rule.decay) return true;
  if (rule.decay->kind != expr::DecayKind::half) return age < rule.decay->every;
  return age + kLongestDay <= kHalvings * rule.decay->every;
}

// Lets go of a run's oldest events.
void let_go(Run& run, std::size_t count, const model::Retention& need) {
  if (count == 0) return;
  run.sums_gone.resize(need.summed.size());
  for (std::size_t i = 0; i < count; ++i) {
    const EventRecord& event = *run.events[i];
    for (std::size_t sum = 0; sum < need.summed.size(); ++sum) {
      const auto slot = need.summed[sum]->slot_of(event.type);
      if (!slot || event.properties[*slot].is_missing()) continue;
      run.sums_gone[sum].add(event.properties[*slot].as_number());
    }
  }
  if (!run.first_gone) run.first_gone = run.events.front();
  run.last_gone = run.events[count - 1];
  run.gone += count;
  run.events.erase(run.events.begin(), run.events.begin() + static_cast<std::ptrdiff_t>(count));
}

Past& past_of(RuleMemory& memory, std::uint32_t book) {
  for (Past& past : memory.past) {
    if (past.book == book) return past;
  }
  memory.past.push_back({book, 0, 0, {}, {}, {}, {}});
  return memory.past.back();
}

void fold(RuleMemory& memory, const Occurrence& occurrence) {
  Past& past = past_of(memory, occurrence.book);
  if (past.lasting == 0) past.first = occurrence.at;
  ++past.lasting;
  past.points += occurrence.original;
  past.withheld += occurrence.withheld;
  past.last = occurrence.at;
}

void leave(Shared<RuleMemory>& memory, const model::Rule& rule, const EventPtr& event) {
  const auto is_it = [&](const auto& one) { return one.event == event; };
  const auto& all = memory->occurrences;
  const auto found = std::find_if(all.begin(), all.end(), is_it);
  if (fades(rule) && found != all.end()) {
    const auto place = found - all.begin();
    RuleMemory& own = memory.edit();
    ++past_of(own, own.occurrences[static_cast<std::size_t>(place)].book).over;
    own.occurrences.erase(own.occurrences.begin() + place);
  }
  if (!rule.limit || (!rule.limit->per && !rule.limit->per_calendar)) return;
  const auto& counted = memory->counted;
  if (std::none_of(counted.begin(), counted.end(), is_it)) return;
  std::erase_if(memory.edit().counted, is_it);
}

// The oldest event that is needed leaves, for want of room.
void leave(State& state, const EventPtr& event) {
  const model::Model& model = *state.model;
  for (auto& [key, run] : state.runs.entries()) {
    if (!model.vocabulary.keys[key].types[event->type]) continue;
    const auto found = std::find(run->events.begin(), run->events.end(), event);
    if (found == run->events.end()) continue;
    const auto count = static_cast<std::size_t>(found - run->events.begin()) + 1;
    let_go(run.edit(), count, model.retention[key]);
  }
  for (auto& [index, memory] : state.rules.entries()) {
    const model::Rule& rule = model.rules[index];
    if (!rule.event->silence && rule.event->types[event->type]) leave(memory, rule, event);
  }
  ++state.no_room;
}

// Whether an event had to leave.
bool make_room(State& state) {
  auto& retained = state.retained;
  if (retained.size() <= state.room.events) return false;
  std::erase_if(retained, [&](const eval::Retained& one) { return one.until <= state.now; });
  if (retained.size() <= state.room.events) return false;
  leave(state, retained.front().event);
  retained.erase(retained.begin());
  return true;
}

void trim(Shared<RuleMemory>& memory, const model::Limit& limit, const Moment& moment) {
  const auto& counted = memory->counted;  // in order of time
  if (limit.per || limit.per_calendar) {
    const auto is_over = [&](const eval::Counted& one) {
      return limited_until(limit, moment.model().zone, one.at) <= moment.state().now;
    };
    if (!counted.empty() && is_over(counted.front())) {
      std::erase_if(memory.edit().counted, is_over);
    }
  } else if (!limit.each && counted.size() > limit.count) {
    auto& own = memory.edit().counted;
    own.erase(own.begin(), own.end() - limit.count);
  }
}

// What copies of the lead share is left alone where there is nothing to take away.
void trim(Shared<RuleMemory>& memory, const model::Rule& rule, Moment& moment) {
  const auto& all = memory->occurrences;
  const auto is_gone = [&](const Occurrence& one) {
    return !is_surely_left(rule, one, moment.state().now) && !moment.worth(rule, one);
  };
  if (fades(rule) && std::any_of(all.begin(), all.end(), is_gone)) {
    RuleMemory& own = memory.edit();
    std::erase_if(own.occurrences, [&](const Occurrence& one) {
      if (!is_gone(one)) return false;
      ++past_of(own, one.book).over;
      return true;
    });
  } else if (!fades(rule) && all.size() > kShownOccurrences) {
    RuleMemory& own = memory.edit();
    const auto kept = own.occurrences.end() - kShownOccurrences;
    for (auto one = own.occurrences.begin(); one != kept; ++one) fold(own, *one);
    own.occurrences.erase(own.occurrences.begin(), kept);
  }
  if (rule.limit) trim(memory, *rule.limit, moment);
}

}  // namespace

Time limited_until(const model::Limit& limit, const Zone& zone, Time at) {
  if (limit.per) return at + *limit.per;
  return limit.per_calendar ? zone.end_of(*limit.per_calendar, at) : at;
}

void remember(State& state, const EventPtr& event, const std::vector<std::uint32_t>& rules,
              eval::Tallies* tallies) {
  const model::Model& model = *state.model;
  state.last_of_type[event->type] = event->at;
  Time until = Time::min();
  const auto& keys = model.vocabulary.keys;
  Moment moment(state);
  const auto add_to = [&](std::uint32_t key) {
    if (!moment.holds(keys[key].where, event.get())) return;
    state.runs[key].edit().events.push_back(event);
    if (tallies != nullptr) tallies->key_changed(key);
    until = std::max(until, needed_until(model.retention[key], model.zone, event->at));
  };
  if (tallies != nullptr) {
    const auto some = model.key_index[event->type]->candidates(event->properties);
    std::for_each(some.begin(), some.end(), add_to);
  } else {
    for (std::uint32_t key = 0; key < keys.size(); ++key) {
      if (keys[key].types[event->type]) add_to(key);
    }
  }
  for (const std::uint32_t index : rules) {
    const model::Rule& rule = model.rules[index];
    const RuleMemory& memory = *std::as_const(state.rules)[index];
    if (rule.limit && !memory.counted.empty() && memory.counted.back().event == event) {
      until = std::max(until, limited_until(*rule.limit, model.zone, event->at));
    }
    if (!fades(rule) || memory.occurrences.empty()) continue;
    const Occurrence& newest = memory.occurrences.back();
    if (newest.event == event) until = std::max(until, worth_until(rule, newest));
  }
  if (until <= state.now) return;
  state.retained.push_back({event, until});
  if (make_room(state) && tallies != nullptr) tallies->everything_changed();
}

std::vector<eval::Retained> retained_of(const State& state) {
  const model::Model& model = *state.model;
  std::map<std::pair<Time, std::size_t>, eval::Retained> all;  // by time, then as first met
  std::map<const EventRecord*, std::size_t> met;
  const auto need = [&](const EventPtr& event, Time until) {
    if (!event || until <= state.now) return;
    const std::size_t place = met.emplace(event.get(), met.size()).first->second;
    auto& one = all.try_emplace({event->at, place}, eval::Retained{event, until}).first->second;
    one.until = std::max(one.until, until);
  };
  for (const auto& [key, run] : state.runs.entries()) {
    for (const EventPtr& event : run->events) {
      need(event, needed_until(model.retention[key], model.zone, event->at));
    }
  }
  for (const auto& [index, memory] : state.rules.entries()) {
    const model::Rule& rule = model.rules[index];
    for (const eval::Counted& counted : memory->counted) {
      if (rule.limit) need(counted.event, limited_until(*rule.limit, model.zone, counted.at));
    }
    if (!fades(rule)) continue;
    for (const Occurrence& one : memory->occurrences) need(one.event, worth_until(rule, one));
  }
  std::vector<eval::Retained> retained;
  for (auto& [place, one] : all) retained.push_back(std::move(one));
  return retained;
}

void trim(State& state) {
  const model::Model& model = *state.model;
  for (auto& [key, run] : state.runs.entries()) {
    const model::Retention& need = model.retention[key];
    const auto needed = [&](const EventPtr& event) {
      return needed_until(need, model.zone, event->at) > state.now;
    };
    const auto kept = std::find_if(run->events.begin(), run->events.end(), needed);
    const auto count = static_cast<std::size_t>(kept - run->events.begin());
    if (count > 0) let_go(run.edit(), count, need);
  }
  Moment moment(state);
  for (auto& [index, memory] : state.rules.entries()) trim(memory, model.rules[index], moment);
  std::erase_if(state.retained, [&](const eval::Retained& one) { return one.until <= state.now; });
}

}  // namespace leadscore::lead
