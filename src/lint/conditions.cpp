// SPDX-License-Identifier: Apache-2.0

// Conditions as unions of boxes.
#include <algorithm>
#include <utility>

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

// The value of a constant, `-1` and such included; missing for anything else.
Datum constant_of(const Expr& expr) {
  if (expr.op == Op::constant) return expr.constant;
  if (expr.op != Op::minus) return Datum();
  const Datum inner = constant_of(expr.args[0]);
  if (inner.kind == Datum::Kind::integer && inner.integer != INT64_MIN) {
    return Datum::of(-inner.integer);
  }
  return inner.kind == Datum::Kind::number ? Datum::of(-inner.number) : Datum();
}

Comparison mirrored(Comparison comparison) {
  switch (comparison) {
    case Comparison::less: return Comparison::greater;
    case Comparison::less_equal: return Comparison::greater_equal;
    case Comparison::greater: return Comparison::less;
    case Comparison::greater_equal: return Comparison::less_equal;
    default: return comparison;
  }
}

Range range_of(Comparison comparison, Number value) {
  switch (comparison) {
    case Comparison::less: return {-kInfinity, value, false, true};
    case Comparison::less_equal: return {-kInfinity, value, false, false};
    case Comparison::greater: return {value, kInfinity, true, false};
    case Comparison::greater_equal: return {value, kInfinity, false, false};
    default: return {value, value, false, false};
  }
}

Ranges ranges_of(Comparison comparison, Number value, const Domain& domain) {
  Range range = range_of(comparison, value);
  if (range.low < domain.low) {
    range.low = domain.low;
    range.low_open = false;
  }
  if (range.high > domain.high) {
    range.high = domain.high;
    range.high_open = false;
  }
  Ranges ranges = tidy({range}, domain.whole);
  return comparison == Comparison::not_equal ? complement(ranges, domain) : ranges;
}

Boxes always() { return {Box{}}; }

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
  switch (test.op) {
    case Op::compare:
    case Op::in:
    case Op::contains:
    case Op::contains_word:
    case Op::contains_any:
    case Op::contains_all:
    case Op::starts_with:
    case Op::ends_with:
    case Op::matches: break;
    default: return false;
  }
  const Expr& subject = test.args[0];
  return subject.op == Op::attribute && model.attributes[subject.slot].fallback.is_missing();
}

}  // namespace

Number number_of(const Datum& value) {
  return value.kind == Datum::Kind::number ? static_cast<Number>(value.number)
                                           : static_cast<Number>(value.integer);
}

ValueSet Space::comparison_values(Comparison comparison, const Datum& value, bool exact,
                                  const Domain& domain) {
  ValueSet set;
  if (!domain.texts) {
    set.ranges = ranges_of(comparison, number_of(value), domain);
    return set;
  }
  set.others = comparison == Comparison::not_equal;
  set.values =
      std::make_shared<const std::vector<std::uint32_t>>(1, pool_.id_of(*value.text, exact));
  return set;
}

// A comparison with a constant, or of two other things with one another: then the subject is on
// which side of the second the first lies.
std::optional<Literal> Space::comparison(const Expr& test) {
  const Expr* a = &test.args[0];
  const Expr* b = &test.args[1];
  Comparison comparison = test.comparison;
  if (!constant_of(*a).is_missing()) {
    std::swap(a, b);
    comparison = mirrored(comparison);
  }
  if (const Datum constant = constant_of(*b); !constant.is_missing()) {
    Literal literal{subject_of(*a), {}};
    const Domain& domain = domains_[literal.subject];
    if (domain.texts && !constant.text) return std::nullopt;
    literal.set = comparison_values(comparison, constant, test.exact, domain);
    return literal;
  }
  std::string first = key_of(*a);
  std::string second = key_of(*b);
  if (second < first) {
    std::swap(first, second);
    comparison = mirrored(comparison);
  }
  const std::string key = "side " + first + second;
  const auto [found, is_new] = subjects_.try_emplace(key, 0);
  if (is_new) {
    Domain side;
    side.whole = true;
    side.low = -1;
    side.high = 1;
    const std::uint32_t subject = add_subject(side);
    subjects_[key] = subject;
  }
  const std::uint32_t subject = subjects_[key];
  return Literal{
      subject, comparison_values(comparison, Datum::of(std::int64_t{0}), false, domains_[subject])};
}

ValueSet Space::listed_values(const Expr& test, const Domain& domain) {
  ValueSet set;
  if (domain.texts) {
    set.values = pool_.ids_of(test.literals, test.exact);
    set.others = test.negated;
    return set;
  }
  for (const Datum& value : *test.literals) {
    const Number number = number_of(value);
    set.ranges.push_back({number, number, false, false});
  }
  set.ranges = intersection(tidy(std::move(set.ranges), domain.whole), everything(domain).ranges);
  if (test.negated) set.ranges = complement(set.ranges, domain);
  return set;
}

// The values for which the test is true; it looks at `args[0]` alone.
ValueSet Space::test_values(const Expr& test, const Domain& domain) {
  ValueSet set;
  switch (test.op) {
    case Op::known: {
      set = everything(domain);
      set.missing = false;
      if (!test.negated) return set;
      ValueSet none;
      none.missing = true;
      return none;
    }
    case Op::in: return listed_values(test, domain);
    case Op::contains:
    case Op::contains_word:
    case Op::contains_any:
    case Op::contains_all:
    case Op::starts_with:
    case Op::ends_with:
    case Op::matches:
      set.others = true;
      set.tests = {{pool_.id_of_test(test), true}};
      return set;
    default:  // a truth
      return comparison_values(Comparison::equal, Datum::of(true), false, domain);
  }
}

std::optional<Literal> Space::literal(const Expr& test) {
  switch (test.op) {
    case Op::compare: return comparison(test);
    case Op::known:
    case Op::in:
    case Op::contains:
    case Op::contains_word:
    case Op::contains_any:
    case Op::contains_all:
    case Op::starts_with:
    case Op::ends_with:
    case Op::matches: {
      Literal literal{subject_of(test.args[0]), {}};
      literal.set = test_values(test, domains_[literal.subject]);
      return literal;
    }
    case Op::between:
    case Op::constant:
    case Op::all:
    case Op::any:
    case Op::negate:
    case Op::named: return std::nullopt;
    default: {
      Literal literal{subject_of(test), {}};
      const Domain& domain = domains_[literal.subject];
      if (domain.texts) return std::nullopt;
      literal.set = test_values(test, domain);
      return literal;
    }
  }
}

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
  return Boxes{Box{std::move(*made)}};
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

ValueSet Space::row_values(const model::Table& table, const model::Row& row) {
  const Domain domain = domains_[subject_of(table.by)];
  ValueSet set;
  set.missing = row.unknown;
  for (const auto& tests : row.alternatives) {
    ValueSet alternative = everything(domain);
    alternative.missing = false;
    for (const model::Row::Test& test : tests) {
      alternative = intersection(
          alternative, comparison_values(test.comparison, test.value, table.exact, domain));
    }
    if (!unite(set, alternative, domain)) set.others = true;
  }
  return set;
}

}  // namespace leadscore::lint
