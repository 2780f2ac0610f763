// SPDX-License-Identifier: Apache-2.0

// Every code that a diagnostic can have, as listed in diagnostic_codes.def and limits.def, and how
// many diagnostics together are shown.
#pragma once

#include <span>
#include <string_view>

#include <leadscore/diagnostic.hpp>

namespace leadscore {

struct DiagnosticCode {
  std::string_view code;
  std::string_view meaning;
};

// In the order of the lists, limits last.
[[nodiscard]] std::span<const DiagnosticCode> diagnostic_codes();
// Those of lints, which a rule file can silence.
[[nodiscard]] std::span<const DiagnosticCode> lint_codes();

// In the order of the file, each once, at most so many: errors go before warnings where not all
// can be shown. The last one then says how many more there are.
[[nodiscard]] Diagnostics presentable(Diagnostics found, std::size_t most);

}  // namespace leadscore
