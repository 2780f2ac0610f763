// SPDX-License-Identifier: Apache-2.0
#include "plan/row_tables.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "expr/ops.hpp"

namespace leadscore::plan {

namespace {

// Larger tables fall out of the caches that make them fast.
constexpr std::size_t kMostCells = 1U << 16U;
constexpr std::size_t kMostCellsOfAll = 1U << 23U;
// A larger formula is worked out part by part.
constexpr std::size_t kMostNodes = 32;

class TableMaker {
 public:
  TableMaker(const Program& program, RowTables& out) : program_(program), out_(out) {}

  void run() {
    out_.subjects.resize(program_.subjects.size());
    out_.effects.resize(program_.formulas.size());
    for (const Subject& subject : program_.subjects) out_.cutters.emplace_back(subject.cuts);
    for (std::size_t i = 0; i < program_.subjects.size(); ++i) {
      const auto& open = program_.subjects[i].open;
      out_.subjects[i].plain = std::all_of(open.begin(), open.end(), [&](std::uint32_t question) {
        const Expr& test = program_.questions[question].expr;
        return expr::is_text_test(test.op) && test.args[0].op == expr::Op::attribute &&
               test.args[0].type == expr::Type::text;
      });
    }
    for (std::uint32_t sum = 0; sum < program_.sums.size(); ++sum) add_sum(sum);
    want(program_.excluded);
    for (const NodeId signal : program_.signals) want(signal);
    for (const ScorePlan& plan : program_.scores) {
      if (plan.sum) want_entries(program_.sums[*plan.sum].entries, false);
    }
    finish_pairs();
    order_nodes();
  }

 private:
  void want(NodeId node) { wanted_.insert(node); }
  // Whether a sum holds is asked by those who choose, and where its bounds do not hold 0.
  void want_entries(const std::vector<Entry>& entries, bool strict) {
    for (const Entry& entry : entries) {
      want(entry.when);
      if (entry.kind == Entry::Kind::choice) {
        want_entries(program_.choices[entry.index].entries, true);
      } else if (entry.kind == Entry::Kind::sum) {
        const bool matters = strict || !entry.nothing_is_zero;
        if (matters) want(program_.sums[entry.index].holds);
        want_entries(program_.sums[entry.index].entries, matters);
      }
    }
  }

  void add_sum(std::uint32_t index) {
    const Sum& sum = program_.sums[index];
    out_.bases.push_back(sum.constant);
    for (const Table& table : sum.tables) {
      if (!table.points.empty()) {
        out_.subjects[table.subject].singles.push_back({index, table.points});
      }
      add_open_table(index, table);
    }
    for (const Term& term : sum.terms) {
      if (!add_to_pair(index, term)) add_effect(index, term);
    }
  }

  // Of a text with open tests, what is about its name alone goes by its code, too.
  void add_open_table(std::uint32_t sum, const Table& table) {
    std::vector<std::int64_t> points(program_.subjects[table.subject].codes);
    bool any = false;
    for (const Term& term : table.open) {
      if (!by_codes(term.when)) {
        add_effect(sum, term);
        continue;
      }
      any = true;
      // Of one subject alone, which stands for both sides.
      const auto codes = static_cast<Code>(points.size());
      for (Code code = 0; code < codes; ++code) {
        if (!second_codes(term.when, table.subject, code, 1).empty()) points[code] += term.points;
      }
    }
    if (any) out_.subjects[table.subject].singles.push_back({sum, std::move(points)});
  }

  // Whether no open test is in it, and it is not too large.
  [[nodiscard]] bool by_codes(NodeId id) const {
    std::vector<NodeId> open = {id};
    for (std::size_t seen = 0; !open.empty(); ++seen) {
      if (seen > kMostNodes) return false;
      const Node& node = program_.formulas[open.back()];
      open.pop_back();
      open.insert(open.end(), node.args.begin(), node.args.end());
      if (node.kind != Node::Kind::test) continue;
      if (program_.subjects[node.subject].leaves[node.leaf].open >= 0) return false;
    }
    return true;
  }

  void add_effect(std::uint32_t sum, const Term& term) {
    out_.effects[term.when].push_back({sum, term.points});
    want(term.when);
  }

  // --- pairs ---

  // The two subjects that a formula asks of by their codes; nothing for any other.
  [[nodiscard]] std::optional<std::pair<std::uint32_t, std::uint32_t>> sides_of(NodeId id) const {
    if (!by_codes(id)) return std::nullopt;
    std::set<std::uint32_t> found;
    std::vector<NodeId> open = {id};
    while (!open.empty()) {
      const Node& node = program_.formulas[open.back()];
      open.pop_back();
      open.insert(open.end(), node.args.begin(), node.args.end());
      if (node.kind != Node::Kind::test) continue;
      found.insert(node.subject);
      if (found.size() > 2) return std::nullopt;
    }
    if (found.size() != 2) return std::nullopt;
    return std::pair(*found.begin(), *found.rbegin());
  }

