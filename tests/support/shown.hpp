// SPDX-License-Identifier: Apache-2.0

// What a lead answers, as text: easy to compare, easy to read where a test fails.
#pragma once

#include <string>
#include <vector>

#include <leadscore/history.hpp>

namespace leadscore::support {

[[nodiscard]] inline std::string shown(const std::optional<Points>& points) {
  return points ? points->to_text() : "none";
}

[[nodiscard]] inline std::string shown(const Snapshot& snapshot) {
  std::string out;
  if (snapshot.events_without_room > 0) {
    out += "no room for " + std::to_string(snapshot.events_without_room) + '\n';
  }
  if (snapshot.excluded) return out + "excluded\n";
  for (const auto& [name, points] : snapshot.scores) out += name + ' ' + shown(points) + '\n';
  for (const auto& [name, band] : snapshot.bands) out += name + ' ' + band.value_or("none") + '\n';
  out += "stage " + snapshot.stage.value_or("none") + '\n';
  out += "route " + snapshot.route.value_or("none") + '\n';
  for (const auto& [name, signal] : snapshot.signals) {
    out += "signal " + name + (signal.on ? " on " : " off ") + std::to_string(signal.pass);
    out += (signal.since ? " since " + to_text(*signal.since) : std::string()) + '\n';
  }
  return out;
}

[[nodiscard]] inline std::string shown(const std::vector<Output>& outputs) {
  std::string out;
  for (const Output& output : outputs) out += to_json(output) + '\n';
  return out;
}

}  // namespace leadscore::support
