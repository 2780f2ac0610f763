// SPDX-License-Identifier: Apache-2.0

// Conditions and what they found, in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "eval/moment.hpp"
#include "model/source_text.hpp"

namespace leadscore::lead {

[[nodiscard]] std::string joined(const std::vector<std::string>& parts, const char* between);

using model::source_text;

// What the values that an expression names are: `title is "VP Sales"`, `total is 45.5`.
[[nodiscard]] std::vector<std::string> values_named(eval::Moment& moment, const expr::Expr& expr);

// Why a condition that is not true is not: "not judged: country is missing", or "false: ..." with
// the values it names.
[[nodiscard]] std::string why_not_true(eval::Moment& moment,
                                       const std::optional<expr::Expr>& condition);

}  // namespace leadscore::lead
