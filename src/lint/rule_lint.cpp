// SPDX-License-Identifier: Apache-2.0

// Rules and groups by themselves: conditions, bounds, decay, penalties.
#include <algorithm>
#include <array>
#include <utility>

#include "lint/linter.hpp"

namespace leadscore::lint {

using expr::Op;
using model::Item;
using model::Rule;

namespace {

// The n of `count(E ...) >= n` or `> n - 1`, where E has an event of the rule among others.
std::optional<std::int64_t> least_count(const Model& model, const Expr& expr, const Rule& rule) {
  if (expr.op != Op::compare || rule.event->silence) return std::nullopt;
  const bool strict = expr.comparison == expr::Comparison::greater;
  if (!strict && expr.comparison != expr::Comparison::greater_equal) return std::nullopt;
  const Expr& count = expr.args[0];
  const expr::Datum& bound = expr.args[1].constant;
  if (count.op != Op::aggregate || count.aggregate->members ||
      count.aggregate->kind != expr::AggregateKind::count ||
      bound.kind != expr::Datum::Kind::integer) {
    return std::nullopt;
  }
  const auto& counted = model.vocabulary.keys[count.aggregate->key].types;
  for (std::size_t type = 0; type < counted.size(); ++type) {
    const bool own = counted[type] && rule.event->types[type];
    if (own && bound.integer < 1'000'000) return bound.integer + (strict ? 1 : 0);
  }
  return std::nullopt;
}

std::string ordinal(std::int64_t n) {
  static constexpr std::array<const char*, 4> kEnds = {"th", "st", "nd", "rd"};
  const bool teen = n % 100 >= 11 && n % 100 <= 13;
  return std::to_string(n) + kEnds[static_cast<std::size_t>(teen || n % 10 > 3 ? 0 : n % 10)];
}

// After what time nothing of an occurrence is left; none: never.
std::optional<Duration> life_of(const model::Decay& decay, const Rule& rule) {
  std::int64_t steps = 1;
  std::int64_t unit = 1;
  for (int digit = 0; digit < decay.amount.digits; ++digit) unit *= 10;
  if (decay.amount.count <= 0) return std::nullopt;
  if (decay.kind == expr::DecayKind::linear) {
    steps = (unit + decay.amount.count - 1) / decay.amount.count;
  } else if (decay.kind == expr::DecayKind::lose) {
    const auto* points = std::get_if<Points>(&rule.worth);
    if (!points || rule.table) return std::nullopt;
    const Points whole = round_product({true, *points, 0}, rule.weight);
    const std::int64_t lost = decay.amount.count * 1000 / unit;
    if (lost <= 0) return std::nullopt;
    steps = (std::abs(whole.count()) + lost - 1) / lost;
  }
  if (steps > Duration::max() / decay.every) return std::nullopt;
  return decay.every * steps;
}

// The least and the most that a rule can give.
bool is_penalty(const Rule& rule) {
  const auto* points = std::get_if<Points>(&rule.worth);
  return !rule.table && points && round_product({true, *points, 0}, rule.weight) < Points();
}

void rules_of(const Model& model, const std::vector<Item>& items, std::vector<const Rule*>& rules) {
  for (const Item& item : items) {
    if (item.is_group) {
      rules_of(model, model.groups[item.index].items, rules);
    } else if (model.rules[item.index].enabled) {
      rules.push_back(&model.rules[item.index]);
    }
  }
}

}  // namespace

void Linter::rules() {
  for (const model::Score& score : model_.scores) {
    if (score.expression) continue;
    std::vector<const Expr*> around;
    items(score.items, around);
    penalties(score);
    idle_bounds(score);
  }
}

void Linter::items(const std::vector<Item>& items, std::vector<const Expr*>& around) {
  for (const Item& item : items) {
    if (!item.is_group) {
      rule(model_.rules[item.index], around);
      continue;
    }
    const model::Group& group = model_.groups[item.index];
    if (group.when) {
      condition(*group.when);
      around.push_back(&*group.when);
    }
    this->items(group.items, around);
    if (group.when) around.pop_back();
  }
}

void Linter::rule(const Rule& rule, const std::vector<const Expr*>& around) {
  if (rule.when) {
    const std::size_t before = found_.size();
    condition(*rule.when);
    std::vector<const Expr*> together = around;
    together.push_back(&*rule.when);
    if (found_.size() == before && !around.empty() && !space_.possible(together)) {
      warn(rule.when->span, "never-true",
           shown(*rule.when) + " can never hold together with the 'when' of the groups around it")
          .notes.push_back({around.back()->span, "that of the innermost group"});
    }
  }
  for (const Expr& where : rule.where) condition(where);
  for (const Expr& given : rule.given) {
    condition(given);
    given_counts(rule, given);
  }
  if (rule.decay && rule.expires) decay(rule);
}

// `given: count(page_view) >= 3` in a rule on page_view holds from the fourth on, not the third.
void Linter::given_counts(const Rule& rule, const Expr& given) {
  if (given.op == Op::all) {
    for (const Expr& part : given.args) given_counts(rule, part);
    return;
  }
  const auto least = least_count(model_, given, rule);
  if (!least || *least < 1) return;
  warn(given.span, "given-count",
       "'given' is judged before this event counts, so this holds from the " + ordinal(*least + 1) +
           " such event on",
       *least == 1 ? ""
                   : "the " + ordinal(*least) + " is one less; if this is meant, say so: # lint: " +
                         "allow given-count because ...");
}

void Linter::decay(const Rule& rule) {
  const auto life = life_of(*rule.decay, rule);
  const std::string expires = "'expires: " + to_text(*rule.expires) + "'";
  const bool half = rule.decay->kind == expr::DecayKind::half;
  if (!life || *life <= *rule.expires) return;
  std::string message = "the decay of " + quoted(rule.name) + " outlives " + expires + ": ";
  if (half) {
    message += "by then not even half is lost";
  } else if (rule.decay->every >= *rule.expires) {
    message += "its first step would come after " + to_text(rule.decay->every);
  } else {
    message += "what is left then goes at once, where decay would take " + to_text(*life);
  }
  warn(rule.span, "decay-outlives-expiry", message,
       "leave out one of them, or let it expire when it has faded");
}

// Points that fade leave a penalty behind that does not.
void Linter::penalties(const model::Score& score) {
  std::vector<const Rule*> all;
  rules_of(model_, score.items, all);
  const auto fading = std::find_if(all.begin(), all.end(), [](const Rule* rule) {
    return rule->event && !is_penalty(*rule) && (rule->decay || rule->expires);
  });
  if (fading == all.end()) return;
  for (const Rule* rule : all) {
    if (!rule->event || !is_penalty(*rule) || rule->decay || rule->expires) continue;
    warn(rule->span, "endless-penalty",
         "the penalty " + quoted(rule->name) + " never ends, while points of " +
             quoted(score.name) + " fade",
         "give it 'expires' or 'decay'")
        .notes.push_back({(*fading)->span, "these points fade"});
  }
}

// --- bounds that bind nothing -----------------------------------------------------------------

void Linter::idle_bound(Span span, const std::string& what, const std::optional<Points>& min,
                        const std::optional<Points>& max, const Reach& reach) {
  if (max && reach.high < *max) {
    warn(span, "idle-bound",
         "'max: " + max->to_text() + "' of " + what + " changes nothing: it is at most " +
             reach.high.to_text() + " without it",
         "leave it out, or lower it to what is meant");
  }
  if (min && reach.low > *min) {
    warn(span, "idle-bound",
         "'min: " + min->to_text() + "' of " + what + " changes nothing: it is at least " +
             reach.low.to_text() + " without it",
         "leave it out, or raise it to what is meant");
  }
}

void Linter::idle_bounds(const model::Score& score) {
  if (score.min || score.max) {
    idle_bound(score.span, quoted(score.name), score.min, score.max, space_.unbounded_reach(score));
  }
  idle_bounds(score.items);
}

void Linter::idle_bounds(const std::vector<Item>& items) {
  for (const Item& item : items) {
    if (!item.is_group) {
      const Rule& rule = model_.rules[item.index];
      if (!rule.enabled || (!rule.min && !rule.max)) continue;
      idle_bound(rule.span, quoted(rule.name), rule.min, rule.max, space_.rule_reach(rule, false));
      continue;
    }
    const model::Group& group = model_.groups[item.index];
    if (group.min || group.max) {
      idle_bound(group.span, quoted(group.name), group.min, group.max,
                 space_.group_reach(group, false));
    }
    idle_bounds(group.items);
  }
}

}  // namespace leadscore::lint
