// SPDX-License-Identifier: Apache-2.0
#include "engine/pool.hpp"

#include <algorithm>
#include <iterator>
#include <thread>
#include <utility>
#include <variant>

#include "base/hash.hpp"
#include "lead/encoding.hpp"

namespace leadscore::engine {

namespace {

// Enough that threads seldom meet; few enough to lock them all.
constexpr std::size_t kShards = 64;

Applied busy() {
  Applied applied;
  applied.status = Applied::Status::busy;
  applied.problem = "outputs wait to be taken";
  return applied;
}

}  // namespace

Pool::Pool(RuleSet rules, EngineOptions options)
    : options_(std::move(options)),
      rules_(std::move(rules)),
      now_(Time::min().time_since_epoch().count()) {
  const std::size_t most_open = options_.open_leads / kShards + 1;
  for (std::size_t i = 0; i < kShards; ++i) {
    shards_.push_back(std::make_unique<Shard>(rules_, options_, most_open));
  }
}

RuleSet Pool::rules() const {
  const Guard guard(everyone_);
  return rules_;
}

Shard& Pool::shard_of(std::string_view lead) {
  // Other bits than the table of the shard uses.
  return *shards_[stable_hash(lead, ~options_.hash_seed) % kShards];
}

void Pool::pass(Time now) {
  Time::rep known = now_.load();
  const Time::rep wanted = now.time_since_epoch().count();
  while (known < wanted && !now_.compare_exchange_weak(known, wanted)) {
  }
}

// --- facts ---------------------------------------------------------------------------------------

Applied Pool::apply(const Fact& fact) {
  {
    const Guard guard(everyone_);
    const std::string owner = owner_of(fact.lead);
    Shard& shard = shard_of(owner);
    const std::lock_guard lock(shard.lock());
    if (shard.waiting() > options_.most_waiting / kShards) return busy();
    if (owner.empty()) return count(shard, lead::bind(fact, rules_.model()).applied);
    lead::Track& track = shard.open(shard.at(owner), now());
    if (!options_.facts || track.reaches(fact)) return apply_to(shard, shard.at(owner), fact);
  }
  const Lone alone(everyone_);
  return replay_with(fact);
}

std::vector<Applied> Pool::apply(std::span<const Fact> facts) {
  std::vector<Applied> all;
  all.reserve(facts.size());
  for (const Fact& fact : facts) all.push_back(apply(fact));
  return all;
}

// The lead that facts of that name go to.
std::string Pool::owner_of(std::string_view lead) {
  std::string owner(lead);
  for (;;) {
    Shard& shard = shard_of(owner);
    const std::lock_guard lock(shard.lock());
    const Slot* slot = shard.find(owner);
    if (slot == nullptr || slot->into.empty()) return owner;
    owner = slot->into;
  }
}

Applied Pool::apply_to(Shard& shard, Slot& slot, const Fact& fact) {
  lead::Track& track = shard.open(slot, now());
  // Time passes for a lead to which nothing happened when it passed for all.
  if (now() > Time::min() && slot.due > now()) track.catch_up(now());
  Applied applied = track.apply(fact);
  shard.schedule(slot);
  return count(shard, std::move(applied));
}

Applied Pool::count(Shard& shard, Applied applied) {
  shard.counters.count(applied.status);
  return applied;
}

// --- time ----------------------------------------------------------------------------------------

std::vector<Output> Pool::drain(Time now, std::size_t most, bool all) {
  std::vector<Output> outputs;
  if (has_pending(now)) {
    const Lone alone(everyone_);
    take_pending(now, outputs);
  }
  pass(now);
  const Guard guard(everyone_);
  std::vector<std::vector<Output>> given(kShards);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < kShards; i = next++) {
      const std::lock_guard lock(shards_[i]->lock());
      shards_[i]->drain(now, most, given[i]);
    }
  };
  if (all && options_.threads > 1) {
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < options_.threads; ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
  } else {
    for (std::size_t i = 0; i < kShards && outputs.size() < most; ++i) {
      const std::lock_guard lock(shards_[i]->lock());
      shards_[i]->drain(now, most - outputs.size(), outputs);
    }
  }
  for (auto& some : given) std::move(some.begin(), some.end(), std::back_inserter(outputs));
  return outputs;
}

bool Pool::has_pending(Time now) const {
  const Guard guard(everyone_);
  return !pending_.empty() && pending_.begin()->first <= now;
}

std::optional<Time> Pool::next_due() {
  const Guard guard(everyone_);
  std::optional<Time> next;
  if (!pending_.empty()) next = pending_.begin()->first;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->lock());
    const auto due = shard->next_due();
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

// --- answers -------------------------------------------------------------------------------------

bool Pool::contains(std::string_view lead) {
  const Guard guard(everyone_);
  Shard& shard = shard_of(lead);
  const std::lock_guard lock(shard.lock());
  return shard.find(lead) != nullptr;
}

std::vector<std::string> Pool::leads() {
  const Guard guard(everyone_);
  std::vector<std::string> names;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->lock());
    for (Slot& slot : shard->slots()) {
      if (!slot.into.empty()) continue;
      lead::Track& track = shard->open(slot, now());
      if (!track.is_gone(track.present())) names.push_back(slot.id);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<lead::Stepper> Pool::stepped_to(std::string_view lead, Time at) {
  {
    const Guard guard(everyone_);
    const std::string owner = owner_of(lead);
    Shard& shard = shard_of(owner);
    const std::lock_guard lock(shard.lock());
    Slot* slot = shard.find(owner);
    if (slot == nullptr) return std::nullopt;
    auto stepper = shard.open(*slot, now()).stepped_to(at);
    if (stepper || !options_.facts) return stepper;
  }
  // Before its checkpoint: from its facts.
  const Lone alone(everyone_);
  return stepped_from_facts(std::string(lead), at);
}

Counters Pool::counters() {
  const Guard guard(everyone_);
  Counters all;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->lock());
    all += shard->counters;
  }
  return all;
}

std::optional<std::string> Pool::encode(std::string_view lead) {
  const Guard guard(everyone_);
  const std::string owner = owner_of(lead);
  Shard& shard = shard_of(owner);
  const std::lock_guard lock(shard.lock());
  Slot* slot = shard.find(owner);
  if (slot == nullptr) return std::nullopt;
  return lead::encode(shard.open(*slot, now()), rules_, owner);
}

std::optional<std::string> Pool::restore(std::string_view bytes) {
  const Guard guard(everyone_);
  auto decoded = lead::decode(rules_, bytes, options_.lead);
  if (auto* problem = std::get_if<std::string>(&decoded)) return std::move(*problem);
  auto& [id, track] = std::get<lead::DecodedLead>(decoded);
  if (id.empty()) return "the encoded lead has no name";
  Shard& shard = shard_of(id);
  const std::lock_guard lock(shard.lock());
  Slot& slot = shard.at(id);
  slot.into.clear();
  shard.put(slot, std::move(track));
  return std::nullopt;
}

}  // namespace leadscore::engine
