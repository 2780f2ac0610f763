// SPDX-License-Identifier: Apache-2.0
#include "plan/row_parts.hpp"

#include <map>

namespace leadscore::plan {

namespace {

std::vector<std::vector<bool>> leaves_of(const Subject& subject) {
  std::vector<std::vector<bool>> leaves;
  for (const Leaf& leaf : subject.leaves) {
    std::vector<bool>& holds = leaves.emplace_back();
    if (leaf.open >= 0) continue;
    holds.resize(subject.codes);
    for (const CodeRange& range : leaf.set) {
      for (Code code = range.first; code <= range.last; ++code) holds[code] = true;
    }
  }
  return leaves;
}

}  // namespace

RowParts::RowParts(const Program& program)
    : of_subject(program.subjects.size()), leaves(program.subjects.size()) {}

void RowParts::add(NodeId node, Effect effect) {
  if (effects.size() <= node) effects.resize(node + 1);
  effects[node].push_back(effect);
  wanted.insert(node);
}

void RowParts::finish(const Program& program) {
  std::vector<NodeId> open(wanted.begin(), wanted.end());
  while (!open.empty()) {
    const NodeId next = open.back();
    open.pop_back();
    for (const NodeId arg : program.formulas[next].args) {
      if (wanted.insert(arg).second) open.push_back(arg);
    }
  }
  // Each depends on the subjects of its parts, which come before it.
  std::map<NodeId, std::set<std::uint32_t>> subjects;
  for (const NodeId id : wanted) {
    const Node& node = program.formulas[id];
    std::set<std::uint32_t>& of_node = subjects[id];
    if (node.kind == Node::Kind::test) of_node.insert(node.subject);
    for (const NodeId arg : node.args) {
      of_node.insert(subjects[arg].begin(), subjects[arg].end());
    }
    nodes.push_back(id);
    for (const std::uint32_t subject : of_node) of_subject[subject].push_back(id);
  }
  for (std::uint32_t subject = 0; subject < of_subject.size(); ++subject) {
    if (!of_subject[subject].empty()) leaves[subject] = leaves_of(program.subjects[subject]);
  }
  if (!nodes.empty()) effects.resize(nodes.back() + 1);
}

}  // namespace leadscore::plan
