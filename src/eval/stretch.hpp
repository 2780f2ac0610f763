// SPDX-License-Identifier: Apache-2.0

// A stretch of time in which no fact comes: what expressions, rules and scores may be anywhere in
// it, so that whoever waits for a change can pass over all of it at once.
//
// Its hulls hold every value that a Moment gives at any instant of the stretch. What moves one way
// only is known by its two ends: an occurrence fades toward nothing, a window loses its oldest
// events, an age grows. The rest follows from its parts, each taken by itself; so a hull may be
// wider than need be.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <leadscore/points.hpp>

#include "eval/hull.hpp"
#include "eval/moment.hpp"
#include "eval/state.hpp"

namespace leadscore::eval {

class Stretch {
 public:
  // From the state's present or later to `to`, both belong to it; from <= to. What tallies keep for
  // longer than that needs no hull.
  Stretch(const State& state, Time from, Time to, Tallies* tallies = nullptr);
  // From the state's present to the end of the tallies' outlook, which is kept part by part.
  Stretch(const State& state, Tallies& tallies);

  // Every score may have lost or gained so much by events that are not known: said before anything
  // is asked.
  void allow(Points lost, Points gained) {
    lost_ = lost;
    gained_ = gained;
  }

  // --- expressions (stretch_expression.cpp), none with an event at hand ---
  Hull value(const expr::Expr& expr);
  Hull value(const std::optional<expr::Expr>& condition);

  // --- rules (stretch_rules.cpp), scores and bands (stretch.cpp) ---
  TallyHull score(std::uint32_t index);
  Hull band(std::uint32_t index);
  TallyHull item(const model::Item& item, const BookView& view);
  TallyHull worth(const model::Rule& rule, const Occurrence& occurrence);

  [[nodiscard]] Time end() const { return last_.now(); }

 private:
  // stretch_expression.cpp
  Hull of_parts(const expr::Expr& expr);
  Hull all_of(const expr::Expr& expr);
  Hull any_of(const expr::Expr& expr);
  Hull comparison(const expr::Expr& expr);
  Hull between(const expr::Expr& expr);
  Hull membership(const expr::Expr& expr);
  Hull text_test(const expr::Expr& expr);
  Hull time_sum(const expr::Expr& expr);
  Hull arithmetic(const expr::Expr& expr);
  Hull age(const Hull& time) const;
  Hull days(const Hull& length) const;
  Orders compared(expr::Type type, const Hull& a, const Hull& b, bool exact) const;
  Hull named(std::uint32_t slot);

  // stretch_aggregate.cpp
  Hull aggregate(const expr::Expr& expr);

  // stretch_rules.cpp
  TallyHull group(std::uint32_t index, const BookView& view);
  TallyHull rule(std::uint32_t index, const BookView& view);
  TallyHull attribute_rule(const model::Rule& rule);
  TallyHull event_rule(std::uint32_t index, const model::Rule& rule, const BookView& view);
  TallyHull earned(std::uint32_t index, const model::Rule& rule, std::uint32_t book);
  TallyHull worth_of(const model::Worth& worth, Decimal weight);
  TallyHull table(const model::Rule& rule);
  TallyHull first_row(const model::Table& table, const Hull& by, Decimal weight);
  TallyHull combined_rows(const model::Table& table, const Hull& by, Decimal weight);
  [[nodiscard]] bool row_may_match(const model::Row& row, const model::Table& table,
                                   const Hull& by) const;
  [[nodiscard]] bool row_may_not_match(const model::Row& row, const model::Table& table,
                                       const Hull& by) const;

  // stretch.cpp
  // Of an occurrence or adjustment: less and less, then nothing.
  static TallyHull fading(const Tally& first, const Tally& last);
  TallyHull compute_score(std::uint32_t index);
  TallyHull parts_of(std::uint32_t index);
  TallyHull part(std::uint32_t score, std::uint32_t place);
  [[nodiscard]] bool is_outlook() const { return end() == outlook_; }
  TallyHull left_of_book(std::uint32_t score, std::uint32_t book);
  TallyHull books(std::uint32_t score);
  Hull text_of_bands(const model::Band& band);

  [[nodiscard]] const model::Model& model() const { return *state_.model; }
  [[nodiscard]] Duration length() const { return last_.now() - first_.now(); }

  const State& state_;
  Moment first_, last_;  // at its two ends
  Tallies* tallies_;
  Time outlook_ = Time::min();  // where it is one: its end
  Points lost_, gained_;
  std::vector<std::optional<TallyHull>> scores_;
  std::vector<std::optional<Hull>> named_;
};

}  // namespace leadscore::eval
