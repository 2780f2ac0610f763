// SPDX-License-Identifier: Apache-2.0

// What a lead gives out as time passes: crossings of signals, moves between stages, changes of
// route, touches of programmes, rejections, alerts. Each is given once, at its exact instant. What
// a late fact changes is corrected: what does not stand any more is retracted, and what stands
// instead is marked late.
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

  friend bool operator==(const Crossing&, const Crossing&) = default;
};

// The lead went from one stage to another.
struct Move {
  std::string from;
  std::string to;
  std::uint32_t pass = 0;  // how often it has entered `to` now
  std::string cause;       // "signal mql", "event deal_won", "when", "rejection", "merge", ...

  friend bool operator==(const Move&, const Move&) = default;
};

// The route changed; empty: none holds.
struct RouteChange {
  std::string to;

  friend bool operator==(const RouteChange&, const RouteChange&) = default;
};

// A touch of a programme is due: the lead is to be written to now.
struct Touch {
  std::string program;
  std::uint32_t number = 0;  // of this enrolment, from 1

  friend bool operator==(const Touch&, const Touch&) = default;
};

// Sales rejected the lead (or another event did what a rejection does).
struct Rejection {
  std::string reason;              // as given; empty where the event has none
  NamedPoints changed;             // only scores whose books were closed, by how much each changed
  std::optional<Time> hold_until;  // none: no hold; kLatestTime: forever

  friend bool operator==(const Rejection&, const Rejection&) = default;
};

// The lead is longer in a stage than the stage's `within`.
struct Overdue {
  std::string stage;

  friend bool operator==(const Overdue&, const Overdue&) = default;
};

// What can happen to a lead.
using Happening = std::variant<Rejection, Crossing, Move, RouteChange, Touch, Overdue>;

// What was given out before does not stand any more: a fact came late.
struct Retracted {
  Time at;  // of what was given out
  Happening of;

  friend bool operator==(const Retracted&, const Retracted&) = default;
};

struct Output {
  Time at;
  std::string lead;
  std::variant<Rejection, Crossing, Move, RouteChange, Touch, Overdue, Retracted> what;
  bool backfill = false;  // the instant lies in what the host declared to be history
  bool late = false;      // given out after its instant, because a fact came late

  friend bool operator==(const Output&, const Output&) = default;
};

// One line of JSON without a line break, keys in the documented order.
[[nodiscard]] std::string to_json(const Output& output);

}  // namespace leadscore
