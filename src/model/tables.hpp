// SPDX-License-Identifier: Apache-2.0

// Table rules: `by` and a map of rows under `points`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/builder.hpp"
#include "model/known_values.hpp"

namespace leadscore::model {

// Whether a value of an ordered kind comes before another.
[[nodiscard]] bool comes_before(const Datum& a, const Datum& b);

// The table of a rule that has `by` or rows under `points`; `where` says which names its
// expressions may use.
[[nodiscard]] std::optional<Table> read_table(Builder& build, KnownValues& known,
                                              const yaml::Node& rule, const Where& where);

// The left sides of a table's rows, typed by the table's expression.
class RowReader {
 public:
  RowReader(Builder& build, KnownValues& known, const Expr& by);

  // The row without its points; nothing after a report.
  [[nodiscard]] std::optional<Row> read(const yaml::Node& key);

 private:
  using Tests = std::vector<Row::Test>;

  [[nodiscard]] bool read_values(const expr::RowSyntax& syntax, Row& row);
  [[nodiscard]] bool read_comparison(const expr::RowSyntax& syntax, Row& row);
  [[nodiscard]] bool read_range(const expr::RowSyntax& syntax, Row& row);
  [[nodiscard]] std::optional<Datum> value(const expr::Name& name);
  [[nodiscard]] std::string hint_for(std::string_view written) const;
  [[nodiscard]] std::vector<std::string> known_names() const;
  [[nodiscard]] std::optional<Datum> literal(std::string_view text) const;
  [[nodiscard]] std::optional<Datum> defined(std::string_view text) const;
  [[nodiscard]] std::optional<Datum> known_text(const expr::Name& name);
  [[nodiscard]] bool is_text() const;
  bool needs_order(std::string_view what);
  // A row that says what an earlier one says.
  [[nodiscard]] bool is_new(const Row& row);
  [[nodiscard]] std::string signature(const Row& row) const;
  [[nodiscard]] Span inside(Span part) const;

  Builder& build_;
  const Expr& by_;
  std::vector<const KnownValues::Names*> known_;  // the values that there are; empty: any
  std::map<std::string, Span> seen_;
  const yaml::Node* key_ = nullptr;
};

}  // namespace leadscore::model
