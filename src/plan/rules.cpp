// SPDX-License-Identifier: Apache-2.0

// Rules as entries of sums: constant points under a formula wherever that can be.
#include <algorithm>
#include <numeric>

#include "base/exact.hpp"
#include "eval/bounds.hpp"
#include "expr/text_test.hpp"
#include "plan/compiler.hpp"

namespace leadscore::plan {

namespace {

using model::Combine;

Points worth_of(const model::Rule& rule, Points points) {
  return eval::clamp(round_product({true, points, 0}, rule.weight), rule.min, rule.max);
}

// What a table gives for each code, of rows with constant points.
class RowPoints {
 public:
  RowPoints(const model::Table& table, const std::vector<CodeSet>& rows, Code codes)
      : table_(table), rows_(rows), points_(codes), taken_(codes, false) {}

  std::vector<Points> points() && {
    if (table_.combine == Combine::sum) {
      add_all();
    } else {
      std::vector<std::size_t> order(rows_.size());
      std::iota(order.begin(), order.end(), 0);
      if (table_.combine != Combine::first) sort_by_points(order);
      for (const std::size_t row : order) take(row);
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (table_.rows[row].otherwise) give_the_rest(worth(row));
    }
    return std::move(points_);
  }

 private:
  [[nodiscard]] Points worth(std::size_t row) const {
    return std::get<Points>(table_.rows[row].worth);
  }
  void sort_by_points(std::vector<std::size_t>& order) const {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return table_.combine == Combine::max ? worth(a) > worth(b) : worth(a) < worth(b);
    });
  }
  void take(std::size_t row) {
    for (const CodeRange& range : rows_[row]) {
      for (Code code = range.first; code <= range.last; ++code) {
        if (taken_[code]) continue;
        taken_[code] = true;
        points_[code] = worth(row);
      }
    }
  }
  void add_all() {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      for (const CodeRange& range : rows_[row]) {
        for (Code code = range.first; code <= range.last; ++code) {
          taken_[code] = true;
          points_[code] += worth(row);
        }
      }
    }
  }
  void give_the_rest(Points points) {
    for (Code code = 1; code < points_.size(); ++code) {
      if (!taken_[code]) points_[code] = points;
    }
  }

  const model::Table& table_;
  const std::vector<CodeSet>& rows_;
  std::vector<Points> points_;
  std::vector<bool> taken_;
};

}  // namespace

bool Compiler::has_constant_rows(const model::Table& table) const {
  return std::all_of(table.rows.begin(), table.rows.end(), [](const model::Row& row) {
    return std::holds_alternative<Points>(row.worth);
  });
}

// The values that rows tell apart, where the table is over something that is looked up.
void Compiler::look_at_rows(const model::Table& table) {
  if (!has_constant_rows(table) || table.by.type == expr::Type::list) return;
  const auto subject = subject_of(table.by);
  if (!subject || program_.subjects[*subject].values == Subject::Values::truth) return;
  for (const model::Row& row : table.rows) {
    for (const auto& alternative : row.alternatives) {
      for (const model::Row::Test& test : alternative) {
        std::optional<Test> made;
        if (program_.subjects[*subject].values == Subject::Values::line) {
          made = range_test(*subject, ranges_of(*subject, test.comparison, test.value));
        } else if (test.value.text) {
          made = names_test(*subject, {test.value}, "=" + expr::form(*test.value.text, table.exact),
                            test.comparison == expr::Comparison::not_equal, table.exact);
        }
        if (made) row_tests_.emplace(&test, std::move(*made));
      }
    }
  }
}

CodeSet Compiler::row_codes(const model::Row& row, std::uint32_t subject) {
  if (row.unknown) return {{kMissing, kMissing}};
  std::vector<CodeRange> all;
  for (const auto& alternative : row.alternatives) {
    CodeSet set = {{1, program_.subjects[subject].codes - 1}};
    for (const model::Row::Test& test : alternative) {
      set = intersection(set, leaf_of(row_tests_.at(&test), Want::is_true).set);
    }
    all.insert(all.end(), set.begin(), set.end());
  }
  return code_set(std::move(all));
}

// False where the table is no matter of codes.
bool Compiler::add_table(const model::Rule& rule, NodeId when, Entries& entries) {
  const model::Table& table = *rule.table;
  if (!has_constant_rows(table) || table.by.type == expr::Type::list) return false;
  const auto subject = subject_of(table.by);
  if (!subject || program_.subjects[*subject].values == Subject::Values::truth) return false;
  std::vector<CodeSet> rows;
  for (const model::Row& row : table.rows) {
    for (const auto& alternative : row.alternatives) {
      for (const model::Row::Test& test : alternative) {
        if (!row_tests_.contains(&test)) return false;
      }
    }
    rows.push_back(row_codes(row, *subject));
  }
  const Code codes = program_.subjects[*subject].codes;
  std::map<Points, std::vector<CodeRange>> by_points;
  const std::vector<Points> points = RowPoints(table, rows, codes).points();
  for (Code code = 0; code < codes; ++code) {
    by_points[worth_of(rule, points[code])].push_back({code, code});
  }
  for (auto& [value, ranges] : by_points) {
    Leaf leaf;
    leaf.set = code_set(std::move(ranges));
    Entry entry;
    entry.points = value.count();
    entry.when = program_.formulas.both(when, program_.formulas.test(*subject, std::move(leaf)));
    entries.push_back(entry);
  }
  return true;
}

void Compiler::add_rule(const model::Rule& rule, std::uint32_t index, NodeId under,
                        Entries& entries) {
  if (!rule.enabled) return;
  Formulas& formulas = program_.formulas;
  Entry entry;
  entry.when = formulas.both(under, formula(rule.when));
  if (rule.event) {
    entry.kind = Entry::Kind::earned;
    entry.index = earned_inputs_[index];
    entry.min = rule.min;
    entry.max = rule.max;
    program_.fired[index] = entry;
    entries.push_back(entry);
    return;
  }
  if (rule.active_from || rule.active_until) {
    Leaf open;
    open.set = {{kTrue, kTrue}};
    entry.when = formulas.both(entry.when, formulas.test(gate_of(rule), std::move(open)));
  }
  program_.fired[index] = entry;
  if (rule.table && add_table(rule, entry.when, entries)) return;
  const auto* points = std::get_if<Points>(&rule.worth);
  if (points != nullptr && !rule.table) {
    entry.points = worth_of(rule, *points).count();
  } else {
    entry.kind = Entry::Kind::question;
    entry.index = question_of(rule);
    entry.min = rule.min;
    entry.max = rule.max;
    program_.fired[index] = entry;
  }
  entries.push_back(entry);
}

}  // namespace leadscore::plan
