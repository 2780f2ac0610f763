// SPDX-License-Identifier: Apache-2.0

// The reference: what expressions, rules, scores and bands are worth at one moment of one lead.
//
// It walks the checked trees, obvious and slow, and knows unknown from false. Scores, bands and
// named expressions are worked out once per Moment; a Moment is good until its State changes. One
// that is given Tallies takes from them what has not changed: that is the incremental evaluator.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/points.hpp>

#include "eval/horizon.hpp"
#include "eval/state.hpp"
#include "eval/tallies.hpp"
#include "eval/tally.hpp"
#include "model/model.hpp"

namespace leadscore::eval {

// How a tally came about, for explanations: one node a rule or group.
struct Breakdown {
  model::Item item;
  Tally raw;                     // before bounds
  Tally value;                   // after bounds
  bool chosen = true;            // not left out by the group's first, max or min
  std::vector<Breakdown> parts;  // of a group
};

// Which occurrences are counted: those of one book of the score.
struct BookView {
  std::uint32_t book = 0;
  bool old = false;              // a closed book: no attribute rules, groups only add
  const Book* closed = nullptr;  // where old
};

class Moment {
 public:
  // With a horizon, everything that is evaluated notes when it may change.
  explicit Moment(const State& state, Horizon* horizon = nullptr, Tallies* tallies = nullptr)
      : Moment(state, state.now, horizon, tallies) {}
  // The state as it is at a later instant, if nothing but time changes it until then.
  Moment(const State& state, Time now, Horizon* horizon = nullptr, Tallies* tallies = nullptr);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] Time now() const { return now_; }
  [[nodiscard]] const model::Model& model() const { return *state_.model; }

  // --- expressions (expression.cpp) ---
  // `event` is the event at hand of a `where`, `ignore`, or of an event rule's points.
  Datum value(const expr::Expr& expr, const EventRecord* event = nullptr);
  bool holds(const expr::Expr& expr, const EventRecord* event = nullptr) {
    return value(expr, event).is_true();
  }
  bool holds(const std::optional<expr::Expr>& expr, const EventRecord* event = nullptr) {
    return !expr || holds(*expr, event);
  }

  // --- scores and bands (scores.cpp) ---
  // Missing only where an expression has no value.
  std::optional<Points> score(std::uint32_t index);
  Datum band(std::uint32_t index);
  bool excluded();

  // The parts of a score, each as it goes into the sum.
  struct ScoreParts {
    Points items;        // attribute rules and the open book; with tallies the old books too
    Points adjustments;  // of the open book
    Points old_books;    // the chain of closed books
    Points deductions;   // >= 0
  };
  ScoreParts parts(std::uint32_t index);
  // Initial, sum, bounds, deductions, the minimum again, saturation.
  Points bounded(const model::Score& score, const ScoreParts& parts) const;
  // What the score would be without any event or adjustment, before its bounds.
  Points without_events(std::uint32_t index);

  Tally item(const model::Item& item, const BookView& view, Breakdown* out = nullptr);
  // What the closed books up to `count` count now.
  Points books(std::uint32_t score, std::size_t count);
  // What is left of the events and adjustments of one closed book, before its cap and change.
  Tally left_of_book(std::uint32_t score, std::uint32_t book);

  // What an occurrence is still worth; nothing where it has expired or nothing is left.
  Tally worth(const model::Rule& rule, const Occurrence& occurrence);
  Tally adjustment_worth(const AdjustmentRecord& record);

  // What a rule's points are before weight: over the lead, or over an event.
  std::optional<Amount> amount(const model::Rule& rule, const EventRecord* event);

  void note(Time at) {
    if (horizon_ != nullptr) horizon_->note(at);
  }
  // Between a value that moves with the clock and one that does not, the order changes where their
  // difference passes zero: at that instant and at the microsecond after it.
  void note_crossing(const Datum& a, const Datum& b);

 private:
  Tally rule(std::uint32_t index, const BookView& view, Breakdown* out);
  Tally group(std::uint32_t index, const BookView& view, Breakdown* out);
  Tally combined(const model::Group& group, const BookView& view, std::vector<Breakdown>* parts);
  Tally attribute_rule(const model::Rule& rule);
  Tally event_rule(std::uint32_t index, const model::Rule& rule, const BookView& view);
  Tally earned(std::uint32_t index, const model::Rule& rule, std::uint32_t book);
  std::optional<Amount> worth_of(const model::Worth& worth, const EventRecord* event);
  std::optional<Amount> table(const model::Table& table, const EventRecord* event);
  bool is_active(const model::Rule& rule);
  std::optional<Points> compute_score(std::uint32_t index);

  // tallied.cpp: a score's items and old books together
  Points tallied(std::uint32_t index);
  void renew(std::uint32_t index, KeptParts<Kept>& kept);
  Tally part(std::uint32_t score, std::uint32_t place);

  // What was worked out once, and until when it stays so.
  template <class T>
  struct Memo {
    T value;
    Time until;
  };
  template <class Compute>
  auto noted(const Compute& compute) -> Memo<decltype(compute())> {
    Horizon own(now_);
    Horizon* const outer = std::exchange(horizon_, &own);
    auto value = compute();
    horizon_ = outer;
    const Time until = own.next().value_or(Time::max());
    if (until != Time::max()) note(until);
    return {std::move(value), until};
  }
  // Works it out if it was not yet.
  template <class T, class Compute>
  const T& once(std::optional<Memo<T>>& memo, const Compute& compute) {
    if (!memo) {
      memo = noted(compute);
    } else if (memo->until != Time::max()) {
      note(memo->until);
    }
    return memo->value;
  }

  const State& state_;
  Time now_;
  Horizon* horizon_;
  Tallies* tallies_;
  std::vector<std::optional<Memo<std::optional<Points>>>> scores_;
  std::vector<std::optional<Memo<Datum>>> named_;
};

// Whether a row of a table takes a value. An `else` row takes what no other row does: not asked
// here.
[[nodiscard]] bool row_matches(const model::Row& row, const Datum& value, bool exact);

// Compares two values of one kind as expressions do: negative, zero, positive. Texts by their
// folded or written form.
[[nodiscard]] int compare(const Datum& a, const Datum& b, bool exact);

// Whether values that compare so satisfy a comparison.
[[nodiscard]] bool satisfies(expr::Comparison comparison, int order);

// What a rejection leaves of a book that was worth so much; it never makes it worth more.
[[nodiscard]] Points changed(const Book& book, Points worth);

}  // namespace leadscore::eval
