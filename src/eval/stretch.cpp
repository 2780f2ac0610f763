// SPDX-License-Identifier: Apache-2.0

// Scores, old books and bands over a stretch.
#include "eval/stretch.hpp"

#include <algorithm>

#include "eval/bounds.hpp"

namespace leadscore::eval {

Stretch::Stretch(const State& state, Time from, Time to, Tallies* tallies)
    : state_(state), first_(state, from), last_(state, to), tallies_(tallies) {}

Stretch::Stretch(const State& state, Tallies& tallies)
    : Stretch(state, state.now, tallies.look_out(state.now), &tallies) {
  outlook_ = end();
}

TallyHull Stretch::fading(const Tally& first, const Tally& last) {
  TallyHull hull = hull_of(first);
  // Before it is nothing it may have been anything down to that.
  if (first && !last) hull.add({true, true, Points(), Points()});
  if (first && last) hull.add(hull_of(last));
  return hull;
}

TallyHull Stretch::score(std::uint32_t index) {
  if (scores_.empty()) scores_.resize(model().scores.size());
  auto& memo = scores_[index];
  if (!memo) memo = compute_score(index);
  return *memo;
}

// One of its items, or behind them its closed books.
TallyHull Stretch::part(std::uint32_t index, std::uint32_t place) {
  const auto& items = model().scores[index].items;
  const std::size_t books = state_.scores[index].books.size();
  if (place == items.size()) return books == 0 ? hull_of(Tally()) : this->books(index);
  return item(items[place], {static_cast<std::uint32_t>(books), false, nullptr});
}

// Its items and closed books together.
TallyHull Stretch::parts_of(std::uint32_t index) {
  TallyHull sum{false, true, {}, {}};
  if (tallies_ == nullptr) {
    for (std::uint32_t place = 0; place <= model().scores[index].items.size(); ++place) {
      sum.add_to_sum(part(index, place));
    }
    return sum;
  }
  const auto places = [&] { return tallies_->places(state_, index); };
  if (is_outlook()) {
    auto& foreseen = tallies_->foreseen_of_score(index);
    foreseen.renew(places, [&](std::uint32_t place) { return Foreseen{part(index, place)}; });
    return {false, true, foreseen.total().least, foreseen.total().most};
  }
  if (!tallies_->of_score(index).is_settled()) {
    for (const std::uint32_t place : places()) sum.add_to_sum(part(index, place));
    return sum;
  }
  for (const auto& [place, kept] : tallies_->of_score(index).parts()) {
    sum.add_to_sum(kept.until > end() ? hull_of(kept.tally) : part(index, place));
  }
  return sum;
}

TallyHull Stretch::compute_score(std::uint32_t index) {
  const model::Score& score = model().scores[index];
  if (score.expression) return worth_of(*score.expression, Decimal());
  const ScoreMemory& memory = state_.scores[index];
  const std::size_t open_book = memory.books.size();
  TallyHull sum{false, true, score.initial, score.initial};
  sum.add_to_sum(parts_of(index));
  for (const AdjustmentRecord& record : memory.adjustments) {
    if (record.book != open_book) continue;
    sum.add_to_sum(fading(first_.adjustment_worth(record), last_.adjustment_worth(record)));
  }
  sum.least -= lost_;
  sum.most += gained_;
  sum.clamp(score.min, score.max);
  for (const Deduction& deduction : memory.deductions) {
    sum.least -= deduction.points;
    sum.most -= deduction.points;
  }
  sum.clamp(score.min, std::nullopt);
  return {false, true, sum.least.saturated(), sum.most.saturated()};
}

TallyHull Stretch::left_of_book(std::uint32_t score, std::uint32_t index) {
  const ScoreMemory& memory = state_.scores[score];
  TallyHull left{true, false, {}, {}};
  for (const model::Item& part : model().scores[score].items) {
    left.add_to_sum(item(part, {index, true, &memory.books[index]}));
  }
  for (const AdjustmentRecord& record : memory.adjustments) {
    if (record.book != index) continue;
    left.add_to_sum(fading(first_.adjustment_worth(record), last_.adjustment_worth(record)));
  }
  return left;
}

// Each step is monotone in what the books before it are worth.
TallyHull Stretch::books(std::uint32_t score) {
  TallyHull worth{false, true, {}, {}};
  const auto& memory = state_.scores[score];
  for (std::uint32_t index = 0; index < memory.books.size(); ++index) {
    const Book& book = memory.books[index];
    const TallyHull left = left_of_book(score, index);
    const bool always_counts = !left.none || worth.least > Points() || worth.most < Points();
    const bool never_counts = !left.some && worth.least == Points() && worth.most == Points();
    const auto after = [&](Points before) {
      return changed(book, std::min(before, std::max(book.cap, Points())));
    };
    worth.least = after(worth.least + left.least_part());
    worth.most = after(worth.most + left.most_part());
    if (!never_counts) worth.least += book.below;
    if (always_counts) worth.most += book.below;
  }
  return worth;
}

Hull Stretch::band(std::uint32_t index) {
  const model::Band& band = model().bands[index];
  if (!band.of) return text_of_bands(band);
  const TallyHull points = score(*band.of);
  Hull hull;
  hull.missing = points.none;
  if (!points.some) return hull;
  bool below = true;  // whether some of the points may lie below all bounds so far
  const auto add = [&](const Datum& name) { hull = either(hull, hull_of(name), length()); };
  for (const auto& bound : band.bounds) {
    if (!below) break;
    if (bound.from <= points.most) add(Datum::text_of(band.names[bound.name]));
    below = points.least < bound.from;
  }
  if (!below) return hull;
  add(band.otherwise ? Datum::text_of(band.names[*band.otherwise]) : Datum());
  return hull;
}

Hull Stretch::text_of_bands(const model::Band& band) {
  constexpr std::size_t kMostTexts = 64;
  std::vector<std::string> texts(1);
  Hull hull;
  for (const auto& part : band.parts) {
    for (std::string& text : texts) text += part.text;
    if (!part.band) continue;
    const Hull inner = this->band(*part.band);
    if (inner.any_text || texts.size() * inner.among.size() > kMostTexts) {
      return hull_of_all(expr::Type::symbol);
    }
    hull.missing = hull.missing || inner.missing;
    std::vector<std::string> longer;
    for (const std::string& text : texts) {
      for (const Datum& name : inner.among) longer.push_back(text + name.text->written);
    }
    texts = std::move(longer);
  }
  for (const std::string& text : texts) hull.among.push_back(Datum::text_of(text));
  hull.present = !texts.empty();
  return hull;
}

}  // namespace leadscore::eval
