// SPDX-License-Identifier: Apache-2.0
#include "engine/replay.hpp"

#include <algorithm>
#include <utility>

#include "lead/corrections.hpp"
#include "lead/life.hpp"

namespace leadscore::engine {

Relations related(const FactSource& source, std::set<std::string> names,
                  const std::function<std::set<std::string>(const std::string&)>& links) {
  Relations relations;
  std::vector<std::string> open(names.begin(), names.end());
  relations.names = std::move(names);
  const auto meet = [&](const std::string& name) {
    if (!name.empty() && relations.names.insert(name).second) open.push_back(name);
  };
  while (!open.empty()) {
    const std::string name = std::move(open.back());
    open.pop_back();
    for (const std::string& other : links(name)) meet(other);
    for (Fact& fact : source(name)) {
      if (fact.kind == FactKind::merge || fact.kind == FactKind::unmerge) meet(fact.other);
      relations.facts.push_back(std::move(fact));
    }
  }
  return relations;
}

std::vector<Output> outputs_until(const model::Model& model, const lead::People& people,
                                  const std::string& lead, Time now) {
  if (!people.contains(lead) || now == Time::min()) return {};
  return lead::outputs_of(model, std::string(), people.editions(lead, now), now);
}

Replayed replayed(const model::Model& model, const LeadOptions& options, const lead::People& people,
                  const std::string& lead, const std::vector<Output>& given, Time given_until,
                  Time now) {
  const Time at = now == Time::min() ? people.latest().value_or(now) : now;
  const auto editions = people.editions(lead, at);
  const lead::Edition& last = editions.back();
  lead::Track track(model, options, editions, now);
  // Up to the checkpoint the track does not make its outputs again.
  std::vector<Output> standing =
      outputs_until(model, people, lead, std::max(now, track.checkpoint()));
  std::vector<Output> ready;
  lead::correct(given, standing, given_until, ready);
  for (Output& output : ready) output.late = output.late && output.at <= given_until;
  track.wait_first_with(std::move(ready));
  return {std::move(track), last.gone ? people.stands_for(lead, at) : std::string()};
}

}  // namespace leadscore::engine
