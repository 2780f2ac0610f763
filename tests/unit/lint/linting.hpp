// SPDX-License-Identifier: Apache-2.0

// Lints as test tables want them.
#pragma once

#include <string>
#include <string_view>

#include <leadscore/lint.hpp>

#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore {

// Each warning with what it points at, a line each: `never-true: size < 5`. What nothing uses is
// left out, since tables are about other things.
inline std::string lints(const std::string& text) {
  const Loaded loaded = good(text);
  std::string out;
  for (const Diagnostic& one : lint_rules(loaded.value(), 10'000)) {
    CHECK(one.severity == Severity::warning);
    if (one.code == "unused") continue;
    out += one.code + ": " + text.substr(one.span.begin, one.span.end - one.span.begin) + "\n";
  }
  return out;
}

// The messages, hints and notes of the warnings with that code.
inline std::string messages(const std::string& text, std::string_view code) {
  const Loaded loaded = good(text);
  std::string out;
  for (const Diagnostic& one : lint_rules(loaded.value())) {
    if (one.code != code) continue;
    out += one.message + "\n";
    for (const Note& note : one.notes) out += "  " + note.message + "\n";
  }
  return out;
}

}  // namespace leadscore
