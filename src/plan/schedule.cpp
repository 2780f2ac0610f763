// SPDX-License-Identifier: Apache-2.0
#include "plan/schedule.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <set>
#include <tuple>

#include "plan/adder.hpp"

namespace leadscore::plan {

namespace {

std::int64_t unit_of(const Sum& sum) {
  std::int64_t unit = 0;
  for (const Term& term : sum.terms) unit = std::gcd(unit, term.points);
  for (const Table& table : sum.tables) {
    for (const std::int64_t points : table.points) unit = std::gcd(unit, points);
    for (const Term& term : table.open) unit = std::gcd(unit, term.points);
  }
  if (unit == 0) return 1;
  // Products are those of 32 bits.
  return unit <= std::numeric_limits<std::uint32_t>::max() ? unit : std::gcd(unit, 1000);
}

// Between its least and its most entry; of one that texts are bound to, no more than that.
std::int64_t width_of(const Table& table) {
  std::int64_t width = 0;
  for (const Term& term : table.open) width += std::abs(term.points);
  if (table.points.empty()) return width;
  const auto [least, most] = std::minmax_element(table.points.begin(), table.points.end());
  return *most - *least;
}

// What few terms say about a text that has open tests is cheaper as masks than as a table: it may
// have many codes.
bool is_in_masks(const Table& table) {
  constexpr std::size_t kFewTerms = 5;
  return !table.open.empty() && table.open.size() <= kFewTerms;
}

// Each term that counts as a mask.
template <class Use>
void for_each_term(const Sum& sum, const Use& use) {
  for (const Term& term : sum.terms) use(term);
  for (const Table& table : sum.tables) {
    if (!is_in_masks(table)) continue;
    for (const Term& term : table.open) use(term);
  }
}

class Scheduler {
 public:
  Scheduler(const Program& program, Schedule& schedule)
      : program_(program), schedule_(schedule), uses_(program.formulas.size(), 0) {}

  void run() {
    schedule_.slots.assign(program_.formulas.size(), kNoLead);
    schedule_.slots[kAlways] = kAllLeads;
    schedule_.masks.resize(program_.subjects.size());
    schedule_.more_masks.resize(program_.subjects.size());
    schedule_.phases.resize(program_.scores.size() + 1);
    for (std::uint32_t i = 0; i < program_.subjects.size(); ++i) {
      schedule_.phases[program_.subjects[i].phase].subjects.push_back(i);
    }
    count_uses();
    want_all();
    joins_.resize(schedule_.phases.size());
    more_joins_.resize(schedule_.phases.size());
    give_slots(core_, schedule_.masks, false);
    give_slots(more_, schedule_.more_masks, true);
    give_slots_to_fired();
    for (std::size_t i = 0; i < schedule_.phases.size(); ++i) {
      schedule_.phases[i].joins = joins_[i].finish();
      schedule_.phases[i].more_joins = more_joins_[i].finish();
    }
    schedule_.spare = static_cast<Slot>(schedule_.slot_count);
    schedule_.sums.resize(program_.sums.size());
    schedule_.tables.resize(program_.sums.size());
    // What counts in another sum comes before it.
    for (std::uint32_t sum = 0; sum < program_.sums.size(); ++sum) choose_groups(sum);
    for (std::uint32_t sum = 0; sum < program_.sums.size(); ++sum) add_sum(sum);
  }

 private:
  // --- which formulas are wanted ---

  // A conjunction that one term alone uses is never written down: its last part is joined where
  // it is counted.
  void count_uses() {
    for (NodeId id = 0; id < program_.formulas.size(); ++id) {
      for (const NodeId arg : program_.formulas[id].args) ++uses_[arg];
    }
    for (const Sum& sum : program_.sums) {
      for_each_term(sum, [&](const Term& term) {
        ++uses_[term.when];
        terms_.insert(term.when);
      });
    }
  }
  [[nodiscard]] bool is_fused(NodeId id) const {
    return program_.formulas[id].kind == Node::Kind::all && terms_.contains(id) && uses_[id] == 1 &&
           !wanted_.contains(id);
  }

