// SPDX-License-Identifier: Apache-2.0

// Any bytes become a rule set or a list of errors with places, which can be shown in every form; a
// rule set can be looked through for what is doubtful in it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <leadscore/diagnostic.hpp>
#include <leadscore/lint.hpp>
#include <leadscore/ruleset.hpp>

namespace {

using namespace leadscore;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const Diagnostics& diagnostics, const Source& source) {
  require(diagnostics.size() <= Limits{}.diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    require(!diagnostic.code.empty() && !diagnostic.message.empty());
    require(diagnostic.message.size() <= 512 && diagnostic.hint.size() <= 512);
    require(diagnostic.span.begin <= diagnostic.span.end);
    require(diagnostic.span.end <= source.text.size());
    for (const Note& note : diagnostic.notes) require(note.span.end <= source.text.size());
    require(!render(diagnostic, source).empty());
  }
  require(!render_json(diagnostics, source).empty());
  require(!render_sarif(diagnostics, source).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Loaded loaded =
      load_rules({"fuzz", std::string(reinterpret_cast<const char*>(data), size)});
  require(static_cast<bool>(loaded) != has_errors(loaded.diagnostics()));
  check(loaded.diagnostics(), loaded.source());
  if (!loaded) return 0;
  check(lint_rules(loaded.value()), loaded.source());
  require(!loaded.value().name().empty());
  static_cast<void>(costs(loaded.value()));
  return 0;
}
