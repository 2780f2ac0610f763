// SPDX-License-Identifier: Apache-2.0

// What the author meant to be one value, and the line with that value in quotes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <leadscore/diagnostic.hpp>

namespace leadscore::yaml {

// The text as a quoted scalar: in single quotes unless double ones read better.
[[nodiscard]] std::string quoted(std::string_view text);

// Whether every quote and bracket that the text opens is closed in it.
[[nodiscard]] bool is_balanced(std::string_view text);

// The value that begins at `begin`, as far as its author meant it to go on that line: past `#`,
// commas and brackets that stand inside its own quotes and brackets.
[[nodiscard]] Span meant_value(std::string_view source, std::uint32_t begin, bool in_flow);

// What a value that YAML refused should be: quoted, where quotes inside it do not count as such.
[[nodiscard]] std::string meant_quoted(std::string_view value);

// The line of a place.
[[nodiscard]] Span line_of(std::string_view source, std::uint32_t offset);
// The line of `place` without indentation, `replacement` standing at the place. Of a long line
// only what is next to the place.
[[nodiscard]] std::string line_with(std::string_view source, Span place,
                                    std::string_view replacement);
// "quote it: when: '!active'"
[[nodiscard]] std::string quote_hint(std::string_view source, Span value);

}  // namespace leadscore::yaml
