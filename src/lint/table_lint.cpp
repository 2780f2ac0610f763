// SPDX-License-Identifier: Apache-2.0

// Tables: rows that are never reached, that share values with others, or leave values out.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

#include "lint/linter.hpp"

namespace leadscore::lint {

using model::Combine;
using model::Row;
using model::Table;

namespace {

std::string text_of(Number number) {
  if (number == std::floor(number) && std::fabs(number) < 1e15L) {
    return std::to_string(static_cast<long long>(number));
  }
  std::string text = std::to_string(static_cast<double>(number));
  while (text.back() == '0') text.pop_back();
  return text;
}

// Whether nothing lies between two ranges.
bool meet(const Range& a, const Range& b, bool whole) { return tidy({a, b}, whole).size() == 1; }

// Whether each has values that the other has not, and some that both have.
bool overlap(const Range& a, const Range& b) {
  const Ranges both = intersection({a}, {b});
  return !both.empty() && both[0] != a && both[0] != b;
}

// All rows on a line before one, as one set of ranges that are apart.
class Covered {
 public:
  explicit Covered(bool whole) : whole_(whole) {}

  [[nodiscard]] bool covers(const Range& range) const {
    auto after = ranges_.upper_bound(key(range));
    if (after == ranges_.begin()) return false;
    const Range& before = std::prev(after)->second;
    return intersection({before}, {range}) == Ranges{range};
  }
  void add(Range range) {
    auto next = ranges_.lower_bound(key(range));
    if (next != ranges_.begin() && meet(std::prev(next)->second, range, whole_)) --next;
    while (next != ranges_.end() && meet(next->second, range, whole_)) {
      range = tidy({range, next->second}, whole_).front();
      next = ranges_.erase(next);
    }
    ranges_.emplace(key(range), range);
  }
  [[nodiscard]] Ranges ranges() const {
    Ranges all;
    for (const auto& [begin, range] : ranges_) all.push_back(range);
    return all;
  }

 private:
  static std::pair<Number, bool> key(const Range& range) { return {range.low, range.low_open}; }
  bool whole_;
  std::map<std::pair<Number, bool>, Range> ranges_;
};

struct PlacedRange {
  Range range;
  const Row* row = nullptr;
};

}  // namespace

// One table at a time.
class TableLint {
 public:
  using Warn = std::function<Diagnostic&(Span, std::string_view, std::string, std::string)>;
  TableLint(Space& space, const Table& table, Warn warn)
      : space_(space),
        table_(table),
        domain_(space.domain(space.subject_of(table.by))),
        covered_(domain_.whole),
        warn_(std::move(warn)) {}

  void run() {
    for (const Row& row : table_.rows) one(row);
    if (domain_.texts) return;
    if (table_.combine == Combine::first) overlaps();
    if (!otherwise_) gaps();
  }

 private:
  void one(const Row& row) {
    const ValueSet values = space_.row_values(table_, row);
    if (row.unknown) {
      if (!domain_.may_be_missing) {
        never(row, "what the table goes by is never missing", nullptr);
      }
      return;
    }
    if (row.otherwise) {
      otherwise_ = true;
      if (listed_all()) never(row, "the rows above take all values that there are", nullptr);
      return;
    }
    if (is_empty(values, domain_, space_.pool())) {
      never(row, "no value can be in it", nullptr);
    } else if (domain_.texts) {
      texts(row, values);
    } else {
      line(row, values);
    }
  }

  // --- on a line ---
  void line(const Row& row, const ValueSet& values) {
    const auto covers = [&](const Range& range) { return covered_.covers(range); };
    if (table_.combine == Combine::first &&
        std::all_of(values.ranges.begin(), values.ranges.end(), covers)) {
      never(row, "rows are tried from the top, and those above take all its values",
            first_around(values));
      return;
    }
    for (const Range& range : values.ranges) {
      placed_.push_back({range, &row});
      covered_.add(range);
    }
  }

  // The one row above that takes all the values, if there is one.
  const Row* first_around(const ValueSet& values) const {
    const auto found = std::find_if(placed_.begin(), placed_.end(), [&](const PlacedRange& one) {
      return intersection({one.range}, values.ranges) == values.ranges;
    });
    return found == placed_.end() ? nullptr : found->row;
  }

  // Ranges as brackets: two that cross share values of which only the upper row's count.
  void overlaps() {
    std::vector<PlacedRange> all = placed_;
    std::stable_sort(all.begin(), all.end(), [](const PlacedRange& a, const PlacedRange& b) {
      if (a.range.low != b.range.low) return a.range.low < b.range.low;
      if (a.range.low_open != b.range.low_open) return b.range.low_open;
      return a.range.high > b.range.high;
    });
    std::vector<const PlacedRange*> open;
    for (const PlacedRange& one : all) {
      while (!open.empty() && intersection({open.back()->range}, {one.range}).empty()) {
        open.pop_back();
      }
      if (!open.empty() && open.back()->row != one.row && overlap(open.back()->range, one.range)) {
        shared(*open.back()->row, *one.row);
      }
      open.push_back(&one);
    }
  }

