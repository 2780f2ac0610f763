// SPDX-License-Identifier: Apache-2.0

// Which parts of scores must be worked out anew when something of a lead changes.
#pragma once

#include "model/model.hpp"

namespace leadscore::model {

[[nodiscard]] Readers readers_of(const Model& model);

}  // namespace leadscore::model
