// SPDX-License-Identifier: Apache-2.0

// Scores out of what is kept of them: only parts that are stale or over are worked out.
#include "eval/moment.hpp"

namespace leadscore::eval {

// One of its items, or behind them its closed books.
Tally Moment::part(std::uint32_t index, std::uint32_t place) {
  const auto& items = model().scores[index].items;
  const std::size_t books = state_.scores[index].books.size();
  if (place == items.size()) return books == 0 ? Tally() : this->books(index, books);
  return item(items[place], {static_cast<std::uint32_t>(books), false, nullptr});
}

void Moment::renew(std::uint32_t index, KeptParts<Kept>& kept) {
  const bool over = kept.total().until <= now_;
  if (over) kept.outdate_if([&](auto, const Kept& part) { return part.until <= now_; });
  const auto work_out = [&](std::uint32_t place) {
    const auto memo = noted([&] { return part(index, place); });
    return Kept{memo.value, memo.until};
  };
  kept.renew([&] { return tallies_->places(state_, index); }, work_out);
  if (over) kept.add_up();
}

Points Moment::tallied(std::uint32_t index) {
  KeptParts<Kept>& kept = tallies_->of_score(index);
  if (now_ == state_.now) renew(index, kept);
  Points sum;
  if (!kept.is_known()) {
    for (const std::uint32_t place : tallies_->places(state_, index)) {
      sum += part(index, place).value_or(Points());
    }
    return sum;
  }
  if (kept.is_settled() && kept.total().until > now_) {
    if (kept.total().until != Time::max()) note(kept.total().until);
    return kept.total().points;
  }
  for (const auto& [place, one] : kept.parts()) {
    if (one.until > now_ && one.until != Time::max()) note(one.until);
    sum += (one.until > now_ ? one.tally : part(index, place)).value_or(Points());
  }
  return sum;
}

}  // namespace leadscore::eval
