// SPDX-License-Identifier: Apache-2.0

// The parts of rule_file_schema() that tests look at.
#pragma once

#include <string>

#include "model/keys.hpp"

namespace leadscore::model {

// What an editor shows about a key: whole sentences.
[[nodiscard]] std::string description_of(const Key& key);

}  // namespace leadscore::model
