// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "model/entries.hpp"
#include "model/keys.hpp"
#include "model/phrases.hpp"

namespace leadscore::model {

namespace {

void read_until(Builder& build, const yaml::Node& node, const Where& where, Signal& signal) {
  if (node.is_scalar() && node.text == kNever) {
    signal.until_never = true;
  } else {
    signal.until = build.condition(node, "'until'", where);
  }
}

}  // namespace

std::optional<Signal> read_signal(Builder& build, const yaml::Entry& entry, const Where& where) {
  Signal signal;
  signal.name = entry.key.text;
  signal.span = entry.key.span;
  signal.place = build.place(signal.span);
  const yaml::Node& node = entry.value;
  if (node.is_scalar() && !node.is_null()) {
    build.error(node.span, "wrong-kind", "a signal needs a map with 'when', not a single value",
                entry.key.text + ": {when: " + node.text + "}");
    return std::nullopt;
  }
  if (!node.is_map()) {
    build.is_map(node, "signal " + quoted(signal.name));
    return std::nullopt;
  }
  const bool complete = build.map_of(node, "signal");
  std::optional<Expr> when;
  if (complete) when = build.condition(*node.find("when"), "'when'", where);
  if (const yaml::Node* until = node.find("until")) read_until(build, *until, where, signal);
  if (const yaml::Node* holds = node.find("for")) {
    signal.holds_for = build.duration(*holds, "'for'", kShortestSpan, kLongestSpan);
  }
  if (const yaml::Node* cooldown = node.find("cooldown")) {
    signal.cooldown = build.duration(*cooldown, "'cooldown'", kShortestSpan, kLongestSpan);
  }
  if (!when) return std::nullopt;
  signal.when = std::move(*when);
  return signal;
}

void read_signals(Builder& build, const yaml::Node& node) {
  if (!build.is_map(node, "'signals'")) return;
  for (const yaml::Entry& entry : node.entries) {
    Signal broken;
    broken.name = entry.key.text;
    auto signal = read_signal(build, entry, Where{});
    build.model().signals.push_back(signal ? std::move(*signal) : std::move(broken));
  }
}

}  // namespace leadscore::model
