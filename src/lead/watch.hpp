// SPDX-License-Identifier: Apache-2.0

// Looks on while a Stepper judges: for coverage, which nobody else pays for.
#pragma once

#include <cstddef>
#include <cstdint>

#include "eval/moment.hpp"
#include "eval/state.hpp"
#include "model/model.hpp"

namespace leadscore::lead {

class Watch {
 public:
  Watch() = default;
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  virtual ~Watch() = default;

  // An active rule is about to judge an event of its types, or a silence (null), at a moment
  // before it counts.
  virtual void sees_event(eval::Moment& moment, std::uint32_t rule,
                          const eval::EventRecord* event) = 0;
  // An event that may be a rejection.
  virtual void sees_feedback(eval::Moment& moment, const eval::EventRecord& event) = 0;
  virtual void sees_rejection(const model::RejectionRule& rule, const eval::Datum& reason) = 0;
  virtual void sees_move(std::size_t move) = 0;
  // All of an instant is done.
  virtual void sees_instant(const eval::State& state) = 0;
};

}  // namespace leadscore::lead
