// SPDX-License-Identifier: Apache-2.0

// Values that conditions tell apart: for each constant that something is compared with, the
// constant and a value on either side of it; for texts one that is none of them.
#pragma once

#include <vector>

#include <leadscore/value.hpp>

#include "model/model.hpp"

namespace leadscore::lead {

// The constants sorted, with neighbours: numbers and times one step away, or half-way where another
// constant is nearer; texts as they are and one other. Each value once. Constants of another kind
// than `type` are left out.
[[nodiscard]] std::vector<model::Datum> classes_of(std::vector<model::Datum> constants,
                                                   model::ValueType type);

// The same for an attribute or property: what its `one_of` allows; for a list, texts of its items.
[[nodiscard]] std::vector<model::Datum> classes_of(std::vector<model::Datum> constants,
                                                   const model::Field& field);

// A list of these texts.
[[nodiscard]] model::Datum list_of(const std::vector<model::Datum>& texts);

// The value as facts bring it.
[[nodiscard]] Value value_of(const model::Datum& datum);

}  // namespace leadscore::lead
