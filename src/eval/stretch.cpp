// SPDX-License-Identifier: Apache-2.0

// Scores, old books and bands over a stretch.
#include "eval/stretch.hpp"

#include <algorithm>

#include "eval/bounds.hpp"

namespace leadscore::eval {

Stretch::Stretch(const State& state, Time from, Time to)
    : state_(state),
      first_(state, from),
      last_(state, to),
      scores_(state.model->scores.size()),
      named_(state.model->named.size()) {}

TallyHull Stretch::fading(const Tally& first, const Tally& last) {
  TallyHull hull = hull_of(first);
  // Before it is nothing it may have been anything down to that.
  if (first && !last) hull.add({true, true, Points(), Points()});
  if (first && last) hull.add(hull_of(last));
  return hull;
}

TallyHull Stretch::score(std::uint32_t index) {
  auto& memo = scores_[index];
  if (!memo) memo = compute_score(index);
  return *memo;
}

TallyHull Stretch::compute_score(std::uint32_t index) {
  const model::Score& score = model().scores[index];
  if (score.expression) return worth_of(*score.expression, Decimal());
  const ScoreMemory& memory = state_.scores[index];
  const auto open_book = static_cast<std::uint32_t>(memory.books.size());
  TallyHull sum{false, true, score.initial, score.initial};
  const auto add = [&](const TallyHull& part) {
    sum.least += part.least_part();
    sum.most += part.most_part();
  };
  for (const model::Item& part : score.items) add(item(part, {open_book, false, nullptr}));
  for (const AdjustmentRecord& record : memory.adjustments) {
    if (record.book != open_book) continue;
    add(fading(first_.adjustment_worth(record), last_.adjustment_worth(record)));
  }
  add(books(index));
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
  const auto add = [&](const TallyHull& part) {
    left.least += part.least_part();
    left.most += part.most_part();
    left.none = left.none && part.none;
    left.some = left.some || part.some;
  };
  for (const model::Item& part : model().scores[score].items) {
    add(item(part, {index, true, &memory.books[index]}));
  }
  for (const AdjustmentRecord& record : memory.adjustments) {
    if (record.book != index) continue;
    add(fading(first_.adjustment_worth(record), last_.adjustment_worth(record)));
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
