// SPDX-License-Identifier: Apache-2.0

// What is wrong with a rule file, where exactly, and what was expected.
//
// Loading collects every mistake of a file in one run. Each has a stable code, a place, and, where
// one can be guessed, the nearest known name.
//
// Threads: value types; safe everywhere.
//
//     for (const auto& d : loaded.diagnostics()) std::cerr << render(d, source);
//
//     rules.yaml:12:15: error: unknown attribute 'employes'; did you mean 'employees'?
//     [unknown-name]
//       12 |       when: employes > 50
//          |             ^~~~~~~~
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace leadscore {

// A text and the name to show for it (usually a path).
struct Source {
  std::string name;
  std::string text;
};

// A stretch of a source: byte offsets [begin, end).
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(Span, Span) = default;
};

// Line and column of an offset, both counted from 1; the column counts characters, not bytes.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(Place, Place) = default;
};
// Reads the text up to the offset.
[[nodiscard]] Place place_of(const Source& source, std::uint32_t offset);

enum class Severity : std::uint8_t { error, warning };

// A second place that belongs to a diagnostic: "first declared here".
struct Note {
  Span span;
  std::string message;
};

struct Diagnostic {
  std::string code;  // stable and short, as listed in src/base/diagnostic_codes.def: "unknown-name"
  Severity severity = Severity::error;
  Span span;
  std::string message;           // one sentence, no full stop, in the author's words
  std::string hint;              // how the line should look, or what else to do; may be empty
  std::string replacement = {};  // text to put in place of the span, where a fix is known
  std::vector<Note> notes = {};
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

// `file:line:column: error: message [code]`, the line and a caret below it, then hint and notes.
// Ends with a line break. `color` adds terminal colours. Control characters are escaped and long
// lines cut around the caret.
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const Source& source,
                                 bool color = false);

// All of them as one JSON array, or as one SARIF 2.1.0 log.
[[nodiscard]] std::string render_json(const Diagnostics& diagnostics, const Source& source);
[[nodiscard]] std::string render_sarif(const Diagnostics& diagnostics, const Source& source);

}  // namespace leadscore
