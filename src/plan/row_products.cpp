// SPDX-License-Identifier: Apache-2.0
#include "plan/row_products.hpp"

#include <algorithm>
#include <utility>

namespace leadscore::plan {

namespace {

// More are worked out part by part.
constexpr std::size_t kMostProducts = 96;
// So many ranges of codes are kept of all formulas.
constexpr std::size_t kMostKept = 2'000'000;

const Products kOne = {Product{}};

std::size_t size_of(const Products& products) {
  std::size_t size = 0;
  for (const Product& product : products) {
    for (const Factor& factor : product.factors) size += 4 + factor.set.size();
  }
  return size;
}

bool is_factor(const Products& products) {
  return products.size() == 1 && products[0].factors.size() == 1 && products[0].times == 1;
}

void add_to(Products& sum, Product product) {
  for (Product& known : sum) {
    if (known.factors != product.factors) continue;
    known.times += product.times;
    if (known.times == 0) {
      std::swap(known, sum.back());
      sum.pop_back();
    }
    return;
  }
  sum.push_back(std::move(product));
}

// Nothing where both cannot hold.
std::optional<Product> both(const Product& a, const Product& b) {
  Product made;
  made.times = a.times * b.times;
  made.factors.reserve(a.factors.size() + b.factors.size());
  auto x = a.factors.begin();
  auto y = b.factors.begin();
  while (x != a.factors.end() || y != b.factors.end()) {
    if (y == b.factors.end() || (x != a.factors.end() && x->variable < y->variable)) {
      made.factors.push_back(*x++);
    } else if (x == a.factors.end() || y->variable < x->variable) {
      made.factors.push_back(*y++);
    } else {
      CodeSet set = intersection(x->set, y->set);
      if (set.empty()) return std::nullopt;
      made.factors.push_back({x->variable, std::move(set)});
      ++x;
      ++y;
    }
  }
  return made;
}

std::optional<Products> both(const Products& a, const Products& b) {
  Products made;
  for (const Product& x : a) {
    for (const Product& y : b) {
      if (auto product = both(x, y)) add_to(made, std::move(*product));
      if (made.size() > kMostProducts) return std::nullopt;
    }
  }
  return made;
}

// Parts have smaller numbers than what is made of them.
std::vector<bool> with_parts(const Formulas& formulas, const std::vector<NodeId>& wanted) {
  std::vector<bool> all(formulas.size(), false);
  for (const NodeId id : wanted) all[id] = true;
  for (auto id = static_cast<NodeId>(all.size()); id-- > 0;) {
    if (!all[id]) continue;
    for (const NodeId arg : formulas[id].args) all[arg] = true;
  }
  return all;
}

}  // namespace

Variables::Variables(const std::vector<Subject>& subjects) {
  for (std::uint32_t i = 0; i < subjects.size(); ++i) all_.push_back({i, -1, subjects[i].codes});
  for (std::uint32_t i = 0; i < subjects.size(); ++i) {
    first_open_.push_back(static_cast<std::uint32_t>(all_.size()));
    const auto count = static_cast<std::int32_t>(subjects[i].open.size());
    for (std::int32_t open = 0; open < count; ++open) all_.push_back({i, open, kTrue + 1});
  }
}

Expander::Expander(const Program& program, const Variables& variables,
                   const std::vector<NodeId>& wanted)
    : program_(program), variables_(variables), made_(program.formulas.size()) {
  const std::vector<bool> all = with_parts(program.formulas, wanted);
  std::size_t kept = 0;
  for (NodeId id = 0; id < all.size(); ++id) {
    if (!all[id] || kept > kMostKept) continue;
    made_[id] = expanded(program.formulas[id]);
    if (made_[id]) kept += size_of(*made_[id]);
  }
}

std::optional<Products> Expander::expanded(const Node& node) const {
  switch (node.kind) {
    case Node::Kind::never: return Products();
    case Node::Kind::always: return kOne;
    case Node::Kind::test: return of_test(node);
    case Node::Kind::all: return all_of(node.args);
    case Node::Kind::any: return any_of(node.args);
  }
  return std::nullopt;
}

Products Expander::of_test(const Node& node) const {
  const Leaf& leaf = program_.subjects[node.subject].leaves[node.leaf];
  Factor factor{node.subject, leaf.set};
  if (leaf.open >= 0) {
    factor.variable = variables_.of_question(node.subject, leaf.open);
    switch (leaf.want) {
      case Want::is_true: factor.set = {{kTrue, kTrue}}; break;
      case Want::is_false: factor.set = {{kFalse, kFalse}}; break;
      case Want::not_true: factor.set = {{kMissing, kFalse}}; break;
      case Want::not_false: factor.set = {{kMissing, kMissing}, {kTrue, kTrue}}; break;
    }
  }
  return {Product{{std::move(factor)}, 1}};
}

std::optional<Products> Expander::all_of(const std::vector<NodeId>& args) const {
  std::optional<Products> made = kOne;
  for (const NodeId arg : args) {
    if (!made_[arg]) return std::nullopt;
    made = both(*made, *made_[arg]);
    if (!made) return std::nullopt;
  }
  return made;
}

Products Expander::complement(const Products& products) const {
  if (is_factor(products)) {
    const Factor& factor = products[0].factors[0];
    CodeSet rest = plan::complement(factor.set, variables_[factor.variable].codes);
    return {Product{{Factor{factor.variable, std::move(rest)}}, 1}};
  }
  Products made = products;
  for (Product& product : made) product.times = -product.times;
  add_to(made, Product{});
  return made;
}

// Of two tests the product is the rarer one that way, and what is of one subject costs nothing.
std::optional<Products> Expander::any_of(const std::vector<NodeId>& args) const {
  for (const NodeId arg : args) {
    if (!made_[arg]) return std::nullopt;
  }
  if (args.size() == 2 && is_factor(*made_[args[0]]) && is_factor(*made_[args[1]])) {
    std::optional<Products> made = both(*made_[args[0]], *made_[args[1]]);
    for (Product& product : *made) product.times = -product.times;
    for (const NodeId arg : args) add_to(*made, made_[arg]->front());
    return made;
  }
  std::optional<Products> none = kOne;
  for (const NodeId arg : args) {
    none = both(*none, complement(*made_[arg]));
    if (!none) return std::nullopt;
  }
  return complement(*none);
}

}  // namespace leadscore::plan
