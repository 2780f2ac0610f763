// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <leadscore/lead.hpp>

#include "lead/encoding.hpp"
#include "lead/life.hpp"
#include "lead/track.hpp"

namespace leadscore {

void Counters::count(Applied::Status status) {
  switch (status) {
    case Applied::Status::applied: ++applied; break;
    case Applied::Status::late: ++late; break;
    case Applied::Status::duplicate: ++duplicate; break;
    case Applied::Status::ignored: ++ignored; break;
    case Applied::Status::rejected: ++rejected; break;
    case Applied::Status::needs_facts: ++needs_facts; break;
    case Applied::Status::busy: break;  // it will be handed over again
  }
}

Counters& Counters::operator+=(const Counters& other) {
  applied += other.applied;
  late += other.late;
  duplicate += other.duplicate;
  ignored += other.ignored;
  rejected += other.rejected;
  needs_facts += other.needs_facts;
  return *this;
}

struct Lead::State {
  RuleSet rules;
  std::string id;
  lead::Track track;

  State(RuleSet loaded, std::string name, lead::Track kept)
      : rules(std::move(loaded)), id(std::move(name)), track(std::move(kept)) {}
};

Lead::Lead(RuleSet rules, std::string id, LeadOptions options)
    : state_(std::make_unique<State>(rules, std::move(id), lead::Track(rules.model(), options))) {}
Lead::Lead(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lead::~Lead() = default;
Lead::Lead(Lead&&) noexcept = default;
Lead::Lead(const Lead& other) : state_(std::make_unique<State>(*other.state_)) {}

Lead& Lead::operator=(Lead other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

const std::string& Lead::id() const { return state_->id; }
const RuleSet& Lead::rules() const { return state_->rules; }
Applied Lead::apply(const Fact& fact) { return state_->track.apply(fact); }
Time Lead::edge() const { return state_->track.edge(); }
std::optional<Time> Lead::next_due() { return state_->track.next_due(); }
const Counters& Lead::counters() const { return state_->track.counters(); }

std::vector<Output> Lead::advance_to(Time now) {
  std::vector<Output> outputs = state_->track.advance_to(now);
  for (Output& output : outputs) output.lead = state_->id;
  return outputs;
}

std::optional<Snapshot> Lead::snapshot(Time at) {
  const auto stepper = state_->track.stepped_to(at);
  if (!stepper) return std::nullopt;
  return lead::snapshot_of(stepper->state());
}

std::optional<Explanation> Lead::explain(Time at) {
  const auto stepper = state_->track.stepped_to(at);
  if (!stepper) return std::nullopt;
  return lead::explain(stepper->state());
}

std::optional<Time> Lead::next_change(Time after) {
  const auto changes = next_changes(after, 1);
  return changes.empty() ? std::nullopt : std::optional<Time>(changes.front().at);
}

std::vector<Change> Lead::next_changes(Time after, std::size_t most) {
  auto& track = state_->track;
  return lead::changes_of(*track.stepped_to(std::max(after, track.checkpoint())), most);
}

std::uint64_t Lead::events_without_room() {
  auto& track = state_->track;
  return track.stepped_to(track.present())->state().no_room;
}

std::string Lead::encode() { return lead::encode(state_->track, state_->rules, state_->id); }

std::variant<Lead, std::string> Lead::decode(const RuleSet& rules, std::string_view bytes,
                                             LeadOptions options) {
  auto decoded = lead::decode(rules, bytes, options);
  if (auto* problem = std::get_if<std::string>(&decoded)) return std::move(*problem);
  auto& [id, track] = std::get<lead::DecodedLead>(decoded);
  return Lead(std::make_unique<State>(rules, std::move(id), std::move(track)));
}

}  // namespace leadscore
