// SPDX-License-Identifier: Apache-2.0

// YAML ends a value without quotes at ` #`, inside `{ }` and `[ ]` also at `,` and brackets. Where
// that cut an expression short, this says so and shows the line as it should be written.
#pragma once

#include <optional>
#include <string>

#include <leadscore/diagnostic.hpp>

#include "yaml/tree.hpp"

namespace leadscore::yaml {

// For a scalar that could not be understood, or a value that is null though something stands on
// its line: a hint if YAML is the likely reason, nothing if not. Of a map or list: that of the
// first child for which there is one.
[[nodiscard]] std::optional<std::string> quoting_hint(const Source& source, const Node& node);

}  // namespace leadscore::yaml
