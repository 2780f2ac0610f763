// SPDX-License-Identifier: Apache-2.0

// Two rules of one score for the same leads, or one of them inside the other: both give points.
//
// Of attribute rules the conditions are compared as sets of values, of event rules as they are
// written. A rule inside another is only compared with rules over some of its own subjects: any
// other condition could not take all of its leads.
#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "lint/linter.hpp"

namespace leadscore::lint {

using model::Combine;
using model::Group;
using model::Item;
using model::Rule;

namespace {

// After so many comparisons of rules no more are made, which is said.
constexpr std::size_t kMostPairs = 20'000'000;
// A rule over more subjects is only compared with rules over the same.
constexpr std::size_t kMostSubjects = 6;

using Subjects = std::vector<std::uint32_t>;
using SharedBoxes = std::shared_ptr<const Boxes>;

struct Candidate {
  const Rule* rule = nullptr;
  std::vector<const Group*> groups;  // around it, from the outside in
  SharedBoxes boxes = nullptr;       // the one box that holds of its leads

  [[nodiscard]] const Box& box() const { return boxes->front(); }
};

Subjects subjects_of(const Box& box) {
  Subjects subjects;
  for (const Literal& literal : box) subjects.push_back(literal.subject);
  return subjects;
}

// The groups around both of two rules.
std::size_t common_groups(const Candidate& a, const Candidate& b) {
  const auto ends =
      std::mismatch(a.groups.begin(), a.groups.end(), b.groups.begin(), b.groups.end());
  return static_cast<std::size_t>(ends.first - a.groups.begin());
}

std::optional<Points> points_of(const Rule& rule) {
  const auto* points = std::get_if<Points>(&rule.worth);
  if (!points || rule.table) return std::nullopt;
  return round_product({true, *points, 0}, rule.weight);
}

// Points of opposite signs are a rule and its exception, which is often meant.
bool pull_together(const Rule& a, const Rule& b) {
  const auto x = points_of(a);
  const auto y = points_of(b);
  if (!x || !y) return true;
  return (*x > Points() && *y > Points()) || (*x < Points() && *y < Points());
}

class Pairs {
 public:
  Pairs(Space& space, std::vector<Candidate> candidates)
      : space_(space), candidates_(std::move(candidates)) {
    for (const Candidate& one : candidates_) buckets_[subjects_of(one.box())].push_back(&one);
  }

  // Calls `visit(inner, outer, equal)` for each rule and one that takes all its leads: an earlier
  // one that takes just the same, else the first.
  template <class Visit>
  void each(const Visit& visit) {
    for (const Candidate& inner : candidates_) {
      if (pairs_ > kMostPairs) return;
      const auto [first, is_new] = equal_.emplace(key_of(inner.box()), &inner);
      if (!is_new && are_equal(*first->second, inner)) {
        visit(inner, *first->second, true);
        continue;
      }
      if (const Candidate* outer = first_around(inner)) visit(inner, *outer, false);
    }
  }
  [[nodiscard]] bool gave_up() const { return pairs_ > kMostPairs; }

 private:
  const Candidate* first_around(const Candidate& inner) {
    const Subjects all = subjects_of(inner.box());
    const Candidate* found = nullptr;
    const std::size_t subsets = all.size() > kMostSubjects ? 1 : (std::size_t{1} << all.size()) - 1;
    for (std::size_t left = subsets; left > 0 && !found; --left) {
      Subjects some = all;
      if (subsets > 1) {
        some.clear();
        for (std::size_t i = 0; i < all.size(); ++i) {
          if ((left >> i & 1) != 0) some.push_back(all[i]);
        }
      }
      const auto bucket = buckets_.find(some);
      if (bucket != buckets_.end()) found = first_of(bucket->second, inner);
    }
    return found;
  }

  const Candidate* first_of(const std::vector<const Candidate*>& bucket, const Candidate& inner) {
    for (const Candidate* outer : bucket) {
      if (outer == &inner) continue;
      if (++pairs_ > kMostPairs) return nullptr;
      if (within(inner.box(), outer->box()) && !are_equal(*outer, inner)) return outer;
    }
    return nullptr;
  }

  bool are_equal(const Candidate& a, const Candidate& b) {
    return a.box().size() == b.box().size() && within(a.box(), b.box()) && within(b.box(), a.box());
  }

  bool within(const Box& inner, const Box& outer) {
    auto from = inner.begin();
    return std::all_of(outer.begin(), outer.end(), [&](const Literal& wide) {
      while (from->subject < wide.subject) ++from;
      return space_.is_subset(*from, wide);
    });
  }

