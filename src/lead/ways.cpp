// SPDX-License-Identifier: Apache-2.0
#include "lead/ways.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "lead/words.hpp"
#include "model/convert.hpp"

namespace leadscore::lead {

using eval::Datum;
using eval::Moment;

namespace {

constexpr std::uint32_t kMostSearched = kMostTrials - 400;  // the rest is for taking facts away
constexpr std::uint32_t kMostPairs = 600;    // tried where no single step comes nearer
constexpr std::size_t kMostPromising = 200;  // candidates that a search for several facts looks at
constexpr std::size_t kMostOfAKind = 3;      // of one attribute or event type among the ways listed

// Candidates taken together, each so many times.
struct Take {
  const Candidate* candidate = nullptr;
  std::uint32_t times = 1;
};
using Plan = std::vector<Take>;

std::size_t facts_in(const Plan& plan) {
  std::size_t count = 0;
  for (const Take& take : plan) count += take.times;
  return count;
}

// An attribute has one value: a later one takes the place of an earlier one.
Plan with(const Plan& plan, Take take) {
  Plan out;
  bool merged = false;
  for (Take each : plan) {
    const bool same = each.candidate == take.candidate && !each.candidate->attribute;
    const bool replaced =
        take.candidate->attribute && each.candidate->attribute == take.candidate->attribute;
    if (same) each.times += take.times;
    if (!replaced) out.push_back(each);
    merged = merged || same;
  }
  if (!merged) out.push_back(take);
  return out;
}

class Seeker {
 public:
  Seeker(Trials& trials, std::uint32_t signal, const std::set<std::uint32_t>& shown, WhyNot& out)
      : trials_(trials), model_(*trials.state().model), shown_(shown), out_(out) {
    Moment moment(trials.state());
    candidates_ = candidates_of(moment, needs_of(model_, signal));
  }

  void seek() {
    start_ = trials_.run({});
    if (start_.on_at) return;
    out_.not_tried = candidates_.left_out;
    if (try_single_facts()) {
      out_.search = Search::exact;
      return;
    }
    seek_greedily();
  }

 private:
  struct Found {
    Plan plan;
    Outcome outcome;
  };

  [[nodiscard]] bool may_go_on() const { return trials_.count() < kMostSearched; }

  [[nodiscard]] std::vector<Fact> facts_of(const Plan& plan) const {
    std::vector<Fact> facts;
    std::size_t number = 0;
    for (const Take& take : plan) {
      for (std::uint32_t i = 0; i < take.times; ++i) {
        facts.push_back(trials_.fact_of(*take.candidate, ++number));
      }
    }
    return facts;
  }

  Outcome run(const Plan& plan) { return trials_.run(facts_of(plan)); }

  bool try_single_facts() {
    std::map<std::uint32_t, std::vector<Found>> of_attribute;
    std::map<std::uint32_t, std::vector<Found>> of_event;
    for (const Candidate& candidate : candidates_.all) {
      if (!may_go_on()) {
        out_.not_tried.push_back("single facts beyond the first " + std::to_string(kMostSearched));
        break;
      }
      Found found{{{&candidate, 1}}, {}};
      found.outcome = run(found.plan);
      promising_.emplace_back(found.outcome.distance, &candidate);
      if (!found.outcome.on_at) continue;
      if (candidate.attribute)
        of_attribute[*candidate.attribute].push_back(std::move(found));
      else
        of_event[candidate.event].push_back(std::move(found));
    }
    for (auto& [attribute, values] : of_attribute) add_nearest(attribute, values);
    for (const auto& [event, kinds] : of_event) add_some(kinds);
    return !out_.ways.empty();
  }

  void add_some(const std::vector<Found>& found) {
    for (std::size_t i = 0; i < std::min(found.size(), kMostOfAKind); ++i) add_way(found[i]);
  }

