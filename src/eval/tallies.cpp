// SPDX-License-Identifier: Apache-2.0
#include "eval/tallies.hpp"

#include <algorithm>

namespace leadscore::eval {

Tallies::Tallies(const model::Model& model) : model_(&model) { everything_changed(); }

void Tallies::everything_changed() {
  exact_.assign(model_->scores.size(), {});
  rules_ = {};
  outlook_ = Time::min();
  foreseen_.assign(model_->scores.size(), {});
  foreseen_rules_ = {};
}

std::vector<std::uint32_t> Tallies::places(const State& state, std::uint32_t score) const {
  const auto& still = model_->readers.still[score];
  const auto& moving = model_->readers.moving[score];
  std::vector<std::uint32_t> places(still.size() + moving.size());
  std::merge(still.begin(), still.end(), moving.begin(), moving.end(), places.begin());
  const std::size_t given = places.size();
  for (const auto& entry : state.rules.entries()) {
    for (const model::ScorePart& part : model_->readers.of_rule[entry.index]) {
      const bool known = std::binary_search(moving.begin(), moving.end(), part.place);
      if (part.score == score && !known) places.push_back(part.place);
    }
  }
  std::inplace_merge(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(given),
                     places.end());
  return places;
}

Time Tallies::look_out(Time now) {
  if (outlook_ > now) return outlook_;
  const bool is_first = outlook_ == Time::min();
  if (!is_first) span_ = too_wide_ ? std::max(span_ / 2, kShortest) : std::min(2 * span_, kLongest);
  too_wide_ = false;
  renew_outlook();
  outlook_ = now < kLatestTime - span_ ? now + span_ : std::max(now, kLatestTime);
  return outlook_;
}

// What only attributes and the journey change is foreseen for ever.
void Tallies::renew_outlook() {
  foreseen_rules_ = {};
  for (std::uint32_t score = 0; score < foreseen_.size(); ++score) {
    const auto& still = model_->readers.still[score];
    KeptParts<Foreseen>& parts = foreseen_[score];
    parts.outdate_if([&](std::uint32_t place, const Foreseen&) {
      return !std::binary_search(still.begin(), still.end(), place);
    });
    for (const std::uint32_t place : model_->readers.moving[score]) (void)parts.outdate(place);
  }
}

bool Tallies::moves() const {
  return std::any_of(foreseen_.begin(), foreseen_.end(), [](const KeptParts<Foreseen>& score) {
    return score.is_known() && score.total().least != score.total().most;
  });
}

void Tallies::attribute_changed(std::uint32_t attribute) {
  outdate(model_->readers.of_attribute[attribute]);
}

void Tallies::key_changed(std::uint32_t key) { outdate(model_->readers.of_key[key]); }

void Tallies::journey_changed() { outdate(model_->readers.of_journey); }

// A part that read a score which has been stale since has either been told then, or did not need
// the score.
void Tallies::outdate(const std::vector<model::ScorePart>& parts) {
  if (!model_->readers.complete) return everything_changed();
  for (const model::ScorePart& part : parts) {
    bool was_settled = exact_[part.score].outdate(part.place);
    was_settled = foreseen_[part.score].outdate(part.place) || was_settled;
    if (was_settled) outdate(model_->readers.of_score[part.score]);
  }
}

void Tallies::rule_earned(std::uint32_t rule, const Kept& worth, const TallyHull& foreseen) {
  if (Kept* kept = rules_.find(rule)) {
    if (worth.tally) kept->tally = kept->tally.value_or(Points()) + *worth.tally;
    kept->until = std::min(kept->until, worth.until);
  }
  Foreseen* known = foreseen_rules_.find(rule);
  if (known != nullptr && !known->is_stale()) known->hull.add_to_sum(foreseen);
  outdate(model_->readers.of_rule[rule]);
}

void Tallies::rule_changed(std::uint32_t rule) {
  if (Kept* kept = rules_.find(rule)) *kept = Kept::stale();
  if (Foreseen* known = foreseen_rules_.find(rule)) *known = Foreseen::stale();
  outdate(model_->readers.of_rule[rule]);
}

const Kept* Tallies::of_rule(std::uint32_t rule, Time now) const {
  const Kept* kept = rules_.find(rule);
  return kept != nullptr && kept->until > now ? kept : nullptr;
}

}  // namespace leadscore::eval
