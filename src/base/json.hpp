// SPDX-License-Identifier: Apache-2.0

// JSON, appended to a text that is being built.
#pragma once

#include <string>
#include <string_view>

#include <leadscore/value.hpp>

namespace leadscore {

// What json_string() and to_json() give.
void append_json_string(std::string& out, std::string_view text);
void append_json(std::string& out, const Value& value);

}  // namespace leadscore
