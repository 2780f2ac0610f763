// SPDX-License-Identifier: Apache-2.0
#include "lead/people.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace leadscore::lead {

namespace {

Applied duplicate() {
  Applied applied;
  applied.status = Applied::Status::duplicate;
  return applied;
}

std::string root_of(const std::map<std::string, std::string, std::less<>>& into, std::string name) {
  for (auto found = into.find(name); found != into.end(); found = into.find(name)) {
    name = found->second;
  }
  return name;
}

std::string_view cause_of(FactKind kind) {
  switch (kind) {
    case FactKind::merge: return "merge";
    case FactKind::unmerge: return "unmerge";
    default: return "erase";
  }
}

}  // namespace

People::Record& People::record(const std::string& lead) {
  const auto [found, added] = records_.try_emplace(lead);
  if (added) order_.push_back(lead);
  return found->second;
}

Applied People::apply(const Fact& fact) {
  Binding binding = bind(fact, model_);
  if (!binding.fact) return std::move(binding.applied);
  BoundFact& bound = *binding.fact;
  Record& record = this->record(fact.lead);
  if (bound.at) latest_ = std::max(latest_, bound.at);
  if (!record.seen.emplace(bound.at, bound.text).second) return duplicate();

  if (bound.kind == FactKind::retract) {
    const auto [found, added] = retractions_.try_emplace(bound.id, *bound.at);
    if (!added) found->second = std::min(found->second, *bound.at);
    return std::move(binding.applied);
  }
  if (bound.kind == FactKind::merge || bound.kind == FactKind::unmerge ||
      bound.kind == FactKind::erase) {
    links_.insert({*bound.at, bound.kind, fact.lead, bound.other});
    if (bound.kind == FactKind::erase) {
      record.erased.push_back(*bound.at);
    } else {
      this->record(bound.other);
      neighbours_[fact.lead].insert(bound.other);
      neighbours_[bound.other].insert(fact.lead);
    }
    return std::move(binding.applied);
  }
  record.facts.push_back({std::move(bound), false});
  Stored& stored = record.facts.back();
  if (stored.fact.at && (!record.first_dated || *stored.fact.at < *record.first_dated)) {
    record.first_dated = stored.fact.at;
  }
  const bool is_new = stored.fact.id.empty() || claim_id(fact.lead, stored);
  if (!is_new) binding.applied.status = Applied::Status::duplicate;
  return std::move(binding.applied);
}

// Of two events with one id the earlier counts, then the one whose text is less. False where the
// id was known.
bool People::claim_id(const std::string& lead, Stored& stored) {
  const auto [found, added] = ids_.try_emplace(stored.fact.id, Owner{&stored, lead});
  if (added) return true;
  Owner& owner = found->second;
  const bool earlier = std::tie(*stored.fact.at, stored.fact.text, lead) <
                       std::tie(*owner.stored->fact.at, owner.stored->fact.text, owner.lead);
  if (earlier) {
    owner.stored->superseded = true;
    owner = {&stored, lead};
  } else {
    stored.superseded = true;
  }
  return false;
}

std::set<std::string> People::ever_related(const std::string& lead) const {
  std::set<std::string> related = {lead};
  std::vector<std::string> open = {lead};
  while (!open.empty()) {
    const auto found = neighbours_.find(open.back());
    open.pop_back();
    if (found == neighbours_.end()) continue;
    for (const std::string& name : found->second) {
      if (related.insert(name).second) open.push_back(name);
    }
  }
  return related;
}

People::Standing People::standing(const std::set<std::string>& names, Time at) const {
  Standing into;
  if (names.size() == 1) return into;
  for (const Link& link : links_) {
    if (link.at > at) break;
    if (!names.contains(link.lead)) continue;
    if (link.kind == FactKind::merge) {
      const std::string survivor = root_of(into, link.lead);
      const std::string other = root_of(into, link.other);
      if (survivor != other) into[other] = survivor;
    } else if (link.kind == FactKind::unmerge) {
      into.erase(link.other);
    } else {
      // A forgotten lead takes all that went into it along.
      const std::string root = root_of(into, link.lead);
      std::erase_if(into, [&](const auto& entry) { return root_of(into, entry.first) == root; });
    }
  }
  return into;
}

