// SPDX-License-Identifier: Apache-2.0

// Facts as they come in: some late, some with the time of others, some twice.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
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
class Arrivals {
 public:
  Arrivals(const std::string& lead, Duration lateness) : lead_(lead), lateness_(lateness) {}

  // Whether it is one of those that come in.
  [[nodiscard]] bool takes(const Fact& fact) {
    if (fact.lead != lead_) return false;
    if (fact.kind == FactKind::merge || fact.kind == FactKind::unmerge) return false;
    if (fact.kind != FactKind::event || fact.id.empty()) return true;
    return ids_.try_emplace(fact.id, *fact.at).first->second == *fact.at;
  }
  void add(Time at, const Fact& fact) { arrivals_.push_back({at, fact}); }

  [[nodiscard]] std::vector<Arrival> take() && {
    drop_early_retractions();
    std::stable_sort(arrivals_.begin(), arrivals_.end(),
                     [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
    return std::move(arrivals_);
  }

 private:
  // A retraction that is of before its event is remembered for as long as facts may be late.
  void drop_early_retractions() {
    std::map<std::string, Time> last_arrival;
    for (const Arrival& arrival : arrivals_) {
      if (arrival.fact.kind != FactKind::event) continue;
      Time& last = last_arrival.try_emplace(arrival.fact.id, arrival.at).first->second;
      last = std::max(last, arrival.at);
    }
    std::erase_if(arrivals_, [&](const Arrival& arrival) {
      const auto event = ids_.find(arrival.fact.id);
      return arrival.fact.kind == FactKind::retract && event != ids_.end() &&
             event->second >= *arrival.fact.at &&
             last_arrival[arrival.fact.id] > *arrival.fact.at + lateness_;
    });
  }

  std::string lead_;
  Duration lateness_;
  std::vector<Arrival> arrivals_;
  std::map<std::string, Time> ids_;  // of events, the first time of each
};

// All of the world's, at times that the dice say.
[[nodiscard]] inline std::vector<Arrival> arrivals_of(const World& world, const std::string& lead,
                                                      Dice& dice, Duration lateness) {
  Arrivals arrivals(lead, lateness);
  for (const Fact& fact : world.facts) {
    if (!arrivals.takes(fact)) continue;
    Time at = fact.at.value_or(Time::min());
    if (fact.at && dice.percent(40)) at += lateness * dice.between(0, 1000) / 1000;
    if (fact.at && dice.percent(5)) at = *fact.at + lateness;
    arrivals.add(at, fact);
  }
  return std::move(arrivals).take();
}

}  // namespace leadscore::support
