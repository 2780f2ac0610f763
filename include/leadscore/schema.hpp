// SPDX-License-Identifier: Apache-2.0

// The JSON Schema of rule files, for editors: it completes keys, shows what they mean and marks
// what cannot be right while a file is written. load_rules() is the judge: it alone knows names,
// types of expressions and cycles. What it accepts, the schema accepts too.
//
// Threads: a free function; safe everywhere.
//
//     std::ofstream("leadscore.schema.json") << leadscore::rule_file_schema();
#pragma once

#include <string>

namespace leadscore {

// A JSON document (draft-07), indented, with a line break at its end. The same for each call; it
// changes only with the version of leadscore.
[[nodiscard]] std::string rule_file_schema();

}  // namespace leadscore
