// SPDX-License-Identifier: Apache-2.0

// What would become of a lead if something happened: the evaluator itself, with facts added at one
// instant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lead/candidates.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

// What a trial came to.
struct Outcome {
  std::optional<Time> on_at;  // when the signal came on; none: it did not
  double distance = 0;        // how far it is from coming on
  NamedPoints scores;         // of all scores, at the instant of the facts
};

// The lead up to an instant, ready to be tried.
class Trials {
 public:
  // `at` is the instant asked for; trials are made at from(), which is later while a hold or
  // cooldown keeps the signal off.
  Trials(const model::Model& model, const std::string& lead, const Story& story,
         std::uint32_t signal, Time at);

  [[nodiscard]] Time from() const { return from_; }
  [[nodiscard]] bool held_for_ever() const { return held_for_ever_; }
  [[nodiscard]] bool waits() const { return waits_; }  // for the end of a hold or cooldown
  // The lead at from() if nothing happens.
  [[nodiscard]] const eval::State& state() const { return quiet_->state(); }
  [[nodiscard]] std::uint32_t count() const { return count_; }

  [[nodiscard]] Outcome run(const std::vector<Fact>& facts);
  // A candidate as a fact; the number keeps equal events apart.
  [[nodiscard]] Fact fact_of(const Candidate& candidate, std::size_t number) const;

 private:
  void find_from(const Stepper& asked, const Story& story, Time at);
  [[nodiscard]] Stepper before(Story story) const;

  const model::Model& model_;
  std::string lead_;
  std::uint32_t signal_;
  Time from_;
  bool held_for_ever_ = false;
  bool waits_ = false;
  std::optional<Stepper> base_;   // just before from()
  std::optional<Stepper> quiet_;  // at from(), nothing added
  std::uint32_t count_ = 0;
};

}  // namespace leadscore::lead
