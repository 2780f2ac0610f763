// SPDX-License-Identifier: Apache-2.0

// Conditions as unions of boxes.
#include <algorithm>
#include <utility>

#include "expr/ops.hpp"
#include "lint/space.hpp"

namespace leadscore::lint {

using expr::Comparison;
using expr::Datum;
using expr::Op;

namespace {

// A condition with more boxes is not looked into.
constexpr std::size_t kMostBoxes = 128;
// After looking at so many values of all sets together nothing more is looked into.
constexpr std::size_t kMostWork = 4'000'000;
// The boxes of a condition are kept up to so many: with more they take much memory.
constexpr std::size_t kMostKept = 2;

std::size_t size_of(const ValueSet& set) {
  const std::size_t texts = set.values ? set.values->size() : 0;
  return 1 + set.ranges.size() + texts * (1 + set.tests.size());
}

Boxes always() { return {Box{}}; }

// An initializer list would copy it.
Boxes only(Literal literal) {
  Boxes boxes(1);
  boxes.front().push_back(std::move(literal));
  return boxes;
}

Want opposite(Want want) {
  switch (want) {
    case Want::is_true: return Want::is_false;
    case Want::is_false: return Want::is_true;
    case Want::not_true: return Want::not_false;
    case Want::not_false: return Want::not_true;
  }
  return want;
}

// Whether an `and` is so only where all its parts are; else where any is.
bool needs_all(Op op, Want want) {
  const bool true_or_not_false = want == Want::is_true || want == Want::not_false;
  return (op == Op::all) == true_or_not_false;
}

// A shortcut for most tests there are: what is not there makes them unknown.
bool tests_what_may_be_missing(const Model& model, const Expr& test) {
  if (test.op != Op::compare && test.op != Op::in && !is_text_test(test.op)) return false;
  const Expr& subject = test.args[0];
  return subject.op == Op::attribute && model.attributes[subject.slot].fallback.is_missing();
}

}  // namespace

std::optional<Boxes> Space::test_boxes(const Expr& test, Want want) {
  if (gave_up()) return std::nullopt;
  if (test.op == Op::between) return between_boxes(test, want);
  work_ += test.literals && test.op == Op::in ? test.literals->size() : 1;
  auto made = literal(test);
  if (!made) return std::nullopt;
  const Domain& domain = domains_[made->subject];
  const bool never_unknown = test.op == Op::known;
  const bool wants_false = want == Want::is_false || want == Want::not_true;
  if (wants_false && never_unknown) {
    const bool missing = !made->set.missing;
    made->set = missing ? ValueSet{} : everything(domain);
    made->set.missing = missing;
  } else {
    if (wants_false) made->set = known_complement(made->set, domain);
    if (!never_unknown) made->set.missing = want == Want::not_true || want == Want::not_false;
  }
  if (is_empty(made->set, domain, pool_)) return Boxes{};
  return only(std::move(*made));
}

// `x between a and b` is `a <= x and x <= b`, but for a missing end, which is rare enough.
std::optional<Boxes> Space::between_boxes(const Expr& test, Want want) {
  Expr both;
  both.op = Op::all;
  for (const std::size_t end : {1U, 2U}) {
    Expr part;
    part.op = Op::compare;
    part.comparison = end == 1 ? Comparison::greater_equal : Comparison::less_equal;
    part.args = {test.args[0], test.args[end]};
    both.args.push_back(std::move(part));
  }
  return boxes(both, want);
}

std::optional<Box> Space::both(const Box& a, const Box& b) {
  Box box;
  box.reserve(a.size() + b.size());
  work_ += a.size() + b.size();
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && i->subject < j->subject)) {
      box.push_back(*i++);
    } else if (i == a.end() || j->subject < i->subject) {
      box.push_back(*j++);
    } else {
      work_ += size_of(i->set) + size_of(j->set);
      Literal common{i->subject, intersection(i->set, j->set)};
      if (is_empty(common.set, domains_[common.subject], pool_)) return std::nullopt;
      box.push_back(std::move(common));
      ++i;
      ++j;
    }
  }
  return box;
}