  // Of lists those that learn one text, if that is enough: longer ones say no more.
  static void keep_like_the_first(std::vector<Found>& values) {
    const auto size = [](const Found& found) {
      const Datum& value = found.plan.front().candidate->values.front().second;
      return value.kind == Datum::Kind::list ? value.list->size() : 0;
    };
    const std::size_t first = size(values.front());
    std::erase_if(values, [&](const Found& found) { return size(found) != first; });
  }

  // Of numbers and times only the one that asks for the least change.
  void add_nearest(std::uint32_t attribute, std::vector<Found>& values) {
    const model::Field& field = model_.attributes[attribute];
    const bool ordered = field.type == model::ValueType::integer ||
                         field.type == model::ValueType::number ||
                         field.type == model::ValueType::time;
    if (!ordered) {
      keep_like_the_first(values);
      add_some(values);
      return;
    }
    const Datum now = trials_.state().attributes[attribute];
    const auto change = [&](const Found& found) {
      const Datum& value = found.plan.front().candidate->values.front().second;
      const auto number = [](const Datum& datum) {
        return datum.kind == Datum::Kind::time ? static_cast<double>(datum.integer)
                                               : datum.as_number();
      };
      return std::abs(number(value) - (now.is_missing() ? 0 : number(now)));
    };
    add_way(*std::min_element(values.begin(), values.end(), [&](const Found& a, const Found& b) {
      return change(a) < change(b);
    }));
  }

