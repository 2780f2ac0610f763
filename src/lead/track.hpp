// SPDX-License-Identifier: Apache-2.0

// One lead that takes facts as they come and keeps no more than it needs:
//
//     base  ── everything up to the checkpoint, which facts can no longer reach
//     recent ─ the facts since then, in order: those that a late fact may still come between
//     live  ── the base stepped through the recent facts, up to the present
//
// A fact in order is a step of `live`. A late one makes `live` stale: it is built again from the
// base, and what that changes of outputs already given becomes corrections. What takes facts out of
// the story (a retraction, an erasure) begins an edition, as it does in People.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/lead.hpp>

#include "lead/bound_fact.hpp"
#include "lead/people.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

using FactPtr = std::shared_ptr<const BoundFact>;

[[nodiscard]] inline OrderedFact dated(const FactPtr& fact) {
  return {*fact->at, false, fact.get()};
}

class Track {
 public:
  Track(const model::Model& model, const LeadOptions& options);

  // A lead of these editions, as it stands at `now`, up to which its outputs are given. Facts up to
  // and at the last edition's beginning are beyond its reach.
  Track(const model::Model& model, const LeadOptions& options, const std::vector<Edition>& editions,
        Time now);

  // Takes a fact about this lead. Facts at or after edge() take their place in time.
  Applied apply(const Fact& fact) { return apply(bind(fact, model_)); }
  Applied apply(Binding binding);
  // Takes an event that fits the slack() there was, which was told of the lead as it was at
  // `since`: until that ends nothing need be given out for it, and nothing else is due earlier.
  // Once more is as good as once.
  void apply_quietly(BoundFact fact, Time since);
  // What events may do that are not yet applied; nothing where each must be. None of them has an
  // id that the lead knows.
  [[nodiscard]] std::optional<Slack> slack();
  // Whether the fact would be taken exactly as it says.
  [[nodiscard]] bool reaches(const Fact& fact) const;
  // Time passes up to `now`, before which nothing is due.
  void catch_up(Time now);
  // The outputs up to and at `now` that were not given yet, corrections first.
  std::vector<Output> advance_to(Time now);
  // The present becomes `now`, for edge(), without anything being given out.
  void see(Time now) { seen_ = std::max(seen_, now); }

  // An event with that id, should it come, is retracted.
  void expect_retraction(Time at, const std::string& id);
  // Outputs to be given next, before all others.
  void wait_first_with(std::vector<Output> outputs);
  // Changes the base, of a lead that has no recent facts, and judges it anew at its checkpoint.
  template <class Change>
  void change(const Change& change) {
    if (!base_->state().first_fact) return;
    change(base_->state_for_fields());
    base_->judge_again();
    base_->clear_outputs();
    live_.reset();
    mark_.reset();
  }
  // Whether a recent fact says the same at the same instant.
  [[nodiscard]] bool has(const BoundFact& fact) {
    return fact.at && has(FactPtr(FactPtr(), &fact));
  }
  // Whether a recent event has that id.
  [[nodiscard]] bool knows(const std::string& id) const { return ids_.contains(id); }
  [[nodiscard]] const std::map<std::string, FactPtr, std::less<>>& ids() const { return ids_; }
  [[nodiscard]] bool has_fact_at(Time at) const;
  // How many outputs were made before they were asked for.
  [[nodiscard]] std::size_t waiting() const { return ready_.size(); }
  // From here on facts are exact.
  [[nodiscard]] Time edge() const;
  // No output can come before; nothing: none comes without another fact.
  [[nodiscard]] std::optional<Time> next_due();
  // The lead at an instant; nothing where that lies before the checkpoint.
  [[nodiscard]] std::optional<Stepper> stepped_to(Time at);
  // Whether nothing is known of it since it was forgotten.
  [[nodiscard]] bool is_gone(Time at) const;
  // From when on nothing of who is gone need be remembered: no late fact brings him back.
  [[nodiscard]] std::optional<Time> over_at() const;
  [[nodiscard]] const Counters& counters() const { return counters_; }
  [[nodiscard]] const LeadOptions& options() const { return options_; }
  [[nodiscard]] Time checkpoint() const { return checkpoint_; }
  // The latest instant that it knows of.
  [[nodiscard]] Time present() const { return std::max({now_, seen_, newest_}); }
  // Brings corrections that are due and the checkpoint up to date: what is left then is its base
  // and its facts.
  void prepare();

