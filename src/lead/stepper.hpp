// SPDX-License-Identifier: Apache-2.0

// One lead, stepped through time: at every instant that has something to bring, in the order that
// the rule language gives to one instant:
//
//     what time brings, silence -> attributes -> events -> adjustments -> rejections -> signals
//     and moves until nothing changes -> route -> touches of programmes -> alerts
//
// An instant that time alone makes is judged if a silence counts, if a timer ends (`for`, a
// cooldown, a hold, a stage's deadline), or if a watched condition (of the exclusion, a signal, a
// move, a route) is true and was not when the lead was last judged, or the other way round, and it
// matters to the lead as it stands. Time in which nothing of the kind happens is slept through.
//
// Facts are all known from the start, sorted; the stepper looks at none before its time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/snapshot.hpp>

#include "eval/moment.hpp"
#include "eval/state.hpp"
#include "eval/stretch.hpp"
#include "lead/bound_fact.hpp"
#include "lead/slack.hpp"
#include "lead/watch.hpp"

namespace leadscore::lead {

// A `set`, event or adjustment, and when it takes effect.
struct OrderedFact {
  Time at;               // of an undated one: of its lead's first dated fact, if there is one
  bool undated = false;  // a `set` without a time: before all others of its instant
  const BoundFact* fact = nullptr;
  // Of an event that fits the slack there was when it came: since when nothing else happens.
  std::optional<Time> quiet_since = std::nullopt;
};
// All that is known of a lead, in the order in which it takes effect.
using Story = std::vector<OrderedFact>;
// Its key.
[[nodiscard]] std::tuple<Time, bool, bool, bool, std::uint32_t, std::string_view, std::string_view>
order_of(const OrderedFact& fact);
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
  // Makes the next step, if there is one up to `until`: its instant is then the present.
  std::optional<Time> step_ahead(Time until);
  // Runs until `at`, which lies ahead, and makes a step there, whether or not it brings anything.
  void step_at(Time at);
  // Until when the lead may be left alone if no fact comes: nothing is judged before. Often it
  // could be left alone for longer; then it says so when it is run until there and asked again.
  [[nodiscard]] std::optional<Time> next_due();
  // What events later than the present may do before anything is judged; nothing where that is not
  // to be told. It ends before next_due().
  [[nodiscard]] std::optional<Slack> slack();
  // The next instant at which any value may change if no fact comes.
  [[nodiscard]] std::optional<Time> next_horizon() const;
  // From now on; null: nobody. It must live as long as steps are made. Who watches sees every
  // horizon: then no time is slept through.
  void watch(Watch* watch) { watch_ = watch; }
  // How often watched conditions were evaluated so far, at an instant or over a stretch.
  [[nodiscard]] std::uint64_t evaluations() const { return evaluations_; }
  // Takes away the facts that lie ahead.
  void forget_future();
  // From now on works scores out from what has changed; what was kept is forgotten.
  void keep_tallies() { tallies_.emplace(model_); }
  [[nodiscard]] bool keeps_tallies() const { return tallies_.has_value(); }
  // Adds facts that lie ahead.
  void suppose(const Story& facts);
  // When the next fact takes effect.
  [[nodiscard]] std::optional<Time> next_fact() const {
    return next_fact_ == story_.size() ? std::nullopt : std::optional<Time>(story_[next_fact_].at);
  }
  // How much history is remembered; before the first step.
  void give_room(const eval::Room& room) { state_.room = room; }
  // Takes away the facts that lie behind, and from the state what nothing can need any more.
  void forget_past();
  // For encoding: the state as it stands between two instants, and going on from one that was read.
  [[nodiscard]] eval::State& state_for_fields() { return state_; }
  void resume(bool settled);
  // Whether it would stay as it is if it was judged once more as it was last.
  [[nodiscard]] bool is_settled() const { return settled_; }
  // Judges the present instant once more, after the state was changed by hand.
  void judge_again();
  // Other outputs in place of its own, those of the same steps.
  void set_outputs(std::vector<Output> outputs) { outputs_ = std::move(outputs); }
  // Takes away the outputs up to and at an instant.
  void drop_outputs(Time until);
  // The lead has had the touches that it had been given as `before`, under other facts: of an
  // enrolment that overlaps the one it had then, no number comes again.
  void keep_touches(const eval::State& before);

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
  // The outlook, and what it tells of the watched conditions that were asked for.
  struct Ahead {
    enum class Truth : std::uint8_t { not_asked, no, yes, either };