  void want_entries(const std::vector<Entry>& entries) {
    for_each_asked(
        program_, entries, false, [&](NodeId when) { wanted_.insert(when); },
        [&](std::uint32_t sum) {
          wanted_.insert(program_.sums[sum].holds);
          strict_.insert(sum);
        });
  }
  void want_all() {
    wanted_.insert(program_.excluded);
    wanted_.insert(program_.signals.begin(), program_.signals.end());
    wanted_.insert(program_.watched.begin(), program_.watched.end());
    for (const ScorePlan& plan : program_.scores) {
      if (plan.sum) want_entries(program_.sums[*plan.sum].entries);
    }
    core_ = wanted_;
    for (const Sum& sum : program_.sums) {
      for_each_term(sum, [&](const Term& term) { core_.insert(term.when); });
    }
    add_parts(core_);
    for (const Entry& entry : program_.fired) more_.insert(entry.when);
    add_parts(more_);
    for (const NodeId id : core_) more_.erase(id);
  }
  void add_parts(std::set<NodeId>& ids) const {
    std::vector<NodeId> open(ids.begin(), ids.end());
    while (!open.empty()) {
      const NodeId next = open.back();
      open.pop_back();
      for (const NodeId arg : program_.formulas[next].args) {
        if (ids.insert(arg).second) open.push_back(arg);
      }
    }
  }

  // --- masks ---

  Slot new_slot() { return static_cast<Slot>(schedule_.slot_count++); }

  // The leaves of a subject lie side by side, for they are written one after the other.
  void give_slots_to_leaves(const std::set<NodeId>& ids, std::vector<SubjectMasks>& masks) {
    const auto place = [&](NodeId id) {
      const Node& node = program_.formulas[id];
      return std::tie(node.subject, program_.subjects[node.subject].leaves[node.leaf].set);
    };
    std::vector<NodeId> leaves;
    for (const NodeId id : ids) {
      if (program_.formulas[id].kind == Node::Kind::test) leaves.push_back(id);
    }
    std::stable_sort(leaves.begin(), leaves.end(),
                     [&](NodeId a, NodeId b) { return place(a) < place(b); });
    for (const NodeId id : leaves) {
      const Node& node = program_.formulas[id];
      schedule_.slots[id] = new_slot();
      masks[node.subject].leaves.emplace_back(node.leaf, schedule_.slots[id]);
    }
  }

  // In the order of ids, in which parts come before what is made of them.
  void give_slots(const std::set<NodeId>& ids, std::vector<SubjectMasks>& masks, bool more) {
    give_slots_to_leaves(ids, masks);
    for (const NodeId id : ids) {
      const Node& node = program_.formulas[id];
      if (node.kind != Node::Kind::all && node.kind != Node::Kind::any) continue;
      Slot& slot = schedule_.slots[id];
      JoinList& joins = (more ? more_joins_ : joins_)[node.phase];
      const std::size_t parts = node.args.size() - (!more && is_fused(id) ? 1 : 0);
      if (parts < 2) continue;  // counted as a pair
      slot = new_slot();
      Slot so_far = schedule_.slots[node.args[0]];
      for (std::size_t i = 1; i < parts; ++i) {
        joins.add(node.kind == Node::Kind::any ? Join::either : Join::both, slot, so_far,
                  schedule_.slots[node.args[i]]);
        so_far = slot;
      }
    }
  }

  void give_slots_to_fired() {
    for (const Entry& entry : program_.fired) {
      Slot slot = schedule_.slots[entry.when];
      if (core_.contains(entry.when) && is_fused(entry.when)) {
        const auto [a, b] = pair_of(entry.when);
        slot = new_slot();
        more_joins_[program_.formulas[entry.when].phase].add(Join::both, slot, a, b);
      }
      schedule_.fired.push_back(slot);
    }
  }

  // The two masks whose conjunction is the formula.
  [[nodiscard]] std::pair<Slot, Slot> pair_of(NodeId id) const {
    const Node& node = program_.formulas[id];
    if (!is_fused(id)) return {schedule_.slots[id], kAllLeads};
    const Slot last = schedule_.slots[node.args.back()];
    const bool two = node.args.size() == 2;
    return {two ? schedule_.slots[node.args[0]] : schedule_.slots[id], last};
  }

  // --- sums ---

