// SPDX-License-Identifier: Apache-2.0

// Random well-typed expressions over the vocabulary that every random world has.
#pragma once

#include <string>
#include <vector>

#include "support/dice.hpp"

namespace leadscore::support {

// What an expression may name besides attributes, events and time.
struct Names {
  std::vector<std::string> scores;
  std::vector<std::string> bands;  // each with the values A, B and C
  std::vector<std::string> signals;
  std::vector<std::string> stages;  // empty: neither stages nor rejections
};

[[nodiscard]] std::string condition(Dice& dice, const Names& names, int depth = 2);
[[nodiscard]] std::string number(Dice& dice, const Names& names, int depth = 1);

// Over the properties of a visit.
[[nodiscard]] std::string visit_condition(Dice& dice);
[[nodiscard]] std::string visit_points(Dice& dice);

// `7d`; at least a day where `whole_days`.
[[nodiscard]] std::string length(Dice& dice, bool whole_days = false);

}  // namespace leadscore::support
