// SPDX-License-Identifier: Apache-2.0
#include "plan/formula.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/hash.hpp"

namespace leadscore::plan {

namespace {

using Kind = Node::Kind;

std::uint64_t hash_of(const Node& node) {
  std::vector<std::uint32_t> parts = {static_cast<std::uint32_t>(node.kind), node.subject,
                                      node.leaf};
  parts.insert(parts.end(), node.args.begin(), node.args.end());
  return stable_hash({reinterpret_cast<const char*>(parts.data()), 4 * parts.size()});
}

bool same(const Node& a, const Node& b) {
  return a.kind == b.kind && a.subject == b.subject && a.leaf == b.leaf && a.args == b.args;
}

}  // namespace

Formulas::Formulas(std::vector<Subject>& subjects) : subjects_(subjects) {
  nodes_.resize(2);
  nodes_[kAlways].kind = Kind::always;
  complements_ = {{kNever, kAlways}, {kAlways, kNever}};
}

NodeId Formulas::add(Node node) {
  const std::uint64_t hash = hash_of(node);
  const auto [begin, end] = known_.equal_range(hash);
  for (auto found = begin; found != end; ++found) {
    if (same(nodes_[found->second], node)) return found->second;
  }
  const auto id = static_cast<NodeId>(nodes_.size());
  nodes_.push_back(std::move(node));
  known_.emplace(hash, id);
  return id;
}

NodeId Formulas::test(std::uint32_t index, Leaf leaf) {
  Subject& subject = subjects_[index];
  if (leaf.open < 0) {
    if (leaf.set.empty()) return kNever;
    const Code codes = subject.is_open() ? subject.codes : std::max<Code>(subject.codes, 1);
    if (leaf.set.front().first == 0 && leaf.set.front().last + 1 >= codes) return kAlways;
  }
  Node node;
  node.kind = Kind::test;
  node.subject = index;
  node.phase = subject.phase;
  node.only = index;
  const auto found = subject.leaf_ids.find(leaf);
  if (found == subject.leaf_ids.end()) {
    node.leaf = static_cast<std::uint32_t>(subject.leaves.size());
    subject.leaf_ids.emplace(leaf, node.leaf);
    subject.leaves.push_back(std::move(leaf));
  } else {
    node.leaf = found->second;
  }
  return add(std::move(node));
}

NodeId Formulas::all_of(std::vector<NodeId> parts) { return join(Kind::all, std::move(parts)); }
NodeId Formulas::any_of(std::vector<NodeId> parts) { return join(Kind::any, std::move(parts)); }

void Formulas::flatten(Kind kind, const std::vector<NodeId>& parts,
                       std::vector<NodeId>& out) const {
  for (const NodeId part : parts) {
    const Node& node = nodes_[part];
    if (node.kind == kind) {
      out.insert(out.end(), node.args.begin(), node.args.end());
    } else {
      out.push_back(part);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

// Tests of one subject by sets of codes become one.
void Formulas::merge_tests(Kind kind, std::vector<NodeId>& parts) {
  std::map<std::uint32_t, std::vector<NodeId>> by_subject;
  for (const NodeId part : parts) {
    const Node& node = nodes_[part];
    if (node.kind != Kind::test || subjects_[node.subject].leaves[node.leaf].open >= 0) continue;
    by_subject[node.subject].push_back(part);
  }
  for (const auto& [subject, tests] : by_subject) {
    if (tests.size() < 2) continue;
    CodeSet set = subjects_[subject].leaves[nodes_[tests[0]].leaf].set;
    for (std::size_t i = 1; i < tests.size(); ++i) {
      const CodeSet& other = subjects_[subject].leaves[nodes_[tests[i]].leaf].set;
      if (kind == Kind::all) {
        set = intersection(set, other);
      } else {
        set.insert(set.end(), other.begin(), other.end());
      }
    }
    std::erase_if(parts, [&, &gone = tests](NodeId part) {
      return std::binary_search(gone.begin(), gone.end(), part);
    });
    Leaf leaf;
    leaf.set = kind == Kind::all ? std::move(set) : code_set(std::move(set));
    parts.push_back(test(subject, std::move(leaf)));
  }
}

NodeId Formulas::join(Kind kind, std::vector<NodeId> parts) {
  const NodeId nothing = kind == Kind::all ? kAlways : kNever;  // changes nothing
  const NodeId decides = kind == Kind::all ? kNever : kAlways;
  std::vector<NodeId> args;
  flatten(kind, parts, args);
  merge_tests(kind, args);
  std::sort(args.begin(), args.end());
  args.erase(std::unique(args.begin(), args.end()), args.end());
  std::erase(args, nothing);
  if (std::find(args.begin(), args.end(), decides) != args.end()) return decides;
  if (args.empty()) return nothing;
  if (args.size() == 1) return args.front();
  return add_joined(kind, std::move(args));
}

NodeId Formulas::add_joined(Kind kind, std::vector<NodeId> args) {
  Node node;
  node.kind = kind;
  node.only = nodes_[args.front()].only;
  for (const NodeId arg : args) {
    node.phase = std::max(node.phase, nodes_[arg].phase);
    if (nodes_[arg].only != node.only) node.only.reset();
  }
  node.args = std::move(args);
  return add(std::move(node));
}

NodeId Formulas::pair(Kind kind, NodeId a, NodeId b) {
  const NodeId decides = kind == Kind::all ? kNever : kAlways;
  if (a == decides || b == decides) return decides;
  if (a <= kAlways || b <= kAlways || a == b) return join(kind, {a, b});
  return add_joined(kind, {std::min(a, b), std::max(a, b)});
}

NodeId Formulas::complement_of_test(const Node& node) {
  Leaf leaf = subjects_[node.subject].leaves[node.leaf];
  if (leaf.open >= 0) {
    leaf.want = opposite(leaf.want);
  } else {
    leaf.set = plan::complement(leaf.set, subjects_[node.subject].codes);
  }
  return test(node.subject, std::move(leaf));
}

// Parts come before what is made of them, so that long chains need no recursion.
NodeId Formulas::complement(NodeId id) {
  std::set<NodeId> wanted;
  std::vector<NodeId> open = {id};
  while (!open.empty()) {
    const NodeId next = open.back();
    open.pop_back();
    if (complements_.contains(next) || !wanted.insert(next).second) continue;
    open.insert(open.end(), nodes_[next].args.begin(), nodes_[next].args.end());
  }
  for (const NodeId next : wanted) {
    const Node node = nodes_[next];  // a copy: nodes are added
    NodeId made = kNever;
    if (node.kind == Kind::test) {
      made = complement_of_test(node);
    } else {
      std::vector<NodeId> parts;
      for (const NodeId arg : node.args) parts.push_back(complements_.at(arg));
      const Kind other = node.kind == Kind::all ? Kind::any : Kind::all;
      made = parts.size() == 2 ? pair(other, parts[0], parts[1]) : join(other, std::move(parts));
    }
    complements_.emplace(next, made);
    complements_.emplace(made, next);
  }
  return complements_.at(id);
}

}  // namespace leadscore::plan
