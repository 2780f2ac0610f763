// SPDX-License-Identifier: Apache-2.0

// A part of a rule file as its author wrote it, on one line.
#pragma once

#include <string>

#include "model/model.hpp"

namespace leadscore::model {

[[nodiscard]] std::string source_text(const Model& model, const Expr& expr);

}  // namespace leadscore::model