    Ahead(const eval::State& state, eval::Tallies& tallies, std::size_t watched)
        : outlook(state, tallies), truths(watched, Truth::not_asked) {}

    eval::Stretch outlook;
    std::vector<Truth> truths;
  };
  // Of one object: a copy has none.
  template <class T>
  class Own : public std::optional<T> {
   public:
    Own() = default;
    Own(const Own&) : std::optional<T>() {}
    Own& operator=(const Own&) {
      this->reset();
      return *this;
    }
    ~Own() = default;
  };

  // stepper.cpp
  void step(Time at);
  // Whether the next fact is a quiet event alone in its instant.
  [[nodiscard]] bool is_quiet_next(Time until) const;
  void step_quietly();
  void begin_instant();
  void begin();
  // Whether a silence counts.
  bool take_silences_and_attributes(std::span<const OrderedFact> facts);
  void judge_or_rest(std::span<const OrderedFact> facts);
  void rest(std::size_t given);
  void apply_adjustments(std::span<const OrderedFact> facts);
  [[nodiscard]] bool is_excluded();

  // sleep.cpp: the next instant that has something to bring
  [[nodiscard]] std::optional<Time> next_step(Time until);
  [[nodiscard]] std::optional<Time> next_flip(Time last);
  [[nodiscard]] bool renews(Time last);
  [[nodiscard]] std::vector<bool> look(Time at);
  // Before this no watched condition changes by itself.
  [[nodiscard]] Time next_change_of_watched();
  [[nodiscard]] bool may_flip(Time from, Time to);
  // From the present, or from before it, to the end of the tallies' outlook, until unsettle() is
  // called.
  [[nodiscard]] eval::Stretch& outlook() { return ahead().outlook; }
  [[nodiscard]] bool is_ahead() const;
  [[nodiscard]] Ahead& ahead();
  // Whether a watched condition holds, now and to the end of the outlook, where that is plain
  // without working scores out.
  [[nodiscard]] std::optional<bool> foreseen(std::uint32_t watched);
  // Whether a condition holds now.
  [[nodiscard]] bool holds(const expr::Expr& condition);
  [[nodiscard]] bool holds(const std::optional<expr::Expr>& condition) {
    return !condition || holds(*condition);
  }
  [[nodiscard]] bool is_at_edge() const;
  [[nodiscard]] std::optional<Time> next_timer() const;
  [[nodiscard]] bool is_timer_due() const;

  // quiet.cpp: what matters of what is watched, and when events cannot change it
  // Whether the truth of a watched condition can make a difference to the lead as it stands, where
  // those before it are as true as `truths` says. What does not matter counts as false.
  [[nodiscard]] bool matters(std::uint32_t place, const std::vector<bool>& truths) const;
  [[nodiscard]] bool is_no_route_before(std::uint32_t place, const std::vector<bool>& truths) const;
  [[nodiscard]] std::optional<Time> stays_until();
  // Whether all that matters stays as it is though events cost scores so much, or bring it.
  [[nodiscard]] bool stands(Points lost, Points gained);

  // occurrences.cpp: events to what they earn
  [[nodiscard]] std::vector<std::uint32_t> silences_due();
  void take_events(std::span<const OrderedFact> facts);
  [[nodiscard]] std::vector<EventPtr> events_of(std::span<const OrderedFact> facts) const;
  [[nodiscard]] std::vector<std::uint32_t> rules_for(const EventRecord& event) const;
  [[nodiscard]] bool qualifies(eval::Moment& moment, std::uint32_t rule, const EventRecord* event);
  void take_occurrence(std::uint32_t rule, const EventPtr& event);
  [[nodiscard]] bool limit_allows(const model::Rule& rule, eval::RuleMemory& memory,
                                  const EventPtr& event);
  // How much of a negative amount a score can take without falling below its minimum.
  [[nodiscard]] Points taken(std::uint32_t score, Points amount);
  [[nodiscard]] std::optional<Time> silence_base(const model::Rule& rule) const;
  void note_silences(eval::Horizon& horizon) const;

