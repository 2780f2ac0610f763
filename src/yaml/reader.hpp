// SPDX-License-Identifier: Apache-2.0

// Text to tree, under the limits for files from strangers. The only door to libyaml.
#pragma once

#include <optional>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>

#include "yaml/tree.hpp"

namespace leadscore::yaml {

// Reads one YAML document whose root is a map. Every trap of YAML that would change what the
// author meant (anchors, aliases, merge keys, tags, directives, several documents, duplicate keys,
// unclosed quotes, tabs, bad UTF-8, control characters) is refused with its own message.
// Nothing where the file cannot be read; `diagnostics` then says why. A duplicate key alone does
// not stop reading, so that later mistakes are found too.
[[nodiscard]] std::optional<Node> read(const Source& source, const Limits& limits,
                                       Diagnostics& diagnostics);

}  // namespace leadscore::yaml
