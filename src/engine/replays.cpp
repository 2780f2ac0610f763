// SPDX-License-Identifier: Apache-2.0

// Facts that a lead's state alone cannot take: the leads concerned are replayed from their facts.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "engine/pool.hpp"
#include "lead/bound_fact.hpp"
#include "lead/life.hpp"

namespace leadscore::engine {

namespace {

bool same(const Fact& a, const Fact& b) {
  return a.kind == b.kind && a.at == b.at && a.lead == b.lead &&
         canonical_text(a) == canonical_text(b);
}

Time just_before(Time at) { return at == Time::min() ? at : at - Duration(1); }

// Whether the fact is about whose facts are whose.
bool links(const Fact& fact) {
  return fact.kind == FactKind::merge || fact.kind == FactKind::unmerge;
}

bool is_ahead(const Fact& fact, Time now) {
  return now != Time::min() && fact.at && *fact.at > now;
}

// A retraction, of an event that may be still to come, or an erasure that is.
bool takes_away(const Fact& fact, Time now) {
  return fact.kind == FactKind::retract || (fact.kind == FactKind::erase && is_ahead(fact, now));
}

bool is_among(const std::vector<Fact>& facts, const Fact& fact) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& one) { return same(one, fact); });
}

}  // namespace

Applied Pool::replay_with(const Fact& fact) {
  Shard& shard = shard_of(named(fact.lead));
  lead::Binding binding = lead::bind(fact, rules_.model());
  if (!binding.fact) return count(shard, std::move(binding.applied));
  note_link(fact);
  const Time now = this->now();
  // What a merged lead says that the others have said is known if it was said under its name.
  const bool says = !links(fact) && fact.kind != FactKind::erase;
  if (!is_ahead(fact, now)) {
    binding.applied.status = replay({fact}, false, now);
  } else if (is_pending(fact) || (says && is_among(options_.facts(fact.lead), fact))) {
    binding.applied.status = Applied::Status::duplicate;
  } else {
    pending_.emplace(*fact.at, fact);
  }
  return count(shard, std::move(binding.applied));
}

bool Pool::is_pending(const Fact& fact) const {
  if (!fact.at) return false;
  const auto [first, last] = pending_.equal_range(*fact.at);
  return std::any_of(first, last, [&](const auto& one) { return same(one.second, fact); });
}

// Links are found from the lead whose facts name them, and then known from the other one too.
Relations Pool::related_to(std::set<std::string> names) {
  Relations relations = related(options_.facts, std::move(names), [this](const std::string& name) {
    const auto found = links_.find(name);
    return found == links_.end() ? std::set<std::string>() : found->second;
  });
  for (const Fact& fact : relations.facts) note_link(fact);
  return relations;
}

void Pool::note_link(const Fact& fact) {
  if (!links(fact)) return;
  links_[fact.lead].insert(fact.other);
  links_[fact.other].insert(fact.lead);
}

// Of leads that are merged, a track does not know which fact is whose: who is forgotten lets go
// those that were merged into him, and what two of them say alike is not one fact.
bool Pool::concerns_others(const lead::BoundFact& fact, std::string_view lead,
                           lead::Track& track) const {
  if (!links_.contains(lead)) return false;
  return fact.kind == FactKind::erase || track.has(fact);
}

// The leads concerned, at `now`, with these facts, which the source has already or not. What was
// given up to the engine's present, which is `now` or just before it, stays given or is corrected.
// What became of the last of them.
Applied::Status Pool::replay(const std::vector<Fact>& facts, bool in_source, Time now) {
  std::set<std::string> names;
  for (const Fact& fact : facts) {
    names.insert(fact.lead);
    if (!fact.other.empty()) names.insert(fact.other);
  }
  const Relations relations = related_to(std::move(names));
  lead::People before(rules_.model());
  lead::People after(rules_.model());
  std::vector<Fact> take_away;  // retractions and erasures that may be still to come
  for (const Fact& fact : relations.facts) {
    if (is_pending(fact) || (in_source && is_among(facts, fact))) continue;
    (void)before.apply(fact);
    (void)after.apply(fact);
    if (takes_away(fact, now)) take_away.push_back(fact);
    if (links(fact) && is_ahead(fact, now)) pending_.emplace(*fact.at, fact);
  }
  auto status = Applied::Status::applied;
  for (const Fact& fact : facts) {
    status = after.apply(fact).status;
    if (takes_away(fact, now)) take_away.push_back(fact);
  }
  for (const std::string& name : relations.names) {
    if (after.contains(name)) replay_lead(name, before, after, take_away, now);
  }
  return status;
}

void Pool::replay_lead(const std::string& name, const lead::People& before,
                       const lead::People& after, const std::vector<Fact>& take_away, Time now) {
  const Name key = named(name);
  Shard& shard = shard_of(key);
  Slot& slot = shard.at(key);
  const Time given_until = this->now();
  // What is still to be given from before stays so.
  std::vector<Output> waiting;
  lead::Track& old = shard.open(slot, given_until);
  if (given_until != Time::min()) waiting = old.advance_to(given_until);
  const auto given = outputs_until(rules_.model(), before, name, given_until);
  Replayed replayed =
      engine::replayed(rules_.model(), options_.lead, after, name, given, given_until, now);
  replayed.track.wait_first_with(std::move(waiting));
  expect(replayed.track, name, after, take_away, now);
  shard.put_anew(slot, std::move(replayed.track));
  slot.into = replayed.into == name ? std::string() : std::move(replayed.into);
}

// What takes away facts later than `now`, up to which the track was replayed. A track cannot tell
// the facts of leads that were merged from one another.
void Pool::expect(lead::Track& track, const std::string& lead, const lead::People& people,
                  const std::vector<Fact>& take_away, Time now) {
  const bool linked = links_.contains(lead);
  for (const Fact& fact : take_away) {
    if (!takes_away(fact, now) || is_pending(fact)) continue;
    if (people.stands_for(fact.lead, now) != lead) continue;
    if (fact.kind == FactKind::retract && !people.knows_event(fact.id)) {
      track.expect_retraction(*fact.at, fact.id);
    } else if (*fact.at <= now) {
      continue;  // it is part of what was replayed
    } else if (!linked && track.reaches(fact)) {
      (void)track.apply(fact);
    } else {
      pending_.emplace(*fact.at, fact);
    }
  }
}

// Facts that lay ahead: everything before them happens first. They wait until they are taken, and
// what was made before them until it is given: a source that throws loses neither.
void Pool::take_pending(Time now) {
  while (!pending_.empty() && pending_.begin()->first <= now) {
    const Time at = pending_.begin()->first;
    std::vector<Fact> facts;
    const auto [first, last] = pending_.equal_range(at);
    for (auto one = first; one != last; ++one) facts.push_back(one->second);
    pass(just_before(at));
    for (const auto& shard : shards_) {
      shard->drain(just_before(at), static_cast<std::size_t>(-1), made_);
    }
    (void)replay(facts, true, at);
    pending_.erase(at);
    pass(at);
  }
}

std::optional<Known> Pool::known_from_facts(const std::string& lead, Time at) {
  const Relations relations = related_to({lead});
  lead::People people(rules_.model());
  for (const Fact& fact : relations.facts) (void)people.apply(fact);
  if (!people.contains(lead)) return std::nullopt;
  const std::string owner = people.stands_for(lead, at);
  lead::Stepper stepper = lead::stepped_to(rules_.model(), people.editions(owner, at), at);
  return Known{rules_, std::move(stepper.state_for_fields())};
}

}  // namespace leadscore::engine
