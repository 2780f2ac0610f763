// SPDX-License-Identifier: Apache-2.0

// Making diagnostics.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <leadscore/diagnostic.hpp>

namespace leadscore::yaml {

[[nodiscard]] Diagnostic make_error(std::string_view code, Span span, std::string message,
                                    std::string hint = {});

// What limits.def says of each limit, by its name.
struct LimitText {
  std::string_view code;
  std::string_view what;
};
namespace limit_texts {
#define LEADSCORE_LIMIT(name, value, code, what) inline constexpr LimitText name{code, what};
#include <leadscore/limits.def>
#undef LEADSCORE_LIMIT
}  // namespace limit_texts

// "more than 32 levels of nesting in a rule file"
[[nodiscard]] Diagnostic over_limit(LimitText text, std::uint64_t limit, Span span);

}  // namespace leadscore::yaml