  // The same for boxes of the same sets, and for hardly any others.
  static std::string key_of(const Box& box) {
    std::string key;
    const auto add = [&key](const auto& value) {
      key.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    for (const Literal& literal : box) {
      add(literal.subject);
      add(literal.set.missing);
      add(literal.set.others);
      add(literal.set.ranges.size());
      for (const Range& range : literal.set.ranges) {
        add(static_cast<double>(range.low));
        add(static_cast<double>(range.high));
        add(range.low_open);
        add(range.high_open);
      }
      add(literal.set.tests.size());
      for (const TextTest& test : literal.set.tests) add(test.id * 2 + (test.holds ? 1U : 0U));
      if (!literal.set.values) continue;
      for (const std::uint32_t id : *literal.set.values) add(id);
    }
    return key;
  }

  Space& space_;
  std::vector<Candidate> candidates_;
  std::map<std::string, const Candidate*> equal_;
  std::map<Subjects, std::vector<const Candidate*>> buckets_;
  std::size_t pairs_ = 0;
};

// Collects the rules of a score.
class Collector {
 public:
  explicit Collector(Space& space) : space_(space) {}

  void collect(const std::vector<Item>& items, const SharedBoxes& around) {
    for (const Item& item : items) {
      if (!item.is_group) {
        rule(space_.model().rules[item.index], around);
        continue;
      }
      const Group& group = space_.model().groups[item.index];
      const SharedBoxes inside = met(around, group.when);
      if (!inside) continue;
      groups_.push_back(&group);
      collect(group.items, inside);
      groups_.pop_back();
    }
  }
  std::vector<Candidate> attribute_rules, event_rules;

 private:
  // What holds of leads for which both do; null where there is too much of it.
  SharedBoxes met(const SharedBoxes& around, const std::optional<Expr>& when) {
    if (!when) return around;
    const Space::Truth own = space_.truth(*when);
    if (!*own) return nullptr;
    const bool everywhere = around->size() == 1 && around->front().empty();
    if (everywhere) return {own, &**own};
    auto both = space_.all_of(*around, **own);
    return both ? std::make_shared<const Boxes>(std::move(*both)) : nullptr;
  }

  void rule(const Rule& rule, const SharedBoxes& around) {
    if (!rule.enabled || rule.active_from || rule.active_until) return;
    if (rule.event) {
      event_rules.push_back({&rule, groups_});
      return;
    }
    if (rule.table || !rule.when) return;
    SharedBoxes boxes = met(around, rule.when);
    if (!boxes || boxes->size() != 1 || boxes->front().empty()) return;
    attribute_rules.push_back({&rule, groups_, std::move(boxes)});
  }

  Space& space_;
  std::vector<const Group*> groups_;
};

// All that decides which occurrences an event rule counts.
std::string key_of(Space& space, const Candidate& candidate) {
  const Rule& rule = *candidate.rule;
  std::string key = rule.event->silence ? to_text(*rule.event->silence) : "";
  if (rule.event->any) key += " any";
  for (const std::uint32_t type : rule.event->listed) key += ' ' + std::to_string(type);
  const auto add = [&](char mark, const Expr& expr) { key += mark + space.key_of(expr); };
  if (rule.when) add('w', *rule.when);
  for (const Group* group : candidate.groups) {
    if (group->when) add('w', *group->when);
  }
  for (const Expr& where : rule.where) add('e', where);
  for (const Expr& given : rule.given) add('g', given);
  if (rule.limit) key += 'l' + rule.limit->text;
  return key;
}

}  // namespace

void Linter::pairs() {
  for (const model::Score& score : model_.scores) {
    Collector collector(space_);
    collector.collect(score.items, std::make_shared<const Boxes>(Boxes{Box{}}));
    const auto twice = [&](const Rule& later, const Rule& first) {
      warn(later.span, "duplicate-rule",
           quoted(later.name) + " counts for the same as " + quoted(first.name) +
               ": both give points",
           "leave out one of them")
          .notes.push_back({first.span, "the other one"});
    };
    Pairs pairs(space_, std::move(collector.attribute_rules));
    pairs.each([&](const Candidate& inner, const Candidate& outer, bool equal) {
      if (equal) return twice(*inner.rule, *outer.rule);
      const std::size_t common = common_groups(inner, outer);
      const bool adds = common == 0 || inner.groups[common - 1]->combine == Combine::sum;
      if (!adds || !pull_together(*inner.rule, *outer.rule)) return;
      warn(inner.rule->span, "rule-inside-rule",
           "whoever earns " + quoted(inner.rule->name) + " earns " + quoted(outer.rule->name) +
               " too: their points add up",
           "if only one is meant to count, put both into a group with combine: max")
          .notes.push_back({outer.rule->span, "the wider one"});
    });
    if (pairs.gave_up()) {
      warn(score.span, "lint-limit",
           "the rules of " + quoted(score.name) +
               " are too many over the same attributes to compare them all with one another");
    }
    std::map<std::string, const Rule*> first;
    for (const Candidate& candidate : collector.event_rules) {
      const auto [found, is_new] = first.emplace(key_of(space_, candidate), candidate.rule);
      if (!is_new) twice(*candidate.rule, *found->second);
    }
  }
}

}  // namespace leadscore::lint