std::optional<Boxes> Space::all_of(const Boxes& a, const Boxes& b) {
  Boxes out;
  for (const Box& x : a) {
    for (const Box& y : b) {
      auto box = both(x, y);
      if (box) add(out, std::move(*box));
      if (out.size() > kMostBoxes || gave_up()) return std::nullopt;
    }
  }
  return out;
}

bool Space::gave_up() const { return work_ > kMostWork; }

// Boxes over one and the same subject become one where they can.
void Space::add(Boxes& boxes, Box box) {
  if (box.size() == 1) {
    for (Box& other : boxes) {
      if (other.size() != 1 || other[0].subject != box[0].subject) continue;
      if (unite(other[0].set, box[0].set, domains_[box[0].subject])) return;
    }
  }
  boxes.push_back(std::move(box));
}

std::optional<Boxes> Space::all(const std::vector<Expr>& conditions, Want want) {
  Boxes out = always();
  for (const Expr& condition : conditions) {
    const auto part = boxes(condition, want);
    if (!part) return std::nullopt;
    auto met = all_of(out, *part);
    if (!met || met->empty()) return met;
    out = std::move(*met);
  }
  return out;
}

std::optional<Boxes> Space::any(const std::vector<Expr>& conditions, Want want) {
  Boxes out;
  for (const Expr& condition : conditions) {
    auto part = boxes(condition, want);
    if (!part) return std::nullopt;
    for (Box& box : *part) add(out, std::move(box));
    if (out.size() > kMostBoxes) return std::nullopt;
  }
  return out;
}

std::optional<Boxes> Space::boxes(const Expr& condition, Want want) {
  switch (condition.op) {
    case Op::constant: {
      const bool holds = condition.constant.is_true();
      const bool wanted = want == Want::is_true || want == Want::not_false;
      return holds == wanted ? always() : Boxes{};
    }
    case Op::negate: return boxes(condition.args[0], opposite(want));
    case Op::all:
    case Op::any:
      return needs_all(condition.op, want) ? all(condition.args, want) : any(condition.args, want);
    case Op::named: {
      const auto key = std::pair(condition.slot, want);
      const auto known = named_.find(key);
      if (known != named_.end()) return known->second;
      auto made = boxes(model_.named[condition.slot].expr, want);
      if (!made || made->size() <= kMostKept) named_.emplace(key, made);
      return made;
    }
    default: return test_boxes(condition, want);
  }
}

bool Space::possible(const Expr& condition, Want want) {
  const bool may_be_unknown = want == Want::not_true || want == Want::not_false;
  if (may_be_unknown && tests_what_may_be_missing(model_, condition)) return true;
  const bool splits = condition.op == Op::all || condition.op == Op::any;
  if (splits && !needs_all(condition.op, want)) {
    return std::any_of(condition.args.begin(), condition.args.end(),
                       [&](const Expr& part) { return possible(part, want); });
  }
  if (want == Want::is_true) {
    const Truth known = truth(condition);
    return !*known || !(*known)->empty();
  }
  const auto found = boxes(condition, want);
  return !found || !found->empty();
}

Space::Truth Space::truth(const Expr& condition) {
  const auto found = truths_.find(&condition);
  if (found != truths_.end()) return found->second;
  auto made = std::make_shared<const std::optional<Boxes>>(boxes(condition, Want::is_true));
  if (!*made || (*made)->size() <= kMostKept) truths_.emplace(&condition, made);
  return made;
}

bool Space::possible(const std::vector<const Expr*>& conditions) {
  Boxes met = always();
  for (const Expr* condition : conditions) {
    const Truth part = truth(*condition);
    if (!*part) return true;
    auto next = all_of(met, **part);
    if (!next) return true;
    if (next->empty()) return false;
    met = std::move(*next);
  }
  return true;
}

}  // namespace leadscore::lint
