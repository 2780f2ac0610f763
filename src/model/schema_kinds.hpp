// SPDX-License-Identifier: Apache-2.0

// What may stand behind a key, by its kind, as a JSON Schema.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json_text.hpp"
#include "model/keys.hpp"

namespace leadscore::model {

// The members of such a schema; none for kinds that hold sections or other kinds.
[[nodiscard]] JsonMembers members_of(KeyKind kind);

// A kind by its name in keys.def; nothing for a section.
[[nodiscard]] std::optional<KeyKind> kind_named(std::string_view name);

// What names are: those that expressions use bare, and those that they use in quotes.
[[nodiscard]] JsonMembers names_in_expressions();
[[nodiscard]] JsonMembers names_in_quotes();
// Of the properties of events: facts have words of their own too.
[[nodiscard]] JsonMembers names_of_properties();

}  // namespace leadscore::model
