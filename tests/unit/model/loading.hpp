// SPDX-License-Identifier: Apache-2.0

// Rule files as test tables want them.
#pragma once

#include <string>

#include <leadscore/diagnostic.hpp>
#include <leadscore/ruleset.hpp>

namespace leadscore {

// Every diagnostic on a line of its own: `3:9 unknown-key: unknown key 'wen' in a rule; ...`.
inline std::string listed(const Loaded& loaded) {
  std::string out;
  for (const Diagnostic& one : loaded.diagnostics()) {
    const Place place = place_of(loaded.source(), one.span.begin);
    out += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + one.code + ": " +
           one.message + "\n";
  }
  return out;
}

inline std::string problems(const std::string& text) {
  return listed(load_rules({"rules.yaml", text}));
}

// The rules of a file in which nothing is wrong.
inline Loaded good(const std::string& text) {
  Loaded loaded = load_rules({"rules.yaml", text});
  CAPTURE(listed(loaded));
  REQUIRE(static_cast<bool>(loaded));
  return loaded;
}

}  // namespace leadscore