  // Groups that are no more than tables and terms within bounds that hold 0 count in the sum they
  // stand in. The unit of a sum is that of its groups, too.
  void choose_groups(std::uint32_t index) {
    const Sum& sum = program_.sums[index];
    ScheduledSum& out = schedule_.sums[index];
    out.unit = unit_of(sum);
    for (const Entry& entry : sum.entries) {
      const std::int64_t unit = strict_.contains(index) ? 0 : unit_with(entry, out.unit);
      if (unit == 0) {
        out.entries.push_back(entry);
        continue;
      }
      out.unit = unit;
      ScheduledGroup group;
      group.sum = entry.index;
      out.groups.push_back(group);
    }
    for (std::size_t i = 0, next = 0; i < sum.entries.size() && next < out.groups.size(); ++i) {
      const Entry& entry = sum.entries[i];
      if (entry.kind != Entry::Kind::sum || entry.index != out.groups[next].sum) continue;
      ScheduledGroup& group = out.groups[next++];
      schedule_.sums[group.sum].unit = out.unit;
      group.min = (entry.min ? entry.min->count() : -kNoBound) / out.unit;
      group.max = (entry.max ? entry.max->count() : kNoBound) / out.unit;
    }
  }

  // The unit of a sum and a group of it together; 0 where they cannot be added so.
  [[nodiscard]] std::int64_t unit_with(const Entry& entry, std::int64_t unit) const {
    if (entry.kind != Entry::Kind::sum || entry.when != kAlways || !entry.nothing_is_zero) return 0;
    const Sum& inner = program_.sums[entry.index];
    if (!inner.entries.empty() || inner.constant != 0) return 0;
    std::int64_t all = std::gcd(unit, unit_of(inner));
    if (entry.min) all = std::gcd(all, entry.min->count());
    if (entry.max) all = std::gcd(all, entry.max->count());
    return width_of(inner, all) <= kMostUnits ? all : 0;
  }

  [[nodiscard]] std::int64_t width_of(const Sum& sum, std::int64_t unit) const {
    std::int64_t width = 0;
    for (const Table& table : sum.tables) {
      if (!is_in_masks(table)) width += plan::width_of(table) / unit;
    }
    // Counts of what is taken away go up to all ones.
    for_each_term(sum, [&](const Term& term) { width += 2 * std::abs(term.points) / unit; });
    return width;
  }

  void add_sum(std::uint32_t index) {
    const Sum& sum = program_.sums[index];
    ScheduledSum& out = schedule_.sums[index];
    out.base = sum.constant;
    bundle(sum, out);
    Adder adder(out, schedule_.spare);
    std::map<std::int64_t, std::vector<std::pair<Slot, Slot>>> by_points;
    for_each_term(sum, [&](const Term& term) {
      by_points[term.points / out.unit].push_back(pair_of(term.when));
    });
    for (auto& [points, pairs] : by_points) {
      // Neighbours in memory are met together.
      std::sort(pairs.begin(), pairs.end());
      adder.add(points, pairs);
    }
    schedule_.slot_count = std::max<std::size_t>(schedule_.slot_count, adder.finish());
    for (const Table& table : sum.tables) {
      if (program_.subjects[table.subject].is_open()) continue;
      schedule_.tables[index].push_back(schedule_table(out, table.subject, table.points));
    }
  }

  void bundle(const Sum& sum, ScheduledSum& out) {
    std::int64_t width = 0;
    const auto place = [&](std::int64_t more) {
      if (width + more > kMostUnits) {
        ++out.bundles;
        width = 0;
      }
      width += more;
      return static_cast<std::uint32_t>(out.bundles - 1);
    };
    for (const Table& table : sum.tables) {
      if (is_in_masks(table)) {
        out.in_masks.insert(table.subject);
        continue;
      }
      schedule_.masks[table.subject].coded = true;
      const std::int64_t more = plan::width_of(table) / out.unit;
      if (more <= kMostUnits) out.bundle_of[table.subject] = place(more);
    }
    for (ScheduledGroup& group : out.groups) {
      const std::int64_t all = width_of(program_.sums[group.sum], out.unit);
      group.bundle = place(std::min(all, group.max - group.min));
    }
  }

  static constexpr std::int64_t kMostUnits = 65'535;
  static constexpr std::int64_t kNoBound = 4 * Points::kMostThousandths;

  const Program& program_;
  Schedule& schedule_;
  std::vector<std::uint32_t> uses_;
  std::set<NodeId> terms_;   // what is counted
  std::set<NodeId> wanted_;  // as masks
  std::set<NodeId> core_, more_;
  std::set<std::uint32_t> strict_;            // sums of which it matters whether they hold
  std::vector<JoinList> joins_, more_joins_;  // by phase
};

}  // namespace

Schedule::Schedule(const Program& program) { Scheduler(program, *this).run(); }

}  // namespace leadscore::plan
