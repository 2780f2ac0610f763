// SPDX-License-Identifier: Apache-2.0

// Everything that a lead is at one instant: scores, bands, stage, route, signals.
//
// Threads: value types; safe everywhere.
//
//     leadscore::Snapshot now = lead.snapshot(at);
//     for (const auto& [name, signal] : now.signals) if (signal.on) std::cout << name << '\n';
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

// A signal as it stands.
struct SignalState {
  bool on = false;
  std::uint32_t pass = 0;     // how often it came on
  std::optional<Time> since;  // when it last came on
};

// Everything that a lead is at one instant, in the order of the rule file.
struct Snapshot {
  // How many events have left windows, limits and decay because there was no room for them
  // (LeadOptions::retained_events): what counts there is less than what happened.
  std::uint64_t events_without_room = 0;
  bool excluded = false;  // then all below is empty
  NamedPoints scores;
  std::vector<std::pair<std::string, std::optional<std::string>>> bands;  // none: missing
  std::optional<std::string> stage;  // none: no lifecycle, or before the first fact
  std::optional<std::string> route;  // none: no routing, or no route holds
  std::vector<std::pair<std::string, SignalState>> signals;
};

}  // namespace leadscore