 private:
  template <class Archive>
  friend class TrackFields;  // track_fields.hpp

  [[nodiscard]] Stepper empty_base() const;
  Applied take(Binding binding);
  Applied take_dated(Binding binding);
  Applied take_undated(Binding binding);
  Applied take_retraction(Binding binding);
  Applied take_erasure(Binding binding);
  static Applied refused(Binding binding, const std::string& what);
  bool supersede(const FactPtr& known, const BoundFact& fact);
  void move_to_edge(BoundFact& fact) const;
  void insert(FactPtr fact, std::optional<Time> quiet_since = std::nullopt);
  [[nodiscard]] bool is_ahead(Time at) const;
  // Nothing at or after an instant is known to be quiet any more.
  void rouse(Time from);
  [[nodiscard]] std::optional<Time> quiet_since(Time at) const;

  // The earliest instant that a fact still reaches: the edge, behind the checkpoint.
  [[nodiscard]] Time first_open() const;
  // The first recent fact that is not before this one.
  [[nodiscard]] std::vector<FactPtr>::iterator place_of(const FactPtr& fact);
  [[nodiscard]] bool has(const FactPtr& fact);
  void add_recent(const FactPtr& fact);
  [[nodiscard]] Story story(std::optional<Time> at) const;
  [[nodiscard]] std::vector<Edition> editions(Time until) const;
  [[nodiscard]] std::optional<Time> next_cut(Time after) const;
  [[nodiscard]] std::optional<Time> retracted_at(const BoundFact& fact) const;
  [[nodiscard]] std::optional<Time> erased_at(Time at) const;
  void make_live();
  bool go_on_from_mark();
  void build_live(Time until);
  void run_live(Time until);
  void disturb(Time from = Time::min());
  [[nodiscard]] Time next_checkpoint() const;
  void fold_if_worth_it();
  void fold();
  void fold_before(Time checkpoint);
  void fold_to_mark();
  void set_mark();
  // Begins anew at a checkpoint.
  void set_base(Stepper base, Time checkpoint);
  void forget_recent(Time checkpoint, bool begun);

  const model::Model& model_;
  LeadOptions options_;
  std::optional<Stepper> base_;  // never none
  Time checkpoint_ = Time::min();
  std::vector<FactPtr> undated_;  // sets without a time, until the lead begins
  std::vector<FactPtr> recent_;   // dated; in order
  // A recent event that was quiet as it came: its instant, in which it is alone, and since when
  // nothing else happens.
  struct Quiet {
    Time at, since;
  };
  std::vector<Quiet> quiet_;  // in order; of those before which nothing has changed
  std::map<std::string, FactPtr, std::less<>> ids_;       // of recent events
  std::map<std::string, Time, std::less<>> retractions_;  // by id, of events that may yet come
  std::vector<Time> erasures_;
  Time forgotten_ = Time::min();  // the latest erasure, once it is part of the base
  std::optional<Stepper> live_;   // none: as far as the base
  std::optional<Stepper>
      mark_;                   // as live_ was some time ago: the next base, if no fact disturbs it
  bool stale_ = false;         // a fact came late: live_ is to be built anew
  std::vector<Output> given_;  // where stale: outputs since the checkpoint that it had given
  std::vector<Output> ready_;  // outputs before the checkpoint, or corrections, to be given
  Time now_ = Time::min();     // outputs up to here are given
  Time seen_ = Time::min();
  Time newest_ = Time::min();  // the latest fact
  Counters counters_;
};

}  // namespace leadscore::lead
