// SPDX-License-Identifier: Apache-2.0

// A tree back to text, in one canonical form: block style, two spaces a level. Plain scalars stay
// plain where that is safe, all others are double-quoted. Comments and places are not kept.
//
// Reading the text gives an equal tree, but that a plain scalar of several lines comes back quoted.
#pragma once

#include <string>

#include "yaml/tree.hpp"

namespace leadscore::yaml {

// Precondition: the tree has no control characters that the reader refuses.
[[nodiscard]] std::string print(const Node& root);

}  // namespace leadscore::yaml
