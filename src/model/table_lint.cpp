// SPDX-License-Identifier: Apache-2.0

// `{">= 50": 5, ">= 1000": 15}`: rows are tried from the top, so the second never counts.
#include <algorithm>
#include <optional>

#include "model/tables.hpp"

namespace leadscore::model {

namespace {

using expr::Comparison;

// Longer tables are not looked through: each value of a row is held against all before it.
constexpr std::size_t kMostAlternatives = 100;

// An end of a range of values; null where the range has no end on that side.
struct End {
  const Datum* value = nullptr;
  bool closed = false;
};

struct Range {
  End low, high;
};

void narrow(Range& range, const Row::Test& test) {
  const bool less = test.comparison == Comparison::less;
  const bool greater = test.comparison == Comparison::greater;
  const bool equal = test.comparison == Comparison::equal;
  if (less || equal || test.comparison == Comparison::less_equal) range.high = {&test.value, !less};
  if (greater || equal || test.comparison == Comparison::greater_equal) {
    range.low = {&test.value, !greater};
  }
}

// The range that one alternative of a row takes; nothing for `!=`.
std::optional<Range> range_of(const std::vector<Row::Test>& tests) {
  Range range;
  for (const Row::Test& test : tests) {
    if (test.comparison == Comparison::not_equal) return std::nullopt;
    narrow(range, test);
  }
  return range;
}

// Whether an outer low end is no higher than an inner one; for high ends with `before` turned.
template <class Before>
bool reaches(const End& outer, const End& inner, const Before& before) {
  if (!outer.value) return true;
  if (!inner.value || before(*inner.value, *outer.value)) return false;
  return before(*outer.value, *inner.value) || outer.closed || !inner.closed;
}

bool covers(const Range& outer, const Range& inner) {
  return reaches(outer.low, inner.low, comes_before) &&
         reaches(outer.high, inner.high,
                 [](const Datum& a, const Datum& b) { return comes_before(b, a); });
}

bool equal_texts(const Row::Test& a, const Row::Test& b, bool exact) {
  return exact ? a.value.text->written == b.value.text->written
               : a.value.text->folded == b.value.text->folded;
}

bool covers(const std::vector<Row::Test>& outer, const std::vector<Row::Test>& inner, bool exact) {
  if (outer[0].value.text) {
    return outer[0].comparison == Comparison::equal && inner[0].comparison == Comparison::equal &&
           equal_texts(outer[0], inner[0], exact);
  }
  const auto wide = range_of(outer);
  const auto narrow = range_of(inner);
  return wide && narrow && covers(*wide, *narrow);
}

// Whether each alternative of a row is in one of another row's.
bool covers(const Row& outer, const Row& inner, bool exact) {
  if (outer.alternatives.empty() || inner.alternatives.empty()) return false;
  return std::all_of(inner.alternatives.begin(), inner.alternatives.end(), [&](const auto& in) {
    return std::any_of(outer.alternatives.begin(), outer.alternatives.end(),
                       [&](const auto& out) { return covers(out, in, exact); });
  });
}

}  // namespace

void warn_of_covered_rows(Builder& build, const Table& table) {
  std::size_t alternatives = 0;
  for (const Row& row : table.rows) alternatives += row.alternatives.size();
  // A list may have values of several rows.
  if (table.combine != Combine::first || alternatives > kMostAlternatives ||
      table.by.type == expr::Type::list) {
    return;
  }
  for (auto row = table.rows.begin(); row != table.rows.end(); ++row) {
    const auto earlier = std::find_if(table.rows.begin(), row, [&](const Row& other) {
      return covers(other, *row, table.exact);
    });
    if (earlier == row) continue;
    build
        .warning(row->span, "unreachable",
                 "this row never counts: rows are tried from the top, and " +
                     quoted(earlier->text) + " takes all its values",
                 "put it above that row")
        .notes.push_back({earlier->span, "that row stands here"});
  }
}

}  // namespace leadscore::model
