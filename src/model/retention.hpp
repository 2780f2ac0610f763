// SPDX-License-Identifier: Apache-2.0

// What of a lead's events the rules can still ask for.
#pragma once

#include <vector>

#include "model/model.hpp"

namespace leadscore::model {

// By event key: the union of what all expressions of the file ask of it.
[[nodiscard]] std::vector<Retention> retention_of(const Model& model);

}  // namespace leadscore::model
