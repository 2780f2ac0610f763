// SPDX-License-Identifier: Apache-2.0

// The rules of a workload as programs of other engines. Each answers the score `total` of a lead in
// thousandths.
#pragma once

#include <string>

#include "support/workload.hpp"

namespace leadscore::peers {

enum class Database { sqlite, duckdb };

// `SELECT ... AS total FROM leads ORDER BY id`, without what makes a table of it.
[[nodiscard]] std::string sql_program(const workload::Workload& from, Database database);

// A chunk that returns a function from columns to a list of scores: `sums`, functions that add to
// an array what they give the leads from one place to another, and `within`, from a sum to a score.
[[nodiscard]] std::string lua_program(const workload::Workload& from);

// The body of a function of `c`, the columns, that returns a function from a lead's place to its
// total.
[[nodiscard]] std::string javascript_program(const workload::Workload& from);

// Scores with their sums, choices and cases for engines that take rules one by one: of each case
// `when`, a condition of json-rules-engine, and `test`, JavaScript over a fact `f`.
[[nodiscard]] std::string rules_as_json(const workload::Workload& from);

// Columns, Row, score_columns() and score_row(), to be included in a namespace.
[[nodiscard]] std::string cpp_program(const workload::Workload& from);

}  // namespace leadscore::peers
