// SPDX-License-Identifier: Apache-2.0

// Facts that a lead's state alone cannot take: the leads concerned are replayed from their facts.
#include <algorithm>
#include <iterator>
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

bool is_among(const std::vector<Fact>& facts, const Fact& fact) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& one) { return same(one, fact); });
}

}  // namespace

Applied Pool::replay_with(const Fact& fact) {
  Shard& shard = shard_of(fact.lead);
  lead::Binding binding = lead::bind(fact, rules_.model());
  if (!binding.fact) return count(shard, std::move(binding.applied));
  if (links(fact)) {
    links_[fact.lead].insert(fact.other);
    links_[fact.other].insert(fact.lead);
  }
  const bool ahead = fact.at && now() != Time::min() && *fact.at > now();
  if (ahead) {
    const auto [first, last] = pending_.equal_range(*fact.at);
    const bool known =
        std::any_of(first, last, [&](const auto& one) { return same(one.second, fact); });
    if (known) binding.applied.status = Applied::Status::duplicate;
    if (!known) pending_.emplace(*fact.at, fact);
  } else {
    replay({fact}, false, now());
  }
  return count(shard, std::move(binding.applied));
}

Relations Pool::related_to(std::set<std::string> names) {
  return related(options_.facts, std::move(names), [this](const std::string& name) {
    const auto found = links_.find(name);
    return found == links_.end() ? std::set<std::string>() : found->second;
  });
}

// The leads concerned, at `now`, with these facts, which the source has already or not. What was
// given up to the engine's present, which is `now` or just before it, stays given or is corrected.
void Pool::replay(const std::vector<Fact>& facts, bool in_source, Time now) {
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
    const bool waits = std::any_of(pending_.begin(), pending_.end(),
                                   [&](const auto& one) { return same(one.second, fact); });
    if (waits || (in_source && is_among(facts, fact))) continue;
    (void)before.apply(fact);
    (void)after.apply(fact);
    const bool is_ahead = now != Time::min() && fact.at && *fact.at > now;
    const bool erases = fact.kind == FactKind::erase && is_ahead;
    if (erases || fact.kind == FactKind::retract) take_away.push_back(fact);
    if (links(fact) && is_ahead) pending_.emplace(*fact.at, fact);
  }
  for (const Fact& fact : facts) (void)after.apply(fact);
  for (const std::string& name : relations.names) {
    if (after.contains(name)) replay_lead(name, before, after, take_away, now);
  }
}

void Pool::replay_lead(const std::string& name, const lead::People& before,
                       const lead::People& after, const std::vector<Fact>& take_away, Time now) {
  Shard& shard = shard_of(name);
  Slot& slot = shard.at(name);
  const Time given_until = this->now();
  // What is still to be given from before stays so.
  std::vector<Output> waiting;
  lead::Track& old = shard.open(slot, given_until);
  if (given_until != Time::min()) waiting = old.advance_to(given_until);
  const auto given = outputs_until(rules_.model(), before, name, given_until);
  Replayed replayed =
      engine::replayed(rules_.model(), options_.lead, after, name, given, given_until, now);
  replayed.track.wait_first_with(std::move(waiting));
  for (const Fact& fact : take_away) {
    if (fact.lead != name) continue;
    if (fact.kind == FactKind::retract && !after.knows_event(fact.id)) {
      replayed.track.expect_retraction(*fact.at, fact.id);
    } else if (*fact.at <= now) {
      continue;  // it is part of what was replayed
    } else if (replayed.track.reaches(fact)) {
      (void)replayed.track.apply(fact);
    } else {
      pending_.emplace(*fact.at, fact);
    }
  }
  slot.into = replayed.into == name ? std::string() : std::move(replayed.into);
  slot.due = Time::max();
  shard.put(slot, std::move(replayed.track));
}

// Facts that lay ahead: everything before them happens first.
void Pool::take_pending(Time now, std::vector<Output>& outputs) {
  while (!pending_.empty() && pending_.begin()->first <= now) {
    const Time at = pending_.begin()->first;
    std::vector<Fact> facts;
    for (auto one = pending_.begin(); one != pending_.end() && one->first == at;) {
      facts.push_back(std::move(one->second));
      one = pending_.erase(one);
    }
    pass(just_before(at));
    for (const auto& shard : shards_) {
      shard->drain(just_before(at), static_cast<std::size_t>(-1), outputs);
    }
    replay(facts, true, at);
    pass(at);
  }
}

std::optional<lead::Stepper> Pool::stepped_from_facts(const std::string& lead, Time at) {
  const Relations relations = related_to({lead});
  lead::People people(rules_.model());
  for (const Fact& fact : relations.facts) (void)people.apply(fact);
  if (!people.contains(lead)) return std::nullopt;
  const std::string owner = people.stands_for(lead, at);
  return lead::stepped_to(rules_.model(), people.editions(owner, at), at);
}

}  // namespace leadscore::engine
