// SPDX-License-Identifier: Apache-2.0

// What is refused before YAML is looked at: files too large, and bytes that are no text.
#pragma once

#include <optional>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>

namespace leadscore::yaml {

[[nodiscard]] std::optional<Diagnostic> precheck(const Source& source, const Limits& limits);

// Whether a scalar's text, after its escapes, is UTF-8 without control characters but line breaks
// and tabs.
[[nodiscard]] bool is_clean_text(std::string_view text);

// How many bytes a byte order mark takes at the beginning of a text.
[[nodiscard]] std::uint32_t byte_order_mark(std::string_view text);

}  // namespace leadscore::yaml
