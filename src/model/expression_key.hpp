// SPDX-License-Identifier: Apache-2.0

// What tells expressions apart that look at different things.
#pragma once

#include <string>

#include "model/model.hpp"

namespace leadscore::model {

// Equal for equal expressions, defined names put in their places. Not for people, and not stable
// between runs.
[[nodiscard]] std::string key_of(const Model& model, const Expr& expr);

}  // namespace leadscore::model
