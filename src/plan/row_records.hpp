// SPDX-License-Identifier: Apache-2.0

// The records of subjects: what each code, or each class of texts, adds and forbids.
#pragma once

#include <vector>

#include "plan/row_tables.hpp"

namespace leadscore::plan {

// `locals` are by subject; strides, outputs and chunks of subjects are there.
void fill_records(RowTables& tables, std::vector<std::vector<RowTables::Local>> locals);

// A record without what any of its locals says.
void begin_record(const RowTables::OfSubject& subject, RowTables::Word* record);
// What a local says of a code and answers, by open test.
[[nodiscard]] bool holds(const RowTables::Local& local, Code code, const std::uint8_t* answers);
// An answer as a code.
[[nodiscard]] std::uint8_t coded(const Datum& answer);
void add_local(const RowTables::Local& local, bool holds, RowTables::Word* record);

}  // namespace leadscore::plan
