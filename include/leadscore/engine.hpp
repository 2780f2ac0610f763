// SPDX-License-Identifier: Apache-2.0

// Many leads through time: facts in, outputs out, each exactly once.
//
// An Engine holds a Lead for each name (lead.hpp says what late facts and corrections are) and one
// queue of timers, so that time costs nothing for leads to which nothing happens. Most leads are
// held as bytes; those that facts came for last are held ready.
//
// With a source of facts, what a lead cannot do from its state alone is done exactly, by replaying
// the facts of the leads concerned: facts however late, retractions, merges, new rules. Without one
// such a fact answers `needs_facts` and changes nothing (a late event or attribute is taken at the
// edge).
//
// An event that can change nothing that is watched, whatever it earns, waits until something needs
// its lead: it is only kept, and nobody is woken for it. All answers are as if it had not waited.
//
// Nothing piles up: outputs are made when they are asked for. A host that does not ask holds up
// apply(), which answers `busy`.
//
// Threads: all members may be called by any number of threads at once. A fact locks only a share of
// the leads; facts of one lead count in the order in which their calls came, which matters for
// outputs only (as late or not), not for what stands in the end. swap_rules() and facts that need a
// source wait for all others.
//
//     leadscore::Engine engine(rules);
//     engine.apply(leadscore::event("L1", "page_view", at).with("url", "/pricing"));
//     for (const leadscore::Output& out : engine.advance_to(now)) deliver(out);
//     std::optional<leadscore::Time> wake = engine.next_due();
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/explain.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/lead.hpp>
#include <leadscore/output.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/snapshot.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

struct EngineOptions {
  LeadOptions lead;
  // All facts that were handed over under a name before the call that asks for them, in any order;
  // an empty function: no source. It is called while the engine is locked: it must not call the
  // engine. What it throws comes out of the call that asked, which can be made again.
  std::function<std::vector<Fact>(std::string_view lead)> facts;
  // Outputs up to and at this instant are marked `backfill`: history that is only loaded.
  std::optional<Time> backfill_until;
  // How many leads are held ready rather than as bytes. With less than 64, threads meet more often.
  std::size_t open_leads = 100'000;
  // How many outputs may wait before apply() answers `busy`.
  std::size_t most_waiting = 1'000'000;
  // How many threads advance_to() uses.
  unsigned threads = 1;
  // Of the tables of names: unknown to whoever chooses names, so that they cannot be made slow.
  std::uint64_t hash_seed = 0;
};

// What new rules could take over of the leads' past.
struct SwapReport {
  bool exact = true;  // all leads were replayed from their facts
  std::size_t leads = 0;
  // Without a source of facts: rules that start anew, as they are called in the new rule file.
  std::vector<std::string> begun_anew;
  // Likewise: scores that lose people's corrections, as they are called in the old rule file. The
  // new one has no such score with rules, or a rejection had closed the book they were in.
  std::vector<std::string> not_adjusted;
};

class Engine {
 public:
  explicit Engine(RuleSet rules, EngineOptions options = {});
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  [[nodiscard]] RuleSet rules() const;

  // Takes a fact of any kind. A lead exists from its first fact on that is neither ignored nor
  // rejected.
  Applied apply(const Fact& fact);
  // Likewise, in their order; what became of each. Faster than one by one: leads are looked up
  // ahead.
  std::vector<Applied> apply(std::span<const Fact> facts);

  // The outputs up to and at `now` that were not given yet, in time order, then by lead, then as
  // they happened.
  std::vector<Output> advance_to(Time now);
  // Some of them: about `most`, lead after lead, each lead's in their order. Empty: all are given.
  std::vector<Output> drain(Time now, std::size_t most);

  // No output can come before this if no fact comes; it may be earlier. Nothing: none ever comes.
  [[nodiscard]] std::optional<Time> next_due() const;

  // Leads that facts have changed since they were last among these, each once, in no order: at most
  // `most` of them. Empty: there are no others. What time alone changes is not told. It is what
  // systems that mirror leads, and whatever sums leads up (their accounts), bring up to date. New
  // rules change all leads; of a merge both are told, also the one that no longer stands for
  // itself.
  //
  // Of a lead that was erased, and that no other was merged into, nothing is left once
  // `allowed_lateness` has passed; where this function is ever called, once it has told of the
  // lead.
  [[nodiscard]] std::vector<std::string> take_changed(std::size_t most);

  [[nodiscard]] bool contains(std::string_view lead) const;
  // The leads that stand for themselves: neither merged into another nor forgotten. Sorted.
  [[nodiscard]] std::vector<std::string> leads() const;

  // As of Lead; nothing where the lead is not known, or needs its facts for that instant and there
  // is no source. A lead that was merged answers as the one it went into.
  [[nodiscard]] std::optional<Snapshot> snapshot(std::string_view lead, Time at) const;
  [[nodiscard]] std::optional<NamedPoints> score(std::string_view lead, Time at) const;
  [[nodiscard]] std::optional<Explanation> explain(std::string_view lead, Time at) const;

  // Takes new rules for all leads at once. What the leads are under them that they were not before
  // (signals, stages, routes) is given out next, marked `backfill`.
  SwapReport swap_rules(RuleSet rules);

  [[nodiscard]] Counters counters() const;

  // A lead as bytes, as of Lead; nothing where it is not known.
  [[nodiscard]] std::optional<std::string> encode(std::string_view lead) const;
  // Takes over a lead from its bytes, in place of what is known of it; or what is wrong with them.
  std::optional<std::string> restore(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace leadscore
