// SPDX-License-Identifier: Apache-2.0
#include "cli/replay_stream.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "cli/text_hash.hpp"
#include "model/model.hpp"

namespace leadscore::cli {
namespace {

EngineOptions options_for(unsigned threads) {
  EngineOptions options;
  options.threads = threads;
  options.open_leads = 1'000;
  // Nothing is taken before all facts are there.
  options.most_waiting = std::numeric_limits<std::size_t>::max();
  return options;
}

// An event that the rules do not know: nothing of it counts, not even its id.
bool is_unknown(const Fact& fact, const RuleSet& rules) {
  return fact.kind == FactKind::event && !rules.model().event_named(fact.type);
}

}  // namespace

ReplayStream::ReplayStream(const RuleSet& rules, unsigned threads)
    : rules_(rules), threads_(threads), engine_(rules, options_for(threads)), whole_(rules) {}

std::uint32_t ReplayStream::number_of(std::string_view lead) {
  const auto [number, is_new] = names_.add(lead, text_hash(lead));
  if (is_new) leads_.emplace_back();
  return number;
}

bool ReplayStream::is_marked(std::string_view lead) const {
  const auto number = names_.find(lead, text_hash(lead));
  return number && leads_[*number].marked;
}

void ReplayStream::mark(std::uint32_t lead) {
  if (leads_[lead].marked) return;
  leads_[lead].marked = true;
  ++marked_;
}

Applied ReplayStream::apply(const Fact& fact) {
  Applied applied = engine_.apply(fact);
  if (applied.status == Applied::Status::rejected) return applied;
  const bool ignored = applied.status == Applied::Status::ignored;
  if (ignored && is_unknown(fact, rules_)) return applied;
  const std::uint32_t lead = number_of(fact.lead);
  if (fact.at) latest_ = std::max(latest_, *fact.at);
  if (fact.kind == FactKind::event) ++leads_[lead].events;
  look_at_id(fact, lead, applied.status);
  switch (applied.status) {
    case Applied::Status::ignored:  // of before the lead was erased, as far as the engine knows
    case Applied::Status::late:
    case Applied::Status::needs_facts:
      mark(lead);
      if (!fact.other.empty()) mark(number_of(fact.other));
      applied.status = Applied::Status::applied;
      applied.problem.clear();
      break;
    case Applied::Status::duplicate: ++leads_[lead].duplicates; break;
    default: break;
  }
  return applied;
}

// Ids are unique over all leads and for ever; the engine tells them apart for one lead and for as
// long as facts may be late.
void ReplayStream::look_at_id(const Fact& fact, std::uint32_t lead, Applied::Status status) {
  if (fact.id.empty()) return;
  const auto [found, added] = ids_.try_emplace(text_hash(fact.id), lead);
  if (added) return;
  const bool same_lead = found->second == lead;
  const bool known = status == Applied::Status::duplicate || fact.kind == FactKind::retract;
  if (same_lead && known) return;
  mark(lead);
  mark(found->second);
}

std::int64_t ReplayStream::more_duplicates() const {
  std::int64_t more = duplicates_again_;
  for (const Lead& lead : leads_) more -= lead.marked ? lead.duplicates : 0;
  return more;
}

void ReplayStream::apply_again(const Fact& fact) {
  if (!is_marked(fact.lead)) return;
  const Applied applied = whole_.apply(fact);
  duplicates_again_ += applied.status == Applied::Status::duplicate ? 1 : 0;
}

Replayed ReplayStream::replay(Time until, const Console& console) {
  Replayed all{engine_.advance_to(until), without_room(until)};
  std::erase_if(all.outputs,
                [&](const Output& output) { return output.at > until || is_marked(output.lead); });
  cli::replay(whole_, until, threads_, console, all);
  return all;
}

// Of the leads that are not replayed from their facts. Where one cannot be asked for that instant
// any more, what it is at the end says it.
WithoutRoom ReplayStream::without_room(Time until) const {
  WithoutRoom found;
  for (std::uint32_t lead = 0; lead < leads_.size(); ++lead) {
    if (leads_[lead].marked || leads_[lead].events <= LeadOptions{}.retained_events) continue;
    const std::string_view name = names_.texts()[lead];
    auto snapshot = engine_.snapshot(name, until);
    if (!snapshot) snapshot = engine_.snapshot(name, latest_);
    if (snapshot) found.count(name, snapshot->events_without_room);
  }
  return found;
}

}  // namespace leadscore::cli
