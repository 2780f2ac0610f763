// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plan/program.hpp"

namespace leadscore::plan {

// What was compiled, for people: inputs, codes, formulas, sums.
[[nodiscard]] std::string print(const Program& program);

}  // namespace leadscore::plan
