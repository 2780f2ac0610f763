// SPDX-License-Identifier: Apache-2.0

// What a table can give: it is asked for every value that its rows tell apart.
#include <algorithm>

#include "eval/moment.hpp"
#include "lead/ranges.hpp"
#include "lead/value_classes.hpp"

namespace leadscore::lead {

using expr::Expr;
using expr::Op;
using model::Datum;
using model::Model;
using model::ValueType;

namespace {

std::vector<Datum> constants_of(const model::Table& table) {
  std::vector<Datum> constants;
  for (const model::Row& row : table.rows) {
    for (const auto& alternative : row.alternatives) {
      for (const model::Row::Test& test : alternative) constants.push_back(test.value);
    }
  }
  return constants;
}

bool may_be_missing(const Model& model, const Expr& by) {
  if (by.op == Op::attribute) return model.attributes[by.slot].fallback.is_missing();
  if (by.op == Op::score) return model.scores[by.slot].expression.has_value();
  if (by.op != Op::aggregate) return true;
  const expr::AggregateKind kind = by.aggregate->kind;
  const bool counts = kind == expr::AggregateKind::count || kind == expr::AggregateKind::sum ||
                      kind == expr::AggregateKind::distinct;
  return !counts || by.aggregate->after.has_value();
}

// Every row with the texts of only those rows that give, and only those that take, and of all.
void add_lists(const model::Table& table, std::vector<Datum>& values) {
  std::vector<Datum> all, giving, taking, lists = {list_of({})};
  for (const Datum& text : values) lists.push_back(list_of({text}));
  for (const model::Row& row : table.rows) {
    for (const auto& alternative : row.alternatives) {
      const Datum& text = alternative.front().value;
      all.push_back(text);
      (std::get<Points>(row.worth) > Points() ? giving : taking).push_back(text);
    }
  }
  for (const auto& texts : {all, giving, taking}) lists.push_back(list_of(texts));
  values = std::move(lists);
}

ValueType number_type(const Model& model, const Expr& by) {
  const bool whole =
      (by.op == Op::attribute && model.attributes[by.slot].type == ValueType::integer) ||
      by.op == Op::days || by.op == Op::length ||
      (by.op == Op::aggregate && (by.aggregate->kind == expr::AggregateKind::count ||
                                  by.aggregate->kind == expr::AggregateKind::distinct));
  return whole ? ValueType::integer : ValueType::number;
}

std::vector<Datum> values_of(const Model& model, const model::Table& table) {
  const Expr& by = table.by;
  std::vector<Datum> values = constants_of(table);
  if (by.op == Op::attribute && by.type != expr::Type::list) {
    values = classes_of(std::move(values), model.attributes[by.slot]);
  } else if (by.type == expr::Type::list) {
    values = classes_of(std::move(values), ValueType::text);
    add_lists(table, values);
  } else if (by.type == expr::Type::boolean) {
    values = classes_of({}, ValueType::boolean);
  } else if (by.type == expr::Type::number) {
    values = classes_of(std::move(values), number_type(model, by));
  } else if (by.type == expr::Type::time) {
    values = classes_of(std::move(values), ValueType::time);
  } else {
    values = classes_of(std::move(values), ValueType::text);
  }
  if (may_be_missing(model, by)) values.emplace_back();
  return values;
}

}  // namespace

Range table_range(const Model& model, const model::Rule& rule) {
  const auto is_constant = [](const model::Row& row) {
    return std::holds_alternative<Points>(row.worth);
  };
  if (!std::all_of(rule.table->rows.begin(), rule.table->rows.end(), is_constant)) return {};
  model::Rule asked = rule;
  asked.table->by = Expr();
  const eval::State nobody(model);
  Range range;
  for (const Datum& value : values_of(model, *rule.table)) {
    asked.table->by.constant = value;
    const auto amount = eval::Moment(nobody).amount(asked, nullptr);
    const Points worth = round_product(*amount, rule.weight);
    range.least = std::min(range.least.value_or(worth), worth);
    range.most = std::max(range.most.value_or(worth), worth);
  }
  range.always = true;
  return range;
}

}  // namespace leadscore::lead
