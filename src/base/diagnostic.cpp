// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>

#include <leadscore/diagnostic.hpp>

#include "base/diagnostic_codes.hpp"
#include "base/line_index.hpp"
#include "base/utf8.hpp"

namespace leadscore {
namespace {

constexpr auto kCodes = std::to_array<DiagnosticCode>({
#define LEADSCORE_CODE(code, meaning) {code, meaning},
#include "base/diagnostic_codes.def"
#undef LEADSCORE_CODE
#define LEADSCORE_LIMIT(name, value, code, what) {code, "too many " what},
#include <leadscore/limits.def>
#undef LEADSCORE_LIMIT
});

}  // namespace

std::span<const DiagnosticCode> diagnostic_codes() { return kCodes; }

Place place_of(const Source& source, std::uint32_t offset) {
  const std::string_view text = source.text;
  const std::string_view before = text.substr(0, utf8::begin_of_char(text, offset));
  return LineIndex(before).place_of(static_cast<std::uint32_t>(before.size()));
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

}  // namespace leadscore
