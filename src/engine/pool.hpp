// SPDX-License-Identifier: Apache-2.0

// All leads of an Engine, in shards, and what concerns several of them at once.
//
// Locks: everyone_ first, then at most one shard's. Nothing that refers to a lead or to the rules
// leaves them; what is answered owns what it is made of.
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
#include "eval/state.hpp"
#include "lead/stepper.hpp"

namespace leadscore::engine {

// A lead at an instant, and the rules that it refers to.
struct Known {
  RuleSet rules;
  eval::State state;
};

class Pool {
 public:
  Pool(RuleSet rules, EngineOptions options);

  [[nodiscard]] RuleSet rules();
  Applied apply(const Fact& fact);
  std::vector<Applied> apply(std::span<const Fact> facts);
  // With `all`, by as many threads as the options say.
  std::vector<Output> drain(Time now, std::size_t most, bool all);
  [[nodiscard]] std::optional<Time> next_due();
  [[nodiscard]] std::vector<std::string> take_changed(std::size_t most);
  [[nodiscard]] bool contains(std::string_view lead);
  [[nodiscard]] std::vector<std::string> leads();
  [[nodiscard]] std::optional<Known> known_at(std::string_view lead, Time at);
  SwapReport swap(RuleSet rules);
  [[nodiscard]] Counters counters();
  [[nodiscard]] std::optional<std::string> encode(std::string_view lead);
  std::optional<std::string> restore(std::string_view bytes);

 private:
  // Enough that threads seldom meet; few enough to lock them all.
  static constexpr int kMostShardBits = 6;

  using Guard = std::shared_lock<std::shared_mutex>;
  using Lone = std::unique_lock<std::shared_mutex>;

  // Where a fact or a question goes, locked; no slot: nobody knows that lead.
  struct Place {
    Shard& shard;
    std::unique_lock<std::mutex> lock;
    Slot* slot;
    Name owner;  // the lead that stands for the one asked for
  };

  // Everyone who uses leads; alone those who replay, and when the rules change. Who wants to be
  // alone is let in before those who come later.
  [[nodiscard]] Guard together();
  [[nodiscard]] Lone alone();

  // For leads under these rules.
  [[nodiscard]] std::vector<std::unique_ptr<Shard>> new_shards(const RuleSet& rules) const;
  [[nodiscard]] Name named(std::string_view lead) const;
  [[nodiscard]] Shard& shard_of(const Name& lead);
  [[nodiscard]] Place place_of(const Name& lead);
  // These leads are going to be asked for.
  void look_ahead(std::span<const Name> leads);
  Applied apply(const Fact& fact, const Name& lead);
  [[nodiscard]] Time now() const { return Time(Duration(now_.load())); }
  void pass(Time now);
  // Everything that lies ahead and concerns several leads happens up to `now`, which is the present
  // then.
  std::vector<Output> pass_with_pending(Time now);

  // With the shard's lock held.
  static Applied apply_to(Shard& shard, Slot& slot, lead::Track& track, lead::Binding binding);
  static Applied count(Shard& shard, Applied applied);
  // Of a fact about this lead.
  static Applied count(Shard& shard, Slot& slot, Applied applied);

  // replays.cpp; alone
  Applied replay_with(const Fact& fact);
  Applied::Status replay(const std::vector<Fact>& facts, bool in_source, Time now);
  void replay_lead(const std::string& name, const lead::People& before, const lead::People& after,
                   const std::vector<Fact>& take_away, Time now);
  void expect(lead::Track& track, const std::string& lead, const lead::People& people,
              const std::vector<Fact>& take_away, Time now);
  void take_pending(Time now);
  [[nodiscard]] bool is_pending(const Fact& fact) const;
  [[nodiscard]] Relations related_to(std::set<std::string> names);
  void note_link(const Fact& fact);
  [[nodiscard]] bool concerns_others(const lead::BoundFact& fact, std::string_view lead,
                                     lead::Track& track) const;
  [[nodiscard]] std::optional<Known> known_from_facts(const std::string& lead, Time at);

  // swap.cpp; alone
  [[nodiscard]] lead::Track swapped_exactly(const RuleSet& rules, const std::string& lead,
                                            lead::Track& old);

  EngineOptions options_;
  int shard_bits_;
  RuleSet rules_;
  std::shared_mutex everyone_;
  std::atomic<unsigned> wanting_alone_{0};
  std::mutex turn_;  // of who wants to be alone next
  std::vector<std::unique_ptr<Shard>> shards_;
  std::atomic<Time::rep> now_;
  std::map<std::string, std::set<std::string>, std::less<>> links_;  // leads that were ever merged
  std::multimap<Time, Fact> pending_;  // facts to replay with that lie ahead
  std::vector<Output> made_;           // before them, and not yet given
};

}  // namespace leadscore::engine
