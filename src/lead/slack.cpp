// SPDX-License-Identifier: Apache-2.0
#include "lead/slack.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/event_index.hpp"

namespace leadscore::lead {

namespace {

// What one event may earn in each score that it can change.
class Earnings {
 public:
  void add(std::uint32_t score, const model::Gain& gain) {
    if (gains_.size() <= score) gains_.resize(score + std::size_t{1});
    gains_[score].least += gain.least;
    gains_[score].most += gain.most;
  }
  [[nodiscard]] Points least() const {
    Points least;
    for (const model::Gain& gain : gains_) least = std::min(least, gain.least);
    return least;
  }
  [[nodiscard]] Points most() const {
    Points most;
    for (const model::Gain& gain : gains_) most = std::max(most, gain.most);
    return most;
  }

 private:
  std::vector<model::Gain> gains_;  // by score
};

}  // namespace

bool Slack::take(const eval::EventRecord& event, const model::Model& model) {
  const bool in_time = event.at > after && event.at <= until;
  if (!in_time || events == 0 || !model.gains.only_points[event.type]) return false;
  Earnings earnings;
  const auto rules = model.with_rules_of_any(
      event.type, model.rule_index[event.type]->candidates(event.properties));
  for (const std::uint32_t rule : rules) {
    earnings.add(model.rules[rule].score, *model.gains.of_rule[rule]);
  }
  if (earnings.most() > up || -earnings.least() > down) return false;
  up -= earnings.most();
  down += earnings.least();
  --events;
  return true;
}

}  // namespace leadscore::lead
