// SPDX-License-Identifier: Apache-2.0

// New rules for all leads at once.
#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/carry.hpp"
#include "engine/pool.hpp"
#include "lead/life.hpp"

namespace leadscore::engine {

SwapReport Pool::swap(RuleSet rules) {
  const Lone alone(everyone_);
  SwapReport report;
  report.exact = static_cast<bool>(options_.facts);
  std::vector<std::pair<Slot*, lead::Track>> taken;
  std::set<std::string> begun_anew;
  // All leads first: the old rules stand until every one is worked out.
  for (const auto& shard : shards_) {
    for (Slot& slot : shard->slots()) {
      lead::Track& old = shard->open(slot, now());
      taken.emplace_back(
          &slot, report.exact ? swapped_exactly(rules, slot.id, old)
                              : carried_over(old, rules_, rules, options_.lead, now(), begun_anew));
    }
  }
  report.leads = taken.size();
  report.begun_anew.assign(begun_anew.begin(), begun_anew.end());
  rules_ = std::move(rules);
  for (const auto& shard : shards_) shard->use(rules_);
  for (auto& [slot, track] : taken) {
    slot->due = Time::max();
    shard_of(slot->id).put(*slot, std::move(track));
  }
  return report;
}

// From its facts; what it is now that it was not under the old rules is given out next.
lead::Track Pool::swapped_exactly(const RuleSet& rules, const std::string& lead, lead::Track& old) {
  const Relations relations = related_to({lead});
  lead::People people(rules.model());
  for (const Fact& fact : relations.facts) (void)people.apply(fact);
  if (!people.contains(lead)) return lead::Track(rules.model(), options_.lead);
  const Time at = now();
  if (at == Time::min()) {
    return std::move(replayed(rules.model(), options_.lead, people, lead, {}, at, at).track);
  }
  std::vector<Output> waiting = old.advance_to(at);
  const auto before = old.stepped_to(at);
  const auto editions = people.editions(lead, at);
  lead::Track track(rules.model(), options_.lead, editions, at);
  const lead::Stepper after = lead::stepped_to(rules.model(), editions, at);
  auto changes = standing_changes(before->state(), after.state(), at);
  std::move(changes.begin(), changes.end(), std::back_inserter(waiting));
  track.wait_first_with(std::move(waiting));
  return track;
}

}  // namespace leadscore::engine
