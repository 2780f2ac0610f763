// SPDX-License-Identifier: Apache-2.0

// Rejections: they close the books of scores, turn signals off and hold them, and move the lead.
#include <algorithm>

#include "eval/bounds.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

using eval::Breakdown;
using eval::Moment;

namespace {

// Marks what the groups chose and the rules they left out, so that the old book keeps its share.
void keep_choices(const Breakdown& part, bool chosen, eval::Book& book) {
  if (!part.item.is_group) {
    book.left_out[part.item.index] = !chosen;
    return;
  }
  book.groups_chosen[part.item.index] = part.raw.has_value();
  for (const Breakdown& inner : part.parts) {
    keep_choices(inner, chosen && (inner.chosen || !part.raw), book);
  }
}

// What events and adjustments count in a score, older books included.
Points counted(Moment& moment, std::uint32_t index) {
  const model::Score& score = moment.model().scores[index];
  auto parts = moment.parts(index);
  parts.deductions = Points();
  const Points with = moment.bounded(score, parts);
  const Points without = moment.without_events(index);
  const Points within_bounds = with - eval::clamp(without, score.min, score.max);
  if (within_bounds >= Points()) return within_bounds;
  // Attributes that give more than the score's maximum must not make up for what events took.
  return std::min(within_bounds, with - without);
}

const model::RejectionEffect& effect_of(const model::RejectionRule& rule, const Datum& reason) {
  if (reason.is_missing()) return rule.general;
  const auto found = rule.by_reason.find(reason.text->folded);
  return found == rule.by_reason.end() ? rule.general : found->second;
}

Datum reason_of(const model::Model& model, const EventRecord& event) {
  const auto& properties = model.events[event.type].properties;
  for (std::size_t slot = 0; slot < properties.size(); ++slot) {
    const bool text = properties[slot].type == model::ValueType::text;
    if (properties[slot].name == "reason" && text) return event.properties[slot];
  }
  return Datum();
}

}  // namespace

void Stepper::take_rejections(const std::vector<EventPtr>& events) {
  for (const EventPtr& event : events) {
    Moment moment(state_);
    if (watch_ != nullptr) watch_->sees_feedback(moment, *event);
    const auto fits = [&](const model::RejectionRule& rule) {
      const auto& from = rule.from;
      const bool stage_fits =
          from.empty() ||
          (state_.stage && std::find(from.begin(), from.end(), state_.stage->stage) != from.end());
      return rule.event[event->type] && stage_fits && moment.holds(rule.where, event.get());
    };
    const auto rule = std::find_if(model_.rejections.begin(), model_.rejections.end(), fits);
    if (rule != model_.rejections.end()) reject(*rule, *event);
  }
}

void Stepper::reject(const model::RejectionRule& rule, const EventRecord& event) {
  const Datum reason = reason_of(model_, event);
  const model::RejectionEffect& effect = effect_of(rule, reason);
  if (watch_ != nullptr) watch_->sees_rejection(rule, reason);
  Rejection out;
  if (!reason.is_missing()) out.reason = reason.text->written;

  Moment before(state_);
  for (const model::BookChange& change : effect.changes) {
    out.changed.emplace_back(model_.scores[change.score].name, before.score(change.score));
  }
  for (const model::BookChange& change : effect.changes) close_books(change, out.reason);
  Moment after(state_);
  for (std::size_t i = 0; i < effect.changes.size(); ++i) {
    auto& points = out.changed[i].second;
    points = after.score(effect.changes[i].score).value_or(Points()) - points.value_or(Points());
  }
  if (model_.events[event.type].feedback) state_.rejections.push_back({state_.now, reason});
  state_.last_rejection = state_.now;
  if (effect.hold_forever)
    out.hold_until = kLatestTime;
  else if (effect.hold)
    out.hold_until = state_.now + *effect.hold;
  everything_changed();
  if (out.hold_until) state_.hold_until = std::max(state_.hold_until, out.hold_until);

  // An excluded lead is not judged: its books are closed and its signals held, and that is all.
  if (excluded_) return;
  give(std::move(out));
  for (std::uint32_t signal = 0; signal < model_.signals.size(); ++signal) {
    if (model_.held_signals[signal] && state_.signals[signal].on) turn_off(signal);
  }
  if (effect.to && state_.stage && state_.stage->stage != *effect.to) {
    enter_stage(*effect.to, "rejection");
  }
}

// What events gave until now becomes an old book; it counts at most what it counts now, changed.
void Stepper::close_books(const model::BookChange& change, const std::string& reason) {
  const model::Score& score = model_.scores[change.score];
  auto& memory = state_.scores[change.score];
  Moment moment(state_);
  eval::Book book;
  book.closed = state_.now;
  book.reason = reason;
  book.change = change;
  book.cap = counted(moment, change.score);
  book.left_out.assign(model_.rules.size(), false);
  book.groups_chosen.assign(model_.groups.size(), false);
  const auto open_book = static_cast<std::uint32_t>(memory.books.size());
  for (const model::Item& item : score.items) {
    Breakdown part;
    part.value = moment.item(item, {open_book, false, nullptr}, &part);
    keep_choices(part, true, book);
  }
  if (change.kind == model::BookChange::Kind::lower) {
    book.taken = std::min(change.lower, std::max(book.cap, Points()));
  }
  memory.books.push_back(std::move(book));
  // Events may have counted less than nothing though each gave points: by what their group chose.
  eval::Book& closed = memory.books.back();
  Moment later(state_);
  const Points own = later.left_of_book(change.score, open_book).value_or(Points()) +
                     later.books(change.score, open_book);
  closed.below = std::min(Points(), closed.cap - std::min(own, Points()));
  if (change.kind != model::BookChange::Kind::lower) return;

  // What the book could not give is taken from the score itself, down to its minimum.
  Points rest = change.lower - closed.taken;
  if (score.min) {
    const Points above = Moment(state_).score(change.score).value_or(*score.min) - *score.min;
    rest = std::min(rest, std::max(above, Points()));
  }
  if (rest > Points()) memory.deductions.push_back({state_.now, reason, rest});
}

}  // namespace leadscore::lead
