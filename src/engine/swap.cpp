// SPDX-License-Identifier: Apache-2.0

// New rules for all leads at once.
#include <iterator>
#include <utility>

#include "engine/carry.hpp"
#include "engine/pool.hpp"
#include "lead/life.hpp"

namespace leadscore::engine {

// The old shards stand, as they were, until every lead is worked out.
SwapReport Pool::swap(RuleSet rules) {
  const Lone lone = alone();
  SwapReport report;
  report.exact = static_cast<bool>(options_.facts);
  std::vector<std::unique_ptr<Shard>> shards = new_shards(rules);
  NotCarried not_carried;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const auto& shard = shards_[i];
    Shard& next = *shards[i];
    next.counters = shard->counted();
    for (Slot& slot : shard->slots()) {
      if (slot.id.empty()) continue;
      lead::Track old = shard->open(slot, now());
      Slot& put = next.at(named(slot.id));
      next.put(put, report.exact
                        ? swapped_exactly(rules, std::string(slot.id), old)
                        : carried_over(old, rules_, rules, options_.lead, now(), not_carried));
      put.into = slot.into;
      ++report.leads;
    }
  }
  report.begun_anew.assign(not_carried.rules.begin(), not_carried.rules.end());
  report.not_adjusted.assign(not_carried.adjusted.begin(), not_carried.adjusted.end());
  shards_.swap(shards);
  std::swap(rules_, rules);  // the old ones go last
  return report;
}

// From its facts; what it is now that it was not under the old rules is given out next.
lead::Track Pool::swapped_exactly(const RuleSet& rules, const std::string& lead, lead::Track& old) {
  const Relations relations = related_to({lead});
  const auto people_under = [&](const RuleSet& some) {
    lead::People people(some.model());
    for (const Fact& fact : relations.facts) (void)people.apply(fact);
    return people;
  };
  lead::People people = people_under(rules);
  if (!people.contains(lead)) return lead::Track(rules.model(), options_.lead);
  const Time at = now();
  if (at == Time::min()) {
    Replayed made = replayed(rules.model(), options_.lead, people, lead, {}, at, at);
    expect(made.track, lead, people, relations.facts, at);
    return std::move(made.track);
  }
  std::vector<Output> waiting = old.advance_to(at);
  auto before = old.stepped_to(at);
  if (!before) {  // its base is ahead of the present
    before.emplace(lead::stepped_to(rules_.model(), people_under(rules_).editions(lead, at), at));
  }
  const auto editions = people.editions(lead, at);
  lead::Track track(rules.model(), options_.lead, editions, at);
  const lead::Stepper after = lead::stepped_to(rules.model(), editions, at);
  auto changes = standing_changes(before->state(), after.state(), at);
  std::move(changes.begin(), changes.end(), std::back_inserter(waiting));
  track.wait_first_with(std::move(waiting));
  expect(track, lead, people, relations.facts, at);
  return track;
}

}  // namespace leadscore::engine
