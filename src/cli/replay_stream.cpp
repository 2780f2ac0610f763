// SPDX-License-Identifier: Apache-2.0
#include "cli/replay_stream.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "base/hash.hpp"
#include "cli/parallel.hpp"
#include "cli/progress.hpp"

namespace leadscore::cli {
namespace {

EngineOptions options_for(unsigned threads) {
  EngineOptions options;
  options.threads = threads;
  options.open_leads = 200'000;
  // Nothing is taken before all facts are there.
  options.most_waiting = std::numeric_limits<std::size_t>::max();
  return options;
}

}  // namespace

ReplayStream::ReplayStream(const RuleSet& rules, unsigned threads)
    : rules_(rules), threads_(threads), engine_(rules, options_for(threads)), whole_(rules) {}

std::uint32_t ReplayStream::number_of(const std::string& lead) {
  const auto next = static_cast<std::uint32_t>(leads_.size());
  const auto [found, added] = numbers_.try_emplace(lead, next);
  if (added) leads_.emplace_back();
  return found->second;
}

void ReplayStream::mark(std::uint32_t lead) {
  if (leads_[lead].marked) return;
  leads_[lead].marked = true;
  ++marked_;
}

Applied ReplayStream::apply(const Fact& fact) {
  Applied applied = engine_.apply(fact);
  if (applied.status == Applied::Status::rejected) return applied;
  const std::uint32_t lead = number_of(fact.lead);
  look_at_id(fact, lead, applied.status);
  switch (applied.status) {
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
  const auto [found, added] = ids_.try_emplace(stable_hash(fact.id), lead);
  if (added || status == Applied::Status::ignored) return;
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
  const auto found = numbers_.find(fact.lead);
  if (found == numbers_.end() || !leads_[found->second].marked) return;
  const Applied applied = whole_.apply(fact);
  duplicates_again_ += applied.status == Applied::Status::duplicate ? 1 : 0;
}

std::vector<Output> ReplayStream::outputs(Time until, const Console& console) {
  std::vector<Output> all = engine_.advance_to(until);
  std::erase_if(all, [&](const Output& output) {
    return output.at > until || leads_[numbers_.find(output.lead)->second].marked;
  });
  const std::vector<std::string> names = whole_.names();
  Progress progress(console, "replaying", names.size());
  in_order_parallel(
      names.size(), threads_, [&](std::size_t i) { return whole_.outputs(names[i], until); },
      [&](std::vector<Output>& of_one) {
        std::move(of_one.begin(), of_one.end(), std::back_inserter(all));
        progress.advance();
        return true;
      });
  sort_outputs(all);
  return all;
}

void sort_outputs(std::vector<Output>& outputs) {
  std::stable_sort(outputs.begin(), outputs.end(), [](const Output& a, const Output& b) {
    return a.at != b.at ? a.at < b.at : a.lead < b.lead;
  });
}

}  // namespace leadscore::cli
