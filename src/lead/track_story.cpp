// SPDX-License-Identifier: Apache-2.0

// What of a track's recent facts is in force, and since when.
#include <algorithm>
#include <iterator>
#include <map>

#include "lead/life.hpp"
#include "lead/track.hpp"

namespace leadscore::lead {

std::optional<Time> Track::retracted_at(const BoundFact& fact) const {
  const auto found = fact.id.empty() ? retractions_.end() : retractions_.find(fact.id);
  return found == retractions_.end() ? std::nullopt : std::optional<Time>(found->second);
}

std::optional<Time> Track::erased_at(Time at) const {
  const auto after = std::upper_bound(erasures_.begin(), erasures_.end(), at);
  return after == erasures_.begin() ? std::nullopt : std::optional<Time>(*std::prev(after));
}

// The recent facts that are in force from `at` on; without one, from the beginning.
Story Track::story(std::optional<Time> at) const {
  const auto erased = at ? erased_at(*at) : std::nullopt;
  Story story;
  if (!erased) {
    const Time first = recent_.empty() ? Time::max() : *recent_.front()->at;
    for (const FactPtr& fact : undated_) story.push_back({first, true, fact.get()});
  }
  for (const FactPtr& fact : recent_) {
    if (erased && *fact->at <= *erased) continue;
    const auto retracted = retracted_at(*fact);
    if (retracted && (*retracted <= *fact->at || (at && *retracted <= *at))) continue;
    story.push_back(dated(fact));
    story.back().quiet_since = quiet_since(*fact->at);
  }
  sort_story(story);
  return story;
}

std::vector<Edition> Track::editions(Time until) const {
  std::map<Time, std::string> cuts;
  for (const Time at : erasures_) cuts.emplace(at, "erase");
  for (const auto& [id, at] : retractions_) {
    const auto event = ids_.find(id);
    if (event != ids_.end() && *event->second->at < at) cuts.emplace(at, "retract");
  }
  std::vector<Edition> editions;
  const eval::Room room{options_.retained_events, options_.retained_values};
  editions.push_back({std::nullopt, "", story(std::nullopt), false, false, room, &*base_});
  for (const auto& [at, cause] : cuts) {
    if (at > until) break;
    Edition edition{at, cause, story(at), false, false, room, &*base_};
    if (erased_at(at)) {
      edition.base = nullptr;
      edition.gone = edition.story.empty();
      edition.forgotten = erased_at(at) == at;
    }
    editions.push_back(std::move(edition));
  }
  return editions;
}

std::optional<Time> Track::next_cut(Time after) const {
  std::optional<Time> next;
  const auto take = [&](Time at) {
    if (at > after && (!next || at < *next)) next = at;
  };
  for (const Time at : erasures_) take(at);
  for (const auto& [id, at] : retractions_) {
    if (knows(id)) take(at);
  }
  return next;
}

bool Track::is_gone(Time at) const {
  if (erased_at(at)) return edition_at(editions(at), at).gone;
  const bool heard_of = base_->state().first_fact || !undated_.empty() ||
                        (!recent_.empty() && *recent_.front()->at <= at);
  return forgotten_ != Time::min() && !heard_of;
}

std::optional<Time> Track::over_at() const {
  const Time erased = erasures_.empty() ? forgotten_ : erasures_.back();
  if (erased == Time::min() || !is_gone(present())) return std::nullopt;
  if (erased > kLatestTime - options_.allowed_lateness) return std::nullopt;
  return erased + options_.allowed_lateness + Duration(1);
}

}  // namespace leadscore::lead
