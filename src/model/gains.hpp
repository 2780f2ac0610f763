// SPDX-License-Identifier: Apache-2.0

// What events can do at most, told without a lead: so that an event which is too small to change
// anything that is watched need not be judged when it comes.
#pragma once

#include "model/model.hpp"

namespace leadscore::model {

// Of a model whose readers and rules by event type are known.
[[nodiscard]] Gains gains_of(const Model& model);

}  // namespace leadscore::model
