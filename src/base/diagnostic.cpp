// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <leadscore/diagnostic.hpp>

#include "base/diagnostic_codes.hpp"
#include "base/line_index.hpp"
#include "base/utf8.hpp"

namespace leadscore {
namespace {

constexpr auto kCodes = std::to_array<DiagnosticCode>({
#define LEADSCORE_CODE(code, meaning) {code, meaning},
#define LEADSCORE_LINT(code, meaning) {code, meaning},
#include "base/diagnostic_codes.def"
#undef LEADSCORE_CODE
#undef LEADSCORE_LINT
#define LEADSCORE_LIMIT(name, value, code, what) {code, "too many " what},
#include <leadscore/limits.def>
#undef LEADSCORE_LIMIT
});

constexpr auto kLints = std::to_array<DiagnosticCode>({
#define LEADSCORE_CODE(code, meaning)
#define LEADSCORE_LINT(code, meaning) {code, meaning},
#include "base/diagnostic_codes.def"
#undef LEADSCORE_CODE
#undef LEADSCORE_LINT
});

// A diagnostic stays this short whatever a file's names are like.
constexpr std::size_t kMostMessageBytes = 512;

bool by_place(const Diagnostic& a, const Diagnostic& b) {
  return std::pair(a.span.begin, a.span.end) < std::pair(b.span.begin, b.span.end);
}

bool same(const Diagnostic& a, const Diagnostic& b) {
  return a.span == b.span && a.code == b.code && a.message == b.message;
}

void shorten(std::string& text) {
  if (text.size() <= kMostMessageBytes) return;
  text.resize(utf8::begin_of_char(text, kMostMessageBytes - 3));
  text += "...";
}

}  // namespace

std::span<const DiagnosticCode> diagnostic_codes() { return kCodes; }
std::span<const DiagnosticCode> lint_codes() { return kLints; }

Diagnostics presentable(Diagnostics found, std::size_t most) {
  std::stable_sort(found.begin(), found.end(), by_place);
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  if (found.size() > most && most > 0) {
    std::stable_partition(found.begin(), found.end(),
                          [](const Diagnostic& d) { return d.severity == Severity::error; });
    const std::size_t left_out = found.size() - most;
    const Span next = found[most].span;
    found.resize(most);
    std::stable_sort(found.begin(), found.end(), by_place);
    found.back().notes.push_back({next, "and at least " + std::to_string(left_out) +
                                            " more, from here on, that are not shown"});
  }
  for (Diagnostic& one : found) {
    shorten(one.message);
    shorten(one.hint);
    for (Note& note : one.notes) shorten(note.message);
  }
  return found;
}

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
