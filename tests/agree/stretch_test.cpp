// SPDX-License-Identifier: Apache-2.0

// What is told of a stretch holds at each of its instants.
#include "eval/stretch.hpp"

#include <algorithm>

#include "lead/people.hpp"
#include "lead/stepper.hpp"
#include "support/brief_world.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using eval::Datum;
using eval::Hull;
using eval::Moment;
using eval::Stretch;
using eval::Tally;
using eval::TallyHull;
using expr::Expr;
using support::Dice;
using support::World;

bool holds(const TallyHull& hull, const Tally& tally) {
  if (!tally) return hull.none;
  return hull.some && hull.least <= *tally && *tally <= hull.most;
}

bool holds(const Hull& hull, const Datum& datum, Duration since) {
  if (datum.is_missing()) return hull.missing;
  if (!hull.present) return false;
  switch (datum.kind) {
    case Datum::Kind::boolean: return datum.is_true() ? hull.may_hold() : hull.may_be_false();
    case Datum::Kind::integer:
    case Datum::Kind::number:
      return hull.least <= datum.as_number() && datum.as_number() <= hull.most;
    case Datum::Kind::time:
    case Datum::Kind::duration: {
      const Duration at_first = datum.as_duration() - hull.slope * since;
      return hull.early <= at_first && at_first <= hull.late;
    }
    default: {
      const auto same = [&](const Datum& one) { return print(one) == print(datum); };
      return hull.any_text || std::any_of(hull.among.begin(), hull.among.end(), same);
    }
  }
}

// Every expression that is judged over the lead, with all its parts.
std::vector<const Expr*> expressions_of(const model::Model& model) {
  std::vector<const Expr*> all;
  const auto add = [&](const Expr& whole) {
    expr::walk(whole, [&](const Expr& part) { all.push_back(&part); });
  };
  const auto maybe = [&](const std::optional<Expr>& expr) {
    if (expr) add(*expr);
  };
  maybe(model.exclude);
  for (const auto& named : model.named) add(named.expr);
  for (const auto& score : model.scores) maybe(score.expression);
  for (const auto& group : model.groups) maybe(group.when);
  for (const auto& rule : model.rules) {
    maybe(rule.when);
    if (!rule.event && rule.table) add(rule.table->by);
    if (!rule.event && std::holds_alternative<Expr>(rule.worth)) add(std::get<Expr>(rule.worth));
  }
  for (const auto& signal : model.signals) {
    add(signal.when);
    maybe(signal.until);
  }
  for (const auto& move : model.moves) maybe(move.when);
  for (const auto& route : model.routing) maybe(route.when);
  return all;
}

class Checker {
 public:
  Checker(const eval::State& state, Time from, Time to)
      : state_(state), from_(from), to_(to), stretch_(state, from, to) {}

  void check_at(Time at, const std::vector<const Expr*>& expressions) {
    INFO("stretch " << to_text(from_) << " .. " << to_text(to_) << ", at " << to_text(at));
    const model::Model& model = *state_.model;
    Moment moment(state_, at);
    for (const Expr* expr : expressions) {
      const Datum datum = moment.value(*expr);
      const bool held = holds(stretch_.value(*expr), datum, at - from_);
      if (held) continue;
      const Span span = expr->span;
      FAIL_CHECK("expression at " << span.begin << ": " << print(datum));
    }
    for (std::uint32_t i = 0; i < model.scores.size(); ++i) {
      INFO("score " << model.scores[i].name);
      CHECK(holds(stretch_.score(i), moment.score(i)));
      check_items(i, moment);
    }
    for (std::uint32_t i = 0; i < model.bands.size(); ++i) {
      CHECK(holds(stretch_.band(i), moment.band(i), at - from_));
    }
  }

 private:
  void check_items(std::uint32_t score, Moment& moment) {
    const auto& books = state_.scores[score].books;
    for (const model::Item& item : state_.model->scores[score].items) {
      INFO((item.is_group ? "group " : "rule ") << item.index);
      for (std::uint32_t book = 0; book <= books.size(); ++book) {
        const bool old = book < books.size();
        const eval::BookView view{book, old, old ? &books[book] : nullptr};
        CHECK(holds(stretch_.item(item, view), moment.item(item, view)));
      }
    }
  }

  const eval::State& state_;
  Time from_, to_;
  Stretch stretch_;
};

Time within(Dice& dice, Time from, Time to) {
  const auto length = static_cast<std::size_t>((to - from).count());
  return from + Duration(static_cast<std::int64_t>(dice.below(length + 1)));
}

Duration length_of(Dice& dice) {
  switch (dice.between(0, 3)) {
    case 0: return std::chrono::hours(dice.between(0, 40));
    case 1: return std::chrono::hours(12 * dice.between(0, 60));
    case 2: return Duration(dice.between(0, 3));
    default: return std::chrono::hours(24 * dice.between(0, 900));
  }
}

// Instants of the stretch: its ends, any, and those at which something may change.
std::vector<Time> instants_of(Dice& dice, const eval::State& state, Time from, Time to) {
  std::vector<Time> instants = {from, to, within(dice, from, to), within(dice, from, to)};
  Time at = from;
  const Time start = dice.percent(50) ? from : within(dice, from, to);
  at = start;
  for (int i = 0; i < 6; ++i) {
    eval::Horizon horizon(at);
    Moment moment(state, at, &horizon);
    for (std::uint32_t score = 0; score < state.model->scores.size(); ++score) {
      (void)moment.score(score);
    }
    for (const auto& signal : state.model->signals) (void)moment.holds(signal.when);
    if (!horizon.next() || *horizon.next() > to) break;
    instants.push_back(*horizon.next() - Duration(1));
    instants.push_back(*horizon.next());
    at = *horizon.next();
  }
  return instants;
}

}  // namespace

TEST_CASE("every value lies within the hull that a stretch gives it") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const World world = support::make_world(seed);
    Dice dice(seed);
    const std::string rules =
        dice.percent(30) ? support::with_timed_exclusion(dice, world.rules) : world.rules;
    INFO("seed " << seed << '\n' << rules);
    const RuleSet loaded = support::load(rules);
    const auto expressions = expressions_of(loaded.model());
    lead::People people(loaded.model());
    for (const Fact& fact : support::facts_of(world, "L1")) (void)people.apply(fact);
    lead::Stepper stepper(loaded.model(), people.editions("L1", world.end).back().story);
    for (int i = 0; i < 6; ++i) {
      stepper.run_until(support::any_time(dice, world.begin, world.end));
      const Time from = stepper.state().now + length_of(dice);
      const Time to = from + length_of(dice);
      Checker checker(stepper.state(), from, to);
      for (const Time at : instants_of(dice, stepper.state(), from, to)) {
        checker.check_at(at, expressions);
      }
    }
  }
}

}  // namespace leadscore
