// SPDX-License-Identifier: Apache-2.0

// Scores and bands: the sum of a score's parts within its bounds.
#include "eval/moment.hpp"

#include <algorithm>
#include <limits>

#include "eval/bounds.hpp"

namespace leadscore::eval {

namespace {

// A book that no occurrence belongs to.
constexpr std::uint32_t kNoBook = std::numeric_limits<std::uint32_t>::max();

}  // namespace

Points changed(const Book& book, Points worth) {
  if (worth <= Points()) return worth;
  switch (book.change.kind) {
    case model::BookChange::Kind::reset: return Points();
    case model::BookChange::Kind::scale:
      return std::min(worth, round_product({true, worth, 0}, book.change.scale));
    case model::BookChange::Kind::lower: return std::max(Points(), worth - book.taken);
  }
  return worth;
}

Moment::Moment(const State& state, Time now, Horizon* horizon, Tallies* tallies)
    : state_(state), now_(now), horizon_(horizon), tallies_(tallies) {}

bool Moment::excluded() { return model().exclude && holds(*model().exclude); }

std::optional<Points> Moment::score(std::uint32_t index) {
  if (scores_.empty()) scores_.resize(model().scores.size());
  return once(scores_[index], [&] { return compute_score(index); });
}

std::optional<Points> Moment::compute_score(std::uint32_t index) {
  const model::Score& score = model().scores[index];
  if (!score.expression) return bounded(score, parts(index));
  const Datum datum = value(*score.expression);
  if (datum.is_missing()) return std::nullopt;
  return round_product({false, Points(), datum.as_number()}, Decimal()).saturated();
}

Moment::ScoreParts Moment::parts(std::uint32_t index) {
  const model::Score& score = model().scores[index];
  const ScoreMemory& memory = state_.scores[index];
  const auto open_book = static_cast<std::uint32_t>(memory.books.size());
  ScoreParts parts;
  if (tallies_ != nullptr) {
    parts.items = tallied(index);
  } else {
    for (const model::Item& part : score.items) {
      parts.items += item(part, {open_book, false, nullptr}).value_or(Points());
    }
    parts.old_books = books(index, memory.books.size());
  }
  for (const AdjustmentRecord& record : memory.adjustments) {
    if (record.book == open_book) parts.adjustments += adjustment_worth(record).value_or(Points());
  }
  for (const Deduction& deduction : memory.deductions) parts.deductions += deduction.points;
  return parts;
}

Points Moment::bounded(const model::Score& score, const ScoreParts& parts) const {
  const Points sum = score.initial + parts.items + parts.adjustments + parts.old_books;
  const Points within = clamp(sum, score.min, score.max) - parts.deductions;
  return clamp(within, score.min, std::nullopt).saturated();
}

Points Moment::without_events(std::uint32_t index) {
  const model::Score& score = model().scores[index];
  Points sum = score.initial;
  for (const model::Item& part : score.items) {
    sum += item(part, {kNoBook, false, nullptr}).value_or(Points());
  }
  return sum;
}

Tally Moment::left_of_book(std::uint32_t score, std::uint32_t index) {
  const ScoreMemory& memory = state_.scores[score];
  Tally left;
  const auto add = [&](const Tally& part) {
    if (part) left = left.value_or(Points()) + *part;
  };
  for (const model::Item& part : model().scores[score].items) {
    add(item(part, {index, true, &memory.books[index]}));
  }
  for (const AdjustmentRecord& record : memory.adjustments) {
    if (record.book == index) add(adjustment_worth(record));
  }
  return left;
}

Points Moment::books(std::uint32_t score, std::size_t count) {
  Points worth;
  for (std::uint32_t index = 0; index < count; ++index) {
    const Book& book = state_.scores[score].books[index];
    const Tally left = left_of_book(score, index);
    const bool counts = left || worth != Points();
    worth += left.value_or(Points());
    // A book worth less than nothing may rise to nothing as it fades, not above.
    worth = changed(book, std::min(worth, std::max(book.cap, Points())));
    if (counts) worth += book.below;
  }
  return worth;
}

Tally Moment::adjustment_worth(const AdjustmentRecord& record) {
  if (!record.adjustment.expires) return record.original;
  const Time end = record.at + *record.adjustment.expires;
  if (now_ >= end) return std::nullopt;
  note(end);
  return record.original;
}

Datum Moment::band(std::uint32_t index) {
  const model::Band& band = model().bands[index];
  if (band.of) {
    const auto points = score(*band.of);
    if (!points) return Datum();
    for (const auto& bound : band.bounds) {
      if (bound.from <= *points) return Datum::text_of(band.names[bound.name]);
    }
    return band.otherwise ? Datum::text_of(band.names[*band.otherwise]) : Datum();
  }
  std::string text;
  for (const auto& part : band.parts) {
    text += part.text;
    if (!part.band) continue;
    const Datum inner = this->band(*part.band);
    if (inner.is_missing()) return Datum();
    text += inner.text->written;
  }
  return Datum::text_of(text);
}

}  // namespace leadscore::eval