  // rejections.cpp
  void take_rejections(const std::vector<EventPtr>& events);
  void reject(const model::RejectionRule& rule, const EventRecord& event);
  void close_books(const model::BookChange& change, const std::string& reason);

  // journey.cpp
  void judge();
  // The instant as it stands, until something of it changes: then unsettle() is called.
  [[nodiscard]] eval::Moment& standing();
  void unsettle() {
    standing_.reset();
    ahead_.reset();
  }
  void journey_changed();
  // Books, adjustments, or the whole state.
  void everything_changed();
  [[nodiscard]] eval::Tallies* tallies() { return tallies_ ? &*tallies_ : nullptr; }
  [[nodiscard]] bool is_against(const model::Signal& signal);
  bool judge_offs();
  bool judge_ons();
  bool may_come_on(std::uint32_t index);
  bool make_moves();
  [[nodiscard]] bool applies(const model::StageMove& move);
  // Whether it begins where the lead is, and its signal is on; what happens only once in an instant
  // is not looked at.
  [[nodiscard]] bool is_open(const model::StageMove& move) const;
  void enter_stage(std::uint32_t stage, std::string cause);
  void turn_off(std::uint32_t signal);
  void judge_route();
  void judge_deadline();
  // Calls visit(Time) for the end of every `for`, cooldown, hold and deadline and for the next
  // touch of every programme, past ones included.
  template <class Visit>
  void visit_timers(const Visit& visit) const;
  [[nodiscard]] NamedPoints named_scores(eval::Moment& moment) const;

  // programs.cpp
  void judge_programs();
  void judge_program(std::uint32_t index);
  void run_clock(eval::Enrolment& enrolment);
  void stop_clocks();
  [[nodiscard]] bool is_paused(const model::Program& program) const;
  [[nodiscard]] bool is_enrolled(std::uint32_t program) const;
  // When the next touch of an enrolment is due, if its clock runs.
  [[nodiscard]] std::optional<Time> touch_due(const eval::Enrolment& enrolment) const;

  template <class What>
  void give(What what) {
    outputs_.push_back({state_.now, {}, std::move(what), false});
  }

  const model::Model& model_;
  Story story_;
  bool undated_ = false;
  std::size_t next_fact_ = 0;
  eval::State state_;
  std::optional<eval::Tallies> tallies_;  // none: everything is worked out each time
  Once once_;
  bool excluded_ = false;
  bool settled_ = false;  // judged once more as it was last, nothing would change
  bool quietly_ = false;  // the events of the instant are not judged
  Time quiet_until_{};    // how far the slack reaches that was told since the lead was judged
  // Of the watched conditions, when the lead was last judged; no where one does not matter.
  std::vector<bool> truths_;
  Time judged_{};                    // when that was
  Time asleep_until_ = Time::max();  // before this they do not change by time alone
  std::uint64_t evaluations_ = 0;
  std::vector<Output> outputs_;
  Own<eval::Moment> standing_;  // only while an instant is judged
  Own<Ahead> ahead_;            // until something but time changes the lead
  Watch* watch_ = nullptr;
};

template <class Visit>
void Stepper::visit_timers(const Visit& visit) const {
  for (std::size_t index = 0; index < model_.signals.size(); ++index) {
    const model::Signal& signal = model_.signals[index];
    const eval::SignalMemory& memory = state_.signals[index];
    if (signal.holds_for && memory.true_since) visit(*memory.true_since + *signal.holds_for);
    if (signal.cooldown && memory.since) visit(*memory.since + *signal.cooldown);
  }
  for (const eval::Enrolment& enrolment : state_.enrolments) {
    if (const auto due = touch_due(enrolment)) visit(*due);
  }
  if (state_.hold_until) visit(*state_.hold_until);
  if (!state_.stage) return;
  const auto& within = model_.stages[state_.stage->stage].within;
  if (within) visit(state_.stage->since + *within);
}

// Whether a rejection keeps signals from coming on: until its hold is over and the lead has done
// something.
[[nodiscard]] bool holds_signals(const eval::State& state);

// The state's scores, bands, stage, route and signals as they are shown.
[[nodiscard]] Snapshot snapshot_of(const eval::State& state);

}  // namespace leadscore::lead
