// SPDX-License-Identifier: Apache-2.0

// Holds what a test expects of a lead against what the lead is.
#pragma once

#include <string>
#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/snapshot.hpp>
#include <leadscore/testing.hpp>

#include "base/line_index.hpp"
#include "eval/state.hpp"
#include "model/test_case.hpp"

namespace leadscore::lead {

class Judge {
 public:
  // Adds failures to `result`.
  Judge(const model::Model& model, const LineIndex& lines, TestResult& result)
      : model_(model), lines_(lines), result_(result) {}

  void look_at(const model::Expectation& expected, const eval::State& state,
               const std::vector<Output>& outputs);

 private:
  // `because()` is asked only where the two differ.
  template <class Because>
  void compare(Span span, std::string what, const std::string& expected, const std::string& got,
               const Because& because) {
    if (expected == got) return;
    result_.failures.push_back(
        {lines_.place_of(span.begin), at_, std::move(what), expected, got, because()});
  }

  void excluded(const model::Expectation& expected, const eval::State& state);
  void points(const model::Expectation& expected, const eval::State& state, const Snapshot& got);
  void bands(const model::Expectation& expected, const eval::State& state, const Snapshot& got);
  void signals(const model::Expectation& expected, const eval::State& state, const Snapshot& got,
               const std::vector<Output>& outputs);
  void journey(const model::Expectation& expected, const eval::State& state, const Snapshot& got,
               const std::vector<Output>& outputs);

  const model::Model& model_;
  const LineIndex& lines_;
  TestResult& result_;
  Time at_{};
};

}  // namespace leadscore::lead