std::optional<Time> People::erased_at(const std::string& name, Time at) const {
  std::optional<Time> latest;
  const auto related = ever_related(name);
  if (related.size() == 1) {
    for (const Time erased : records_.find(name)->second.erased) {
      if (erased <= at) latest = std::max(latest, std::optional<Time>(erased));
    }
    return latest;
  }
  for (const Link& link : links_) {
    if (link.at > at) break;
    if (link.kind != FactKind::erase || !related.contains(link.lead)) continue;
    const Standing before = standing(related, link.at - Duration(1));
    if (root_of(before, link.lead) == root_of(before, name)) latest = link.at;
  }
  return latest;
}

std::optional<Time> People::retraction_of(const BoundFact& fact) const {
  if (fact.id.empty()) return std::nullopt;
  const auto found = retractions_.find(fact.id);
  return found == retractions_.end() ? std::nullopt : std::optional<Time>(found->second);
}

std::vector<People::Cut> People::cuts(const std::set<std::string>& names, Time until) const {
  std::map<Time, std::string> found;
  const auto& own = records_.find(*names.begin())->second;
  const bool linked = names.size() > 1 || !own.erased.empty();
  for (auto link = links_.begin(); linked && link != links_.end() && link->at <= until; ++link) {
    if (names.contains(link->lead)) found.emplace(link->at, cause_of(link->kind));
  }
  for (const std::string& name : names) {
    for (const Stored& stored : records_.find(name)->second.facts) {
      // What is retracted before it happens never happens: that is no cut.
      const auto retracted = retraction_of(stored.fact);
      const bool cut = retracted && *retracted <= until && *stored.fact.at < *retracted;
      if (cut) found.emplace(*retracted, "retract");
    }
  }
  std::vector<Cut> cuts;
  for (const auto& [at, cause] : found) cuts.push_back({at, cause});
  return cuts;
}

// The facts of one name that are in force from `at` on.
void People::collect(const std::string& name, std::optional<Time> at, Story& story) const {
  const Record& record = records_.find(name)->second;
  const auto erased = at ? erased_at(name, *at) : std::nullopt;
  for (const Stored& stored : record.facts) {
    const BoundFact& fact = stored.fact;
    if (stored.superseded) continue;
    if (erased && (!fact.at || *fact.at <= *erased)) continue;
    const auto retracted = retraction_of(fact);
    if (retracted && (*retracted <= *fact.at || (at && *retracted <= *at))) continue;
    story.push_back(
        {fact.at ? *fact.at : record.first_dated.value_or(Time::max()), !fact.at, &fact});
  }
}

namespace {

// What a name without any dated fact brought holds from the first fact of those it went to.
void date_the_undated(Story& story) {
  Time first = Time::max();
  for (const OrderedFact& fact : story) first = std::min(first, fact.at);
  for (OrderedFact& fact : story) {
    if (fact.at == Time::max()) fact.at = first;
  }
}

}  // namespace

Edition People::edition(const std::string& lead, const std::set<std::string>& related,
                        const std::optional<Cut>& cut) const {
  Edition edition;
  if (cut) {
    edition.from = cut->at;
    edition.cause = cut->cause;
  }
  const Standing into = cut ? standing(related, cut->at) : Standing();
  edition.gone = into.contains(lead);
  if (edition.gone) return edition;
  for (const std::string& name : related) {
    if (root_of(into, name) != lead) continue;
    collect(name, edition.from, edition.story);
  }
  date_the_undated(edition.story);
  sort_story(edition.story);
  const auto erased = cut ? erased_at(lead, cut->at) : std::nullopt;
  edition.forgotten = erased && *erased == cut->at;
  if (edition.story.empty()) edition.gone = erased.has_value();
  return edition;
}

std::vector<Edition> People::editions(const std::string& lead, Time until) const {
  const auto related = ever_related(lead);
  std::vector<Edition> editions;
  editions.push_back(edition(lead, related, std::nullopt));
  for (const Cut& cut : cuts(related, until)) editions.push_back(edition(lead, related, cut));
  return editions;
}

std::string People::stands_for(const std::string& lead, Time at) const {
  return root_of(standing(ever_related(lead), at), lead);
}

bool People::stands(const std::string& lead, Time at) const {
  const auto related = ever_related(lead);
  if (standing(related, at).contains(lead)) return false;
  if (!erased_at(lead, at)) return true;
  // Who was forgotten stands again once something is known of him, or of whom he took in.
  const Edition last = editions(lead, at).back();
  return std::any_of(last.story.begin(), last.story.end(),
                     [&](const OrderedFact& fact) { return fact.at <= at; });
}

}  // namespace leadscore::lead
