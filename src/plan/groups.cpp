// SPDX-License-Identifier: Apache-2.0

// Groups and sums.
#include <algorithm>
#include <numeric>

#include "eval/bounds.hpp"
#include "plan/compiler.hpp"

namespace leadscore::plan {

namespace {

using model::Combine;

bool is_constant(const Entry& entry) { return entry.kind == Entry::Kind::constant; }

bool holds_zero(const std::optional<Points>& min, const std::optional<Points>& max) {
  return (!min || *min <= Points()) && (!max || *max >= Points());
}

// So much is kept of what formulas over one subject come to; beyond, they are taken as they are.
constexpr std::size_t kMostKeptRanges = 1'000'000;

}  // namespace

Compiler::Entries Compiler::entries_of(const std::vector<model::Item>& items, NodeId under) {
  Entries entries;
  for (const model::Item& item : items) {
    if (item.is_group) {
      add_group(model_.groups[item.index], under, entries);
    } else {
      add_rule(model_.rules[item.index], item.index, under, entries);
    }
  }
  return entries;
}

void Compiler::add_group(const model::Group& group, NodeId under, Entries& entries) {
  const NodeId when = program_.formulas.both(under, formula(group.when));
  Entries inner;
  if (group.combine != Combine::sum) {
    inner = chosen(group, when);
  } else {
    inner = entries_of(group.items, when);
    if (group.min || group.max) inner = {summed(inner, group.min, group.max)};
  }
  entries.insert(entries.end(), inner.begin(), inner.end());
}

Entry Compiler::summed(const Entries& entries, const std::optional<Points>& min,
                       const std::optional<Points>& max) {
  Entry entry;
  entry.kind = Entry::Kind::sum;
  entry.min = min;
  entry.max = max;
  entry.index = sum_of(entries);
  entry.nothing_is_zero = holds_zero(min, max);
  return entry;
}

// What a group chooses among: each item by itself, a sum as one value.
Compiler::Entries Compiler::choices_of(const model::Group& group, NodeId when) {
  Entries choices;
  for (const model::Item& item : group.items) {
    Entries of_item = entries_of({item}, when);
    const bool adds = item.is_group && model_.groups[item.index].combine == Combine::sum;
    if (adds && of_item.size() > 1) of_item = {summed(of_item, std::nullopt, std::nullopt)};
    choices.insert(choices.end(), of_item.begin(), of_item.end());
  }
  return choices;
}

// Of constant choices each is left out where one that comes before it holds.
Compiler::Entries Compiler::chosen(const model::Group& group, NodeId when) {
  Entries choices = choices_of(group, when);
  if (!std::all_of(choices.begin(), choices.end(), is_constant)) {
    Entry entry;
    entry.kind = Entry::Kind::choice;
    entry.index = static_cast<std::uint32_t>(program_.choices.size());
    entry.min = group.min;
    entry.max = group.max;
    program_.choices.push_back({group.combine, std::move(choices)});
    return {entry};
  }
  if (group.combine != Combine::first) {
    std::stable_sort(choices.begin(), choices.end(), [&](const Entry& a, const Entry& b) {
      return group.combine == Combine::max ? a.points > b.points : a.points < b.points;
    });
  }
  Formulas& formulas = program_.formulas;
  NodeId none_before = kAlways;
  for (Entry& entry : choices) {
    const NodeId holds = entry.when;
    entry.when = formulas.pair(Node::Kind::all, none_before, holds);
    entry.points = eval::clamp(Points::thousandths(entry.points), group.min, group.max).count();
    none_before = formulas.pair(Node::Kind::all, none_before, formulas.complement(holds));
  }
  return choices;
}

// The codes of its one subject for which a formula holds; null where it asks of several, or of a
// text with open tests, or where too much would be kept.
const CodeSet* Compiler::codes_where_holds(NodeId wanted) {
  const Formulas& formulas = program_.formulas;
  for (auto id = static_cast<NodeId>(sets_.size()); id <= wanted; ++id) {
    const Node& node = formulas[id];
    std::optional<CodeSet>& set = sets_.emplace_back();
    if (!node.only || program_.subjects[*node.only].is_open()) continue;
    if (node.kind == Node::Kind::test) {
      set = program_.subjects[node.subject].leaves[node.leaf].set;
    } else if (kept_ranges_ < kMostKeptRanges) {
      set = joined_sets(node);
    }
    if (set) kept_ranges_ += set->size();
  }
  return sets_[wanted] ? &*sets_[wanted] : nullptr;
}

std::optional<CodeSet> Compiler::joined_sets(const Node& node) const {
  std::optional<CodeSet> all;
  for (const NodeId arg : node.args) {
    if (!sets_[arg]) return std::nullopt;
    if (!all) {
      all = sets_[arg];
    } else if (node.kind == Node::Kind::all) {
      all = intersection(*all, *sets_[arg]);
    } else {
      all->insert(all->end(), sets_[arg]->begin(), sets_[arg]->end());
    }
  }
  return node.kind == Node::Kind::any ? code_set(std::move(*all)) : all;
}

// False where the entry is no matter of one subject.
bool Compiler::add_to_table(Sum& sum, const Entry& entry) {
  const Node& node = program_.formulas[entry.when];
  if (!node.only) return false;
  const Subject& subject = program_.subjects[*node.only];
  const CodeSet* codes = subject.is_open() ? nullptr : codes_where_holds(entry.when);
  if (codes == nullptr && !subject.is_open()) return false;
  const auto known = std::find_if(sum.tables.begin(), sum.tables.end(),
                                  [&](const Table& t) { return t.subject == *node.only; });
  Table& table = known == sum.tables.end() ? sum.tables.emplace_back() : *known;
  table.subject = *node.only;
  if (subject.is_open()) {
    table.open.push_back({entry.when, entry.points});
    return true;
  }
  // Differences from code to code; summed up when the table is complete.
  table.points.resize(subject.codes + 1);
  for (const CodeRange& range : *codes) {
    table.points[range.first] += entry.points;
    table.points[range.last + 1] -= entry.points;
  }
  return true;
}

std::uint32_t Compiler::sum_of(const Entries& entries) {
  Sum sum;
  std::vector<NodeId> holds;
  for (const Entry& entry : entries) {
    if (entry.kind != Entry::Kind::constant) {
      sum.entries.push_back(entry);
      continue;
    }
    holds.push_back(entry.when);
    if (entry.points == 0 || entry.when == kNever) continue;
    if (entry.when == kAlways) {
      sum.constant += entry.points;
    } else if (!add_to_table(sum, entry)) {
      sum.terms.push_back({entry.when, entry.points});
    }
  }
  for (Table& table : sum.tables) {
    if (table.points.empty()) continue;
    std::partial_sum(table.points.begin(), table.points.end(), table.points.begin());
    table.points.pop_back();
  }
  sum.holds = program_.formulas.any_of(std::move(holds));
  program_.sums.push_back(std::move(sum));
  return static_cast<std::uint32_t>(program_.sums.size() - 1);
}

}  // namespace leadscore::plan
