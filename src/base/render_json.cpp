// SPDX-License-Identifier: Apache-2.0

// Diagnostics as programs read them: JSON of our own, and SARIF 2.1.0.
#include <algorithm>
#include <cstddef>
#include <string_view>

#include <leadscore/diagnostic.hpp>

#include "base/diagnostic_codes.hpp"
#include "base/json.hpp"
#include "base/line_index.hpp"

namespace leadscore {
namespace {

constexpr std::string_view kSarifSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view name_of(Severity severity) {
  return severity == Severity::error ? "error" : "warning";
}

void append_member(std::string& out, std::string_view key, std::string_view value) {
  append_json_string(out, key);
  out += ':';
  append_json_string(out, value);
}

// A source, and the places in it.
struct File {
  explicit File(const Source& source) : name(source.name), lines(source) {}

  std::string_view name;
  LineIndex lines;
};

// `"line":1,"column":2,"endLine":1,"endColumn":5` under the names that the format wants.
struct RegionNames {
  std::string_view line;
  std::string_view column;
};
constexpr RegionNames kJsonNames = {"line", "column"};
constexpr RegionNames kSarifNames = {"startLine", "startColumn"};

void append_region(std::string& out, const LineIndex& lines, Span span, RegionNames names) {
  const Place begin = lines.place_of(span.begin);
  const Place end = lines.place_of(std::max(span.begin, span.end));
  out.append("\"").append(names.line).append("\":").append(std::to_string(begin.line));
  out.append(",\"").append(names.column).append("\":").append(std::to_string(begin.column));
  out += ",\"endLine\":" + std::to_string(end.line);
  out += ",\"endColumn\":" + std::to_string(end.column);
}

// Calls a function for each item, with commas in between, inside brackets.
template <typename Items, typename Function>
void append_list(std::string& out, const Items& items, Function append_item) {
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    append_item(item);
  }
  out += ']';
}

void append_note(std::string& out, const Note& note, const File& file) {
  out += '{';
  append_region(out, file.lines, note.span, kJsonNames);
  out += ',';
  append_member(out, "message", note.message);
  out += '}';
}

void append_diagnostic(std::string& out, const Diagnostic& d, const File& file) {
  out += '{';
  append_member(out, "file", file.name);
  out += ',';
  append_region(out, file.lines, d.span, kJsonNames);
  out += ',';
  append_member(out, "severity", name_of(d.severity));
  out += ',';
  append_member(out, "code", d.code);
  out += ',';
  append_member(out, "message", d.message);
  out += ',';
  append_member(out, "hint", d.hint);
  if (!d.replacement.empty()) {
    out += ',';
    append_member(out, "replacement", d.replacement);
  }
  out += ",\"notes\":";
  append_list(out, d.notes, [&](const Note& note) { append_note(out, note, file); });
  out += '}';
}

// The name of a source as a URI reference.
std::string uri_of(std::string_view name) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out.append("%").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 0xFU]);
    }
  }
  return out;
}

void append_artifact(std::string& out, const File& file) {
  out += "\"artifactLocation\":{";
  append_member(out, "uri", uri_of(file.name));
  out += '}';
}

// The inside of a SARIF location.
void append_location(std::string& out, const File& file, Span span) {
  out += "\"physicalLocation\":{";
  append_artifact(out, file);
  out += ",\"region\":{";
  append_region(out, file.lines, span, kSarifNames);
  out += "}}";
}

void append_message(std::string& out, std::string_view text) {
  out += "\"message\":{";
  append_member(out, "text", text);
  out += '}';
}

void append_fix(std::string& out, const Diagnostic& d, const File& file) {
  out += ",\"fixes\":[{\"artifactChanges\":[{";
  append_artifact(out, file);
  out += ",\"replacements\":[{\"deletedRegion\":{";
  append_region(out, file.lines, d.span, kSarifNames);
  out += "},\"insertedContent\":{";
  append_member(out, "text", d.replacement);
  out += "}}]}]}]";
}

void append_rule_index(std::string& out, std::string_view code) {
  const auto codes = diagnostic_codes();
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const DiagnosticCode& known) { return known.code == code; });
  if (found == codes.end()) return;
  out += ",\"ruleIndex\":" + std::to_string(found - codes.begin());
}

void append_result(std::string& out, const Diagnostic& d, const File& file) {
  out += '{';
  append_member(out, "ruleId", d.code);
  append_rule_index(out, d.code);
  out += ',';
  append_member(out, "level", name_of(d.severity));
  out += ',';
  append_message(out, d.hint.empty() ? d.message : d.message + "\nhint: " + d.hint);
  out += ",\"locations\":[{";
  append_location(out, file, d.span);
  out += "}]";
  if (!d.notes.empty()) {
    out += ",\"relatedLocations\":";
    append_list(out, d.notes, [&](const Note& note) {
      out += '{';
      append_location(out, file, note.span);
      out += ',';
      append_message(out, note.message);
      out += '}';
    });
  }
  if (!d.replacement.empty()) append_fix(out, d, file);
  out += '}';
}

void append_rule(std::string& out, const DiagnosticCode& rule) {
  out += '{';
  append_member(out, "id", rule.code);
  out += ",\"shortDescription\":{";
  append_member(out, "text", rule.meaning);
  out += "}}";
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const Source& source) {
  const File file(source);
  std::string out;
  append_list(out, diagnostics, [&](const Diagnostic& d) { append_diagnostic(out, d, file); });
  return out;
}

std::string render_sarif(const Diagnostics& diagnostics, const Source& source) {
  const File file(source);
  std::string out = "{";
  append_member(out, "$schema", kSarifSchema);
  out += ",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{";
  append_member(out, "name", "leadscore");
  out += ",\"rules\":";
  append_list(out, diagnostic_codes(), [&](const DiagnosticCode& rule) { append_rule(out, rule); });
  out += "}},\"columnKind\":\"unicodeCodePoints\",\"results\":";
  append_list(out, diagnostics, [&](const Diagnostic& d) { append_result(out, d, file); });
  return out + "}]}";
}

}  // namespace leadscore
