// SPDX-License-Identifier: Apache-2.0
#include "engine/carry.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/carry_parts.hpp"
#include "lead/state_fields.hpp"

namespace leadscore::engine {

namespace {

using eval::Datum;
using eval::EventPtr;
using eval::EventRecord;
using eval::State;
using lead::BoundFact;
using lead::FactPtr;

std::string stage_of(const State& state) {
  return state.stage ? state.model->stages[state.stage->stage].name : std::string();
}

std::string route_of(const State& state) {
  return state.route ? state.model->routing[*state.route].to : std::string();
}

NamedPoints scores_of(const State& state) {
  eval::Moment moment(state);
  NamedPoints scores;
  for (std::uint32_t i = 0; i < state.model->scores.size(); ++i) {
    scores.emplace_back(state.model->scores[i].name, moment.score(i));
  }
  return scores;
}

// Where things of one rule file stand in another, by their names.
class Names {
 public:
  Names(const model::Model& from, const model::Model& to) : from_(from), to_(to) {
    for (const model::Field& field : from.attributes) {
      attributes_.push_back(same_type(field, to.attribute_named(field.name), to.attributes));
    }
    for (const model::EventType& type : from.events) types_.push_back(to.event_named(type.name));
  }

  [[nodiscard]] std::optional<std::uint32_t> attribute(std::uint32_t index) const {
    return attributes_[index];
  }
  [[nodiscard]] std::optional<std::uint32_t> type(std::uint32_t index) const {
    return types_[index];
  }

  // An event under the new rules; null where they do not know its type.
  [[nodiscard]] EventPtr event(const EventRecord& old) const {
    const auto type = types_[old.type];
    if (!type) return nullptr;
    auto event = std::make_shared<EventRecord>(old);
    event->type = *type;
    const auto& fields = to_.events[*type].properties;
    const auto& known = from_.events[old.type].properties;
    event->properties.assign(fields.size(), Datum());
    for (std::size_t slot = 0; slot < fields.size(); ++slot) {
      for (std::size_t was = 0; was < known.size(); ++was) {
        const bool same =
            known[was].name == fields[slot].name && known[was].type == fields[slot].type;
        if (same) event->properties[slot] = old.properties[was];
      }
    }
    return event;
  }
  // Of one under the new rules.
  [[nodiscard]] std::string text_of(const BoundFact& fact) const {
    return lead::understood_text(fact, fact.event.get(), to_);
  }

 private:
  static std::optional<std::uint32_t> same_type(const model::Field& field,
                                                std::optional<std::uint32_t> index,
                                                const std::vector<model::Field>& fields) {
    return index && fields[*index].type == field.type ? index : std::nullopt;
  }

  const model::Model& from_;
  const model::Model& to_;
  std::vector<std::optional<std::uint32_t>> attributes_;
  std::vector<std::optional<std::uint32_t>> types_;
};

// The facts that a state still remembers, as facts under the new rules.
class Remembered {
 public:
  Remembered(const State& state, const Names& names) : state_(state), names_(names) {}

  // Values without a time, of a lead that has not begun.
  [[nodiscard]] FactPtr undated() const {
    BoundFact set;
    set.kind = FactKind::set;
    for (std::uint32_t i = 0; i < state_.attributes.size(); ++i) take_attribute(i, set);
    return std::make_shared<const BoundFact>(std::move(set));
  }

  std::vector<FactPtr> facts() {
    attributes();
    State copy = state_;
    lead::EventGatherer gatherer;
    lead::state_fields(gatherer, copy);
    for (const EventPtr& event : std::move(gatherer).take()) add(event);
    return std::move(facts_);
  }

 private:
  void attributes() {
    std::map<Time, BoundFact> sets = {{*state_.first_fact, BoundFact()}};
    for (std::uint32_t i = 0; i < state_.attributes.size(); ++i) {
      if (state_.attributes_set[i] == Time::min()) continue;
      take_attribute(i, sets[state_.attributes_set[i]]);
    }
    for (auto& [at, set] : sets) {
      set.kind = FactKind::set;
      set.at = at;
      facts_.push_back(std::make_shared<const BoundFact>(std::move(set)));
    }
  }

  void take_attribute(std::uint32_t i, BoundFact& set) const {
    const auto index = names_.attribute(i);
    if (!index || state_.attributes_set[i] == Time::min()) return;
    set.attributes.emplace_back(*index, state_.attributes[i]);
  }

