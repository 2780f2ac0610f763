// SPDX-License-Identifier: Apache-2.0
#include "model/tables.hpp"

#include <utility>

#include "model/phrases.hpp"

namespace leadscore::model {

namespace {

// Whether the texts of a table's expression compare byte by byte.
bool is_exact(const Model& model, const Expr& by) {
  if (by.op == expr::Op::attribute) return model.attributes[by.slot].exact;
  return by.exact;
}

bool read_rows(Builder& build, KnownValues& known, const yaml::Node& rows, const Where& where,
               Table& table) {
  RowReader reader(build, known, table.by);
  bool good = true;
  for (const yaml::Entry& entry : rows.entries) {
    auto row = reader.read(entry.key);
    auto worth = build.worth(entry.value, "what row " + quoted(entry.key.text) + " gives", where);
    good = good && row && worth;
    if (!row || !worth) continue;
    row->worth = std::move(*worth);
    table.rows.push_back(std::move(*row));
  }
  return good;
}

// `by` and the rows belong together.
bool is_table(Builder& build, const yaml::Node& rule, const yaml::Node* by,
              const yaml::Node* points) {
  if (!by) {
    build.error(entry_of(rule, "points")->key.span, "missing-key",
                "'points' is a table, so the rule needs 'by': what its rows look at",
                "by: employees");
  } else if (!points) {
    build.error(entry_of(rule, "by")->key.span, "missing-key",
                "'by' makes a table, so the rule needs 'points' with its rows",
                "points: {\"< 50\": 0, \">= 50\": 10}");
  } else if (!points->is_map()) {
    build.error(points->span, "wrong-kind",
                "'by' makes a table, so 'points' is a map of rows and what each gives",
                "points: {\"< 50\": 0, \">= 50\": 10}");
  } else if (points->entries.empty()) {
    build.error(points->span, "wrong-kind", "this table has no rows");
  } else {
    return true;
  }
  return false;
}

}  // namespace

std::optional<Table> read_table(Builder& build, KnownValues& known, const yaml::Node& rule,
                                const Where& where) {
  const yaml::Node* by = rule.find("by");
  const yaml::Node* points = rule.find("points");
  const yaml::Node* combine = rule.find("combine");
  bool good = is_table(build, rule, by, points);
  std::optional<Expr> expression;
  if (by) expression = build.expression(*by, "'by'", where, std::nullopt);
  Table table;
  if (combine) {
    auto word = read_combine(build, *combine);
    good = good && word;
    if (word) table.combine = *word;
  }
  if (!expression || !good) return std::nullopt;
  table.by = std::move(*expression);
  table.exact = is_exact(build.model(), table.by);
  table.by.exact = table.exact;
  if (!read_rows(build, known, *points, where, table)) return std::nullopt;
  return table;
}

}  // namespace leadscore::model