  std::string what_both_take(const Row& a, const Row& b) {
    const ValueSet both = intersection(space_.row_values(table_, a), space_.row_values(table_, b));
    if (domain_.texts && !both.others && both.values) {
      return quoted(space_.pool().text(both.values->front()).text->written);
    }
    const bool one = both.ranges.size() == 1 && both.ranges[0].low == both.ranges[0].high;
    return one && table_.by.type == expr::Type::number ? text_of(both.ranges[0].low) : "values";
  }

  void shared(const Row& a, const Row& b) {
    const Row& upper = &a < &b ? a : b;
    const Row& lower = &a < &b ? b : a;
    warn_(
        lower.span, "row-overlap",
        "this row and " + quoted(upper.text) + " share " + what_both_take(upper, lower) +
            ", which only that row takes",
        domain_.texts ? "take it out of one of them" : "let one begin behind the end of the other")
        .notes.push_back({upper.span, "that row stands here"});
  }

  // The values of a gap as an author would say them; `left` is what of it there is.
  [[nodiscard]] std::string values_in(const Range& gap, const Range& left) const {
    if (left.low == left.high) return text_of(left.low);
    if (domain_.whole) return text_of(left.low) + " to " + text_of(left.high);
    return "what lies between " + text_of(gap.low) + " and " + text_of(gap.high) + ", such as " +
           text_of((gap.low + gap.high) / 2);
  }

  void gaps() {
    const Ranges ranges = covered_.ranges();
    std::map<std::pair<Number, bool>, const Row*> begins;
    for (const PlacedRange& one : placed_) {
      begins.emplace(std::pair(one.range.low, one.range.low_open), one.row);
    }
    for (std::size_t i = 1; i < ranges.size(); ++i) {
      const Range gap{ranges[i - 1].high, ranges[i].low, !ranges[i - 1].high_open,
                      !ranges[i].low_open};
      const Ranges left = tidy({gap}, domain_.whole);
      if (left.empty()) continue;
      const auto next = begins.find({ranges[i].low, ranges[i].low_open});
      if (next == begins.end()) continue;
      warn_(next->second->span, "row-gap",
            "no row takes " + (table_.by.type == expr::Type::number
                                   ? values_in(gap, left.front())
                                   : "what lies just below this one"),
            gap.low_open && table_.by.type == expr::Type::number
                ? "let it begin there: \"> " + text_of(gap.low) + "\", or add a row: else"
                : "let it begin where the one below it ends, or add a row: else");
    }
  }

  // --- texts ---
  void texts(const Row& row, const ValueSet& values) {
    if (table_.combine != Combine::first || table_.by.type == expr::Type::list) return;
    if (values.others) {
      if (all_but_) never(row, "an earlier row takes all its values", all_but_);
      all_but_ = &row;
      return;
    }
    std::size_t seen = 0;
    const Row* earlier = all_but_;
    for (const std::uint32_t id : *values.values) {
      const auto [found, is_new] = first_.emplace(id, &row);
      if (is_new && !all_but_) continue;
      ++seen;
      if (!is_new) earlier = found->second;
    }
    if (seen == values.values->size()) {
      never(row, "rows are tried from the top, and those above take all its values", earlier);
    } else if (seen > 0 && earlier != all_but_ && !within(*earlier, values)) {
      shared(*earlier, row);
    }
  }

  bool within(const Row& inner, const ValueSet& outer) {
    const ValueSet values = space_.row_values(table_, inner);
    return lint::is_subset(values, outer, domain_, space_.pool());
  }

  // Whether every text that the attribute may have has its own row already.
  [[nodiscard]] bool listed_all() const {
    return domain_.texts && domain_.listed && table_.combine == Combine::first &&
           std::all_of(domain_.values->begin(), domain_.values->end(),
                       [&](std::uint32_t id) { return first_.count(id) > 0; });
  }

  void never(const Row& row, const std::string& why, const Row* other) {
    Diagnostic& made = warn_(row.span, "unreachable-row", "this row never counts: " + why,
                             other ? "put it above " + quoted(other->text) : "leave it out");
    if (other) made.notes.push_back({other->span, "that row stands here"});
  }

  Space& space_;
  const Table& table_;
  Domain domain_;
  Covered covered_;
  Warn warn_;
  std::vector<PlacedRange> placed_;
  std::unordered_map<std::uint32_t, const Row*> first_;  // by text
  const Row* all_but_ = nullptr;                         // `!= x`
  bool otherwise_ = false;
};

void Linter::tables() {
  for (const model::Rule& rule : model_.rules) {
    if (rule.table) table(*rule.table);
  }
}

void Linter::table(const Table& table) {
  TableLint(space_, table,
            [this](Span span, std::string_view code, std::string message, std::string hint)
                -> Diagnostic& { return warn(span, code, std::move(message), std::move(hint)); })
      .run();
}

}  // namespace leadscore::lint
