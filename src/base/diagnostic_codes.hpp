// SPDX-License-Identifier: Apache-2.0

// Every code that a diagnostic can have, as listed in diagnostic_codes.def and limits.def.
#pragma once

#include <span>
#include <string_view>

namespace leadscore {

struct DiagnosticCode {
  std::string_view code;
  std::string_view meaning;
};

// In the order of the lists, limits last.
[[nodiscard]] std::span<const DiagnosticCode> diagnostic_codes();

}  // namespace leadscore
