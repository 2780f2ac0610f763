// SPDX-License-Identifier: Apache-2.0

// Which rules, table rows, moves and signals of a rule file had a part in something.
#pragma once

#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/testing.hpp>

#include "eval/moment.hpp"
#include "eval/state.hpp"
#include "model/model.hpp"

namespace leadscore::lead {

class Coverage {
 public:
  explicit Coverage(const model::Model& model);

  // Takes note of the rules that hold at this moment, and of what events have earned until now.
  void look_at(const eval::State& state);
  void look_at(const std::vector<Output>& outputs);

  [[nodiscard]] std::vector<CoverageItem> items() const;

 private:
  void look_at_rule(eval::Moment& moment, std::uint32_t rule);
  void look_at_rows(const model::Table& table, std::uint32_t rule, const eval::Datum& by);

  const model::Model& model_;
  std::vector<bool> rules_;
  std::vector<std::vector<bool>> rows_;  // by rule
  std::vector<bool> moves_;
  std::vector<bool> signals_;
};

}  // namespace leadscore::lead
