// SPDX-License-Identifier: Apache-2.0

// Facts as they come in: some late, some with the time of others, some twice.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <leadscore/fact.hpp>
#include <leadscore/time.hpp>

#include "support/dice.hpp"
#include "support/world.hpp"

namespace leadscore::support {

struct Arrival {
  Time at;  // when the fact comes in: not before its own time
  Fact fact;
};

// A lead's facts in the order in which they come in, each at most `lateness` after its time; those
// without a time first. Merges are left out, and so are events that have the id of another one
// further away in time than that, which only a lead with all of its facts tells apart.
[[nodiscard]] inline std::vector<Arrival> arrivals_of(const World& world, const std::string& lead,
                                                      Dice& dice, Duration lateness) {
  std::vector<Arrival> arrivals;
  std::map<std::string, Time> ids;
  for (const Fact& fact : world.facts) {
    if (fact.lead != lead) continue;
    if (fact.kind == FactKind::merge || fact.kind == FactKind::unmerge) continue;
    if (fact.kind == FactKind::event && !fact.id.empty()) {
      const Time first = ids.try_emplace(fact.id, *fact.at).first->second;
      if (first != *fact.at) continue;
    }
    Time at = fact.at.value_or(Time::min());
    if (fact.at && dice.percent(40)) at += lateness * dice.between(0, 1000) / 1000;
    if (fact.at && dice.percent(5)) at = *fact.at + lateness;
    arrivals.push_back({at, fact});
  }
  // A retraction that is of before its event is remembered for as long as facts may be late.
  std::map<std::string, Time> last_arrival;
  for (const Arrival& arrival : arrivals) {
    if (arrival.fact.kind != FactKind::event) continue;
    Time& last = last_arrival.try_emplace(arrival.fact.id, arrival.at).first->second;
    last = std::max(last, arrival.at);
  }
  std::erase_if(arrivals, [&](const Arrival& arrival) {
    const auto event = ids.find(arrival.fact.id);
    return arrival.fact.kind == FactKind::retract && event != ids.end() &&
           event->second >= *arrival.fact.at &&
           last_arrival[arrival.fact.id] > *arrival.fact.at + lateness;
  });
  std::stable_sort(arrivals.begin(), arrivals.end(),
                   [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
  return arrivals;
}

}  // namespace leadscore::support
