// SPDX-License-Identifier: Apache-2.0
#include "lint/value_set.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace leadscore::lint {

namespace {

const std::vector<std::uint32_t>& ids(const Texts& texts) {
  static const std::vector<std::uint32_t> kNone;
  return texts ? *texts : kNone;
}

Texts shared(std::vector<std::uint32_t> texts) {
  if (texts.empty()) return nullptr;
  return std::make_shared<const std::vector<std::uint32_t>>(std::move(texts));
}

template <class Operation>
Texts combined(const Texts& a, const Texts& b, const Operation& operation) {
  std::vector<std::uint32_t> both;
  operation(ids(a).begin(), ids(a).end(), ids(b).begin(), ids(b).end(), std::back_inserter(both));
  return shared(std::move(both));
}

Texts common(const Texts& a, const Texts& b) {
  return combined(a, b, [](auto... all) { std::set_intersection(all...); });
}
Texts joined(const Texts& a, const Texts& b) {
  if (!a) return b;
  if (!b) return a;
  return combined(a, b, [](auto... all) { std::set_union(all...); });
}
Texts without(const Texts& a, const Texts& b) {
  if (!b) return a;
  return combined(a, b, [](auto... all) { std::set_difference(all...); });
}

// Whether `a` begins before `b`.
bool begins_before(const Range& a, const Range& b) {
  return a.low != b.low ? a.low < b.low : !a.low_open && b.low_open;
}
bool ends_before(const Range& a, const Range& b) {
  return a.high != b.high ? a.high < b.high : a.high_open && !b.high_open;
}

// Whether nothing lies between the end of `a` and the beginning of `b`.
bool touch(const Range& a, const Range& b, bool whole) {
  if (whole) return b.low <= a.high + 1;
  return b.low < a.high || (b.low == a.high && !(a.high_open && b.low_open));
}

Range closed_whole(Range range) {
  if (std::isfinite(range.low)) {
    const Number up = std::ceil(range.low);
    range.low = range.low_open && up == range.low ? up + 1 : up;
  }
  if (std::isfinite(range.high)) {
    const Number down = std::floor(range.high);
    range.high = range.high_open && down == range.high ? down - 1 : down;
  }
  range.low_open = range.high_open = false;
  return range;
}

std::size_t count_listed(const ValueSet& set, const Domain& domain) {
  return ids(common(set.values, domain.values)).size();
}

bool has_text(const ValueSet& set, const Domain& domain, const TextPool& pool) {
  const auto fits = [&](std::uint32_t id) { return pool.holds_of(set.tests, id); };
  if (!set.others) {
    const Texts values = domain.listed ? common(set.values, domain.values) : set.values;
    return std::any_of(ids(values).begin(), ids(values).end(), fits);
  }
  if (!domain.listed) return pool.agree(set.tests);
  if (set.tests.empty()) return count_listed(set, domain) < ids(domain.values).size();
  const Texts left = without(domain.values, set.values);
  return std::any_of(ids(left).begin(), ids(left).end(), fits);
}

// Of the texts of `set`, those that are not in `outer`: nothing where there are none.
bool texts_within(const ValueSet& set, const ValueSet& outer, const Domain& domain,
                  const TextPool& pool) {
  ValueSet rest = set;
  rest.missing = false;
  ValueSet beyond;  // what the values of `outer` leave out
  beyond.others = !outer.others;
  beyond.values = outer.values;
  if (!is_empty(intersection(rest, beyond), domain, pool)) return false;
  return std::all_of(outer.tests.begin(), outer.tests.end(), [&](const TextTest& test) {
    ValueSet against = rest;
    against.tests.push_back({test.id, !test.holds});
    return is_empty(against, domain, pool);
  });
}

// Ranges of a set are apart, so one that is within a set is within one of its ranges.
bool ranges_within(const Ranges& inner, const Ranges& outer) {
  auto around = outer.begin();
  for (const Range& range : inner) {
    while (around != outer.end() && ends_before(*around, range)) ++around;
    if (around == outer.end() || begins_before(range, *around)) return false;
  }
  return true;
}

}  // namespace

bool is_empty(const Range& range) {
  if (range.low == range.high) return range.low_open || range.high_open;
  return range.low > range.high;
}

Ranges tidy(Ranges ranges, bool whole) {
  const auto erase_empty = [&] {
    ranges.erase(std::remove_if(ranges.begin(), ranges.end(),
                                [](const Range& range) { return is_empty(range); }),
                 ranges.end());
  };
  erase_empty();
  if (whole) {
    std::transform(ranges.begin(), ranges.end(), ranges.begin(), closed_whole);
    erase_empty();
  }
  if (ranges.size() < 2) return ranges;
  std::sort(ranges.begin(), ranges.end(), begins_before);
  Ranges apart;
  for (const Range& range : ranges) {
    if (apart.empty() || !touch(apart.back(), range, whole)) {
      apart.push_back(range);
    } else if (ends_before(apart.back(), range)) {
      apart.back().high = range.high;
      apart.back().high_open = range.high_open;
    }
  }
  return apart;
}

