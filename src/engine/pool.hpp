// SPDX-License-Identifier: Apache-2.0

// All leads of an Engine, in shards, and what concerns several of them at once.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/engine.hpp>

#include "engine/replay.hpp"
#include "engine/shard.hpp"
#include "lead/stepper.hpp"

namespace leadscore::engine {

class Pool {
 public:
  Pool(RuleSet rules, EngineOptions options);

  [[nodiscard]] RuleSet rules() const;
  Applied apply(const Fact& fact);
  std::vector<Applied> apply(std::span<const Fact> facts);
  // With `all`, by as many threads as the options say.
  std::vector<Output> drain(Time now, std::size_t most, bool all);
  [[nodiscard]] std::optional<Time> next_due();
  [[nodiscard]] bool contains(std::string_view lead);
  [[nodiscard]] std::vector<std::string> leads();
  [[nodiscard]] std::optional<lead::Stepper> stepped_to(std::string_view lead, Time at);
  SwapReport swap(RuleSet rules);
  [[nodiscard]] Counters counters();
  [[nodiscard]] std::optional<std::string> encode(std::string_view lead);
  std::optional<std::string> restore(std::string_view bytes);

 private:
  using Guard = std::shared_lock<std::shared_mutex>;
  using Lone = std::unique_lock<std::shared_mutex>;

  [[nodiscard]] Shard& shard_of(std::string_view lead);
  [[nodiscard]] Time now() const { return Time(Duration(now_.load())); }
  void pass(Time now);

  // With the shard's lock held.
  Applied apply_to(Shard& shard, Slot& slot, const Fact& fact);
  static Applied count(Shard& shard, Applied applied);
  [[nodiscard]] std::string owner_of(std::string_view lead);
  [[nodiscard]] bool has_pending(Time now) const;

  // replays.cpp; alone
  Applied replay_with(const Fact& fact);
  void replay(const std::vector<Fact>& facts, bool in_source, Time now);
  void replay_lead(const std::string& name, const lead::People& before, const lead::People& after,
                   const std::vector<Fact>& take_away, Time now);
  void take_pending(Time now, std::vector<Output>& outputs);
  [[nodiscard]] Relations related_to(std::set<std::string> names);
  [[nodiscard]] std::optional<lead::Stepper> stepped_from_facts(const std::string& lead, Time at);

  // swap.cpp; alone
  [[nodiscard]] lead::Track swapped_exactly(const RuleSet& rules, const std::string& lead,
                                            lead::Track& old);

  EngineOptions options_;
  RuleSet rules_;
  // Held by all who use leads; alone by those who replay, and when the rules change.
  mutable std::shared_mutex everyone_;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::atomic<Time::rep> now_;
  std::map<std::string, std::set<std::string>> links_;  // leads that were ever merged
  std::multimap<Time, Fact> pending_;                   // facts to replay with that lie ahead
};

}  // namespace leadscore::engine
