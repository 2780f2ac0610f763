// SPDX-License-Identifier: Apache-2.0
#include "lead/track.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <tuple>

#include "lead/corrections.hpp"
#include "lead/life.hpp"

namespace leadscore::lead {

namespace {

using Status = Applied::Status;

bool comes_before(const FactPtr& a, const FactPtr& b) {
  if (*a->at != *b->at) return *a->at < *b->at;
  return order_of(dated(a)) < order_of(dated(b));
}

}  // namespace

Track::Track(const model::Model& model, const LeadOptions& options)
    : model_(model), options_(options), base_(empty_base()) {}

Stepper Track::empty_base() const {
  Stepper stepper(model_, {});
  stepper.give_room({options_.retained_events, options_.retained_values});
  stepper.keep_tallies();
  return stepper;
}

Time Track::edge() const {
  const Time present = this->present();
  if (present < kEarliestTime + options_.allowed_lateness) return kEarliestTime;
  return present - options_.allowed_lateness;
}

Time Track::first_open() const {
  return checkpoint_ == Time::min() ? edge() : std::max(edge(), checkpoint_ + Duration(1));
}

// --- facts --------------------------------------------------------------------------------------

Applied Track::apply(Binding binding) {
  Applied applied = take(std::move(binding));
  counters_.count(applied.status);
  return applied;
}

Applied Track::take(Binding binding) {
  if (!binding.fact) return std::move(binding.applied);
  switch (binding.fact->kind) {
    case FactKind::merge:
    case FactKind::unmerge: return refused(std::move(binding), "a merge");
    case FactKind::retract: return take_retraction(std::move(binding));
    case FactKind::erase: return take_erasure(std::move(binding));
    case FactKind::set:
      if (!binding.fact->at) return take_undated(std::move(binding));
      [[fallthrough]];
    case FactKind::event:
    case FactKind::adjust: return take_dated(std::move(binding));
  }
  return std::move(binding.applied);
}

Applied Track::refused(Binding binding, const std::string& what) {
  binding.applied.status = Status::needs_facts;
  binding.applied.problem = what + " needs the lead's facts";
  return std::move(binding.applied);
}

namespace {

Applied with(Binding binding, Status status) {
  binding.applied.status = status;
  return std::move(binding.applied);
}

}  // namespace

Applied Track::take_dated(Binding binding) {
  BoundFact& bound = *binding.fact;
  if (*bound.at <= forgotten_) {
    binding.applied.problem = "the lead was erased since";
    return with(std::move(binding), Status::ignored);
  }
  const bool late = *bound.at < first_open();
  if (late) move_to_edge(bound);
  const auto fact = std::make_shared<const BoundFact>(std::move(bound));
  if (has(fact)) return with(std::move(binding), Status::duplicate);
  const auto known = ids_.find(fact->id);
  const bool is_new = known == ids_.end();
  if (!is_new && !supersede(known->second, *fact)) {
    return with(std::move(binding), late ? Status::late : Status::duplicate);
  }
  insert(fact);
  return with(std::move(binding), late      ? Status::late
                                  : !is_new ? Status::duplicate
                                            : Status::applied);
}

// Of two events with one id the earlier counts, then the one whose text is less.
bool Track::supersede(const FactPtr& known, const BoundFact& fact) {
  const bool earlier = std::tie(*fact.at, fact.text) < std::tie(*known->at, known->text);
  if (!earlier) return false;
  disturb();
  recent_.erase(place_of(known));
  ids_.erase(fact.id);
  return true;
}

// A fact that is too late for its place counts from the edge on; of attributes only what no newer
// value has replaced.
void Track::move_to_edge(BoundFact& fact) const {
  const auto& set_at = base_->state().attributes_set;
  std::erase_if(fact.attributes,
                [&](const auto& attribute) { return set_at[attribute.first] > *fact.at; });
  fact.at = first_open();
  if (!fact.event) return;
  auto event = std::make_shared<eval::EventRecord>(*fact.event);
  event->at = *fact.at;
  fact.event = std::move(event);
}

Applied Track::take_undated(Binding binding) {
  const auto same = [&](const FactPtr& known) { return known->text == binding.fact->text; };
  if (std::any_of(undated_.begin(), undated_.end(), same)) {
    return with(std::move(binding), Status::duplicate);
  }
  if (checkpoint_ != Time::min()) {
    return refused(std::move(binding), "a value from before the first dated fact");
  }
  disturb();
  undated_.push_back(std::make_shared<const BoundFact>(std::move(*binding.fact)));
  return std::move(binding.applied);
}

Applied Track::take_retraction(Binding binding) {
  const BoundFact& bound = *binding.fact;
  const auto known = retractions_.find(bound.id);
  if (known != retractions_.end() && known->second <= *bound.at) {
    return with(std::move(binding), Status::duplicate);
  }
  if (*bound.at < first_open() || (!knows(bound.id) && checkpoint_ != Time::min())) {
    return refused(std::move(binding),
                   "the retraction of an event that is not told apart any more");
  }
  disturb();
  newest_ = std::max(newest_, *bound.at);
  expect_retraction(*bound.at, bound.id);
  return std::move(binding.applied);
}

void Track::expect_retraction(Time at, const std::string& id) {
  const auto [known, added] = retractions_.try_emplace(id, at);
  if (!added) known->second = std::min(known->second, at);
}

Applied Track::take_erasure(Binding binding) {
  const Time at = *binding.fact->at;
  if (at <= forgotten_ || std::find(erasures_.begin(), erasures_.end(), at) != erasures_.end()) {
    return with(std::move(binding), Status::duplicate);
  }
  // Nothing of what was before may come back: a late erasure forgets from the edge on.
  const bool late = at < first_open();
  disturb();
  erasures_.push_back(std::max(at, first_open()));
  std::sort(erasures_.begin(), erasures_.end());
  newest_ = std::max(newest_, at);
  return with(std::move(binding), late ? Status::late : Status::applied);
}

void Track::apply_quietly(BoundFact bound, Time since) {
  const auto fact = std::make_shared<const BoundFact>(std::move(bound));
  if (has(fact)) return;
  insert(fact, since);
  counters_.count(Status::applied);
}

std::optional<Slack> Track::slack() {
  const bool in_order = live_ && !stale_ && !next_cut(Time::min());
  if (!in_order || !retractions_.empty() || live_->next_fact()) return std::nullopt;
  auto slack = live_->slack();
  if (slack) slack->after = std::max(slack->after, newest_);
  return slack;
}

// Should that fail on the way, the lead as it stands is built again from the facts it has, and its
// outputs compared then.
void Track::insert(FactPtr fact, std::optional<Time> quiet_since) {
  const Time at = *fact->at;
  const bool ahead = is_ahead(at);
  // Of a lead that is not built nothing is disturbed by what its present is not concerned with.
  const bool unseen = !live_ && !stale_ && (at > now_ || quiet_since);
  if (!ahead && !unseen) {
    disturb(at);
  } else if (!quiet_since) {
    rouse(at);
  }
  const auto retracted = retracted_at(*fact);
  // What is retracted before it happens never happens.
  const bool happens = !retracted || *retracted > at;
  // What changes before the present was not given in time; a quiet event changes nothing there.
  const bool compared = ahead && at <= now_ && !quiet_since;
  std::vector<Output> given;
  if (compared) given = live_->outputs();
  try {
    newest_ = std::max(newest_, at);
    add_recent(fact);
    if (quiet_since && (ahead || unseen)) quiet_.push_back({at, *quiet_since});
    if (ahead && happens) live_->suppose({{at, false, fact.get(), quiet_since}});
    if (compared) {
      live_->run_until(now_);
      correct(given, live_->outputs(), now_, ready_);
    }
  } catch (...) {
    live_.reset();
    stale_ = stale_ || compared;
    if (compared) given_ = std::move(given);
    throw;
  }
  fold_if_worth_it();
}

void Track::rouse(Time from) {
  const auto is_before = [&](const Quiet& one) { return one.at < from; };
  quiet_.erase(std::partition_point(quiet_.begin(), quiet_.end(), is_before), quiet_.end());
}

std::optional<Time> Track::quiet_since(Time at) const {
  const auto found = std::partition_point(quiet_.begin(), quiet_.end(),
                                          [&](const Quiet& one) { return one.at < at; });
  if (found == quiet_.end() || found->at != at) return std::nullopt;
  return found->since;
}

// Whether `live_` can take a fact at that instant. The first dated fact says from when the undated
// ones hold.
bool Track::is_ahead(Time at) const {
  if (!live_ || stale_ || at <= live_->state().now || live_->is_undated()) return false;
  return undated_.empty() || live_->state().first_fact;
}

bool Track::reaches(const Fact& fact) const {
  if (fact.kind == FactKind::merge || fact.kind == FactKind::unmerge) return false;
  if (!fact.at) return checkpoint_ == Time::min();
  if (*fact.at < first_open()) return false;
  return fact.kind != FactKind::retract || checkpoint_ == Time::min() || knows(fact.id);
}

std::vector<FactPtr>::iterator Track::place_of(const FactPtr& fact) {
  // Most facts come in order.
  if (recent_.empty() || comes_before(recent_.back(), fact)) return recent_.end();
  return std::lower_bound(recent_.begin(), recent_.end(), fact, comes_before);
}

bool Track::has_fact_at(Time at) const {
  const auto found = std::partition_point(recent_.begin(), recent_.end(),
                                          [&](const FactPtr& fact) { return *fact->at < at; });
  return found != recent_.end() && (*found)->at == at;
}

bool Track::has(const FactPtr& fact) {
  const auto same = place_of(fact);
  return same != recent_.end() && (*same)->at == fact->at && (*same)->text == fact->text;
}

// Both or, should memory run out, neither.
void Track::add_recent(const FactPtr& fact) {
  constexpr std::size_t kFew = 8;
  if (recent_.size() == recent_.capacity()) recent_.reserve(2 * recent_.size() + kFew);
  if (!fact->id.empty()) ids_.insert_or_assign(fact->id, fact);
  recent_.insert(place_of(fact), fact);
}

void Track::wait_first_with(std::vector<Output> outputs) {
  ready_.insert(ready_.begin(), std::make_move_iterator(outputs.begin()),
                std::make_move_iterator(outputs.end()));
}

void Track::catch_up(Time now) {
  see(now);
  now_ = std::max(now_, now);
}

}  // namespace leadscore::lead