Ranges intersection(const Ranges& a, const Ranges& b) {
  Ranges both;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    const Range& later = begins_before(*i, *j) ? *j : *i;
    const Range& sooner = ends_before(*i, *j) ? *i : *j;
    const Range range{later.low, sooner.high, later.low_open, sooner.high_open};
    if (!is_empty(range)) both.push_back(range);
    if (ends_before(*i, *j)) {
      ++i;
    } else {
      ++j;
    }
  }
  return both;
}

Ranges complement(const Ranges& ranges, const Domain& domain) {
  Ranges gaps;
  Range gap{domain.low, domain.high, false, false};
  for (const Range& range : ranges) {
    gap.high = range.low;
    gap.high_open = !range.low_open;
    gaps.push_back(gap);
    gap.low = range.high;
    gap.low_open = !range.high_open;
  }
  gap.high = domain.high;
  gap.high_open = false;
  gaps.push_back(gap);
  // What lies at infinity is no value.
  for (Range& one : gaps) {
    if (std::isinf(one.low) && one.low == one.high) one.low_open = true;
  }
  return tidy(std::move(gaps), domain.whole);
}

ValueSet everything(const Domain& domain) {
  ValueSet all;
  all.missing = domain.may_be_missing;
  if (domain.texts) {
    all.others = true;
  } else {
    all.ranges = tidy({Range{domain.low, domain.high, false, false}}, domain.whole);
  }
  return all;
}

ValueSet intersection(const ValueSet& a, const ValueSet& b) {
  ValueSet both;
  both.missing = a.missing && b.missing;
  both.ranges = intersection(a.ranges, b.ranges);
  both.others = a.others && b.others;
  if (both.others) {
    both.values = joined(a.values, b.values);
  } else if (a.others) {
    both.values = without(b.values, a.values);
  } else if (b.others) {
    both.values = without(a.values, b.values);
  } else {
    both.values = common(a.values, b.values);
  }
  both.tests = a.tests;
  for (const TextTest& test : b.tests) {
    if (std::find(both.tests.begin(), both.tests.end(), test) == both.tests.end()) {
      both.tests.push_back(test);
    }
  }
  return both;
}

ValueSet known_complement(const ValueSet& set, const Domain& domain) {
  ValueSet rest;
  if (!domain.texts) {
    rest.ranges = complement(set.ranges, domain);
    return rest;
  }
  if (set.tests.empty()) {
    rest.others = !set.others;
    rest.values = set.values;
    return rest;
  }
  rest.others = true;
  rest.tests = {{set.tests[0].id, !set.tests[0].holds}};
  return rest;
}

bool unite(ValueSet& into, const ValueSet& other, const Domain& domain) {
  if (!domain.texts) {
    into.missing = into.missing || other.missing;
    into.ranges.insert(into.ranges.end(), other.ranges.begin(), other.ranges.end());
    into.ranges = tidy(std::move(into.ranges), domain.whole);
    return true;
  }
  const bool other_has_texts = other.others || other.values;
  const bool into_has_texts = into.others || into.values;
  if (into_has_texts && other_has_texts && into.tests != other.tests) return false;
  if (!into_has_texts) into.tests = other.tests;
  into.missing = into.missing || other.missing;
  if (!into.others && !other.others) {
    into.values = joined(into.values, other.values);
  } else if (into.others && other.others) {
    into.values = common(into.values, other.values);
  } else {
    into.values =
        into.others ? without(into.values, other.values) : without(other.values, into.values);
    into.others = true;
  }
  return true;
}

bool is_empty(const ValueSet& set, const Domain& domain, const TextPool& pool) {
  if (set.missing && domain.may_be_missing) return false;
  return domain.texts ? !has_text(set, domain, pool) : set.ranges.empty();
}

bool is_subset(const ValueSet& inner, const ValueSet& outer, const Domain& domain,
               const TextPool& pool) {
  if (inner.missing && !outer.missing && domain.may_be_missing) return false;
  if (!domain.texts) return ranges_within(inner.ranges, outer.ranges);
  const bool plain = inner.tests.empty() && outer.tests.empty() && !inner.others && !outer.others;
  if (plain && !domain.listed) {
    return std::includes(ids(outer.values).begin(), ids(outer.values).end(),
                         ids(inner.values).begin(), ids(inner.values).end());
  }
  return texts_within(inner, outer, domain, pool);
}

}  // namespace leadscore::lint
