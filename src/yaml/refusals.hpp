// SPDX-License-Identifier: Apache-2.0

// The words for what is good YAML but refused in a rule file.
#pragma once

#include <cstdint>
#include <string_view>

#include <leadscore/diagnostic.hpp>

namespace leadscore::yaml {

// `!tag`, `&anchor` or `*alias` at `begin`, where a value was meant.
[[nodiscard]] Diagnostic refuse_property(std::string_view source, std::uint32_t begin,
                                         bool in_flow);
[[nodiscard]] Diagnostic refuse_merge_key(std::string_view source, Span key);
[[nodiscard]] Diagnostic refuse_directive(std::string_view source, std::uint32_t begin);
[[nodiscard]] Diagnostic refuse_document(std::string_view source, std::uint32_t begin);
[[nodiscard]] Diagnostic refuse_tab(std::string_view source, std::uint32_t begin);
// A value that begins no further to the right than its key.
[[nodiscard]] Diagnostic refuse_column(std::string_view source, std::uint32_t begin, Span key);
[[nodiscard]] Diagnostic refuse_root(Span place, std::string_view found);
// A line that has no `:` after its key.
[[nodiscard]] Diagnostic missing_colon(std::string_view source, Span key);

}  // namespace leadscore::yaml
