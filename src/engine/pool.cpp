// SPDX-License-Identifier: Apache-2.0
#include "engine/pool.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>
#include <variant>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "lead/encoding.hpp"

namespace leadscore::engine {

namespace {

// So many facts of a span are looked at together: what is fetched for them must fit a fast cache.
constexpr std::size_t kLookAhead = 32;

Applied busy() {
  Applied applied;
  applied.status = Applied::Status::busy;
  applied.problem = "outputs wait to be taken";
  return applied;
}

// Each shard holds a lead ready, so there are no more of them than may be.
int bits_for(std::size_t most_open, int most_bits) {
  const auto bits = static_cast<int>(std::bit_width(std::max<std::size_t>(most_open, 1))) - 1;
  return std::min(bits, most_bits);
}

void append(std::vector<Output>& all, std::vector<Output>&& some) {
  all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
}

}  // namespace

Pool::Pool(RuleSet rules, EngineOptions options)
    : options_(std::move(options)),
      shard_bits_(bits_for(options_.open_leads, kMostShardBits)),
      rules_(std::move(rules)),
      shards_(new_shards(rules_)),
      now_(Time::min().time_since_epoch().count()) {}

std::vector<std::unique_ptr<Shard>> Pool::new_shards(const RuleSet& rules) const {
  const std::size_t most_open = options_.open_leads >> shard_bits_;
  std::vector<std::unique_ptr<Shard>> shards;
  for (std::size_t i = 0; i < std::size_t{1} << shard_bits_; ++i) {
    shards.push_back(std::make_unique<Shard>(rules, options_, most_open));
  }
  return shards;
}

// --- locks ---------------------------------------------------------------------------------------

// A shared lock alone would let those who want it alone wait for as long as others keep coming.
Pool::Guard Pool::together() {
  if (wanting_alone_.load() > 0) {
    const std::lock_guard after_them(turn_);
  }
  return Guard(everyone_);
}

Pool::Lone Pool::alone() {
  ++wanting_alone_;
  const std::lock_guard turn(turn_);
  Lone lone(everyone_);
  --wanting_alone_;
  return lone;
}

Name Pool::named(std::string_view lead) const {
  return {lead, stable_hash(lead, options_.hash_seed)};
}

Shard& Pool::shard_of(const Name& lead) {
  // Other bits than the table of the shard uses.
  return *shards_[lead.hash >> 1 >> (63 - shard_bits_)];
}

// Merges change only while one is alone, so the way to the lead that stands for this one stays.
Pool::Place Pool::place_of(const Name& lead) {
  for (Name owner = lead;;) {
    Shard& shard = shard_of(owner);
    std::unique_lock lock(shard.lock());
    Slot* slot = shard.find(owner);
    if (slot == nullptr || slot->into.empty()) return {shard, std::move(lock), slot, owner};
    owner = named(slot->into);
  }
}

void Pool::look_ahead(std::span<const Name> leads) {
  const Guard guard = together();
  for (const auto step : {&Shard::announce, &Shard::fetch, &Shard::fetch_text}) {
    for (const Name& lead : leads) {
      const Shard& shard = shard_of(lead);
      const std::lock_guard lock(shard.lock());
      (shard.*step)(lead);
    }
  }
}

// --- facts ---------------------------------------------------------------------------------------

Applied Pool::apply(const Fact& fact) { return apply(fact, named(fact.lead)); }

Applied Pool::apply(const Fact& fact, const Name& lead) {
  {
    const Guard guard = together();
    lead::Binding binding = lead::bind_unsaid(fact, rules_.model());
    // What means nothing to the rules touches no lead.
    if (!binding.fact) {
      shard_of(lead).count_dropped(binding.applied.status);
      return std::move(binding.applied);
    }
    auto [shard, lock, slot, owner] = place_of(lead);
    if (shard.waiting() > options_.most_waiting >> shard_bits_) return busy();
    if (slot == nullptr) slot = &shard.at(owner);
    const Time now = this->now();
    // What waits as bytes needs no text, if that says no more.
    std::string& text = binding.fact->text;
    if (slot->open || !binding.fact->is_plain) text = canonical_text(fact);
    if (shard.let_wait(*slot, *binding.fact, now)) {
      return count(shard, *slot, std::move(binding.applied));
    }
    if (text.empty()) text = canonical_text(fact);
    lead::Track& track = shard.open(*slot, now);
    const bool alone = !options_.facts ||
                       (track.reaches(fact) && !concerns_others(*binding.fact, owner.text, track));
    if (alone) {
      return apply_to(shard, *slot, track, std::move(binding));
    }
  }
  const Lone lone = alone();
  return replay_with(fact);
}

std::vector<Applied> Pool::apply(std::span<const Fact> facts) {
  std::vector<Applied> all;
  all.reserve(facts.size());
  std::vector<Name> leads;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (i % kLookAhead == 0) {
      leads.clear();
      for (const Fact& fact : facts.subspan(i, std::min(kLookAhead, facts.size() - i))) {
        leads.push_back(named(fact.lead));
      }
      look_ahead(leads);
    }
    all.push_back(apply(facts[i], leads[i % kLookAhead]));
  }
  return all;
}

Applied Pool::apply_to(Shard& shard, Slot& slot, lead::Track& track, lead::Binding binding) {
  Applied applied = track.apply(std::move(binding));
  shard.schedule(slot);
  return count(shard, slot, std::move(applied));
}

