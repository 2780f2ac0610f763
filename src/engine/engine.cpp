// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <utility>

#include <leadscore/engine.hpp>

#include "engine/pool.hpp"
#include "lead/life.hpp"
#include "lead/output_order.hpp"

namespace leadscore {

using engine::Pool;

struct Engine::State {
  Pool pool;
};

Engine::Engine(RuleSet rules, EngineOptions options)
    : state_(new State{Pool(std::move(rules), std::move(options))}) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

RuleSet Engine::rules() const { return state_->pool.rules(); }

Applied Engine::apply(const Fact& fact) { return state_->pool.apply(fact); }

std::vector<Applied> Engine::apply(std::span<const Fact> facts) {
  return state_->pool.apply(facts);
}

std::vector<Output> Engine::advance_to(Time now) {
  std::vector<Output> outputs =
      state_->pool.drain(now, std::numeric_limits<std::size_t>::max(), true);
  lead::sort_outputs(outputs);
  return outputs;
}

std::vector<Output> Engine::drain(Time now, std::size_t most) {
  return state_->pool.drain(now, std::max<std::size_t>(most, 1), false);
}

std::optional<Time> Engine::next_due() const { return state_->pool.next_due(); }

std::vector<std::string> Engine::take_changed(std::size_t most) {
  return state_->pool.take_changed(most);
}

bool Engine::contains(std::string_view lead) const { return state_->pool.contains(lead); }

std::vector<std::string> Engine::leads() const { return state_->pool.leads(); }

std::optional<Snapshot> Engine::snapshot(std::string_view lead, Time at) const {
  const auto known = state_->pool.known_at(lead, at);
  if (!known) return std::nullopt;
  return lead::snapshot_of(known->state);
}

std::optional<NamedPoints> Engine::score(std::string_view lead, Time at) const {
  auto snapshot = this->snapshot(lead, at);
  if (!snapshot || snapshot->excluded) return std::nullopt;
  return std::move(snapshot->scores);
}

std::optional<Explanation> Engine::explain(std::string_view lead, Time at) const {
  const auto known = state_->pool.known_at(lead, at);
  if (!known) return std::nullopt;
  return lead::explain(known->state);
}

SwapReport Engine::swap_rules(RuleSet rules) { return state_->pool.swap(std::move(rules)); }

Counters Engine::counters() const { return state_->pool.counters(); }

std::optional<std::string> Engine::encode(std::string_view lead) const {
  return state_->pool.encode(lead);
}

std::optional<std::string> Engine::restore(std::string_view bytes) {
  return state_->pool.restore(bytes);
}

}  // namespace leadscore
