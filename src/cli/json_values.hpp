// SPDX-License-Identifier: Apache-2.0

// Members of JSON rows as values of facts.
#pragma once

#include <string>

#include "cli/fact_source.hpp"
#include "cli/json_reader.hpp"

namespace leadscore::cli {

// The text, or the whole number as text: names of leads and ids of events are often numbers.
// Nothing where the member is neither, or not there.
[[nodiscard]] std::optional<std::string> name_in(const JsonMember* member);

// The row with the member's value under that name; one that no value can be is missing and bad.
[[nodiscard]] FactRow with_member(FactRow row, const std::string& name, const JsonMember& member);

}  // namespace leadscore::cli
