// SPDX-License-Identifier: Apache-2.0

// When does a value change next, if no fact comes? Whoever evaluates something that depends on time
// notes the instant at which it may change; between the present and the earliest of them nothing
// that was evaluated changes.
#pragma once

#include <optional>

#include <leadscore/time.hpp>

namespace leadscore::eval {

class Horizon {
 public:
  explicit Horizon(Time now) : now_(now) {}

  void note(Time at) {
    if (at > now_ && (!next_ || at < *next_)) next_ = at;
  }
  [[nodiscard]] std::optional<Time> next() const { return next_; }

 private:
  Time now_;
  std::optional<Time> next_;
};

}  // namespace leadscore::eval