  // The codes of the second subject for which a formula over two holds, the first having `code`.
  [[nodiscard]] CodeSet second_codes(NodeId id, std::uint32_t first, Code code, Code width) const {
    const Node& node = program_.formulas[id];
    const CodeSet all = {{0, width - 1}};
    if (node.kind == Node::Kind::test) {
      const CodeSet& set = program_.subjects[node.subject].leaves[node.leaf].set;
      if (node.subject != first) return set;
      return contains(set, code) ? all : CodeSet();
    }
    const bool both = node.kind == Node::Kind::all;
    CodeSet made = both ? all : CodeSet();
    for (const NodeId arg : node.args) {
      const CodeSet part = second_codes(arg, first, code, width);
      if (both) {
        made = intersection(made, part);
      } else {
        made.insert(made.end(), part.begin(), part.end());
      }
    }
    return both ? made : code_set(std::move(made));
  }

  bool add_to_pair(std::uint32_t sum, const Term& term) {
    const auto sides = sides_of(term.when);
    if (!sides) return false;
    const Code height = program_.subjects[sides->first].codes;
    const Code width = program_.subjects[sides->second].codes;
    const auto key = std::make_tuple(sum, sides->first, sides->second);
    auto found = pairs_.find(key);
    if (found == pairs_.end()) {
      const std::size_t cells = std::size_t{height} * width;
      if (cells > kMostCells || cells_ + cells > kMostCellsOfAll) return false;
      cells_ += cells;
      found = pairs_.emplace(key, std::vector<std::int64_t>(cells)).first;
    }
    for (Code row = 0; row < height; ++row) {
      std::int64_t* cells = found->second.data() + std::size_t{row} * width;
      for (const CodeRange& range : second_codes(term.when, sides->first, row, width)) {
        for (Code column = range.first; column <= range.last; ++column)
          cells[column] += term.points;
      }
    }
    return true;
  }

  void finish_pairs() {
    for (const auto& [key, points] : pairs_) {
      RowTables::Pair pair;
      std::tie(pair.sum, pair.first, pair.second) = key;
      pair.width = program_.subjects[pair.second].codes;
      std::int64_t unit = 0;
      std::int64_t most = 0;
      for (const std::int64_t cell : points) {
        unit = std::gcd(unit, cell);
        most = std::max(most, std::abs(cell));
      }
      if (most == 0) continue;
      pair.unit = unit;
      if (most / unit <= std::numeric_limits<std::int32_t>::max()) {
        for (const std::int64_t cell : points) {
          pair.units.push_back(static_cast<std::int32_t>(cell / unit));
        }
      } else {
        pair.points = points;
      }
      const auto index = static_cast<std::uint32_t>(out_.pairs.size());
      out_.subjects[pair.first].pairs.push_back(index);
      out_.subjects[pair.second].pairs.push_back(index);
      out_.pairs.push_back(std::move(pair));
    }
  }

  // --- what is left ---

  void order_nodes() {
    std::vector<NodeId> open(wanted_.begin(), wanted_.end());
    while (!open.empty()) {
      const NodeId next = open.back();
      open.pop_back();
      for (const NodeId arg : program_.formulas[next].args) {
        if (wanted_.insert(arg).second) open.push_back(arg);
      }
    }
    // Each node depends on the subjects of its parts, which come before it.
    std::map<NodeId, std::set<std::uint32_t>> subjects;
    for (const NodeId id : wanted_) {
      const Node& node = program_.formulas[id];
      if (node.kind == Node::Kind::never || node.kind == Node::Kind::always) continue;
      std::set<std::uint32_t>& of_node = subjects[id];
      if (node.kind == Node::Kind::test) {
        of_node.insert(node.subject);
        note_leaf(node);
      }
      for (const NodeId arg : node.args) {
        of_node.insert(subjects[arg].begin(), subjects[arg].end());
      }
      out_.nodes.push_back(id);
      for (const std::uint32_t subject : of_node) out_.subjects[subject].nodes.push_back(id);
    }
  }

  void note_leaf(const Node& node) {
    const Subject& subject = program_.subjects[node.subject];
    auto& leaves = out_.subjects[node.subject].leaves;
    leaves.resize(subject.leaves.size());
    const Leaf& leaf = subject.leaves[node.leaf];
    if (leaf.open >= 0) return;
    for (Code code = 0; code < subject.codes; ++code) {
      leaves[node.leaf].push_back(contains(leaf.set, code));
    }
  }

  const Program& program_;
  RowTables& out_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::vector<std::int64_t>>
      pairs_;
  std::size_t cells_ = 0;
  std::set<NodeId> wanted_;
};

}  // namespace

RowTables::RowTables(std::shared_ptr<const Program> of) : program(std::move(of)) {
  TableMaker(*program, *this).run();
}

}  // namespace leadscore::plan
