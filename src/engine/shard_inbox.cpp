// SPDX-License-Identifier: Apache-2.0

// A shard's inboxes: facts for which a lead that is held as bytes need not be opened as they come.
//
// A quiet event changes nothing that is watched: it waits until something else needs the lead. What
// lies ahead of the present and of all that the lead has is as new as it can be: it waits until
// time has passed.
#include <algorithm>

#include "base/hash.hpp"
#include "engine/shard.hpp"
#include "lead/encoding.hpp"

namespace leadscore::engine {

namespace {

// A lead is opened when so many bytes of facts wait for it.
constexpr std::size_t kMostWaiting = 4'096;

}  // namespace

// Before the lead sees a later present.
void Shard::apply_waiting(const Inbox& inbox, lead::Track& track) const {
  auto facts = lead::decode_facts(rules_.model(), inbox.facts);
  std::sort(facts.begin(), facts.end(),
            [](const auto& a, const auto& b) { return *a.fact.at < *b.fact.at; });
  for (auto& [fact, quiet] : facts) {
    if (quiet) {
      track.apply_quietly(std::move(fact), inbox.since);
    } else {
      (void)track.apply(lead::Binding{std::move(fact), {}});
    }
  }
}

void Shard::tell_inbox(Slot& slot) const {
  Inbox& inbox = slot.inbox;
  if (inbox.told) return;
  inbox.slack = slot.open->slack();
  if (inbox.slack) inbox.since = inbox.slack->since;
  inbox.newest = slot.open->present();
  inbox.told = true;
}

void Shard::put_in(Inbox& inbox, const lead::BoundFact& fact, bool quiet) const {
  inbox.facts += lead::encode_fact(rules_.model(), fact, quiet);
  if (!quiet || inbox.facts.size() > kMostWaiting) inbox.slack.reset();
}

std::uint64_t Shard::hash_of(std::string_view id) const {
  return stable_hash(id, options_.hash_seed);
}

bool Shard::may_know(const Slot& slot, const std::string& id) const {
  if (id.empty()) return false;
  if (slot.open && slot.open->knows(id)) return true;
  const auto& ids = slot.inbox.ids;
  return std::find(ids.begin(), ids.end(), hash_of(id)) != ids.end();
}

bool Shard::has_fact_at(const Slot& slot, Time at) const {
  if (at > slot.inbox.newest) return false;
  if (slot.open) return slot.open->has_fact_at(at);
  const auto facts = lead::decode_facts(rules_.model(), slot.inbox.facts);
  return std::any_of(facts.begin(), facts.end(),
                     [&](const auto& one) { return one.fact.at == at; });
}

bool Shard::is_quiet(Slot& slot, const lead::BoundFact& fact, Time now) const {
  if (!fact.event || !rules_.model().gains.only_points[fact.event->type]) return false;
  if (slot.open) tell_inbox(slot);
  if (!slot.inbox.slack) return false;
  const bool late = now != Time::min() && now - *fact.at > options_.lead.allowed_lateness;
  if (late || has_fact_at(slot, *fact.at)) return false;
  return slot.inbox.slack->take(*fact.event, rules_.model());
}

bool Shard::let_wait(Slot& slot, lead::BoundFact& fact, Time now) {
  const bool has_place = fact.at && fact.kind != FactKind::retract &&
                         fact.kind != FactKind::erase && fact.kind != FactKind::merge &&
                         fact.kind != FactKind::unmerge;
  if (!has_place || may_know(slot, fact.id)) return false;
  Inbox& inbox = slot.inbox;
  const bool quiet = is_quiet(slot, fact, now);
  const bool ahead =
      !slot.open && *fact.at > std::max(now, inbox.newest) && inbox.facts.size() <= kMostWaiting;
  if (!quiet && !ahead) return false;
  const Time at = *fact.at;
  // What quiet events have brought the lead to is looked at when they may matter.
  const Time due = quiet ? inbox.slack->until + Duration(1) : at;
  if (due < slot.due) set_timer(slot, due);
  if (slot.open) {
    slot.touched = true;
    slot.open->apply_quietly(std::move(fact), inbox.since);
  } else {
    if (!fact.id.empty()) inbox.ids.push_back(hash_of(fact.id));
    put_in(inbox, fact, quiet);
  }
  inbox.newest = std::max(inbox.newest, at);
  return true;
}

}  // namespace leadscore::engine