Applied Pool::count(Shard& shard, Applied applied) {
  shard.counters.count(applied.status);
  return applied;
}

Applied Pool::count(Shard& shard, Slot& slot, Applied applied) {
  const bool taken =
      applied.status == Applied::Status::applied || applied.status == Applied::Status::late;
  if (taken) shard.note_change(slot);
  return count(shard, std::move(applied));
}

// --- time ----------------------------------------------------------------------------------------

void Pool::pass(Time now) {
  Time::rep known = now_.load();
  const Time::rep wanted = now.time_since_epoch().count();
  while (known < wanted && !now_.compare_exchange_weak(known, wanted)) {
  }
}

// Time passes while nobody can add to what is pending: whatever comes then is late or ahead.
std::vector<Output> Pool::pass_with_pending(Time now) {
  {
    const Guard guard = together();
    if (made_.empty() && (pending_.empty() || pending_.begin()->first > now)) {
      pass(now);
      return {};
    }
  }
  const Lone lone = alone();
  take_pending(now);
  pass(now);
  return std::exchange(made_, {});
}

std::vector<Output> Pool::drain(Time until, std::size_t most, bool all) {
  const Time now = std::min(until, kLatestTime);
  std::vector<Output> outputs = pass_with_pending(now);
  const Guard guard = together();
  if (!all) {
    for (std::size_t i = 0; i < shards_.size() && outputs.size() < most; ++i) {
      const std::lock_guard lock(shards_[i]->lock());
      shards_[i]->drain(now, most, outputs);
    }
    return outputs;
  }
  std::vector<std::vector<Output>> given(shards_.size());
  for_each_parallel(shards_.size(), options_.threads, [&](std::size_t i) {
    const std::lock_guard lock(shards_[i]->lock());
    shards_[i]->drain(now, most, given[i]);
  });
  for (auto& some : given) append(outputs, std::move(some));
  return outputs;
}

std::optional<Time> Pool::next_due() {
  const Guard guard = together();
  std::optional<Time> next;
  if (!pending_.empty()) next = pending_.begin()->first;
  if (!made_.empty()) next = std::max(now(), kEarliestTime);
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->lock());
    const auto due = shard->next_due();
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

std::vector<std::string> Pool::take_changed(std::size_t most) {
  const Guard guard = together();
  std::vector<std::string> names;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->lock());
    shard->take_changed(most, names);
  }
  return names;
}

// --- answers -------------------------------------------------------------------------------------

RuleSet Pool::rules() {
  const Guard guard = together();
  return rules_;
}

bool Pool::contains(std::string_view lead) {
  const Guard guard = together();
  const Name name = named(lead);
  Shard& shard = shard_of(name);
  const std::lock_guard lock(shard.lock());
  return shard.find(name) != nullptr;
}

std::vector<std::string> Pool::leads() {
  const Guard guard = together();
  const Time asked_at = now();
  std::vector<std::string> names;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->lock());
    for (Slot& slot : shard->slots()) {
      if (slot.id.empty() || !slot.into.empty()) continue;
      const lead::Track& track = shard->open(slot, asked_at);
      if (!track.is_gone(asked_at == Time::min() ? track.present() : asked_at)) {
        names.emplace_back(slot.id);
      }
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<Known> Pool::known_at(std::string_view lead, Time at) {
  {
    const Guard guard = together();
    const Place place = place_of(named(lead));
    if (place.slot == nullptr) return std::nullopt;
    const bool as_it_is = pending_.empty() || at < pending_.begin()->first;
    // The stepper refers to facts of the lead; its state owns all it has.
    auto stepper = place.shard.open(*place.slot, now()).stepped_to(at);
    if (stepper && as_it_is) return Known{rules_, std::move(stepper->state_for_fields())};
    if (!options_.facts) return std::nullopt;
  }
  // Before its checkpoint, or beyond a merge that lies ahead: from its facts.
  const Lone lone = alone();
  return known_from_facts(std::string(lead), at);
}

Counters Pool::counters() {
  const Guard guard = together();
  Counters all;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->lock());
    all += shard->counted();
  }
  return all;
}

std::optional<std::string> Pool::encode(std::string_view lead) {
  const Guard guard = together();
  const Place place = place_of(named(lead));
  if (place.slot == nullptr) return std::nullopt;
  lead::Track& track = place.shard.open(*place.slot, now());
  std::string bytes = lead::encode(track, rules_, place.slot->id);
  place.shard.schedule(*place.slot);  // the outputs of what facts no longer reach are ready now
  return bytes;
}

std::optional<std::string> Pool::restore(std::string_view bytes) {
  const Guard guard = together();
  auto decoded = lead::decode(rules_, bytes, options_.lead);
  if (auto* problem = std::get_if<std::string>(&decoded)) return std::move(*problem);
  auto& [id, track] = std::get<lead::DecodedLead>(decoded);
  if (id.empty()) return "the encoded lead has no name";
  const Name name = named(id);
  Shard& shard = shard_of(name);
  const std::lock_guard lock(shard.lock());
  Slot& slot = shard.at(name);
  slot.into.clear();
  shard.put(slot, std::move(track));
  return std::nullopt;
}

}  // namespace leadscore::engine
