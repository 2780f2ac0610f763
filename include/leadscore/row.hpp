// SPDX-License-Identifier: Apache-2.0

// Scores of one lead at once, from values bound by handle: for a page that is being served, or a
// fact that has just come in.
//
// A Row holds the codes of one lead's values and what they add up to. assign() takes all values
// anew; set() changes one, and costs only what depends on it. What comes out is what a Lead
// answers, bit for bit.
//
// Not for journeys, as BatchScorer (batch.hpp); its inputs are the handles here.
//
// Threads: a RowScorer is immutable and may be shared; a Row is a value, one thread at a time.
//
//     leadscore::RowScorer scorer{leadscore::BatchScorer(rules)};
//     const auto employees = *scorer.batch().input("employees");
//     leadscore::Row row(scorer, now);
//     row.set(employees, std::int64_t{300});
//     row.score(0)->to_text();
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include <leadscore/batch.hpp>
#include <leadscore/points.hpp>
#include <leadscore/time.hpp>
#include <leadscore/value.hpp>

namespace leadscore {

namespace plan {
struct RowTables;
class RowState;
}  // namespace plan

// A value of one input: nothing where it is not known. Integers are also microseconds since 1970 of
// times, and thousandths of points; the items of a list are separated by `;`.
using RowValue = std::variant<Missing, bool, std::int64_t, double, std::string_view>;

class RowScorer {
 public:
  // Makes the tables: takes milliseconds for thousands of rules.
  explicit RowScorer(const BatchScorer& batch);

  [[nodiscard]] const BatchScorer& batch() const { return batch_; }
  [[nodiscard]] const std::shared_ptr<const plan::RowTables>& tables() const { return tables_; }

 private:
  BatchScorer batch_;
  std::shared_ptr<const plan::RowTables> tables_;
};

class Row {
 public:
  // Nothing is known of the lead. `at` is the present.
  Row(const RowScorer& scorer, Time at);
  ~Row();
  Row(Row&&) noexcept;
  Row& operator=(Row&&) noexcept;

  // All values, by BatchScorer::inputs(); inputs beyond the last value are not known. A value of
  // another type than its input's is not known.
  void assign(std::span<const RowValue> values);
  // One of them.
  void set(std::size_t input, RowValue value);

  [[nodiscard]] bool excluded() const;
  // By RuleSet::scores(); nothing where an expression has no value, or the lead is excluded.
  [[nodiscard]] std::optional<Points> score(std::size_t index) const;
  // By RuleSet::signals(): whether it is on, judged as by BatchScorer.
  [[nodiscard]] bool signal(std::size_t index) const;

 private:
  std::unique_ptr<plan::RowState> state_;
};

}  // namespace leadscore
