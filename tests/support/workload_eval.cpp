// SPDX-License-Identifier: Apache-2.0

// What a workload's rules say of a lead, straight from the data they are made of.
#include <algorithm>

#include "support/workload.hpp"

namespace leadscore::workload {
namespace {

using Kind = Condition::Kind;

enum class Truth : std::uint8_t { no, unknown, yes };

Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }

class Judge {
 public:
  Judge(const Workload& workload, const Columns& columns, std::size_t lead)
      : from_(workload), columns_(columns), lead_(lead) {}

  [[nodiscard]] std::int64_t score(const Score& score) const {
    std::int64_t sum = 0;
    for (const Item& item : score.items) sum += worth(item);
    if (!score.bounds) return sum;
    return std::clamp(sum, score.bounds->first, score.bounds->second);
  }

 private:
  // What the rules that hold give; a table always holds.
  [[nodiscard]] std::int64_t worth(const Item& item) const {
    using Combine = Item::Combine;
    std::vector<std::int64_t> found;
    for (const Rule& rule : item.rules) {
      if (rule.table) {
        found.push_back(row(*rule.table));
      } else if (judge(rule.when) == Truth::yes) {
        found.push_back(rule.points);
      }
    }
    if (found.empty()) return 0;
    if (item.combine == Combine::first || item.combine == Combine::one) return found.front();
    if (item.combine == Combine::max) return *std::max_element(found.begin(), found.end());
    if (item.combine == Combine::min) return *std::min_element(found.begin(), found.end());
    std::int64_t sum = 0;
    for (const std::int64_t points : found) sum += points;
    return std::min(sum, item.cap);
  }
  [[nodiscard]] std::int64_t row(const Table& table) const {
    if (!columns_.values[table.by].is_known(lead_)) return table.unknown;
    for (const Table::Row& row : table.rows) {
      if (judge(row.when) == Truth::yes) return row.points;
    }
    return table.otherwise;
  }

  [[nodiscard]] Truth judge(const Condition& when) const {
    if (when.kind == Kind::no) {
      const Truth part = judge(when.parts[0]);
      return part == Truth::unknown ? part : truth_of(part == Truth::no);
    }
    if (when.kind == Kind::all || when.kind == Kind::any) {
      Truth found = when.kind == Kind::all ? Truth::yes : Truth::no;
      for (const Condition& part : when.parts) {
        found =
            when.kind == Kind::all ? std::min(found, judge(part)) : std::max(found, judge(part));
      }
      return found;
    }
    const Values& values = columns_.values[when.attribute];
    if (!values.is_known(lead_)) return Truth::unknown;
    return truth_of(test(when, values));
  }
  [[nodiscard]] bool test(const Condition& when, const Values& values) const {
    if (when.kind == Kind::is_true) return values.truth(lead_);
    if (when.kind == Kind::one_of) {
      return std::find(when.texts.begin(), when.texts.end(), values.code(lead_)) !=
             when.texts.end();
    }
    if (when.kind == Kind::contains) {
      const std::string& text = from_.attributes[when.attribute].texts[values.code(lead_)];
      return text.find(when.part) != std::string::npos;
    }
    const double value = values.number(lead_);
    switch (when.kind) {
      case Kind::at_least: return value >= when.low;
      case Kind::above: return value > when.low;
      case Kind::below: return value < when.low;
      case Kind::at_most: return value <= when.low;
      case Kind::equal: return value == when.low;
      default: return when.low <= value && value <= when.high;
    }
  }

  const Workload& from_;
  const Columns& columns_;
  std::size_t lead_;
};

}  // namespace

std::vector<std::int64_t> evaluate(const Workload& workload, const Columns& columns,
                                   std::size_t lead) {
  const Judge judge(workload, columns, lead);
  std::vector<std::int64_t> scores;
  std::int64_t total = 0;
  for (const Score& score : workload.scores) {
    scores.push_back(judge.score(score));
    total += scores.back();
  }
  scores.push_back(total);
  return scores;
}

namespace {

Choice choice_of(const Table& table) {
  Choice choice;
  Case unknown;
  unknown.unknown = true;
  unknown.when.attribute = table.by;
  unknown.points = table.unknown;
  choice.push_back(unknown);
  for (const Table::Row& row : table.rows) choice.push_back({row.when, false, false, row.points});
  Case otherwise;
  otherwise.known = true;
  otherwise.when.attribute = table.by;
  otherwise.points = table.otherwise;
  choice.push_back(otherwise);
  return choice;
}

}  // namespace

Sum sum_of(const Item& item) {
  using Combine = Item::Combine;
  Sum sum;
  Choice cases;
  for (const Rule& rule : item.rules) {
    if (rule.table) {
      sum.choices.push_back(choice_of(*rule.table));
    } else {
      cases.push_back({rule.when, false, false, rule.points});
    }
  }
  if (item.combine == Combine::sum) {
    for (Case& one : cases) sum.choices.push_back({std::move(one)});
    sum.cap = item.cap;
    return sum;
  }
  // The first in the order of points is the greatest or least.
  const auto more = [](const Case& a, const Case& b) { return a.points > b.points; };
  if (item.combine == Combine::max) std::stable_sort(cases.begin(), cases.end(), more);
  if (item.combine == Combine::min) std::stable_sort(cases.rbegin(), cases.rend(), more);
  if (!cases.empty()) sum.choices.push_back(std::move(cases));
  return sum;
}

}  // namespace leadscore::workload
