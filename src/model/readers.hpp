// SPDX-License-Identifier: Apache-2.0

// Which parts of scores must be worked out anew when something of a lead changes.
#pragma once

#include <cstddef>

#include "model/model.hpp"

namespace leadscore::model {

// So many parts of expressions are looked at, each defined name again for each part of a score; a
// file that has more is one whose lists would be longer than what they save.
[[nodiscard]] Readers readers_of(const Model& model, std::size_t most_steps = 4'000'000);

}  // namespace leadscore::model
