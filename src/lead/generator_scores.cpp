// SPDX-License-Identifier: Apache-2.0

// Bounds of scores that bands, signals, moves and routes name: a lead on either side of each, found
// by giving a lead more and more of what raises the score.
#include <algorithm>
#include <cmath>

#include "base/exact.hpp"
#include "eval/moment.hpp"
#include "lead/generator.hpp"

namespace leadscore::lead {

namespace {

constexpr Duration kMinute{60'000'000};
constexpr std::size_t kMostRounds = 40;  // events that one lead is given
constexpr std::size_t kMostDeeds = 24;   // kinds of them that are tried
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::optional<Points> score_of(const Snapshot& got, std::uint32_t score) {
  return got.excluded ? std::nullopt : got.scores[score].second;
}

}  // namespace

void Generator::collect_bounds(const expr::Expr& expr, Bounds& bounds) const {
  using expr::Op;
  const auto take = [&](const expr::Expr& a, const expr::Expr& b) {
    if (a.op != Op::score || b.op != Op::constant || b.constant.is_missing()) return;
    const Points bound = round_product({false, Points(), b.constant.as_number()}, Decimal());
    bounds.emplace(a.slot, bound);
  };
  expr::walk(expr, [&](const expr::Expr& inner) {
    if (inner.op == Op::named) collect_bounds(model_.named[inner.slot].expr, bounds);
    if (inner.op == Op::compare) {
      take(inner.args[0], inner.args[1]);
      take(inner.args[1], inner.args[0]);
    }
    if (inner.op == Op::between) {
      take(inner.args[0], inner.args[1]);
      take(inner.args[0], inner.args[2]);
    }
  });
}

Generator::Bounds Generator::bounds_of_scores() const {
  Bounds bounds;
  const auto add = [&](const std::optional<expr::Expr>& condition) {
    if (condition) collect_bounds(*condition, bounds);
  };
  for (const model::Band& band : model_.bands) {
    for (const auto& bound : band.bounds) bounds.emplace(*band.of, bound.from);
  }
  for (const model::Signal& signal : model_.signals) {
    collect_bounds(signal.when, bounds);
    add(signal.until);
  }
  for (const model::StageMove& move : model_.moves) add(move.when);
  for (const model::Route& route : model_.routing) add(route.when);
  for (const model::Rule& rule : model_.rules) {
    if (rule.enabled) add(rule.when);
  }
  add(model_.exclude);
  return bounds;
}

std::size_t Generator::remember(Subject subject) {
  Snapshot got = prober_.look(subject, now_);
  climbers_.push_back({std::move(subject), std::move(got)});
  return climbers_.size() - 1;
}

// Keeps the subject where it is better than the best.
bool Generator::climb_by(std::uint32_t score, bool up, Subject subject, Climber& best) {
  const std::size_t index = remember(std::move(subject));
  const auto points = score_of(climbers_[index].got, score);
  const auto before = score_of(best.got, score);
  if (!points || (before && (up ? *points <= *before : *points >= *before))) return false;
  best = climbers_[index];
  return true;
}

void Generator::climb(std::uint32_t score, bool up) {
  const std::size_t start = remember({});
  Climber best = climbers_[start];
  for (const auto& [attribute, choices] : values_.attributes()) {
    const Subject before = best.subject;
    for (const Choice& choice : choices) {
      if (prober_.is_tired()) return;
      Subject with = before;
      with.known[attribute] = &choice;
      climb_by(score, up, std::move(with), best);
    }
  }
  for (std::size_t round = 0; round < kMostRounds; ++round) {
    const Subject before = best.subject;
    bool better = false;
    for (std::size_t i = 0; i < std::min(deeds_.size(), kMostDeeds); ++i) {
      if (prober_.is_tired()) return;
      Subject with = before;
      const auto minutes = static_cast<int>(kMostRounds - round);
      with.deeds.emplace_back(now_ - minutes * kMinute, deeds_[i]);
      better = climb_by(score, up, std::move(with), best) || better;
    }
    if (!better) break;
  }
}

// A lead near the bound of which little needs to be said: a fact is worth a few points of distance.
std::size_t Generator::nearest(std::uint32_t score, Points bound, bool below) const {
  std::size_t found = kNone;
  double least = 0;
  const double fact = 1 + std::abs(bound.to_double()) / 20;
  for (std::size_t i = 0; i < climbers_.size(); ++i) {
    const auto points = score_of(climbers_[i].got, score);
    if (!points || (*points < bound) != below) continue;
    const Subject& subject = climbers_[i].subject;
    const auto facts = static_cast<double>(subject.known.size() + subject.deeds.size());
    const double cost = std::abs((*points - bound).to_double()) + facts * fact;
    if (found != kNone && cost >= least) continue;
    least = cost;
    found = i;
  }
  return found;
}

// What is left of the lead just above when one thing of it is taken away, and so on.
void Generator::narrow(std::uint32_t score, Points bound) {
  constexpr int kRounds = 3;
  std::size_t last = kNone;
  for (int round = 0; round < kRounds; ++round) {
    const std::size_t above = nearest(score, bound, false);
    if (above == kNone || above == last) return;
    last = above;
    for (auto& [gone, less] : lesser(Subject(climbers_[above].subject))) {
      if (prober_.is_tired()) return;
      remember(std::move(less));
    }
  }
}

Generator::Lesser Generator::lesser(const Subject& whole) const {
  Lesser lesser;
  for (const auto& entry : whole.known) {
    Subject less = whole;
    less.known.erase(entry.first);
    lesser.emplace_back("without " + model_.attributes[entry.first].name, std::move(less));
  }
  for (std::size_t i = 0; i < whole.deeds.size(); ++i) {
    Subject less = whole;
    less.deeds.erase(less.deeds.begin() + static_cast<std::ptrdiff_t>(i));
    const std::string& name = model_.events[whole.deeds[i].second.type].name;
    lesser.emplace_back("without one " + name, std::move(less));
  }
  return lesser;
}

void Generator::add_bound_scenario(std::uint32_t score, Points bound) {
  narrow(score, bound);
  const std::size_t below = nearest(score, bound, true);
  const std::size_t above = nearest(score, bound, false);
  if (below == kNone || above == kNone) return;
  Scenario scenario{model_.scores[score].name + " around " + bound.to_text(), {}};
  for (const auto& [index, id] : {std::pair(below, "below"), std::pair(above, "reached")}) {
    Subject subject = climbers_[index].subject;
    subject.id = id;
    subject.looks = {{now_, climbers_[index].got, Points()}};
    scenario.leads.push_back(std::move(subject));
  }
  keep(std::move(scenario));
}

bool Generator::has_signal(const Subject& subject, std::uint32_t signal) {
  const Snapshot got = prober_.look(subject, now_);
  return !got.excluded && got.signals[signal].second.on;
}

// A lead that has the signal on with as little as it takes, and that lead with each thing less.
void Generator::add_signal_scenario(std::uint32_t signal) {
  constexpr std::size_t kMostLesser = 8;
  std::optional<Subject> on;
  const auto size_of = [](const Subject& lead) { return lead.known.size() + lead.deeds.size(); };
  for (const Climber& climber : climbers_) {
    if (climber.got.excluded || !climber.got.signals[signal].second.on) continue;
    if (!on || size_of(climber.subject) < size_of(*on)) on = climber.subject;
  }
  for (bool again = on.has_value(); again;) {
    again = false;
    for (auto& [gone, less] : lesser(Subject(*on))) {
      if (prober_.is_tired()) return;
      if (again || !has_signal(less, signal)) continue;
      on = std::move(less);
      again = true;
    }
  }
  if (!on || size_of(*on) == 0) return;
  Scenario scenario{"all that signal " + model_.signals[signal].name + " takes", {}};
  Subject whole = *on;
  whole.id = "all of it";
  add_lead(scenario, std::move(whole), now_);
  for (auto& entry : lesser(*on)) {
    if (scenario.leads.size() > kMostLesser) break;
    Subject& less = entry.second;
    less.id = shortened(entry.first);
    const auto same_id = [&](const Subject& lead) { return lead.id == less.id; };
    const auto& leads = scenario.leads;
    if (std::any_of(leads.begin(), leads.end(), same_id)) continue;
    add_lead(scenario, std::move(less), now_);
  }
  keep(std::move(scenario));
}

void Generator::add_score_scenarios() {
  const Bounds bounds = bounds_of_scores();
  std::set<std::uint32_t> scores;
  for (const auto& [score, bound] : bounds) scores.insert(score);
  for (const std::uint32_t score : scores) {
    climb(score, true);
    climb(score, false);
  }
  for (const auto& [score, bound] : bounds) {
    if (kept_leads_ < most_leads_) add_bound_scenario(score, bound);
  }
  for (std::uint32_t signal = 0; signal < model_.signals.size(); ++signal) {
    if (kept_leads_ < most_leads_) add_signal_scenario(signal);
  }
}

}  // namespace leadscore::lead
