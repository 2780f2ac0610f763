// SPDX-License-Identifier: Apache-2.0

// One lead, stepped through time: at every instant at which a fact comes or a value may change, in
// the order that the rule language gives to one instant:
//
//     what time brings, silence -> attributes -> events -> adjustments -> rejections -> signals
//     and moves until nothing changes -> route -> alerts
//
// Facts are all known from the start, sorted; the stepper looks at none before its time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/snapshot.hpp>

#include "eval/moment.hpp"
#include "eval/state.hpp"
#include "lead/bound_fact.hpp"
#include "lead/watch.hpp"

namespace leadscore::lead {

// A `set`, event or adjustment, and when it takes effect.
struct OrderedFact {
  Time at;               // of an undated one: of its lead's first dated fact, if there is one
  bool undated = false;  // a `set` without a time: before all others of its instant
  const BoundFact* fact = nullptr;
};
// All that is known of a lead, in the order in which it takes effect.
using Story = std::vector<OrderedFact>;
void sort_story(Story& story);

class Stepper {
 public:
  Stepper(const model::Model& model, Story story);

  [[nodiscard]] const eval::State& state() const { return state_; }
  [[nodiscard]] const std::vector<Output>& outputs() const { return outputs_; }
  void clear_outputs() { outputs_.clear(); }
  // Whether no fact has a time: then the lead begins when it is first asked for.
  [[nodiscard]] bool is_undated() const { return undated_; }

  // Makes every step up to and at `until`; then the present is `until`. The present never goes
  // back. A lead without any dated fact begins at the first `until` it is asked for.
  void run_until(Time until);
  // The next instant at which a value may change if no fact comes.
  [[nodiscard]] std::optional<Time> next_due() const { return due_; }
  // From now on; null: nobody. It must live as long as steps are made.
  void watch(Watch* watch) { watch_ = watch; }
  // Takes away the facts that lie ahead.
  void forget_future();
  // Adds facts that lie ahead.
  void suppose(const Story& facts);

 private:
  // What may happen only once in an instant.
  struct Once {
    std::vector<bool> came_on, went_off, stage_entered;
    std::vector<bool> event_types;  // of this instant's events
  };
  struct Candidate {
    std::uint32_t rule = 0;
    EventPtr event;  // null: a silence
  };

  // stepper.cpp
  void step(Time at);
  void begin();
  void take_silences_and_attributes(std::span<const OrderedFact> facts);
  void rest(std::size_t given);
  void apply_adjustments(std::span<const OrderedFact> facts);
  void find_due();
  [[nodiscard]] bool is_excluded();
  [[nodiscard]] std::optional<Time> next_step() const;

  // occurrences.cpp: events to what they earn
  [[nodiscard]] std::vector<std::uint32_t> silences_due();
  void take_events(std::span<const OrderedFact> facts);
  [[nodiscard]] std::vector<EventPtr> events_of(std::span<const OrderedFact> facts) const;
  [[nodiscard]] std::vector<std::uint32_t> rules_of(std::uint32_t type) const;
  [[nodiscard]] bool qualifies(eval::Moment& moment, std::uint32_t rule, const EventRecord* event);
  void take_occurrence(std::uint32_t rule, const EventPtr& event);
  [[nodiscard]] bool limit_allows(const model::Rule& rule, eval::RuleMemory& memory,
                                  const EventRecord* event);
  void append_event(const EventPtr& event);
  // How much of a negative amount a score can take without falling below its minimum.
  [[nodiscard]] Points taken(std::uint32_t score, Points amount) const;
  [[nodiscard]] std::optional<Time> silence_base(const model::Rule& rule) const;
  void note_silences(eval::Horizon& horizon) const;

  // rejections.cpp
  void take_rejections(const std::vector<EventPtr>& events);
  void reject(const model::RejectionRule& rule, const EventRecord& event);
  void close_books(const model::BookChange& change, const std::string& reason);

  // journey.cpp
  void judge();
  bool judge_offs();
  bool judge_ons();
  bool may_come_on(std::uint32_t index);
  bool make_moves();
  [[nodiscard]] bool applies(eval::Moment& moment, const model::StageMove& move);
  void enter_stage(std::uint32_t stage, std::string cause);
  void turn_off(std::uint32_t signal);
  void judge_route();
  void judge_deadline();
  void note_journey(eval::Moment& moment, eval::Horizon& horizon) const;
  [[nodiscard]] NamedPoints named_scores(eval::Moment& moment) const;

  template <class What>
  void give(What what) {
    outputs_.push_back({state_.now, {}, std::move(what), false});
  }

  const model::Model& model_;
  Story story_;
  bool undated_ = false;
  std::size_t next_fact_ = 0;
  eval::State state_;
  Once once_;
  bool excluded_ = false;
  std::optional<Time> due_;
  std::vector<Output> outputs_;
  Watch* watch_ = nullptr;
};

// The state's scores, bands, stage, route and signals as they are shown.
[[nodiscard]] Snapshot snapshot_of(const eval::State& state);

}  // namespace leadscore::lead