  void add(const EventPtr& old) {
    BoundFact fact;
    fact.kind = FactKind::event;
    fact.at = old->at;
    fact.id = old->id;
    fact.event = names_.event(*old);
    if (fact.event) fact.text = names_.text_of(fact);
    if (fact.event) facts_.push_back(std::make_shared<const BoundFact>(std::move(fact)));
  }

  const State& state_;
  const Names& names_;
  std::vector<FactPtr> facts_;
};

// When each type of the new rules happened last, as far as the old ones knew it.
LastEvents last_events(const State& old, const Names& names, const model::Model& to) {
  LastEvents last(to.events.size());
  for (std::uint32_t type = 0; type < old.last_of_type.size(); ++type) {
    if (names.type(type)) last[*names.type(type)] = old.last_of_type[type];
  }
  return last;
}

// Event rules that look for what may be forgotten.
void find_begun_anew(const LastEvents& last, const model::Model& to, NotCarried& not_carried) {
  for (const model::Rule& rule : to.rules) {
    if (rule.event && rule.enabled && has_happened(last, rule.event->types)) {
      not_carried.rules.insert(rule.name);
    }
  }
}

}  // namespace

std::vector<Output> standing_changes(const State& before, const State& after, Time at) {
  std::vector<Output> out;
  const auto add = [&](decltype(Output::what) what) {
    out.push_back({at, {}, std::move(what), true, false});
  };
  const NamedPoints scores = scores_of(after);
  for (std::size_t i = 0; i < before.signals.size(); ++i) {
    const std::string& name = before.model->signals[i].name;
    if (!before.signals[i].on || signal_of(after, name).on) continue;
    add(Crossing{name, Edge::left, before.signals[i].passes, scores});
  }
  for (std::size_t i = 0; i < after.signals.size(); ++i) {
    const std::string& name = after.model->signals[i].name;
    if (!after.signals[i].on || signal_of(before, name).on) continue;
    add(Crossing{name, Edge::entered, after.signals[i].passes, scores});
  }
  if (stage_of(before) != stage_of(after) && after.stage) {
    add(Move{stage_of(before), stage_of(after), after.stage->entered[after.stage->stage], "rules"});
  }
  if (route_of(before) != route_of(after)) add(RouteChange{route_of(after)});
  return out;
}

namespace {

lead::Track not_begun(const State& state, const Names& names, const RuleSet& to,
                      const LeadOptions& options, Time now) {
  const FactPtr set = Remembered(state, names).undated();
  lead::Edition edition;
  edition.story.push_back({Time::max(), true, set.get()});
  return {to.model(), options, {edition}, now};
}

lead::Track forgotten(const RuleSet& to, const LeadOptions& options, Time at) {
  lead::Edition edition;
  edition.from = at;
  edition.gone = true;
  return {to.model(), options, {edition}, at};
}

lead::Track begun(const State& state, const Names& names, const RuleSet& to,
                  const LeadOptions& options, NotCarried& not_carried) {
  const auto facts = Remembered(state, names).facts();
  lead::Edition edition;
  for (const FactPtr& fact : facts) edition.story.push_back({*fact->at, false, fact.get()});
  lead::sort_story(edition.story);
  edition.from = state.now;
  lead::Track track(to.model(), options, {edition}, state.now);
  const auto last = last_events(state, names, to.model());
  find_begun_anew(last, to.model(), not_carried);
  track.change([&](State& changed) {
    take_silence(last, changed);
    take_adjustments(state, changed, not_carried);
    take_journey(state, changed);
  });
  return track;
}

}  // namespace

lead::Track carried_over(lead::Track& old, const RuleSet& from, const RuleSet& to,
                         const LeadOptions& options, Time now, NotCarried& not_carried) {
  const Names names(from.model(), to.model());
  // One that has not begun may be asked for at any time: its values are the same.
  const Time at = std::max({now, old.present(), kEarliestTime});
  std::vector<Output> waiting;
  if (now != Time::min() || old.present() != Time::min()) waiting = old.advance_to(at);
  const lead::Stepper was = *old.stepped_to(at);
  const bool gone = old.is_gone(at);
  const bool stays_undated = was.is_undated() && !gone;
  lead::Track track = stays_undated ? not_begun(was.state(), names, to, options, now)
                      : gone        ? forgotten(to, options, at)
                                    : begun(was.state(), names, to, options, not_carried);
  if (!stays_undated && !gone) {
    const auto stepper = track.stepped_to(at);
    auto changes = standing_changes(was.state(), stepper->state(), at);
    waiting.insert(waiting.end(), changes.begin(), changes.end());
  }
  track.wait_first_with(std::move(waiting));
  return track;
}

}  // namespace leadscore::engine