  // Of many candidates those that come nearest by themselves, in the order of the file.
  void keep_promising() {
    if (promising_.size() <= kMostPromising) return;
    std::stable_sort(promising_.begin(), promising_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    promising_.resize(kMostPromising);
    std::sort(promising_.begin(), promising_.end(),
              [](const auto& a, const auto& b) { return std::less<>()(a.second, b.second); });
  }

  void seek_greedily() {
    keep_promising();
    Found best{{}, start_};
    while (!best.outcome.on_at && facts_in(best.plan) < kMostFacts) {
      auto next = best_step(best);
      if (!next) next = best_pair(best);
      if (!next) break;
      best = std::move(*next);
    }
    const bool shorter =
        shortest_ && (!best.outcome.on_at || facts_in(shortest_->plan) < facts_in(best.plan));
    if (shorter) best = std::move(*shortest_);
    if (best.outcome.on_at) prune(best);
    out_.search = best.outcome.on_at ? Search::greedy : Search::not_found;
    if (!may_go_on()) {
      out_.not_tried.push_back("anything after " + std::to_string(kMostSearched) + " trials");
    }
    if (!best.plan.empty()) add_way(best);
  }

  // What it brings for each fact that it takes; where that is equal, what turns the signal on.
  [[nodiscard]] static bool is_better(const Found& a, const Found& b, const Found& from) {
    const auto gain = [&](const Found& found) {
      const std::size_t before = facts_in(from.plan);
      const std::size_t facts = std::max(facts_in(found.plan), before + 1) - before;
      return (from.outcome.distance - found.outcome.distance) / static_cast<double>(facts);
    };
    constexpr double kEqual = 1e-9;
    const double more = gain(a) - gain(b);
    if (more > kEqual || more < -kEqual) return more > 0;
    return a.outcome.on_at && !b.outcome.on_at;
  }

  void consider(const Found& from, Plan plan, std::optional<Found>& best) {
    if (!may_go_on() || facts_in(plan) > kMostFacts) return;
    Found found{std::move(plan), {}};
    found.outcome = run(found.plan);
    const bool nearer = found.outcome.distance < from.outcome.distance - 1e-9;
    if (!found.outcome.on_at && !nearer) return;
    const bool shortest =
        found.outcome.on_at && (!shortest_ || facts_in(found.plan) < facts_in(shortest_->plan));
    if (shortest) shortest_ = found;
    if (!best || is_better(found, *best, from)) best = std::move(found);
  }

  std::optional<Found> best_step(const Found& from) {
    std::optional<Found> best;
    for (const auto& [distance, candidate] : promising_) {
      consider(from, with(from.plan, {candidate, 1}), best);
      if (candidate->attribute) continue;
      for (const std::uint32_t times : candidates_.counts) {
        consider(from, with(from.plan, {candidate, times}), best);
      }
    }
    return best;
  }

  // Where no step by itself comes nearer, two together may.
  std::optional<Found> best_pair(const Found& from) {
    std::optional<Found> best;
    std::uint32_t pairs = 0;
    for (std::size_t i = 0; i < promising_.size(); ++i) {
      const Plan first = with(from.plan, {promising_[i].second, 1});
      for (std::size_t j = i; j < promising_.size() && pairs++ < kMostPairs; ++j) {
        consider(from, with(first, {promising_[j].second, 1}), best);
      }
    }
    return best;
  }

  // Takes away one fact after another for as long as any is not needed.
  void prune(Found& found) {
    while (take_one_away(found)) {
    }
  }

  bool take_one_away(Found& found) {
    for (std::size_t i = found.plan.size(); i-- > 0;) {
      if (trials_.count() + kMostFacts >= kMostTrials) return false;
      Found less = found;
      if (--less.plan[i].times == 0) {
        less.plan.erase(less.plan.begin() + static_cast<std::ptrdiff_t>(i));
      }
      less.outcome = run(less.plan);
      if (!less.outcome.on_at) continue;
      found = std::move(less);
      return true;
    }
    return false;
  }

  void add_way(const Found& found) {
    Way way;
    way.on_at = found.outcome.on_at.value_or(trials_.from());
    Plan before;
    NamedPoints scores = start_.scores;
    for (const Take& take : found.plan) {
      before.push_back(take);
      Step step;
      step.text = text_of(take);
      step.facts = facts_of(before);
      step.facts.erase(step.facts.begin(), step.facts.end() - take.times);
      const bool last = before.size() == found.plan.size();
      NamedPoints after = last ? found.outcome.scores : run(before).scores;
      step.before = shown(scores);
      step.after = shown(after);
      scores = std::move(after);
      way.steps.push_back(std::move(step));
    }
    out_.ways.push_back(std::move(way));
  }

  [[nodiscard]] NamedPoints shown(const NamedPoints& scores) const {
    NamedPoints out;
    for (const std::uint32_t score : shown_) out.push_back(scores[score]);
    return out;
  }

  // `title becomes "VP" (now "CTO")`, `page_view with url "/pricing" happens 3 times`.
  [[nodiscard]] std::string text_of(const Take& take) const {
    const Candidate& candidate = *take.candidate;
    if (candidate.attribute) {
      const Datum& now = trials_.state().attributes[*candidate.attribute];
      const auto& [name, value] = candidate.values.front();
      return name + " becomes " + print(value) +
             (now.is_missing() ? " (not known now)" : " (now " + print(now) + ")");
    }
    std::string text = model_.events[candidate.event].name;
    for (const auto& [name, value] : candidate.values) {
      text += (&name == &candidate.values.front().first ? " with " : " and ") + name + ' ' +
              print(value);
    }
    return text + " happens" + (take.times == 1 ? "" : ' ' + std::to_string(take.times) + " times");
  }

  Trials& trials_;
  const model::Model& model_;
  const std::set<std::uint32_t>& shown_;
  WhyNot& out_;
  Candidates candidates_;
  // How near each came by itself.
  std::vector<std::pair<double, const Candidate*>> promising_;
  Outcome start_;
  std::optional<Found> shortest_;  // of all ways that the greedy search saw
};

}  // namespace

void find_ways(Trials& trials, std::uint32_t signal, const std::set<std::uint32_t>& shown,
               WhyNot& out) {
  if (!trials.held_for_ever()) Seeker(trials, signal, shown, out).seek();
  out.trials = trials.count();
}

}  // namespace leadscore::lead
