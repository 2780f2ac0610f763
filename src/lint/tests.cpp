// SPDX-License-Identifier: Apache-2.0

// What single tests take: a subject, and a set of its values.
#include <algorithm>
#include <utility>

#include "expr/ops.hpp"
#include "lint/space.hpp"

namespace leadscore::lint {

using expr::Comparison;
using expr::constant_of;
using expr::Datum;
using expr::mirrored;
using expr::Op;

namespace {

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
  if (is_text_test(test.op)) {
    set.others = true;
    set.tests = {{pool_.id_of_test(test), true}};
    return set;
  }
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
    default:  // a truth
      return comparison_values(Comparison::equal, Datum::of(true), false, domain);
  }
}

std::optional<Literal> Space::literal(const Expr& test) {
  switch (test.op) {
    case Op::compare: return comparison(test);
    case Op::between:
    case Op::constant:
    case Op::all:
    case Op::any:
    case Op::negate:
    case Op::named: return std::nullopt;
    default: break;
  }
  const bool of_another = test.op == Op::known || test.op == Op::in || is_text_test(test.op);
  Literal literal{subject_of(of_another ? test.args[0] : test), {}};
  const Domain& domain = domains_[literal.subject];
  if (!of_another && domain.texts) return std::nullopt;  // no truth
  literal.set = test_values(test, domain);
  return literal;
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
