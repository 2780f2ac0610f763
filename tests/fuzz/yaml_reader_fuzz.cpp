// SPDX-License-Identifier: Apache-2.0

// Any bytes become a tree or a list of reasons, and every place is where it says.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "yaml/hints.hpp"
#include "yaml/reader.hpp"

namespace {

using namespace leadscore;

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_inside(const Source& source, Span span) {
  return span.begin <= span.end && span.end <= source.text.size();
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Each byte of a text that is no blank stands at its place as it is, or as an escape.
void check_scalar(const Source& source, const yaml::Node& node) {
  std::uint32_t last = node.span.begin;
  for (std::uint32_t i = 0; i < node.text.size() && i < 200; ++i) {
    const Span place = yaml::span_inside(source, node, i, i + 1);
    require(place.begin >= last && place.end <= node.span.end);
    last = place.begin;
    if (is_blank(node.text[i])) continue;
    require(place.begin < place.end);
    const char written = source.text[place.begin];
    require(written == node.text[i] ||
            (written == '\\' && node.style == yaml::Style::double_quoted));
  }
  const auto size = static_cast<std::uint32_t>(node.text.size());
  require(is_inside(source, yaml::span_inside(source, node, size / 2, size)));
}

void check(const Source& source, const yaml::Node& node) {
  require(is_inside(source, node.span));
  if (node.is_scalar()) check_scalar(source, node);
  for (const yaml::Node& item : node.items) check(source, item);
  for (const yaml::Entry& entry : node.entries) {
    require(entry.key.is_scalar());
    require(node.find(entry.key.text) == &entry.value);
    check(source, entry.key);
    check(source, entry.value);
  }
  if (const auto hint = yaml::quoting_hint(source, node)) require(!hint->empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source{"fuzz", std::string(reinterpret_cast<const char*>(data), size)};
  Limits limits;
  limits.scalar_bytes = 4'096;
  limits.nodes = 2'000;
  Diagnostics diagnostics;
  const auto root = yaml::read(source, limits, diagnostics);
  require(root || has_errors(diagnostics));
  for (const Diagnostic& diagnostic : diagnostics) {
    require(is_inside(source, diagnostic.span));
    require(!diagnostic.message.empty() && diagnostic.message.size() <= 512);
    for (const Note& note : diagnostic.notes) require(is_inside(source, note.span));
  }
  if (root) {
    require(root->is_map());
    check(source, *root);
  }
  return 0;
}
