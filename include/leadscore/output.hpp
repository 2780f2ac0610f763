// SPDX-License-Identifier: Apache-2.0

// What a lead gives out as time passes: crossings of signals, moves between stages, changes of
// route, rejections, alerts. Each is given once, at its exact instant.
//
// Threads: value types; safe everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

// Names of scores and their points, in the order of the rule file. A score that is an expression
// without a value (a division by zero, say) has none.
using NamedPoints = std::vector<std::pair<std::string, std::optional<Points>>>;

enum class Edge : std::uint8_t { entered, left };

// A signal came on or went off. `scores` are those at the end of the instant.
struct Crossing {
  std::string signal;
  Edge edge = Edge::entered;
  std::uint32_t pass = 0;  // the number of the coming-on
  NamedPoints scores;
};

// The lead went from one stage to another.
struct Move {
  std::string from;
  std::string to;
  std::uint32_t pass = 0;  // how often it has entered `to` now
  std::string cause;       // "signal mql", "event deal_won", "when", "rejection", "merge", ...
};

// The route changed; empty: none holds.
struct RouteChange {
  std::string to;
};

// Sales rejected the lead (or another event did what a rejection does).
struct Rejection {
  std::string reason;              // as given; empty where the event has none
  NamedPoints changed;             // only scores whose books were closed, by how much each changed
  std::optional<Time> hold_until;  // none: no hold; kLatestTime: forever
};

// The lead is longer in a stage than the stage's `within`.
struct Overdue {
  std::string stage;
};

struct Output {
  Time at;
  std::string lead;
  std::variant<Rejection, Crossing, Move, RouteChange, Overdue> what;
  bool backfill = false;  // the instant lies in what the host declared to be history
};

// One line of JSON without a line break, keys in the documented order.
[[nodiscard]] std::string to_json(const Output& output);

}  // namespace leadscore
