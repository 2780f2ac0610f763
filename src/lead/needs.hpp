// SPDX-License-Identifier: Apache-2.0

// What a signal rests on: every condition, rule and score that can make a difference to it.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "model/model.hpp"

namespace leadscore::lead {

struct Needs {
  std::set<std::uint32_t> attributes;
  std::set<std::uint32_t> events;  // types
  std::set<std::uint32_t> rules;
  std::set<std::uint32_t> keys;  // of aggregates
  // Every expression found on the way, each once, in the order of finding.
  std::vector<const expr::Expr*> conditions;
};

// From the signal through its conditions to scores, their rules, bands, other signals, stages with
// their moves, and rejections; what excludes leads is part of it.
[[nodiscard]] Needs needs_of(const model::Model& model, std::uint32_t signal);

}  // namespace leadscore::lead
